import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../domain/json.ts';
import { COMMANDS } from '../../use-cases/offers/index.ts';

/** The fields that are wrong in a command's example with this instead. */
function faults(kind: string, change: JsonObject): readonly string[] {
  const offered = COMMANDS.get(kind);
  const parsed = offered?.content.safeParse({ ...offered.example, ...change });
  return (parsed?.error?.issues ?? []).map(({ path }) => path.map(String).join('.'));
}

const { owner: _owner, ...withoutOwner } = { ...COMMANDS.get('agree-action')?.example };
const [action] = [
  { what: 'made up', owner: 'person-4', role: 'social-worker', grade: 'inadequate', byOn: '2026-05-18' },
];

describe('what is not said whole is not saved', () => {
  test.each<readonly [string, string, JsonObject, readonly string[]]>([
    [
      'record-evaluation',
      'an action without owner',
      { actions: [{ ...action, owner: undefined }] },
      ['actions.0.owner'],
    ],
    [
      'record-evaluation',
      'an action without day',
      { actions: [action, { ...action, byOn: null }] },
      ['actions.1.byOn'],
    ],
    [
      'record-evaluation',
      'an action with an empty owner',
      { actions: [{ ...action, owner: ' ' }] },
      ['actions.0.owner'],
    ],
    ['record-evaluation', 'compliance alone', { experience: '', progress: undefined }, ['experience', 'progress']],
    ['record-evaluation', 'a theme with a name in it', { theme: 'Jane Doe' }, ['theme']],
    ['record-return-interview', 'a refusal without reason', { outcome: 'refused', reason: null }, ['reason']],
    ['record-return-interview', 'an interview by nobody', { interviewer: null }, ['interviewer']],
    ['tell-child-of-dispute', 'neither told, without why', { told: 'neither', whyNot: null }, ['whyNot']],
    ['complete-action', 'an action without evidence', { evidence: ' ' }, ['evidence']],
    ['report-missing', 'a day instead of a moment', { at: '2026-10-24' }, ['at']],
    ['record-assessment-step', 'of one carer what is of both', { step: 'midpoint' }, ['carer']],
    ['record-worker-absence', 'an absence without end', { through: null }, ['through']],
  ])('%s refuses %s', (kind, _what, change, fields) => {
    expect(faults(kind, {})).toEqual([]);
    expect(faults(kind, change)).toEqual(fields);
  });

  test('agree-action refuses an action without owner', () => {
    const parsed = COMMANDS.get('agree-action')?.content.safeParse(withoutOwner);
    expect(parsed?.error?.issues.map(({ path }) => path.join('.'))).toEqual(['owner']);
  });
});

describe('who may say it', () => {
  const by = (kind: string): readonly string[] => COMMANDS.get(kind)?.by ?? [];

  test.each([
    'raise-dispute',
    'move-dispute',
    'consider-cafcass',
    'tell-child-of-dispute',
    'note-privately',
    'close-dispute',
  ])('%s is for the IRO and the IRO manager alone', (kind) => {
    expect([...by(kind)].sort()).toEqual(['iro', 'iro-manager']);
  });

  test('who is on duty at night reports a missing child and records the return', () => {
    for (const kind of ['report-missing', 'record-found', 'record-strategy'])
      expect(by(kind)).toContain('out-of-hours');
  });

  test('nobody closes an episode or an evaluation who does the work', () => {
    for (const kind of ['close-episode', 'close-evaluation', 'record-worker-supervision'])
      expect([kind, by(kind)]).toEqual([kind, expect.not.arrayContaining(['social-worker'])]);
  });
});

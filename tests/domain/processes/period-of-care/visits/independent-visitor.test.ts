import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, who } from '../../../../support/child.ts';

function entered(): Child {
  const child = new Child();
  expect(child.enter()).toBeNull();
  return child;
}
const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, who('social-worker'));
const owed = (child: Child): readonly (readonly [string, string | null])[] =>
  child.duties('visit.independent').map(({ dueOn, metOn }) => [dueOn, metOn]);

describe('an independent visitor (CA s.23ZB)', () => {
  test('comes within a month of the need, and each month after the visit before', () => {
    const child = entered();
    expect(
      say(child, '2026-03-31', 'consider-independent-visitor', { needed: true, reason: 'nobody visits' }),
    ).toBeNull();
    // April has no 31st.
    expect(owed(child)).toEqual([['2026-04-30', null]]);
    say(child, '2026-04-13', 'appoint-independent-visitor', { visitor: 'person-21' });
    expect(owed(child)).toEqual([['2026-04-30', null]]);
    say(child, '2026-04-18', 'record-independent-visit');
    say(child, '2026-05-23', 'record-independent-visit');
    expect(owed(child)).toEqual([
      ['2026-04-30', '2026-04-18'],
      ['2026-05-18', '2026-05-23'],
      ['2026-06-23', null],
    ]);
  });

  test('is no visit of the authority: the next visit to the child is another', () => {
    const child = entered();
    say(child, '2026-03-03', 'appoint-independent-visitor', { visitor: 'person-21' });
    const due = child.due('visit.standard') ?? child.due('visit.first');
    say(child, '2026-03-04', 'record-independent-visit');
    expect(child.due('visit.standard') ?? child.due('visit.first')).toBe(due);
    const views = child.stream.process.views(
      child.stream.kept?.state ?? child.stream.process.initial,
      (child.stream.kept?.duties ?? []).map(({ duty }) => duty),
    );
    expect(views.child?.nextVisit).toMatch(/^visit\.(first|standard)@/);
  });

  test.each([
    ['consider-independent-visitor', { needed: false, reason: 'she refuses' }, 'it was decided that none is needed'],
    ['end-independent-visitor', { reason: 'moved away' }, 'the appointment ended'],
  ] as const)('%s ends what is owed; a new one begins anew', (kind, payload, endedBecause) => {
    const child = entered();
    say(child, '2026-03-09', 'appoint-independent-visitor', { visitor: 'person-21' });
    expect(say(child, '2026-03-23', kind, payload)).toBeNull();
    expect(child.duty('visit.independent')).toMatchObject({ status: 'ended', endedBecause });
    expect(say(child, '2026-03-24', 'record-independent-visit')).toBe('no-independent-visitor');
    say(child, '2026-04-01', 'appoint-independent-visitor', { visitor: 'person-22' });
    expect(child.duties('visit.independent').at(-1)).toMatchObject({ status: 'open', dueOn: '2026-05-01' });
  });

  test('is not owed where none is needed or wanted, nor after care; a visit whose visitor was withdrawn stays for a person', () => {
    const child = entered();
    expect(
      say(child, '2026-03-03', 'consider-independent-visitor', { needed: false, reason: 'many friends' }),
    ).toBeNull();
    expect(owed(child)).toEqual([]);
    expect(say(child, '2026-03-04', 'end-independent-visitor', { reason: 'x' })).toBe('no-independent-visitor');
    say(child, '2026-03-09', 'appoint-independent-visitor', { visitor: 'person-21' });
    const factId = child.duty('visit.independent')?.anchor ?? '';
    say(child, '2026-03-14', 'record-independent-visit');
    child.say('2026-03-16', 'withdraw', { factId, reason: 'another child' }, who('social-worker'));
    expect(owed(child)).toEqual([]);
    expect(child.duty('record.contradiction')?.status).toBe('open');
    say(child, '2026-04-10', 'record-leaving', { reason: 'E4A' });
    expect(say(child, '2026-04-11', 'appoint-independent-visitor', { visitor: 'x' })).toBe('after-leaving');
  });
});

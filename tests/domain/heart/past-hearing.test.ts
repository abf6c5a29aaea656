import { beforeEach, describe, expect, test } from 'vitest';
import { HOLDFAST } from '../../../domain/heart/actor.ts';
import { turn } from '../../../domain/heart/turn.ts';
import type { HeardChange } from '../../../domain/heart/turn-input.ts';
import { MISSING_EPISODE } from '../../../domain/processes/missing-episode/index.ts';
import { PRACTICE_EVALUATION } from '../../../domain/processes/practice-evaluation/index.ts';
import type { PracticeEvaluation } from '../../../domain/processes/practice-evaluation/state.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { who } from '../../support/child.ts';
import { heard, Kept, moment } from '../../support/episode.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

const manager = (on: string, person: string, id = `allocated ${on}`): HeardChange => ({
  ...heard('allocated', on, { role: 'team-manager', person }, id),
});
const first = (change: HeardChange): HeardChange => ({ ...change, isFirst: true });

let audit: Kept<PracticeEvaluation>;
const hears = (day: string, ...changes: readonly HeardChange[]): readonly string[] =>
  audit.stream.heard(moment(day), changes).events.map(({ kind }) => kind);
const known = (): string | null | undefined => audit.state.people['team-manager'];

describe('a closed process', () => {
  beforeEach(() => {
    audit = new Kept(PRACTICE_EVALUATION);
    const evaluated = { at: moment('2026-05-11'), theme: null, grade: 'good', actions: [] };
    audit.say('2026-05-11', 'record-evaluation', evaluated, who('head-of-quality-assurance'));
    hears('2026-05-11', first(manager('2026-05-04', 'before')));
    audit.say('2026-05-20', 'close-evaluation', { on: '2026-05-20', summary: 'made up' }, who('head-of-service'));
    expect([audit.closed, known()]).toEqual([true, 'before']);
  });

  test('does not hear what came after its end, and reads nothing for it', () => {
    const { kept } = audit.stream;
    expect(hears('2026-06-01', first(manager('2026-06-01', 'after')))).toEqual([]);
    expect(audit.stream.kept).toEqual(kept);
    const input = {
      ...{ processId: 'practice-evaluation:1', subjectRef: SUBJECT, now: moment('2026-06-01'), actor: HOLDFAST },
      ...{ command: null, step: null, heard: [first(manager('2026-06-01', 'after'))], history: null },
      ...{ refold: null, adopt: null, inForce: null },
    };
    expect(turn(PRACTICE_EVALUATION, kept, { input, law: LAW })).not.toBe('needs-history');
  });

  test('does not hear it when it is corrected or taken back either', () => {
    expect(hears('2026-06-01', first(manager('2026-06-01', 'after')))).toEqual([]);
    expect(hears('2026-06-02', manager('2026-06-01', 'corrected'))).toEqual([]);
    expect(hears('2026-06-03', { ...manager('2026-06-01', 'corrected'), announcement: null })).toEqual([]);
  });

  test('hears what reaches back before its end, also by a correction', () => {
    expect(hears('2026-06-01', first(manager('2026-05-12', 'late')))).toEqual(['heard', 'allocation-heard']);
    expect(known()).toBe('late');
    hears('2026-06-02', first(manager('2026-06-02', 'x', 'moved')));
    expect(hears('2026-06-03', manager('2026-05-14', 'moved back', 'moved'))).toEqual(['heard', 'allocation-heard']);
    expect(known()).toBe('moved back');
  });

  test('hears what becomes of that which it has heard, to whatever day it is moved', () => {
    expect(hears('2026-06-01', manager('2026-05-29', 'moved on', 'allocated 2026-05-04'))).toContain('heard');
    expect(known()).toBe('moved on');
    expect(hears('2026-06-02', { ...manager('2026-05-29', '', 'allocated 2026-05-04'), announcement: null })).toEqual([
      'heard-withdrawn',
      'derived-withdrawn',
    ]);
    expect(known()).toBeUndefined();
  });

  test('hears what it missed where it is asked to, and folds to the same again', () => {
    hears('2026-06-01', first(manager('2026-06-01', 'after')));
    audit.stream.change({
      now: moment('2026-06-05'),
      heard: [first(manager('2026-06-01', 'after'))],
      isCatchingUp: true,
    });
    expect(known()).toBe('after');
    const again = rebuild(PRACTICE_EVALUATION, LAW, { subjectRef: SUBJECT, events: audit.stream.events });
    expect(again).toMatchObject({ kept: audit.stream.kept, reckoned: 'alike' });
  });
});

test('what is still asked for of the past ends with care', () => {
  const episode = new Kept(MISSING_EPISODE);
  episode.take('2026-04-20', 'return', '2026-03-31', [
    { kind: 'went-missing', on: '2025-06-10', payload: { absence: 'M' } },
    { kind: 'found', on: '2025-06-14', payload: {} },
  ]);
  expect([episode.closed, episode.duty('missing.rhi')?.status]).toEqual([true, 'open']);
  episode.stream.heard(moment('2026-06-01'), [first(heard('left-care', '2026-05-29', { reason: 'E4A' }))]);
  expect(episode.duty('missing.rhi')?.status).toBe('ended');
});

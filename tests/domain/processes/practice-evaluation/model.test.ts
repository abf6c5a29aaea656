import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { addHours, londonDateOf } from '../../../../domain/calendar/instant.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { Duty } from '../../../../domain/heart/duty.ts';
import { readHistory } from '../../../../domain/heart/history.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { ACTION_GRADES } from '../../../../domain/processes/practice-evaluation/commands.ts';
import { PRACTICE_EVALUATION } from '../../../../domain/processes/practice-evaluation/index.ts';
import { who } from '../../../support/child.ts';
import { heard } from '../../../support/episode.ts';
import { holdsWhateverComes, type Sayable, type Spell } from '../../../support/process-model.ts';

const EVALUATION: Process<JsonObject> = PRACTICE_EVALUATION;
const PEOPLE = ['person-1', 'person-2', 'person-3'].map((person) => who('service-manager', person));
const nothing = fc.constant({});
const agreed = fc.record({ grade: fc.constantFrom(...ACTION_GRADES), owner: fc.constantFrom('person-1', 'person-4') });
/** Facts are numbered as they come: the first ones may be actions. */
const ofAction = fc.record({ action: fc.constantFrom('f2', 'f3', 'f4', 'f5', 'f9', 'f12') });
const saying = (kind: string, when: Sayable['when'], content: fc.Arbitrary<JsonObject> = nothing): Sayable => ({
  ...{ kind, when, content, by: PEOPLE },
});

/** Agreed, done, looked at again after six weeks and closed, by people of whom some did it or found it. */
const spells: fc.Arbitrary<Spell> = fc
  .record({
    done: fc.constantFrom(...PEOPLE),
    looked: fc.constantFrom(...PEOPLE, who('iro', 'person-6')),
    closed: fc.constantFrom(...PEOPLE),
    recursAfter: fc.integer({ min: 1, max: 30 }),
    actions: fc.constantFrom(['f2'], ['f2', 'f3'], ['f2', 'f3', 'f4']),
  })
  .map(({ done, looked, closed, actions, recursAfter }) => [
    ...actions.map((action) => ({
      ...{ kind: 'complete-action', when: 'at' as const, content: { action }, by: done, after: 1, back: 0 },
    })),
    { kind: 'record-follow-up', when: 'on', content: {}, by: looked, after: 45 * 24, back: 0 },
    { kind: 'close-evaluation', when: 'on', content: {}, by: closed, after: 1, back: 0 },
    {
      ...{ kind: 'record-recurrence', when: 'at', content: { action: actions[0] }, by: done },
      ...{ after: recursAfter * 24, back: 0 },
    },
  ]);

describe('whatever comes to an evaluation', () => {
  test('what is kept is what the stream says, somebody owes the next thing, and it can end', () => {
    holdsWhateverComes({
      process: PRACTICE_EVALUATION,
      open: saying(
        'record-evaluation',
        'at',
        fc.record({ grade: fc.constant('good'), actions: fc.array(agreed, { maxLength: 2 }) }),
      ),
      say: [
        saying('agree-action', 'at', agreed),
        saying('complete-action', 'at', ofAction),
        saying('complete-action', 'at', ofAction),
        saying('record-recurrence', 'at', ofAction),
        saying('record-follow-up', 'on'),
        saying('close-evaluation', 'on'),
      ],
      work: [
        ...ACTION_GRADES.map((grade) => ({
          ...{ ruleId: `audit.${grade}`, kind: 'complete-action', when: 'at' as const, by: who('service-manager') },
          content: ({ anchor }: Duty) => ({ action: anchor }),
        })),
        { ruleId: 'audit.follow-up', kind: 'record-follow-up', when: 'on', by: who('iro', 'person-6') },
        { ruleId: 'audit.closing', kind: 'close-evaluation', when: 'on', by: who('director', 'person-8') },
      ],
      // There is something to do again, and the closing is dated from when all is done.
      redates: { 'agree-action': ['audit.closing'], 'record-recurrence': ['audit.closing'] },
      spells,
      hears: fc.constant(heard('allocated', '2026-10-01', { role: 'team-manager', person: 'person-5' })),
      end: (stream, now) => {
        const by = who('service-manager', 'person-7');
        const moderator = who('director', 'person-8');
        stream.command(now, 'record-evaluation', { at: now }, by);
        const later = addHours(now, 24 * 60);
        for (const { id, kind } of readHistory(stream.events, EVALUATION).facts.values())
          if (kind === 'action-agreed') stream.command(later, 'complete-action', { at: later, action: id }, by);
        stream.command(later, 'record-follow-up', { on: londonDateOf(later) }, who('iro', 'person-6'));
        stream.command(later, 'close-evaluation', { on: londonDateOf(later) }, moderator);
      },
      always: ({ kept, events }) => {
        const facts = [...readHistory(events, EVALUATION).facts.values()];
        const contradictory = new Set(kept?.state.contradictory.map(({ factId }) => factId));
        const closing = facts.findLast(({ id, kind }) => kind === 'evaluation-closed' && !contradictory.has(id));
        if (kept?.closed === true && closing !== undefined)
          expect([kept.state.evaluation?.by, ...kept.state.doers], 'closed by another person').not.toContain(
            closing.payload['by'],
          );
      },
    });
  });

  test('no content makes it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVALUATION.factKinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, any) => {
        const payload = JSON.parse(JSON.stringify(any)) as JsonObject;
        const fact = {
          id: 'f1',
          kind,
          on: addDays(calendarDate('2026-05-11'), 1),
          payload,
          source: { by: 'person' as const },
        };
        const evaluated = EVALUATION.evolve(EVALUATION.initial, { ...fact, kind: 'evaluation-recorded' });
        expect(() => EVALUATION.evolve(evaluated, { ...fact, id: 'f2' })).not.toThrow();
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Duty } from '../../../../../domain/heart/duty.ts';
import { SUPERVISION_WEEKS } from '../../../../../domain/processes/period-of-care/supervision/commands.ts';
import { who } from '../../../../support/child.ts';
import { careHoldsWhateverComes, saying, someDay } from '../../../../support/period-model.ts';

const decided = fc.record({
  what: fc.constantFrom('made up', 'made up', ' '),
  owner: fc.constant('person-3'),
  byOn: fc.option(someDay, { freq: 9 }),
});
const discussion = fc.record({ discussed: fc.constant('made up'), decisions: fc.array(decided, { maxLength: 2 }) });
/** Facts are numbered as they come: some of them are decisions. */
const decision = fc.integer({ min: 2, max: 60 }).map((place) => `f${String(place)}`);
const manager = who('team-manager');

describe('whatever comes to the supervision of a case', () => {
  test('the child is discussed next by a day, decisions are owed until done, and nothing late comes to be in time', () => {
    careHoldsWhateverComes({
      say: [
        saying('record-discussion', discussion, manager),
        saying('record-discussion', discussion, manager),
        saying('set-supervision-frequency', fc.record({ weeks: fc.constantFrom(...SUPERVISION_WEEKS) }), manager),
        saying('complete-decision', fc.record({ decision })),
        { ...saying('move-decision', fc.record({ decision, byOn: someDay }), manager), when: null },
        { ...saying('drop-decision', fc.record({ decision, reason: fc.constant('made up') }), manager), when: null },
      ],
      work: [
        ...['supervision.case', 'supervision.case-settled', 'supervision.case-longest'].map((ruleId) => ({
          ...{ ruleId, kind: 'record-discussion', when: 'on' as const, by: manager },
          content: () => ({ discussed: 'made up', decisions: [] }),
        })),
        {
          ...{ ruleId: 'supervision.decision', kind: 'complete-decision', when: 'on', by: who('social-worker') },
          content: ({ anchor }: Duty) => ({ decision: anchor }),
        },
      ],
      // The day of a decision is moved on purpose, with its reason, and it is counted how often.
      redates: { 'move-decision': ['supervision.decision'] },
    });
  });
});

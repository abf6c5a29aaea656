import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Duty } from '../../../../../domain/heart/duty.ts';
import {
  COPY_NOT_GIVEN,
  COPY_RECIPIENTS,
} from '../../../../../domain/processes/period-of-care/care-planning/care-plan-copies.ts';
import type { PeriodOfCare } from '../../../../../domain/processes/period-of-care/state.ts';
import { who } from '../../../../support/child.ts';
import { careHoldsWhateverComes, saying, someDay } from '../../../../support/period-model.ts';

const WORKER = who('social-worker');
const IRO = who('iro');
const recipients = fc.uniqueArray(fc.constantFrom(...COPY_RECIPIENTS), { minLength: 1 });
/** Facts are numbered as they come: some of them are decisions. */
const decision = fc.integer({ min: 2, max: 60 }).map((place) => `f${String(place)}`);
const reason = fc.constant('made up');

describe('whatever comes to care plan, decisions of reviews and placements outside an approval', () => {
  test('copies and decisions are owed until they are given and done, and nothing late comes to be in time', () => {
    careHoldsWhateverComes({
      say: [
        saying('record-care-plan'),
        saying('record-care-plan'),
        saying('record-care-plan-copies', fc.record({ recipients })),
        saying(
          'record-care-plan-not-given',
          fc.record({
            recipient: fc.constantFrom(...COPY_RECIPIENTS),
            because: fc.constantFrom(...COPY_NOT_GIVEN),
            reason,
          }),
        ),
        saying('record-review-step', fc.constant({ step: 'care-plan-update' })),
        saying(
          'record-review-decision',
          fc.record({ what: fc.constantFrom('made up', ' '), owner: fc.constant('person-4'), byOn: someDay }),
          IRO,
        ),
        saying('complete-review-decision', fc.record({ decision })),
        saying('change-review-decision', fc.record({ decision, byOn: fc.option(someDay), reason }), IRO),
        saying('record-placement-outside-terms', fc.record({ reason })),
        saying('record-terms-amended'),
        saying('record-discharge-decision', fc.record({ apply: fc.boolean(), reason })),
        saying('record-placement', fc.constant({ placement: 'P1', sameCarer: false })),
      ],
      work: [
        { ruleId: 'careplan.prepare', kind: 'record-care-plan', when: 'on', by: WORKER },
        {
          ...{ ruleId: 'careplan.copy', kind: 'record-care-plan-copies', when: 'on', by: WORKER },
          content: () => ({ recipients: [...COPY_RECIPIENTS] }),
        },
        {
          ...{ ruleId: 'review.actions', kind: 'complete-review-decision', when: 'on', by: WORKER },
          content: ({ anchor }: Duty) => ({ decision: anchor }),
        },
        {
          ...{ ruleId: 'fostering.emergency', kind: 'record-terms-amended', when: 'on', by: WORKER },
          // The terms are amended of the placement that came last.
          content: ({ anchor }: Duty, { outsideTerms = [] }: PeriodOfCare) =>
            outsideTerms.at(-1)?.factId === anchor && outsideTerms.at(-1)?.amendedOn === null ? {} : null,
        },
      ],
      // A review sets another day on purpose.
      redates: { 'change-review-decision': ['review.actions'] },
    });
  });
});

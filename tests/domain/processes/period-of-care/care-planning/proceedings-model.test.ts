import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { FAMILY_MEETING_STEPS } from '../../../../../domain/processes/period-of-care/care-planning/family-meeting.ts';
import { PROCEEDINGS_OUTCOMES } from '../../../../../domain/processes/period-of-care/care-planning/proceedings.ts';
import type { PeriodOfCare } from '../../../../../domain/processes/period-of-care/state.ts';
import { who } from '../../../../support/child.ts';
import { careHoldsWhateverComes, saying, someDay } from '../../../../support/period-model.ts';
import type { Work } from '../../../../support/process-model.ts';

const lawyer = who('lawyer');
const doing = (ruleId: string, kind: string, content: JsonObject = {}): Work<PeriodOfCare> => ({
  ...{ ruleId, kind, when: 'on', by: lawyer, content: () => content },
});
const ends = { outcome: 'final-order' };

describe('whatever comes to the way to court', () => {
  test('who owes what by when is known, what is late stays late unless it was done in time, and it can end', () => {
    careHoldsWhateverComes({
      say: [
        saying('record-preproceedings-letter'),
        saying('record-preproceedings-letter'),
        saying('record-preproceedings-review'),
        saying('end-preproceedings', fc.constant({ reason: 'made up' })),
        saying(
          'record-family-meeting',
          fc.record({ step: fc.constantFrom(...FAMILY_MEETING_STEPS), reason: fc.constant(null) }),
        ),
        saying('record-care-application', fc.constant({}), lawyer),
        saying('record-care-application', fc.constant({}), lawyer),
        saying('record-case-management-hearing', fc.constant({}), lawyer),
        saying(
          'extend-care-proceedings',
          fc.record({ weeks: fc.integer({ min: 1, max: 8 }), endsOn: fc.option(someDay) }),
          lawyer,
        ),
        saying('end-care-proceedings', fc.record({ outcome: fc.constantFrom(...PROCEEDINGS_OUTCOMES) }), lawyer),
      ],
      work: [
        doing('plo.preproceedings', 'end-preproceedings', { reason: 'made up' }),
        doing('plo.midpoint-review', 'record-preproceedings-review'),
        doing('plo.cmh', 'record-case-management-hearing'),
        doing('plo.26weeks', 'end-care-proceedings', ends),
        doing('plo.26weeks-extended', 'end-care-proceedings', ends),
      ],
    });
  });
});

import fc from 'fast-check';
import { expect } from 'vitest';
import { addDays, calendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../../domain/calendar/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';
import type { PeriodOfCare } from '../../domain/processes/period-of-care/state.ts';
import { who } from './child.ts';
import { holdsWhateverComes, type Modelled, type Sayable, type Work } from './process-model.ts';
import type { Stream } from './stream.ts';

const WORKER = who('social-worker');
const IRO = who('iro');

/** A day up to a year and a half after the model begins. */
export const someDay = fc.integer({ min: -20, max: 500 }).map((days) => addDays(calendarDate('2026-10-19'), days));

export function saying(kind: string, content: fc.Arbitrary<JsonObject> = fc.constant({}), by = WORKER): Sayable {
  return { kind, content, by: [by], when: 'on' };
}

const VISIT = {
  ...{ seen: true, purpose: 'made up', where: 'placement', visitor: 'demo-social-worker', dutyTeam: false },
  ...{ safeguarded: true, notes: null },
};
const HELD = { participation: null, chairedBy: 'demo-iro', withoutIro: false, moreParts: false };
/** One that was begun in parts ends with another review; it is met by its own last part, which this does not record. */
const held = (ruleId: string): Work<PeriodOfCare> => ({
  ...{ ruleId, kind: 'record-review', when: 'on', by: IRO },
  content: (_duty, { cycle }) => (cycle.reviews.at(-1)?.completedOn === null ? null : HELD),
});

/** What is done for every child in care. */
const WORK_OF_CARE: readonly Work<PeriodOfCare>[] = [
  ...['review.first', 'review.second', 'review.subsequent'].map(held),
  ...['visit.first', 'visit.standard'].map((ruleId): Work<PeriodOfCare> => ({
    ...{ ruleId, kind: 'record-visit', when: 'on', by: WORKER, content: () => ({ ...VISIT, alone: 'yes' }) },
  })),
];

/** What befalls every child in care, so that an aspect is tried at any place in its life. */
const OF_CARE: readonly Sayable[] = [
  saying(
    'record-review',
    fc.record({
      participation: fc.constantFrom(null, 'PN1'),
      chairedBy: fc.constantFrom('demo-iro', null),
      withoutIro: fc.boolean(),
      moreParts: fc.constantFrom(false, false, true),
    }),
    IRO,
  ),
  saying('record-review', fc.constant(HELD), IRO),
  saying('record-visit', fc.constantFrom({ ...VISIT, alone: 'yes' }, { ...VISIT, alone: 'no' })),
  saying(
    'change-legal-status',
    fc.record({ legalStatus: fc.constantFrom('V2', 'C2', 'E1', 'J1', 'V4', 'not-a-code') }),
  ),
  saying('record-placement', fc.record({ placement: fc.constantFrom('U6', 'K2', 'A5'), sameCarer: fc.boolean() })),
  saying('allocate', fc.record({ role: fc.constant('iro'), person: fc.constantFrom('demo-iro', null) })),
  saying('record-leaving', fc.record({ reason: fc.constantFrom('E4A', 'E11', 'E2', 'not-a-code') })),
];

/** One of them comes of age within the time that passes. */
const ENTRY = fc.record({
  localReference: fc.constant('9000001'),
  dateOfBirth: fc.constantFrom('2016-05-05', '2024-01-31', '2009-03-01', null),
  legalStatus: fc.constantFrom('V2', 'V2', 'C1', 'J1', 'V4'),
  placement: fc.constantFrom('U6', 'U6', 'K2', null),
});

/**
 * Of law the plan for permanence is due three months after the first review was held, and before it is held after its due
 * date (timescales §0.1.1): a first review held late moves it and what is counted from it. The care plan counts from the first
 * placement, whenever there is one and by its rules, and is not owed where that is one for adoption (CPPCR regs 3, 4, 47B).
 */
const FROM_THE_PLAN = ['permanence.plan', 'permanence.meeting2', 'lifestory', 'siblings.together-apart'];

/** Of two legal statuses told of one day the later one holds: what only a stay under the other owed is owed no more. */
const OF_CARE_REDATES = {
  'record-review': FROM_THE_PLAN,
  'record-placement': ['careplan.prepare', 'careplan.remand-la'],
  'change-legal-status': ['permanence.meeting1', ...FROM_THE_PLAN],
};

type OfAspect = Pick<Modelled<PeriodOfCare>, 'say' | 'work' | 'hears' | 'redates'>;

/** What one aspect is told and hears, among all else that befalls a child. */
export function careHoldsWhateverComes({ say, work, redates = {}, ...aspect }: OfAspect): void {
  holdsWhateverComes({
    ...aspect,
    process: PERIOD_OF_CARE,
    open: saying('record-entry', ENTRY),
    say: [...say, ...OF_CARE],
    work: [...work, ...WORK_OF_CARE],
    redates: { ...OF_CARE_REDATES, ...redates },
    ...{ steps: 20, longest: 1500 },
    end: (stream, now) => {
      const on = londonDateOf(now);
      stream.command(now, 'record-entry', { on, legalStatus: 'V2', placement: null });
      stream.command(now, 'record-leaving', { on, reason: 'E4A' });
    },
    always: hasItsNext,
  });
}

/** Every looked-after child always has a next review date and a next visit date (timescales §0.1.10). */
function hasItsNext({ kept, process }: Stream<PeriodOfCare>): void {
  if (kept === null || kept.closed) return;
  const { child } = process.views(
    kept.state,
    kept.duties.map(({ duty }) => duty),
  );
  expect([child?.nextReview, child?.nextVisit], 'a next review and a next visit').toEqual([
    expect.any(String),
    expect.any(String),
  ]);
}

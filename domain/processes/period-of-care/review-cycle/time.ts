import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { addWorkingDays } from '../../../calendar/working-days.ts';
import type { Derived } from '../../../heart/fact.ts';
import type { Law } from '../../../heart/law.ts';
import { by } from '../../../in-order.ts';
import { readText } from '../../../json-reading.ts';
import type { PeriodOfCare, Review } from '../state.ts';

/** Kind of the derived event, and the name under which a review keeps it. */
export const AGREED_BY_SILENCE = 'decisions-agreed';

/** Working days that the team manager has to object to the decisions of a review (Vol 2; silence is agreement). */
const OBJECTION_WORKING_DAYS = 5;

/** The day at whose end silence becomes agreement, for each review whose decisions wait for an answer. */
function silences(state: PeriodOfCare, law: Law): readonly { readonly review: Review; readonly on: CalendarDate }[] {
  return state.cycle.reviews.flatMap((review) => {
    const sentOn = review.steps['decisions'];
    const waits = review.steps['decisions-response'] === undefined && review.steps[AGREED_BY_SILENCE] === undefined;
    return sentOn === undefined || !waits
      ? []
      : [{ review, on: addWorkingDays(law.calendar, sentOn, OBJECTION_WORKING_DAYS) }];
  });
}

export function nextSilenceOn(state: PeriodOfCare, law: Law): CalendarDate | null {
  return silences(state, law).toSorted(by(({ on }) => on))[0]?.on ?? null;
}

export function silencesOn(state: PeriodOfCare, on: CalendarDate, law: Law): readonly Derived[] {
  return silences(state, law)
    .filter((silence) => silence.on === on)
    .map(({ review }) => ({ kind: AGREED_BY_SILENCE, on, payload: { review: review.factId } }));
}

export function agreedBySilence(state: PeriodOfCare, derived: Derived): PeriodOfCare {
  const factId = readText(derived.payload, 'review');
  const reviews = state.cycle.reviews.map((review) =>
    review.factId === factId ? { ...review, steps: { ...review.steps, [AGREED_BY_SILENCE]: derived.on } } : review,
  );
  return { ...state, cycle: { ...state.cycle, reviews } };
}

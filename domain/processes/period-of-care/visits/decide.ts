import { addMonths, isCalendarDate } from '../../../calendar/calendar-date.ts';
import { readFlag, readText, textOf } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import { contentOf, tell, tellToday, type Decide } from '../deciding.ts';
import type { VisitCommands } from './commands.ts';

/** Beyond this a booking is taken for a slip of the pen: visits are at most six months apart. */
const FURTHEST_BOOKING_MONTHS = 12;

/** What each command about visits tells. */
export const VISIT_DECISIONS = {
  'record-visit': (_state, payload) => {
    const visit = contentOf(payload);
    const early = { trigger: 'visit-not-safeguarded', urgent: true, reason: 'visit: welfare not safeguarded' };
    const safeguarded = readFlag(payload, 'safeguarded') !== false;
    return tell(payload, ['visit-made', visit], ...(safeguarded ? [] : [['early-review-triggered', early] as const]));
  },
  'book-visit': (state, payload, moment) => {
    const bookedFor = textOf(payload, 'bookedFor');
    if (state.care.left !== null || state.care.turnedEighteenOn !== null) return refuse('after-leaving');
    if (!isCalendarDate(bookedFor) || bookedFor < moment.today) return refuse('booking-in-the-past');
    if (bookedFor > addMonths(moment.today, FURTHEST_BOOKING_MONTHS)) return refuse('outside-window');
    return tellToday(moment, ['visit-booked', { bookedFor }]);
  },
  'cancel-visit-booking': (state, payload, moment) =>
    state.visits.booking === null
      ? refuse('no-visit-booked')
      : tellToday(moment, ['visit-booking-cancelled', { reason: readText(payload, 'reason') }]),
  'request-visit': (_state, payload) => tell(payload, ['visit-requested', contentOf(payload)]),
  'record-home-notice': (_state, payload) => tell(payload, ['home-notice-received', {}]),
  'set-visit-frequency': (_state, payload) => tell(payload, ['visit-frequency-set', contentOf(payload)]),
  'confirm-lasting-placement': (_state, payload) => tell(payload, ['placement-confirmed-lasting', {}]),
  'record-agreement-to-visits': (_state, payload) => tell(payload, ['visits-agreed-with-child', contentOf(payload)]),
} satisfies Record<keyof VisitCommands, Decide>;

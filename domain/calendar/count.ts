/** The statutory definition by which a working day is told (timescales: the excluded days differ by instrument). */
export type WorkingDayDefinition = 'cppcr' | 'fsr' | 'aar' | 'rpr';

/**
 * How far a rule counts from its anchor. `from: 'after'` leaves the anchor day out (day 1 is the next day that counts),
 * `from: 'on'` counts the anchor day itself when it is a day that counts ("beginning with").
 * A negative length counts backwards (so many working days before a meeting).
 */
export type Count =
  | {
      readonly unit: 'working-days';
      readonly length: number;
      readonly from: 'after' | 'on';
      readonly definition: WorkingDayDefinition;
    }
  | { readonly unit: 'calendar-days'; readonly length: number; readonly from: 'after' | 'on' }
  | { readonly unit: 'weeks'; readonly length: number; readonly from: 'after' | 'on' }
  /** Calendar months, clamped to the last day of the month, always from the original anchor. */
  | { readonly unit: 'months'; readonly length: number }
  /** Hours by the clock from an instant; survives both clock changes. */
  | HourCount;

export type HourCount = { readonly unit: 'hours'; readonly length: number };

/** A count that runs from a day. */
export type DayCount = Exclude<Count, HourCount>;

/** The rule in words: `20 working days after`, `16 weeks beginning with`. */
export function wordsOf(count: Count): string {
  const length = Math.abs(count.length);
  const unit = length === 1 ? SINGULAR[count.unit] : PLURAL[count.unit];
  if (count.length === 0) return 'on the day of';
  if ('from' in count && count.from === 'on') {
    return `${String(length)} ${unit} ${count.length > 0 ? 'beginning with' : 'ending with'}`;
  }
  return `${String(length)} ${unit} ${count.length > 0 ? 'after' : 'before'}`;
}

const SINGULAR = {
  'working-days': 'working day',
  'calendar-days': 'day',
  weeks: 'week',
  months: 'calendar month',
  hours: 'hour',
} as const satisfies Record<Count['unit'], string>;

const PLURAL = {
  'working-days': 'working days',
  'calendar-days': 'days',
  weeks: 'weeks',
  months: 'calendar months',
  hours: 'hours',
} as const satisfies Record<Count['unit'], string>;

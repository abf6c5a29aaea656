/** The statutory definition by which a working day is told (timescales: the excluded days differ by instrument). */
export type WorkingDayDefinition = 'cppcr' | 'fsr' | 'aar' | 'rpr';

/**
 * How far a rule counts from its anchor. `from: 'after'` leaves the anchor day out (day 1 is the next day that counts),
 * `from: 'on'` counts the anchor day itself when it is a day that counts ("beginning with").
 * A negative length counts backwards (so many working days before a meeting).
 */
export type Count =
  | { readonly unit: 'working-days'; readonly length: number; readonly from: 'after' | 'on'; readonly definition: WorkingDayDefinition }
  | { readonly unit: 'calendar-days'; readonly length: number; readonly from: 'after' | 'on' }
  | { readonly unit: 'weeks'; readonly length: number; readonly from: 'after' | 'on' }
  /** Calendar months, clamped to the last day of the month, always from the original anchor. */
  | { readonly unit: 'months'; readonly length: number }
  /** Hours by the clock from an instant; survives both clock changes. */
  | { readonly unit: 'hours'; readonly length: number };

/** Where the parts of a duty's state stand in a table; `overdue` says whether its time has passed, and may be NULL. */
type Places = {
  readonly knowledge: string;
  readonly overdue: string;
  /** Its first overdue day, which what a source tells of always has. */
  readonly overdueFrom: string;
  readonly bookedOn: string;
};

/** The day in London of the moment `?`. */
export const TODAY = `(?::timestamptz AT TIME ZONE 'Europe/London')::date`;

/** Whether the time of a row of `duty` has passed at the moment `?`: by the moment where hours count, else by the day. */
export const DUTY_OVERDUE = `CASE WHEN due_at IS NULL OR overdue_from IS NULL THEN overdue_from <= ${TODAY} ELSE due_at <= ?::timestamptz END`;

/**
 * The words for a duty that is open, by `dutyState` of the domain; `?` is now. What is in time is not overdue before today:
 * said, though it follows, because an index passes over the others by it.
 */
export function openStates({ knowledge, overdue, overdueFrom, bookedOn }: Places): Readonly<Record<string, string>> {
  const inTime = `${knowledge} = 'recorded' AND ${overdueFrom} >= ${TODAY} AND (${overdue}) IS NOT TRUE`;
  return {
    overdue: `${knowledge} = 'recorded' AND (${overdue})`,
    due: `${inTime} AND (${bookedOn} IS NULL OR ${bookedOn} >= ${TODAY})`,
    'awaiting-record': `${inTime} AND ${bookedOn} < ${TODAY}`,
    'not-recorded': `${knowledge} = 'not-recorded' AND ?::timestamptz IS NOT NULL`,
    unconfirmed: `${knowledge} = 'unconfirmed' AND ?::timestamptz IS NOT NULL`,
  };
}

/** Where the parts of a duty's state stand in a table. */
type Places = { readonly knowledge: string; readonly overdueFrom: string; readonly bookedOn: string };

/** The words for a duty that is open, by `dutyState` of the domain; `?` is today. */
export function openStates({ knowledge, overdueFrom, bookedOn }: Places): Readonly<Record<string, string>> {
  const inTime = `${knowledge} = 'recorded' AND (${overdueFrom} IS NULL OR ${overdueFrom} > ?::date)`;
  return {
    overdue: `${knowledge} = 'recorded' AND ${overdueFrom} <= ?::date`,
    due: `${inTime} AND (${bookedOn} IS NULL OR ${bookedOn} >= ?::date)`,
    'awaiting-record': `${inTime} AND ${bookedOn} < ?::date`,
    'not-recorded': `${knowledge} = 'not-recorded' AND ?::date IS NOT NULL`,
    unconfirmed: `${knowledge} = 'unconfirmed' AND ?::date IS NOT NULL`,
  };
}

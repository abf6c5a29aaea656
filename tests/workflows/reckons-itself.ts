import { addWorkingDays } from '../../domain/calendar/working-days.ts';

/** What no workflow of ours does: it reckons a date by itself. Only to show that the test of the bundle would see it. */
export async function reckonsItself(...given: Parameters<typeof addWorkingDays>): Promise<string> {
  return Promise.resolve(addWorkingDays(...given));
}

import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Fact } from '../../../heart/fact.ts';
import { readText } from '../../../json-reading.ts';
import { allOf } from './all-of.ts';
import type { Section20 } from './section-20.ts';

/** Who of the holders of parental responsibility said it; null: not said. */
export function holderIn({ payload }: Fact): { readonly holder: string | null } {
  return { holder: readText(payload, 'holder') };
}

export type Agreed = {
  /** The day from which everybody has agreed; null: not yet. */
  readonly on: CalendarDate | null;
  /** Holders who have not agreed yet; absent: nobody has told who they are. */
  readonly outstanding?: readonly string[];
};

/** Whether everybody who holds parental responsibility has agreed before a day: said as a whole, or seen from each of them. */
export function agreedBefore({ consents, holders = [] }: Section20, until: CalendarDate | null): Agreed {
  const isBefore = ({ on }: { readonly on: CalendarDate }): boolean => until === null || on < until;
  const given = consents.filter(isBefore);
  const whole = given.find(({ complete }) => complete);
  const told = holders.findLast(isBefore);
  if (whole !== undefined) return { on: whole.on };
  if (told === undefined) return { on: null };
  return allOf(told.all, (holder) => given.find((consent) => consent.holder === holder)?.on);
}

/** The day on which agreement that was withdrawn is given again: by the same holder, or by everybody. */
export function agreedAgainOn(
  { consents }: Section20,
  { on, holder = null }: Section20['withdrawals'][number],
): CalendarDate | null {
  const answers = (consent: Section20['consents'][number]): boolean =>
    consent.complete || holder === null || consent.holder === holder;
  return consents.find((consent) => consent.on > on && answers(consent))?.on ?? null;
}

import type { Announcement, Derived } from '../../../heart/fact.ts';
import { textOf } from '../../../json-reading.ts';
import { endedOn, type PeriodOfCare } from '../state.ts';

/** What the agency decided of brothers and sisters answers what the period of care asks of them. */
export const TOGETHER_APART_HEARD = 'together-apart-heard';
/** Who has the book of their life story has begun with it. */
export const LIFE_STORY_HEARD = 'life-story-heard';

/** What family-finding says of early permanence answers what was asked before there was a plan. */
export const EARLY_PERMANENCE_HEARD = 'early-permanence-heard';

/** The search began: family-finding makes the adoption plan known that it starts from. */
export const SEARCH_HEARD = 'adoption-search-heard';

const BOOK: readonly string[] = ['life-story-first-version', 'life-story-complete'];

export function togetherApartHeard(state: PeriodOfCare, { on }: Announcement): readonly Derived[] {
  return isInCare(state) ? [{ kind: TOGETHER_APART_HEARD, on, payload: {} }] : [];
}

export function lifeStoryHeard(state: PeriodOfCare, { on, payload }: Announcement): readonly Derived[] {
  return isInCare(state) && BOOK.includes(textOf(payload, 'step')) ? [{ kind: LIFE_STORY_HEARD, on, payload: {} }] : [];
}

export function earlyPermanenceHeard(state: PeriodOfCare, { on }: Announcement): readonly Derived[] {
  return isInCare(state) ? [{ kind: EARLY_PERMANENCE_HEARD, on, payload: {} }] : [];
}

export function searchHeard(_state: PeriodOfCare, { on }: Announcement): readonly Derived[] {
  return [{ kind: SEARCH_HEARD, on, payload: {} }];
}

function isInCare(state: PeriodOfCare): boolean {
  return state.care.entry !== null && endedOn(state) === null;
}

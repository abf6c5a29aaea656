import type { Fact } from '../../heart/fact.ts';
import { readFlag } from '../../json-reading.ts';
import type { ConnectedChild, Stay, Suitability } from './state.ts';

/** What Schedule 4 asks for, by the name under which a person says whether it was done. */
const SCHEDULE_4: Readonly<Record<string, string>> = {
  accommodationSeen: 'the accommodation seen',
  adultsChecked: 'every adult of the household checked',
  welfareConsidered: "the child's welfare considered",
};

export function suitabilityIn({ payload }: Fact): Pick<Suitability, 'suitable' | 'missing'> {
  const missing = Object.entries(SCHEDULE_4).flatMap(([name, part]) =>
    readFlag(payload, name) === false ? [part] : [],
  );
  return { suitable: readFlag(payload, 'suitable') === true, missing };
}

/**
 * The assessment that counts for a stay: the one that stood when the child was placed, the first day of several that say the
 * same; while that one does not do, the first later one that does. What is found later of carers who were suitable then does
 * not undo it, and what was found for an earlier stay says nothing of this one.
 */
export function assessedFor(
  { suitability, stays }: ConnectedChild,
  { stay, place }: { readonly stay: Stay; readonly place: number },
): Suitability | null {
  const from = stays[place - 1]?.left?.on ?? '';
  const until = stay.left?.on ?? null;
  const own = suitability.filter(({ on }) => on >= from && (until === null || on <= until));
  const before = own.filter(({ on }) => on <= stay.on);
  const lastFailed = before.findLastIndex((assessed) => !isEnough(assessed));
  return (
    before[lastFailed + 1] ?? own.find((assessed) => assessed.on > stay.on && isEnough(assessed)) ?? own.at(-1) ?? null
  );
}

/** Suitable, and all done that the law asks for. */
export function isEnough({ suitable, missing }: Pick<Suitability, 'suitable' | 'missing'>): boolean {
  return suitable && missing.length === 0;
}

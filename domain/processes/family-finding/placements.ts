import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { readFlag, textOf } from '../../json-reading.ts';
import { isPlacedForAdoption, isTemporaryPlacement } from '../../rulebook/regime.ts';
import { moved, undone } from './movement.ts';
import {
  datedOf,
  placedNow,
  withLife,
  type Dated,
  type FamilyFinding,
  type Heard,
  type PlacedForAdoption,
} from './state.ts';

/** Placed with those who had fostered the child before (SSDA903 A3, A5). */
const WITH_CURRENT_CARER = /^A[35]$/;

/** A placement began: for adoption, or it ended one. What is temporary, and the way back from it, ends nothing. */
export function placement(state: FamilyFinding, heard: Heard): FamilyFinding {
  const code = textOf(heard.payload, 'code');
  const isSameCarer = readFlag(heard.payload, 'sameCarer') === true;
  if (code === '' || isTemporaryPlacement(code) || readFlag(heard.payload, 'returned') === true) return state;
  if (isPlacedForAdoption(code)) return placedForAdoption(state, heard, { code, isSameCarer });
  const settled = isSameCarer ? state : withLife(state, { withCarerSinceOn: heard.on });
  return placedNow(state) === null ? settled : disrupted(settled, heard);
}

function placedForAdoption(
  state: FamilyFinding,
  heard: Heard,
  { code, isSameCarer }: { readonly code: string; readonly isSameCarer: boolean },
): FamilyFinding {
  const { placements, withCarerSinceOn, order } = state.life;
  if (placedNow(state) !== null && isSameCarer) return state;
  const isWithCurrent = isSameCarer || WITH_CURRENT_CARER.test(code);
  const livesThereSinceOn = isWithCurrent ? (withCarerSinceOn ?? heard.on) : heard.on;
  const placed = { ...datedOf(heard), byOrder: order !== null, livesThereSinceOn, reviews: [], returned: null };
  const before = placements.map((earlier) => withEnd(earlier, { ...datedOf(heard), toOthers: true }));
  const life = { placements: [...before, placed], withCarerSinceOn: livesThereSinceOn };
  // With other adopters it is placed anew.
  const reached = state.reached.filter(({ stage }) => stage !== 'placed');
  return moved({ ...withLife(state, life), reached }, datedOf(heard), 'placed');
}

/** The child came back that day; the search begins again, and authority to place stands. */
function disrupted(state: FamilyFinding, heard: Heard): FamilyFinding {
  const life = withLife(state, { placements: state.life.placements.map((placed) => withEnd(placed, datedOf(heard))) });
  const links = life.links.map((link) => ({ ...link, endedOn: link.endedOn ?? heard.on }));
  return undone({ ...life, links }, ['linked', 'match-panel', 'matched', 'introduced', 'placed'], datedOf(heard));
}

function withEnd(placed: PlacedForAdoption, end: Dated & { readonly toOthers?: true }): PlacedForAdoption {
  return { ...placed, returned: placed.returned ?? { ...end, reviews: [] } };
}

export function withReview(placed: PlacedForAdoption, on: CalendarDate): PlacedForAdoption {
  const { returned } = placed;
  return returned === null
    ? { ...placed, reviews: [...placed.reviews, on] }
    : { ...placed, returned: { ...returned, reviews: [...returned.reviews, on] } };
}

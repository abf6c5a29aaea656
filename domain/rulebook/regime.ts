/** The set of rules that applies to a child (timescales 1.5). */
export type Regime = 'looked-after' | 'placed-for-adoption' | 'short-breaks' | 'remand-la' | 'remand-yda';

/** Legal status and placement codes are those of the SSDA903 return (timescales 16). */
const SHORT_BREAKS = new Set(['V3', 'V4']);
const PLACED_FOR_ADOPTION = new Set(['A3', 'A4', 'A5', 'A6']);
const CONNECTED = new Set(['U1', 'U2', 'U3']);
const TEMPORARY = new Set(['T0', 'T1', 'T2', 'T3', 'T4']);
const REMAND = 'J1';
/**
 * J1 does not say where a child is remanded to. A young offender institution (R5) is youth detention; a secure home
 * (K1) may be either and is taken as the authority's accommodation, whose plans are due earlier.
 */
const YOUTH_DETENTION = new Set(['R5']);
const IN_CARE = new Set(['C1', 'C2']);
const AUTHORISED_FOR_ADOPTION = new Set(['E1', 'D1']);

/** Which regime follows from the codes of the present episode; a code that is not recorded is null. */
export function regimeOf(legalStatus: string | null, placement: string | null): Regime {
  if (isPlacedForAdoption(placement)) return 'placed-for-adoption';
  if (legalStatus !== null && SHORT_BREAKS.has(legalStatus)) return 'short-breaks';
  if (legalStatus !== REMAND) return 'looked-after';
  return placement !== null && YOUTH_DETENTION.has(placement) ? 'remand-yda' : 'remand-la';
}

/** Placed with those who are to adopt the child. */
export function isPlacedForAdoption(placement: string | null): boolean {
  return placement !== null && PLACED_FOR_ADOPTION.has(placement);
}

/** With a relative or friend, who may be fully approved, temporarily, or not at all: the code does not say (timescales 0.1.9). */
export function isWithConnectedPerson(placement: string | null): boolean {
  return placement !== null && CONNECTED.has(placement);
}

/** In hospital, on holiday or away for another short time: the placement before goes on. */
export function isTemporaryPlacement(placement: string | null): boolean {
  return placement !== null && TEMPORARY.has(placement);
}

/** A placement order (or a historic freeing order): adoption reviews run beside the care reviews until placed. */
export function isAuthorisedForAdoption(legalStatus: string | null): boolean {
  return legalStatus !== null && AUTHORISED_FOR_ADOPTION.has(legalStatus);
}

/** In the care of the authority by a full or interim care order. */
export function isInCareOfAuthority(legalStatus: string | null): boolean {
  return legalStatus !== null && IN_CARE.has(legalStatus);
}

import type { Announcement, Derived } from '../../../heart/fact.ts';
import { textOf } from '../../../json-reading.ts';
import { isConsentEffective } from '../../../rulebook/consent.ts';
import type { PeriodOfCare } from '../state.ts';

/** What family-finding makes known of authority to place without an order. */
export const CONSENT_GIVEN = 'placement-consent-given';
/** What a period of care makes of it. */
export const CONSENT_HEARD = 'placement-consent-heard';

/**
 * Consent of the parents authorises the agency to place (ACA 2002 s.19) as an order does: adoption reviews run beside those of
 * care until the child is placed (AAR reg 36(1)). It says nothing any more once adoption is no longer the plan.
 */
export function consentHeard(state: PeriodOfCare, announcement: Announcement): readonly Derived[] {
  const { kind, on, processId, factId } = announcement;
  const given = kind === CONSENT_GIVEN;
  if (state.care.entry === null || (given && !isConsentEffective(state.care.entry.dateOfBirth, on))) return [];
  return [{ kind: CONSENT_HEARD, on, payload: { given, by: `${processId}#${factId}` } }];
}

export function consentTaken(state: PeriodOfCare, { on, payload }: Derived): PeriodOfCare {
  const told = { factId: textOf(payload, 'by'), on, told: 'person' as const, given: payload['given'] === true };
  return { ...state, cycle: { ...state.cycle, consents: [...(state.cycle.consents ?? []), told] } };
}

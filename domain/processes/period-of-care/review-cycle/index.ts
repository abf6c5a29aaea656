import type { Aspect } from '../aspect.ts';
import { absenceCallsForReview, PERSISTENT_ABSENCE } from './absence.ts';
import { AGENCY_DECIDED, agencyDecided, PLAN_CHANGED, planChanged } from './adoption-given-up.ts';
import { EARLY_REVIEW_CALLED, earlyReviewCalled } from './called-early.ts';
import { CONSENT_GIVEN, CONSENT_HEARD, consentHeard, consentTaken } from './consent.ts';
import { REVIEW_CYCLE_DECISIONS } from './decide.ts';
import { reviewDuties } from './duties.ts';
import { REVIEW_CYCLE_FACTS } from './evolve.ts';
import { AGREED_BY_SILENCE, agreedBySilence, nextSilenceOn, silencesOn } from './time.ts';

/** The reviews, what comes before and after each, and the plan for permanence. */
export const REVIEW_CYCLE: Aspect = {
  decisions: REVIEW_CYCLE_DECISIONS,
  facts: REVIEW_CYCLE_FACTS,
  duties: (state, closed, law) => (state.care.entry === null ? [] : reviewDuties(state, closed, law)),
  time: { nextChangeOn: nextSilenceOn, elapse: silencesOn },
  hears: {
    [PERSISTENT_ABSENCE]: absenceCallsForReview,
    [CONSENT_GIVEN]: consentHeard,
    [AGENCY_DECIDED]: agencyDecided,
    [PLAN_CHANGED]: planChanged,
  },
  derived: {
    [AGREED_BY_SILENCE]: agreedBySilence,
    [EARLY_REVIEW_CALLED]: earlyReviewCalled,
    [CONSENT_HEARD]: consentTaken,
  },
};

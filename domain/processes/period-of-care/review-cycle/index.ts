import type { Aspect } from '../aspect.ts';
import { absenceCallsForReview, EARLY_REVIEW_CALLED, earlyReviewCalled, PERSISTENT_ABSENCE } from './absence.ts';
import { CONSENT_GIVEN, CONSENT_HEARD, consentHeard, consentTaken, PLAN_CHANGED } from './consent.ts';
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
    [PLAN_CHANGED]: consentHeard,
  },
  derived: {
    [AGREED_BY_SILENCE]: agreedBySilence,
    [EARLY_REVIEW_CALLED]: earlyReviewCalled,
    [CONSENT_HEARD]: consentTaken,
  },
};

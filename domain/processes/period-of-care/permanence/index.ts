import type { Aspect } from '../aspect.ts';
import { PERMANENCE_DECISIONS } from './decide.ts';
import { permanenceDuties } from './duties.ts';
import { inPermanence, PERMANENCE_FACTS, withEarlyPermanence } from './evolve.ts';
import {
  EARLY_PERMANENCE_HEARD,
  earlyPermanenceHeard,
  LIFE_STORY_HEARD,
  lifeStoryHeard,
  SEARCH_HEARD,
  searchHeard,
  TOGETHER_APART_HEARD,
  togetherApartHeard,
} from './family-finding-heard.ts';

/** The way to permanence: planning meetings, panel, days of decision, brothers and sisters, life story, section 20 without a route. */
export const PERMANENCE: Aspect = {
  decisions: PERMANENCE_DECISIONS,
  facts: PERMANENCE_FACTS,
  duties: permanenceDuties,
  hears: {
    'brothers-and-sisters-decided': togetherApartHeard,
    'adoption-step-recorded': lifeStoryHeard,
    'adoption-plan-set': searchHeard,
    'early-permanence-considered': earlyPermanenceHeard,
  },
  derived: {
    [TOGETHER_APART_HEARD]: (state, { on }) =>
      inPermanence(state, { togetherApartOn: state.permanence.togetherApartOn ?? on }),
    [SEARCH_HEARD]: (state, { on }) => inPermanence(state, { searches: [...(state.permanence.searches ?? []), on] }),
    [EARLY_PERMANENCE_HEARD]: withEarlyPermanence,
    [LIFE_STORY_HEARD]: (state, { on }) => inPermanence(state, { lifeStoryOn: state.permanence.lifeStoryOn ?? on }),
  },
};

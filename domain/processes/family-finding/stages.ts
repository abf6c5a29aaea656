/** The stages of family-finding in their order. One may be reached before an earlier one: it stands at the furthest. */
export const STAGES = [
  'plan-set',
  'decided',
  'authorised',
  'referred',
  'profiled',
  'linked',
  'match-panel',
  'matched',
  'introduced',
  'placed',
  'order-made',
] as const;

export type Stage = (typeof STAGES)[number];

/** In the field's words. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  'plan-set': 'plan set',
  decided: 'agency decision',
  authorised: 'placement order',
  referred: 'referral',
  profiled: 'profile',
  linked: 'links',
  'match-panel': 'match panel',
  matched: 'match decided',
  introduced: 'introductions',
  placed: 'placed',
  'order-made': 'order made',
};

export function isFurther(one: Stage, other: Stage): boolean {
  return STAGES.indexOf(one) > STAGES.indexOf(other);
}

/**
 * What leads from each stage towards the next without reaching it. Nothing else that is recorded in a stage moves family-finding:
 * notes and updates do not.
 */
const STEPS_OF: Readonly<Record<Stage, readonly string[]>> = {
  'plan-set': ['plan-panel', 'plan-minutes'],
  decided: [],
  authorised: [],
  referred: ['register'],
  profiled: ['register'],
  linked: ['adopters-notified-of-report', 'comments-received'],
  'match-panel': ['match-minutes'],
  matched: [],
  introduced: [],
  placed: ['application'],
  'order-made': ['ceremony', 'life-story-complete', 'later-life-letter'],
};

export function isStepOf(stage: Stage, step: string): boolean {
  return STEPS_OF[stage].includes(step);
}

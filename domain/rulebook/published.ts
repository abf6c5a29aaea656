import type { CalendarDate } from '../calendar/calendar-date.ts';
import { LADDERS } from './ladders.ts';
import type { Rule } from './rule.ts';
import type { Rulebook } from './rulebook.ts';
import { ADOPTION_RULES } from './rules/adoption.ts';
import { ALLOCATION_RULES } from './rules/allocation.ts';
import { AUDIT_RULES } from './rules/audit.ts';
import { BESIDES_PLACEMENT_RULES } from './rules/besides-placement.ts';
import { CARE_PLAN_RULES } from './rules/care-plan.ts';
import { CONNECTED_AND_MISSING_RULES } from './rules/connected-and-missing.ts';
import { DISPUTE_RULES } from './rules/dispute.ts';
import { FAMILY_FINDING_RULES } from './rules/family-finding.ts';
import { NO_MOVEMENT_RULES } from './rules/no-movement.ts';
import { CONNECTED_RULES } from './rules/connected.ts';
import { FOSTERING_RULES } from './rules/fostering.ts';
import { IRO_RULES } from './rules/iro.ts';
import { MISSING_RULES } from './rules/missing.ts';
import { LEGAL_BASIS_RULES } from './rules/legal-basis.ts';
import { PERMANENCE_RULES } from './rules/permanence.ts';
import { PLACEMENT_NOTICE_RULES } from './rules/placement-notices.ts';
import { PLACEMENT_PLAN_RULES } from './rules/placement-plan.ts';
import { PROCEEDINGS_RULES } from './rules/proceedings.ts';
import { REVIEW_PREPARATION_RULES } from './rules/review-preparation.ts';
import { REVIEW_RULES } from './rules/reviews.ts';
import { SUPERVISION_RULES } from './rules/supervision.ts';
import { SECURING_RULES } from './rules/securing.ts';
import { SECTION_20_RULES } from './rules/section-20.ts';
import { OTHER_VISIT_RULES } from './rules/visits-besides.ts';
import { VISIT_RULES } from './rules/visits.ts';
import { WITH_PARENTS_RULES } from './rules/with-parents.ts';
import { WORKER_SUPERVISION_RULES } from './rules/worker-supervision.ts';

const RULES = [
  ...REVIEW_RULES,
  ...REVIEW_PREPARATION_RULES,
  ...IRO_RULES,
  ...PERMANENCE_RULES,
  ...ADOPTION_RULES,
  ...CARE_PLAN_RULES,
  ...PLACEMENT_PLAN_RULES,
  ...ALLOCATION_RULES,
  ...CONNECTED_AND_MISSING_RULES,
  ...SUPERVISION_RULES,
  ...MISSING_RULES,
  ...DISPUTE_RULES,
  ...FAMILY_FINDING_RULES,
  ...NO_MOVEMENT_RULES,
  ...VISIT_RULES,
  ...OTHER_VISIT_RULES,
  ...WITH_PARENTS_RULES,
  ...AUDIT_RULES,
  ...WORKER_SUPERVISION_RULES,
  ...CONNECTED_RULES,
  ...FOSTERING_RULES,
  ...SECURING_RULES,
  ...LEGAL_BASIS_RULES,
  ...SECTION_20_RULES,
  ...PROCEEDINGS_RULES,
  ...PLACEMENT_NOTICE_RULES,
  ...BESIDES_PLACEMENT_RULES,
] as const satisfies readonly Rule[];

export type RulebookSource = Pick<Rulebook, 'version' | 'rules' | 'ladders'>;

/**
 * A rulebook that answers which version of a rule is valid for an anchor date: the highest one whose dates hold it. So a
 * new version ends an earlier one without changing it, and after a temporary one the earlier holds again.
 */
export function rulebookOf({ version, rules, ladders }: RulebookSource): Rulebook {
  const versions = versionsById(rules);
  function ruleFor(id: string, anchorOn: CalendarDate): Rule {
    const valid = versions.get(id)?.findLast((rule) => isValidFor(rule, anchorOn));
    if (valid === undefined) throw new Error('the rulebook has no valid version of a rule that was asked for');
    return valid;
  }
  return { version, rules, ladders, ruleFor };
}

function versionsById(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const versions = new Map<string, Rule[]>();
  for (const rule of rules) versions.set(rule.id, [...(versions.get(rule.id) ?? []), rule]);
  return versions;
}

function isValidFor({ validFrom, validTo }: Rule, anchorOn: CalendarDate): boolean {
  return (validFrom === null || validFrom <= anchorOn) && (validTo === null || anchorOn <= validTo);
}

/** The published rulebook. Its version names the edition: it changes with every change of a rule or a ladder. */
export const RULEBOOK: Rulebook = rulebookOf({ version: '2026-11-27.13', rules: RULES, ladders: LADDERS });

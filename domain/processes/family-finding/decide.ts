import type { Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate, readText } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { FamilyFindingCommandKind } from './commands.ts';
import type { FamilyFindingRefusal } from './refusal.ts';
import type { FamilyFinding } from './state.ts';
import { mayStillComment } from './waiting-times.ts';

type Decided = Result<readonly Telling[], FamilyFindingRefusal>;

/** The fact that each command tells, in the order in which those of one day happen; what it says beside its day is the content. */
const TELLS = {
  'set-adoption-plan': 'adoption-plan-set',
  'plan-adoption-panel': 'adoption-panel-planned',
  'record-adoption-panel': 'adoption-panel-held',
  'record-final-minutes': 'final-minutes-received',
  'record-agency-decision': 'agency-decision-made',
  'record-placement-consent': 'placement-consent-given',
  'refer-to-regional-agency': 'regional-agency-told',
  'record-child-profile': 'child-profile-completed',
  'record-link': 'link-made',
  'end-link': 'link-ended',
  'record-match-decision': 'match-decided',
  'record-introductions': 'introductions-started',
  'record-adoption-application': 'adoption-application-made',
  'record-adoption-ceremony': 'adoption-ceremony-held',
  // Who is told of it on the same day is told after it.
  'change-adoption-plan': 'adoption-plan-changed',
  'record-adoption-step': 'adoption-step-recorded',
  'record-early-permanence': 'early-permanence-considered',
  'decide-brothers-and-sisters': 'brothers-and-sisters-decided',
  'record-movement': 'family-finding-moved',
  'confirm-adoption-plan': 'adoption-confirmed',
} as const satisfies Record<FamilyFindingCommandKind, string>;

const FACT_OF: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

export const COMMAND_KINDS: readonly string[] = [...FACT_OF.keys()];
/** Facts that a command tells, in the order in which those of one day are folded. */
export const TOLD_KINDS: readonly string[] = [...FACT_OF.values()];

/** What happened is told whatever it was; only a plan that the rules forbid is refused (design §5). */
export function decide(state: FamilyFinding, { kind, payload }: Command, context: Deciding): Decided {
  const fact = FACT_OF.get(kind);
  if (fact === undefined) return accept([]);
  if (state.plan === null && kind !== 'set-adoption-plan') return refuse('no-adoption-plan');
  const refusal = kind === 'plan-adoption-panel' ? mayNotPlan(state, payload, context) : null;
  if (refusal !== null) return refuse(refusal);
  const { on: _on, ...content } = payload;
  // A plan is made on the day it is told.
  return accept([{ kind: fact, on: readDate(payload, 'on') ?? context.today, payload: content }]);
}

/** No panel for a child whom the agency decision maker decides alone (AAR reg 17), nor while adopters may comment (reg 31). */
function mayNotPlan(state: FamilyFinding, payload: JsonObject, context: Deciding): FamilyFindingRefusal | null {
  const plannedFor = readDate(payload, 'plannedFor');
  const isAboutPlan = readText(payload, 'purpose') === 'plan';
  if (plannedFor === null || plannedFor < context.today) return 'panel-in-the-past';
  if (isAboutPlan) return state.plan?.basis === 'relinquished' ? null : 'panel-forbidden';
  const latest = state.reports.at(-1);
  return latest !== undefined && mayStillComment(latest, plannedFor, context) ? 'adopters-may-still-comment' : null;
}

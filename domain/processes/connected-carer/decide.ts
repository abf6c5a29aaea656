import { addDays } from '../../calendar/calendar-date.ts';
import type { Actor } from '../../heart/actor.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate, readText, textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';
import { NOMINATED_OFFICER, type ConnectedCarerCommandKind } from './commands.ts';
import type { ConnectedCarerRefusal } from './refusal.ts';
import { childOf, currentApproval, currentStay, type ConnectedCarer } from './state.ts';

type Decided = Result<readonly Telling[], ConnectedCarerRefusal>;

/** Kind of the fact that tells an extension (CPPCR reg 25). */
export const EXTENDED = 'temporary-approval-extended';

/** What each command tells: a fact of its own kind, on its day. */
const TELLS: Readonly<Record<ConnectedCarerCommandKind, string>> = {
  'name-connected-carer': 'connected-carer-named',
  'add-carer': 'carer-added',
  'remove-carer': 'carer-removed',
  'allocate-to-carer': 'carer-allocated',
  'record-suitability': 'carer-suitability-assessed',
  'give-temporary-approval': 'temporary-approval-given',
  'give-adopter-approval': 'adopter-approval-given',
  'place-with-carer': 'child-joined-carer',
  'record-child-left-carer': 'child-left-carer',
  'record-panel-views': 'extension-panel-views-sought',
  'record-iro-informed': 'extension-iro-informed',
  'extend-temporary-approval': EXTENDED,
  'record-assessment-step': 'carer-assessment-step',
  'book-fostering-panel': 'fostering-panel-booked',
  'record-fostering-panel': 'fostering-panel-held',
  'record-fostering-decision': 'fostering-decision-made',
  'record-carer-notice': 'carer-notice-received',
  'record-adopters-not-approved': 'adopters-no-longer-approved',
  'record-securing-step': 'securing-step',
  'record-securing-order': 'securing-order-made',
  'close-household': 'household-closed',
};

const BY_KIND: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

export const COMMAND_KINDS: readonly string[] = Object.keys(TELLS);

/** No approval with its one extension lasts longer (CPPCR regs 24(1), 25(2)). */
const LONGEST_DAYS = 24 * 7;

/** Decides a command; whether it fits the record is seen when it is folded in its place (design §5: reality is never refused). */
export function decide(state: ConnectedCarer, { kind, payload }: Command, context: Deciding): Decided {
  const { today } = context;
  const fact = BY_KIND.get(kind);
  if (fact === undefined) return accept([]);
  if (state.named === null && kind !== 'name-connected-carer') return refuse('carers-not-named');
  const refusal = PLANS.get(kind)?.(state, payload, context) ?? null;
  if (refusal !== null) return refuse(refusal);
  const { on: _on, localReference: _localReference, ...content } = payload;
  const on = readDate(payload, 'on') ?? today;
  return accept([{ kind: fact, on, payload: { ...content, ...held(payload, context.actor) } }]);
}

type MayPlan = (
  state: ConnectedCarer,
  payload: JsonObject,
  asked: Pick<Deciding, 'today' | 'actor'>,
) => ConnectedCarerRefusal | null;

/** What is forbidden to plan, and what would contradict what is known at present. */
const PLANS: ReadonlyMap<string, MayPlan> = new Map<string, MayPlan>([
  [
    'book-fostering-panel',
    (_state, payload, { today }) => (textOf(payload, 'bookedFor') < today ? 'panel-in-the-past' : null),
  ],
  [
    'extend-temporary-approval',
    (state, payload, { actor }) => {
      if (isApprovedInVain(payload, actor)) return 'not-the-nominated-officer';
      const until = readDate(payload, 'until');
      const child = childOf(state, textOf(payload, 'childRef'));
      const approval = child === null ? null : currentApproval(child);
      if (until === null || approval === null || payload['pending'] !== 'assessment') return null;
      return until > addDays(approval.on, LONGEST_DAYS) ? 'longer-than-24-weeks' : null;
    },
  ],
  [
    'record-assessment-step',
    ({ carers }, payload) => {
      const of = readText(payload, 'carer');
      return of === null || carers.some(({ carer }) => carer === of) ? null : 'no-such-carer';
    },
  ],
  [
    'close-household',
    (state) => (state.children.some((child) => currentStay(child) !== null) ? 'children-in-household' : null),
  ],
]);

/** Said of who by the directory did not hold the post when they approved it. */
function held(payload: JsonObject, { notInPost = [] }: Actor): { readonly heldPost?: false } {
  return notInPost.includes(textOf(payload, 'approvedBy')) ? { heldPost: false } : {};
}

/** Who approved an extension is looked up for the correction, too: of who was named before it says nothing. */
export function retold(fact: Fact, actor: Actor): Fact {
  if (fact.kind !== EXTENDED) return fact;
  const { heldPost: _before, ...content } = fact.payload;
  return { ...fact, payload: { ...content, ...held(content, actor) } };
}

/** Nor does a correction make anybody the nominated officer who is not. */
export function mayEdit(fact: Fact | null, actor: Actor): ConnectedCarerRefusal | null {
  return fact?.kind === EXTENDED && isApprovedInVain(fact.payload, actor) ? 'not-the-nominated-officer' : null;
}

/** Who records an own approval as that of the nominated officer is one. */
function isApprovedInVain(payload: JsonObject, { person, roles }: Actor): boolean {
  const isOwn = readText(payload, 'approvedBy') === person && readText(payload, 'approvedAs') === NOMINATED_OFFICER;
  return isOwn && !roles.includes(NOMINATED_OFFICER);
}

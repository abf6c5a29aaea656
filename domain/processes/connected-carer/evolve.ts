import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact } from '../../heart/fact.ts';
import { RETURN_READ, RETURN_WITHDRAWN } from '../../heart/telling.ts';
import { readDate, readText, readTexts, textOf } from '../../json-reading.ts';
import { isRole } from '../../rulebook/role.ts';
import { isCarer, withCarers, withoutCarer } from './carers.ts';
import { extensionIn } from './extension.ts';
import { fullApproval } from './full-approval.ts';
import { wentOn } from './next-step.ts';
import type { ConnectedCarerRefusal } from './refusal.ts';
import { suitabilityIn } from './suitability.ts';
import {
  AN_ORDER,
  childOf,
  currentApproval,
  currentStay,
  withChild,
  type Approval,
  type ConnectedCarer,
  type ConnectedChild,
  type Dated,
  type Ending,
} from './state.ts';

type Evolve = (state: ConnectedCarer, fact: Fact) => ConnectedCarer | ConnectedCarerRefusal;

/** What each fact changes, in the order in which those of one day are folded; a refusal says why it cannot be. */
const FACTS: Readonly<Record<string, Evolve>> = {
  'connected-carer-named': (state, fact) =>
    state.named === null
      ? {
          ...state,
          named: { ...dated(fact), byPerson: fact.source.by === 'person' },
          carers: withCarers(state, readTexts(fact.payload, 'carers'), null),
        }
      : 'carers-already-named',
  'carer-added': (state, fact) => ({
    ...state,
    carers: withCarers(state, [textOf(fact.payload, 'carer')], dated(fact)),
  }),
  'carer-removed': (state, fact) => {
    const carer = textOf(fact.payload, 'carer');
    if (!isCarer(state, carer)) return 'no-such-carer';
    return { ...state, carers: withoutCarer(state, carer, dated(fact)) };
  },
  'carer-allocated': (state, { on, payload }) => {
    const role = readText(payload, 'role');
    const person = readText(payload, 'person');
    if (!isRole(role)) return state;
    const assessors = role === 'fostering-worker' ? [...state.assessors, { on, person }] : state.assessors;
    return { ...state, assessors, allocations: { ...state.allocations, [role]: person } };
  },
  'carer-suitability-assessed': (state, fact) =>
    ofChild(state, fact, (child) => ({
      ...child,
      suitability: [...child.suitability, { ...dated(fact), ...suitabilityIn(fact) }],
    })),
  'temporary-approval-given': (state, fact) =>
    ofChild(state, fact, (child) => approved(child, fact, approvalAs(state, 'reg-24'))),
  'adopter-approval-given': (state, fact) =>
    ofChild(state, fact, (child) => approved(child, fact, approvalAs(state, 'reg-25a'))),
  'child-joined-carer': (state, fact) => {
    const child = childOf(state, childRefIn(fact));
    if (child !== null && currentStay(child) !== null) return 'child-in-household';
    if (state.closed !== null) return 'household-closed';
    const stay = { ...dated(fact), approvalAsked: fact.source.by === 'person', left: null, approvedOn: null };
    return ofChild(state, fact, (known) => ({
      ...known,
      approvals: stillInForce(known),
      stays: [...known.stays, stay],
    }));
  },
  'extension-panel-views-sought': (state, fact) =>
    ofApproval(state, fact, (approval) => ({ ...approval, panelViews: [...approval.panelViews, fact.on] })),
  'extension-iro-informed': (state, fact) =>
    ofApproval(state, fact, (approval) => ({ ...approval, iroInformed: [...approval.iroInformed, fact.on] })),
  'temporary-approval-extended': (state, fact) =>
    ofApproval(state, fact, (approval) => ({
      ...approval,
      extensions: [...approval.extensions, extensionIn(fact)],
    })),
  'carer-assessment-step': (state, fact) => ({
    ...state,
    steps: [
      ...state.steps,
      { ...dated(fact), step: textOf(fact.payload, 'step'), carer: readText(fact.payload, 'carer') },
    ],
  }),
  'fostering-panel-booked': (state, { on }) => ({ ...state, panelsBooked: [...state.panelsBooked, on] }),
  'fostering-panel-held': (state, { on }) => ({ ...state, panelsBooked: [...state.panelsBooked, on] }),
  'fostering-decision-made': (state, fact) => {
    const outcome = textOf(fact.payload, 'outcome');
    const decided = { ...state, decisions: [...state.decisions, { ...dated(fact), outcome }] };
    return outcome === 'approved'
      ? { ...decided, children: decided.children.map((child) => fullyApproved(child, fact.on)) }
      : decided;
  },
  'adopters-no-longer-approved': (state, { on }) => ({ ...state, notAdopters: [...state.notAdopters, on] }),
  'carer-notice-received': (state, fact) => ({ ...state, notices: [...state.notices, dated(fact)] }),
  'securing-step': (state, fact) =>
    ofChild(state, fact, (child) => ({
      ...child,
      securing: [
        ...child.securing,
        { ...dated(fact), step: textOf(fact.payload, 'step'), dueOn: readDate(fact.payload, 'dueOn') },
      ],
    })),
  'securing-order-made': (state, fact) => {
    if ((childOf(state, childRefIn(fact))?.stays.length ?? 0) === 0) return 'child-not-in-household';
    const order = { ...dated(fact), step: 'order', dueOn: null };
    return ofChild(state, fact, (child) =>
      left({ ...child, securing: [...child.securing, order] }, { on: fact.on, because: AN_ORDER }),
    );
  },
  'child-left-carer': (state, fact) => {
    const last = childOf(state, childRefIn(fact))?.stays.at(-1);
    // The child's own process may have told the same of that day already.
    if (last === undefined || (last.left !== null && last.left.on !== fact.on)) return 'child-not-in-household';
    return ofChild(state, fact, (child) => left(child, { on: fact.on, because: 'the child has moved' }));
  },
  'household-closed': (state, { on, payload }) =>
    state.children.some((child) => currentStay(child) !== null)
      ? 'children-in-household'
      : { ...state, closed: { on, because: textOf(payload, 'reason') || 'the authority closed the household' } },
};

/** What tells of an import changes nothing by itself, but that it was read is the latest that was heard of the household. */
export const FACT_KINDS: readonly string[] = [RETURN_WITHDRAWN, RETURN_READ, ...Object.keys(FACTS)];

/** Never throws: what cannot be is noted as a contradiction. */
export function evolve(state: ConnectedCarer, fact: Fact): ConnectedCarer {
  const after = FACTS[fact.kind]?.(state, fact) ?? state;
  if (typeof after === 'string')
    return { ...state, contradictory: [...state.contradictory, { ...dated(fact), reason: after }] };
  return wentOn(after, fact);
}

function dated({ id: factId, on }: Fact): Dated {
  return { factId, on };
}

function childRefIn({ payload }: Fact): string {
  return textOf(payload, 'childRef');
}

function ofChild(state: ConnectedCarer, fact: Fact, change: (child: ConnectedChild) => ConnectedChild): ConnectedCarer {
  return withChild(state, childRefIn(fact), change);
}

/** What ran out before the child came is no approval of the placement. */
function stillInForce({ approvals }: ConnectedChild): readonly Approval[] {
  return approvals.map((approval) =>
    approval.expiredOn !== null && approval.ended === null
      ? { ...approval, ended: { on: approval.expiredOn, because: 'it had run out before' }, endKnown: true }
      : approval,
  );
}

type As = { readonly as: Approval['as']; readonly isCovered: boolean };

function approvalAs(state: ConnectedCarer, as: Approval['as']): As {
  return { as, isCovered: fullApproval(state) !== null };
}

/**
 * A second temporary approval while the child is placed under the first is recorded, without lawful effect (CPPCR reg 25(2):
 * once only); so is one of carers who are fully approved.
 */
function approved(child: ConnectedChild, fact: Fact, { as, isCovered }: As): ConnectedChild {
  const stay = child.stays.filter((one) => one.left !== null).length;
  const isRenewal = (other: Approval): boolean => other.as === as && other.hasEffect && other.stay === stay;
  const hasEffect = !isCovered && (currentStay(child) === null || !child.approvals.some(isRenewal));
  const approval: Approval = {
    ...{ ...dated(fact), as, hasEffect, stay },
    ...{ panelViews: [], iroInformed: [], extensions: [] },
    ...{ ended: null, endKnown: false, expiredOn: null },
  };
  if (!hasEffect) return { ...child, approvals: [...child.approvals, approval] };
  const anew = { on: fact.on, because: 'it was given anew' };
  const before = endingApprovals(child, anew, (other) => other.as === as || hasExpired(other));
  return lawful({ ...before, approvals: [...before.approvals, approval] }, fact.on);
}

function ofApproval(
  state: ConnectedCarer,
  fact: Fact,
  change: (approval: Approval) => Approval,
): ConnectedCarer | ConnectedCarerRefusal {
  const child = childOf(state, childRefIn(fact));
  const current = child === null ? null : currentApproval(child);
  if (current?.as !== 'reg-24') return 'no-temporary-approval';
  return ofChild(state, fact, (known) => ({
    ...known,
    approvals: known.approvals.map((approval) => (approval === current ? change(approval) : approval)),
  }));
}

function fullyApproved(child: ConnectedChild, on: CalendarDate): ConnectedChild {
  return lawful(endingApprovals(child, { on, because: 'the carer is fully approved' }), on);
}

/** The child is no longer with the carers: what was owed for the placement ends, and what was unlawful is so no longer. */
export function left(child: ConnectedChild, ending: Ending): ConnectedChild {
  const stays = child.stays.map((stay) => (stay.left === null ? { ...stay, left: ending } : stay));
  return lawful(endingApprovals({ ...child, stays }, ending), ending.on);
}

function hasExpired({ expiredOn }: Approval): boolean {
  return expiredOn !== null;
}

/** What has expired was made known then; so was, by its successor, what is given anew. */
function endingApprovals(
  child: ConnectedChild,
  ended: Ending,
  isKnown: (approval: Approval) => boolean = hasExpired,
): ConnectedChild {
  const approvals = child.approvals.map((approval) =>
    approval.ended === null ? { ...approval, ended, endKnown: isKnown(approval) } : approval,
  );
  return { ...child, approvals };
}

function lawful(child: ConnectedChild, on: CalendarDate): ConnectedChild {
  const unlawful = child.unlawful.map((time) => (time.lawfulOn === null ? { ...time, lawfulOn: on } : time));
  return { ...child, unlawful };
}

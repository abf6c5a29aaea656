import { addDays, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Announcement, Derived } from '../../heart/fact.ts';
import type { People } from '../../heart/process.ts';
import { readDate, readText, textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { isPlacedForAdoption, isTemporaryPlacement, isWithConnectedPerson } from '../../rulebook/regime.ts';
import { isRole } from '../../rulebook/role.ts';
import { liveSince, WENT_LIVE } from '../going-live.ts';
import { left } from './evolve.ts';
import {
  AN_ORDER,
  childOf,
  currentStay,
  withChild,
  type ConnectedCarer,
  type ConnectedChild,
  type Ending,
} from './state.ts';
import { NEXT_STEP_MISSED } from './next-step.ts';
import { ANSWERING_TIME_OVER } from './waiting.ts';

/** Own parents, by the placement code of the SSDA903 return (timescales §16). */
const OWN_PARENTS = /^P1$/;
/** Child arrangements or special guardianship. */
const ENDED_BY_ORDER = /^(E41|E4[3-8])$/;

/** So many days after a child came to the carers a placement with a relative may be that very move, recorded on another day. */
export const SAME_MOVE_DAYS = 7;

/** What is made of an announcement, where something is; the child as it is known by then, null if it is not. */
type Heard = (announcement: Announcement, child: ConnectedChild | null) => JsonObject | null;

/** What is made of what the child's period of care tells: all of it is told there, and none of it follows from here. */
const HEARD: Readonly<Record<string, { readonly kind: string; readonly of: Heard }>> = {
  'entered-care': { kind: 'child-birth-known', of: ({ payload }) => ({ bornOn: readDate(payload, 'dateOfBirth') }) },
  allocated: {
    kind: 'child-team-known',
    of: ({ payload }) => ({ role: readText(payload, 'role'), person: readText(payload, 'person') }),
  },
  'placement-started': { kind: 'child-placed-elsewhere', of: placedElsewhere },
  'review-held': { kind: 'child-review-known', of: ({ payload }) => (payload['withoutIro'] === true ? null : {}) },
  'left-care': {
    kind: 'child-out-of-care',
    of: ({ payload }) => ({
      because: ENDED_BY_ORDER.test(textOf(payload, 'reason')) ? AN_ORDER : 'the child ceased to be looked after',
    }),
  },
  [WENT_LIVE]: { kind: 'child-team-went-live', of: ({ payload }) => ({ recoverBy: readDate(payload, 'recoverBy') }) },
};

export const HEARS: readonly string[] = Object.keys(HEARD);

function placedElsewhere({ on, payload }: Announcement, child: ConnectedChild | null): JsonObject | null {
  const code = textOf(payload, 'code');
  if (isPlacedForAdoption(code)) return { because: 'the child was placed for adoption' };
  if (OWN_PARENTS.test(code)) return { because: 'the child returned to the parents' };
  const isAnother = payload['sameCarer'] === false && payload['returned'] !== true;
  if (isWithConnectedPerson(code) && isAnother) return withOthers(child, on);
  // With a connected person, or away for a while: perhaps with these very carers, so that only a person can say otherwise.
  const mayBeHere = isWithConnectedPerson(code) || isTemporaryPlacement(code);
  return code === '' || mayBeHere ? null : { because: 'the child has moved' };
}

/** With other relatives: not on the days around the one on which the child came to these carers. */
function withOthers(child: ConnectedChild | null, on: CalendarDate): JsonObject | null {
  const stay = child && currentStay(child);
  return stay === null || on <= addDays(stay.on, SAME_MOVE_DAYS)
    ? null
    : { because: 'the child is with other relatives' };
}

export function hear(state: ConnectedCarer, announcement: Announcement): readonly Derived[] {
  const { kind, on, subjectRef: childRef, processId, processKind, factId } = announcement;
  const heard = processKind === 'period-of-care' ? HEARD[kind] : undefined;
  const content = heard?.of(announcement, childOf(state, childRef)) ?? null;
  if (heard === undefined || content === null) return [];
  return [{ kind: heard.kind, on, payload: { ...content, childRef, from: `${processId}#${factId}` } }];
}

type Change = (state: ConnectedCarer, derived: Derived) => ConnectedCarer;
const ofChild =
  (change: (child: ConnectedChild, derived: Derived) => ConnectedChild): Change =>
  (state, derived) =>
    withChild(state, textOf(derived.payload, 'childRef'), (child) => change(child, derived));

const DERIVED: Readonly<Record<string, Change>> = {
  'child-birth-known': ofChild((child, { payload }) => ({ ...child, bornOn: readDate(payload, 'bornOn') })),
  'child-team-known': ofChild((child, { payload }) => {
    const role = readText(payload, 'role');
    return isRole(role) ? { ...child, team: { ...child.team, [role]: readText(payload, 'person') } } : child;
  }),
  'child-review-known': ofChild((child, { on, payload }) => ({
    ...child,
    reviews: [...child.reviews, { factId: textOf(payload, 'from'), on }],
  })),
  'child-team-went-live': ofChild((child, derived) => ({ ...child, live: liveSince(child.live, derived) })),
  'child-placed-elsewhere': ofChild((child, { on, payload }) =>
    leftIfHere(child, { on, because: textOf(payload, 'because') }),
  ),
  'child-out-of-care': ofChild((child, { on, payload }) =>
    leftIfHere(child, { on, because: textOf(payload, 'because') }),
  ),
  'connected-child-turned-eighteen': ofChild((child, { on }) => ({
    ...left(child, { on, because: 'the child turned eighteen' }),
    securing: [...child.securing, { factId: '', on, step: 'support-ended', dueOn: null }],
  })),
  [ANSWERING_TIME_OVER]: (state, { on, payload }) => ({
    ...state,
    over: [...state.over, { ruleId: textOf(payload, 'ruleId'), anchor: textOf(payload, 'anchor'), on }],
  }),
  [NEXT_STEP_MISSED]: (state) =>
    state.latest === null
      ? state
      : { ...state, stoodStill: [...(state.stoodStill ?? []), { ...state.latest, wentOnOn: null }] },
  'temporary-approval-ended': ofChild(endKnown),
  'adopter-approval-ended': ofChild(endKnown),
  'temporary-approval-expired': expired,
  'adopter-approval-expired': expired,
  'carer-fully-approved': ofChild((child, { on }) => ({
    ...child,
    stays: child.stays.map((stay) => (stay.left === null ? { ...stay, approvedOn: on } : stay)),
  })),
  'full-approval-ended': (state, { on, payload }) => {
    const decision = textOf(payload, 'decision');
    const children = state.children.map((child) => {
      const stay = currentStay(child);
      return stay === null ? child : unlawfulSince(child, { factId: `${decision}.${stay.factId}`, on });
    });
    return { ...state, fullApprovalEnds: [...state.fullApprovalEnds, on], children };
  },
};

/** What time brought, and what was heard. */
export function evolveDerived(state: ConnectedCarer, derived: Derived): ConnectedCarer {
  return DERIVED[derived.kind]?.(state, derived) ?? state;
}

function leftIfHere(child: ConnectedChild, ending: Ending): ConnectedChild {
  return currentStay(child) === null ? child : left(child, ending);
}

function endKnown(child: ConnectedChild, { payload }: Derived): ConnectedChild {
  const approvals = child.approvals.map((approval) =>
    approval.factId === payload['approval'] ? { ...approval, endKnown: true } : approval,
  );
  return { ...child, approvals };
}

/** With the child still there the placement is unlawful from the next day on: full approval would have ended what has run out. */
function expired(state: ConnectedCarer, { on, payload }: Derived): ConnectedCarer {
  const factId = textOf(payload, 'approval');
  return withChild(state, textOf(payload, 'childRef'), (child) => {
    const approvals = child.approvals.map((approval) =>
      approval.factId === factId ? { ...approval, expiredOn: on } : approval,
    );
    const after = { ...child, approvals };
    return currentStay(child) === null ? after : unlawfulSince(after, { factId, on });
  });
}

function unlawfulSince(
  child: ConnectedChild,
  since: { readonly factId: string; readonly on: Ending['on'] },
): ConnectedChild {
  return { ...child, unlawful: [...child.unlawful, { ...since, lawfulOn: null }] };
}

/** Who is who for a child; for the household, of the children who are there, where all have the same person. */
export function people({ allocations, children }: ConnectedCarer, childRef?: string): People {
  const child = children.find((each) => each.childRef === childRef);
  if (child !== undefined) return { ...child.team, ...allocations };
  const teams = children.filter((child) => currentStay(child) !== null).map(({ team }) => team);
  const shared = Object.entries(teams[0] ?? {}).filter(([role, person]) =>
    teams.every((team) => isRole(role) && team[role] === person),
  );
  return { ...Object.fromEntries(shared), ...allocations };
}

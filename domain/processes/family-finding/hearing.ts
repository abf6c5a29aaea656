import type { Announcement, Derived } from '../../heart/fact.ts';
import { announcementKey } from '../../heart/history.ts';
import { readDate, readFlag, readText, textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { isRole } from '../../rulebook/role.ts';
import { GOING_LIVE_HEARD, hearGoingLive, liveSince, WENT_LIVE } from '../going-live.ts';
import { isUnrevoked } from './ending.ts';
import { moved, undone } from './movement.ts';
import { placement, withReview } from './placements.ts';
import {
  answered,
  datedOf,
  isAllGiven,
  NOTHING_HEARD,
  withLife,
  type Dated,
  type Ended,
  type FamilyFinding,
  type Heard,
} from './state.ts';

/** What the child's period of care tells that matters here; of one day in this order. */
export const HEARS: readonly string[] = [
  'entered-care',
  'allocated',
  'legal-status-changed',
  'placement-started',
  'review-held',
  'plan-ratified',
  'brothers-and-sisters-told',
  'together-apart-assessed',
  'early-permanence-assessed',
  'left-care',
  'turned-eighteen',
  WENT_LIVE,
];

/** Kind of the derived event by which something heard is taken in. */
export const HEARD_OF_CHILD = 'heard-of-the-child';

/** Codes, roles and days only: no free text is copied from one process to another. */
const CARRIED = [
  'startKnown',
  'legalStatus',
  'dateOfBirth',
  'code',
  'sameCarer',
  'returned',
  'withoutIro',
  'plan',
  'reason',
  'role',
  'person',
  'inCare',
  'outcome',
] as const;

export function hear(announcement: Announcement): readonly Derived[] {
  const { kind, on, payload } = announcement;
  if (kind === WENT_LIVE) return hearGoingLive(announcement);
  const carried: JsonObject = Object.fromEntries(
    CARRIED.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]]])),
  );
  return [{ kind: HEARD_OF_CHILD, on, payload: { what: kind, from: announcementKey(announcement), ...carried } }];
}

/** Under a placement order; a historic freeing order is no authority to place under the Act of 2002. */
const PLACEMENT_ORDER = 'E1';
const ADOPTED = /^E1[12]$/;

const HEARING: Readonly<Record<string, (state: FamilyFinding, heard: Heard) => FamilyFinding>> = {
  'entered-care': entered,
  allocated: (state, { payload }) => {
    const role = readText(payload, 'role');
    const people = isRole(role) ? { ...state.life.people, [role]: readText(payload, 'person') } : state.life.people;
    return withLife(state, { people });
  },
  'legal-status-changed': (state, heard) => legalStatus(state, heard, textOf(heard.payload, 'code')),
  'placement-started': placement,
  'review-held': (state, { on, payload }) => {
    if (readFlag(payload, 'withoutIro') === true) return state;
    return withLife(state, { placements: state.life.placements.map((placed) => withReview(placed, on)) });
  },
  'plan-ratified': (state, heard) => {
    const { otherPlans } = state.life;
    if (readText(heard.payload, 'plan') === 'adoption')
      return withLife(state, { otherPlans: otherPlans.map((plan) => ({ ...plan, ratifiedAgain: true })) });
    if (state.plan === null) return state;
    return withLife(state, {
      otherPlans: [...otherPlans, { ...datedOf(heard), answeredOn: null, ratifiedAgain: false }],
    });
  },
  'brothers-and-sisters-told': (state, { payload }) =>
    withLife(state, { siblingsInCare: readFlag(payload, 'inCare') === true }),
  'together-apart-assessed': (state, heard) =>
    withLife(state, { togetherApart: answered(state.life.togetherApart, heard) }),
  'early-permanence-assessed': (state, heard) =>
    withLife(state, { earlyPermanence: answered(state.life.earlyPermanence, heard) }),
  'left-care': (state, heard) => {
    if (state.plan === null) return state;
    if (!ADOPTED.test(textOf(heard.payload, 'reason'))) return ended(state, heard, 'left-care');
    const adopted: FamilyFinding = { ...moved(state, datedOf(heard), 'order-made'), adopted: datedOf(heard) };
    return isAllGiven(adopted) ? ended(adopted, heard, 'adopted') : adopted;
  },
  'turned-eighteen': (state, heard) => (state.plan === null ? state : ended(state, heard, 'turned-eighteen')),
};

/** What was heard changes the state until family-finding has ended; after that it says only how long an order is in force. */
export function takeIn(state: FamilyFinding, derived: Derived): FamilyFinding {
  const { kind, on, payload } = derived;
  if (kind === GOING_LIVE_HEARD) return { ...state, live: liveSince(state.live, derived) };
  const heard: Heard = { factId: textOf(payload, 'from'), on, told: 'heard', payload };
  if (isUnrevoked(state)) return revoked(state, heard);
  if (state.ended !== null || state.adopted !== null) return state;
  return HEARING[textOf(payload, 'what')]?.(state, heard) ?? state;
}

/** The order is over with another legal status; and nobody asks any more once the child has left care. */
function revoked(state: FamilyFinding, { on, payload }: Heard): FamilyFinding {
  const what = textOf(payload, 'what');
  if (what === 'legal-status-changed' && textOf(payload, 'code') !== PLACEMENT_ORDER)
    return withLife(state, { orderOver: { on, because: null } });
  const because = what === 'left-care' || what === 'turned-eighteen' ? 'the child is no longer looked after' : null;
  return because === null ? state : withLife(state, { orderOver: { on, because } });
}

function ended(state: FamilyFinding, heard: Heard, why: Ended['why']): FamilyFinding {
  return { ...state, ended: { ...datedOf(heard), why } };
}

/** A period of care begins: what was heard of an earlier one no longer counts. */
function entered(state: FamilyFinding, heard: Heard): FamilyFinding {
  const { on, payload } = heard;
  const isOwn = ({ told }: Dated): boolean => told !== 'heard';
  const fresh: FamilyFinding = {
    ...state,
    life: {
      ...NOTHING_HEARD,
      dateOfBirth: readDate(payload, 'dateOfBirth'),
      enteredOn: readFlag(payload, 'startKnown') === false ? null : on,
    },
    reached: state.reached.filter(isOwn),
    movements: state.movements.filter(isOwn),
  };
  return legalStatus(fresh, heard, textOf(payload, 'legalStatus'));
}

function legalStatus(state: FamilyFinding, heard: Heard, code: string): FamilyFinding {
  const before = state.life.order;
  if (code === PLACEMENT_ORDER)
    return before === null ? moved(withLife(state, { order: datedOf(heard) }), datedOf(heard), 'authorised') : state;
  if (before === null) return state;
  const without = withLife(state, { order: null });
  return state.consents.length > 0 ? without : undone(without, ['authorised'], datedOf(heard));
}

import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import { isToldAsPast, notToldByReturn } from '../knowledge.ts';
import type { PeriodOfCare, Placement } from '../state.ts';

/** The decision to apply for the discharge of a care order, or not yet and why. `on` is the day it was decided. */
export type DischargeCommands = {
  'record-discharge-decision': { readonly on: CalendarDate; readonly apply: boolean; readonly reason: string };
};

const WITH_PARENTS = 'P1';
const CARE_ORDER = 'C2';

const DECISIONS = {
  'record-discharge-decision': (_state, payload) => tell(payload, ['discharge-decided', contentOf(payload)]),
} satisfies Record<keyof DischargeCommands, Decide>;

/** A child who lives with parents under a full care order: whether the order is still needed (timescales §3 pwp.discharge-review). */
export const DISCHARGE: Aspect = {
  decisions: DECISIONS,
  facts: {
    'discharge-decided': (state, fact) => {
      const decided = [...(state.dischargesDecided ?? []), dated(fact)];
      return outsideCare(state, fact) ?? { ...state, dischargesDecided: decided };
    },
  },
  duties: (state, closed, law) => {
    const placements = state.care.placements.filter(({ continues }) => !continues);
    return placements.flatMap((placement, place) =>
      placement.code === WITH_PARENTS ? dutyOf(state, { placement, next: placements[place + 1], closed }, law) : [],
    );
  },
};

type Home = {
  readonly placement: Placement;
  /** What came after it; absent: the child lives there still. */
  readonly next: Placement | undefined;
  readonly closed: string | null;
};

/** From the return home, or from the order that was made at home, until either is over. */
function dutyOf(state: PeriodOfCare, { placement, next, closed }: Home, law: Law): readonly Duty[] {
  const isLived = ({ on }: Pick<Dated, 'on'>): boolean => next === undefined || on < next.on;
  const before = state.care.legal.findLast(({ on }) => on <= placement.on);
  const statuses = [
    ...(before === undefined ? [] : [{ code: before.code, on: placement.on }]),
    ...state.care.legal.filter((status) => status.on > placement.on && isLived(status)),
  ];
  const order = statuses.find(({ code }) => code === CARE_ORDER);
  if (order === undefined) return [];
  const isOver = statuses.some(({ on, code }) => on > order.on && code !== CARE_ORDER);
  const left = next === undefined ? closed : 'the placement ended';
  const because = isOver ? 'the care order ended' : left;
  const metOn = (state.dischargesDecided ?? []).find((told) => told.on >= order.on && isLived(told))?.on ?? null;
  if (metOn === null && because !== null && isToldAsPast(state, placement)) return [];
  const owing = {
    ruleId: 'pwp.discharge-review',
    anchor: placement.factId,
    inputs: { atHomeUnderOrderSinceOn: order.on },
  };
  const knowledge = notToldByReturn(state, placement.told);
  return [dutyFromRule({ ...owing, metOn, endedBecause: because, knowledge }, law)];
}

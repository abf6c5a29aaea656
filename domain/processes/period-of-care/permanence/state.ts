import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Dated } from '../dated.ts';

/** A day by which the primary or the parallel plan is to be decided. */
export type PlanDecision = Dated & {
  readonly side: string;
  readonly byOn: CalendarDate;
  readonly decidedOn: CalendarDate | null;
};

/** What is known of the way to permanence, besides the plan that the IRO ratifies. */
export type Permanence = {
  readonly meetings: readonly Dated[];
  readonly panels: readonly Dated[];
  readonly decisions: readonly PlanDecision[];
  readonly achievedOn: CalendarDate | null;
  /** Brothers and sisters in care: who said so, and whether there are any; null: nobody has said. */
  readonly brothersAndSisters: (Dated & { readonly inCare: boolean }) | null;
  readonly togetherApartOn: CalendarDate | null;
  readonly lifeStoryOn: CalendarDate | null;
  readonly gateways: readonly Dated[];
  /** When adoption was first considered; absent: nobody has told. */
  readonly adoptionConsidered?: Dated;
  /** The day on which it was first considered whether early permanence is right for the child; absent: it was not. */
  readonly earlyPermanenceOn?: CalendarDate;
  /** The days on which family-finding began; absent: it has not. */
  readonly searches?: readonly CalendarDate[];
};

export const NO_PERMANENCE: Permanence = {
  meetings: [],
  panels: [],
  decisions: [],
  achievedOn: null,
  brothersAndSisters: null,
  togetherApartOn: null,
  lifeStoryOn: null,
  gateways: [],
};

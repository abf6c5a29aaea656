import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { FactId } from '../../heart/fact.ts';
import type { Contradictory } from '../contradictory.ts';
import type { Live } from '../going-live.ts';
import type { PeopleHeard } from '../people-heard.ts';
import type { Stage } from './commands.ts';

export type StageReached = {
  readonly stage: Stage;
  readonly factId: FactId;
  readonly on: CalendarDate;
  readonly respondedOn: CalendarDate | null;
};

/** What a dispute knows of itself; what was said in words stays in the record. */
export type IroDispute = {
  /** In the order in which they were reached. */
  readonly stages: readonly StageReached[];
  /** The days on which a referral to Cafcass was considered, and on which it was made. */
  readonly cafcassConsideredOn: readonly CalendarDate[];
  readonly cafcassReferredOn: CalendarDate | null;
  /** The child or an advocate was told, or it was recorded why neither could be. */
  readonly childToldOn: CalendarDate | null;
  readonly closedOn: CalendarDate | null;
  readonly people: PeopleHeard;
  /** Since when the child's team is told; absent: not heard of. */
  readonly live?: Live;
  readonly contradictory: readonly Contradictory[];
};

export const NO_DISPUTE: IroDispute = {
  stages: [],
  cafcassConsideredOn: [],
  cafcassReferredOn: null,
  childToldOn: null,
  closedOn: null,
  people: {},
  contradictory: [],
};

/** The first stage that is not informal: twenty working days run from its day (timescales §0.1.6). */
export function formalOf({ stages }: IroDispute): StageReached | null {
  return stages.find(({ stage }) => stage !== 'informal') ?? null;
}

/** Why the dispute is over; null while it runs. */
export function closedBecause({ stages, closedOn }: IroDispute): string | null {
  if (stages.length === 0) return 'the dispute was withdrawn';
  return closedOn === null ? null : 'the IRO closed the dispute';
}

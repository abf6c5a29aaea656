import type { Announcement, Derived, Fact } from '../../../heart/fact.ts';
import { numberOf, readDate, readFlag, textOf } from '../../../json-reading.ts';
import { dated } from '../dated.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';
import type { CarerApproval, Visits } from './state.ts';

/** What a fact about visits changes, in the order in which those of one day are folded. */
export const VISIT_FACTS: Readonly<Record<string, Evolve>> = {
  'placement-confirmed-lasting': (state, fact) =>
    told(state, fact, { lasting: [...state.visits.lasting, dated(fact)] }),
  'visits-agreed-with-child': (state, fact) => {
    const agreement = { ...dated(fact), agrees: readFlag(fact.payload, 'agrees') === true };
    return told(state, fact, { agreements: [...state.visits.agreements, agreement] });
  },
  'visit-frequency-set': (state, fact) => {
    const weeks = numberOf(fact.payload, 'weeks');
    const frequencies = [...state.visits.frequencies, { ...dated(fact), weeks }];
    return weeks < 1 ? 'unknown-code' : told(state, fact, { frequencies });
  },
  'visit-requested': (state, fact) => {
    const request = { ...dated(fact), forOn: readDate(fact.payload, 'forOn') ?? fact.on };
    return told(state, fact, { requests: [...state.visits.requests, request] });
  },
  'home-notice-received': (state, fact) =>
    told(state, fact, { homeNotices: [...state.visits.homeNotices, dated(fact)] }),
  'visit-booked': (state, fact) => {
    const bookedFor = readDate(fact.payload, 'bookedFor');
    return told(state, fact, { booking: bookedFor === null ? null : { ...dated(fact), bookedFor } });
  },
  'visit-booking-cancelled': (state) => inVisits(state, { booking: null }),
  'visit-made': visited,
};

/** A visit uses up a booking for that day or earlier, whether the child was seen or not; only a child who was seen was visited. */
function visited(state: PeriodOfCare, fact: Fact): PeriodOfCare | string {
  const { booking } = state.visits;
  const left = booking !== null && booking.bookedFor <= fact.on ? null : booking;
  if (readFlag(fact.payload, 'seen') !== true) return told(state, fact, { booking: left });
  const visit = {
    ...dated(fact),
    atPlacement: textOf(fact.payload, 'where') === 'placement',
    alone: textOf(fact.payload, 'alone') !== 'no',
  };
  return told(state, fact, { booking: left, seen: [...state.visits.seen, visit] });
}

function told(state: PeriodOfCare, fact: Fact, change: Partial<Visits>): PeriodOfCare | string {
  return outsideCare(state, fact) ?? inVisits(state, change);
}

function inVisits(state: PeriodOfCare, change: Partial<Visits>): PeriodOfCare {
  return { ...state, visits: { ...state.visits, ...change } };
}

const APPROVALS: Readonly<Record<string, CarerApproval['approval']>> = {
  'temporary-approval-given': 'temporary',
  'temporary-approval-expired': 'run-out',
  'temporary-approval-ended': 'ended',
  'carer-fully-approved': 'full',
  'carer-no-longer-approved': 'no-longer-full',
};

const APPROVAL_CHANGED = 'carer-approval-changed';

/** What the process of a connected carer makes known of the approval for this child. */
export const VISIT_HEARING = Object.fromEntries(
  Object.entries(APPROVALS).map(([kind, approval]) => [
    kind,
    (_state: PeriodOfCare, { on, processId: household }: Announcement): readonly Derived[] => [
      { kind: APPROVAL_CHANGED, on, payload: { approval, household } },
    ],
  ]),
);

export const VISIT_DERIVED: Readonly<Record<string, (state: PeriodOfCare, derived: Derived) => PeriodOfCare>> = {
  [APPROVAL_CHANGED]: (state, { on, payload }) => {
    const approval = Object.values(APPROVALS).find((known) => known === textOf(payload, 'approval'));
    if (approval === undefined) return state;
    const changed: CarerApproval = { household: textOf(payload, 'household'), on, approval };
    return inVisits(state, { approvals: [...state.visits.approvals, changed] });
  },
};

import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import { fullApprovals, type FullApproval } from './full-approval.ts';
import { currentStay, stepOn, type ConnectedCarer, type Dated, type Decision } from './state.ts';

/** What is owed to and about approved carers: reviews, visits and training, what follows their notice, and their records. */
export function approvedCarerDuties(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  return [
    ...fullApprovals(state).flatMap((approval) => ofApproval(state, approval, closed)),
    ...resigned(state, closed),
    ...records(state, closed),
  ];
}

/** Reviewed within a year and again, the first time before the panel; visited unannounced each year; trained (FSR 2011 reg 28). */
function ofApproval(
  { steps }: ConnectedCarer,
  { first: approved, endedOn }: FullApproval,
  closed: string | null,
): readonly Owing[] {
  const taken = (step: string): readonly Dated[] =>
    steps.filter((each) => each.step === step && each.on >= approved.on && (endedOn === null || each.on <= endedOn));
  const reviews = taken('carer-reviewed');
  const toPanel = taken('review-to-panel');
  return [
    ...yearly(approved, reviews, { ruleId: 'foster.review', after: 'carerReviewedOn' }),
    ...yearly(approved, taken('unannounced-visit'), { ruleId: 'foster.unannounced', after: 'visitedUnannouncedOn' }),
    {
      ...{ ruleId: 'foster.training', anchor: approved.factId, inputs: { fullyApprovedOn: approved.on } },
      metOn: taken('training-complete')[0]?.on ?? null,
    },
    ...reviews.slice(0, 1).map(({ factId, on }): Owing => ({
      ...{ ruleId: 'foster.review-panel', anchor: factId, inputs: { carerReviewedOn: on } },
      metOn: toPanel.find((each) => each.on >= on)?.on ?? null,
    })),
  ].map((owing) => ({ ...owing, endedBecause: endedOn === null ? closed : 'the approval has ended' }));
}

/** From the approval, and then from each time it was done. */
function yearly(
  approved: Decision,
  done: readonly Dated[],
  { ruleId, after }: { readonly ruleId: string; readonly after: string },
): readonly Owing[] {
  return [approved, ...done].map(({ factId, on }, place): Owing => ({
    ...{ ruleId, anchor: factId, metOn: done[place]?.on ?? null },
    inputs: place === 0 ? { fullyApprovedOn: on } : { [after]: on },
  }));
}

/** After their notice nobody may be left with them (FSR 2011 reg 28(13)). */
function resigned(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  const { children } = state;
  const isEmpty = children.every((child) => currentStay(child) === null);
  const lastLeftOn =
    children
      .flatMap(({ stays }) => stays.flatMap(({ left }) => left?.on ?? []))
      .sort()
      .at(-1) ?? null;
  const counted = countedNotices(state);
  return counted.map(({ factId, on }, place): Owing => {
    const isOver = place < counted.length - 1 || approvalsOf(state).some((each) => each > on);
    return {
      ...{ ruleId: 'foster.resign', anchor: factId, inputs: { noticeReceivedOn: on } },
      ...{ metOn: isEmpty && !isOver ? lastLeftOn : null },
      endedBecause: isOver ? 'the carers were approved anew' : closed,
    };
  });
}

/** Another fostering service asked for the records of the carers (FSR 2011 reg 32(6)). */
function records({ steps }: ConnectedCarer, closed: string | null): readonly Owing[] {
  return steps
    .filter(({ step }) => step === 'records-requested')
    .map(({ factId, on }): Owing => ({
      ...{ ruleId: 'foster.records', anchor: factId, inputs: { recordsRequestedOn: on } },
      ...{ metOn: stepOn(steps, 'records-sent', on), endedBecause: closed },
    }));
}

/** A notice that is repeated before the carers are approved anew adds nothing. */
function countedNotices(state: ConnectedCarer): readonly Dated[] {
  const approvals = approvalsOf(state);
  const counted: Dated[] = [];
  for (const notice of state.notices) {
    const before = counted.at(-1);
    if (before === undefined || approvals.some((on) => on > before.on && on <= notice.on)) counted.push(notice);
  }
  return counted;
}

/** The days on which the carers were approved in any way that a notice ends. */
function approvalsOf({ decisions, children }: ConnectedCarer): readonly CalendarDate[] {
  const full = decisions.filter(({ outcome }) => outcome === 'approved');
  const adopters = children.flatMap(({ approvals }) =>
    approvals.filter(({ as, hasEffect }) => as === 'reg-25a' && hasEffect),
  );
  return [...full, ...adopters].map(({ on }) => on);
}

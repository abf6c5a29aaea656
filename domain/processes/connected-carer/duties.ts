import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { by } from '../../in-order.ts';
import { approvalDuties } from './approval-duties.ts';
import { securingDuties } from './securing-duties.ts';
import {
  currentStay,
  fullApproval,
  lastApproved,
  stepOn,
  type Approval,
  type ConnectedCarer,
  type Dated,
  type Decision,
} from './state.ts';

/** Everything owed for the household and for each child. While it is open there is always something, with an owner and a date. */
export function dutiesOf(state: ConnectedCarer, closed: string | null, law: Law): readonly Duty[] {
  const owed = [
    ...assessment(state, closed),
    ...decisionDuties(state, closed),
    ...independentReview(state, closed),
    ...carerReviews(state, closed),
    ...state.children.flatMap((child) =>
      [...approvalDuties(state, { child, closed }, law), ...securingDuties(state, { child, closed }, law)].map(
        (owing) => ({ ...owing, childRef: child.childRef }),
      ),
    ),
    ...state.contradictory.map(({ factId, on }): Owing => ({
      ...{ ruleId: 'record.contradiction', anchor: factId },
      ...{ inputs: { noticedOn: on }, endedBecause: closed },
    })),
  ].map((owing) => dutyFromRule(owing, law));
  const isOwed = owed.some(({ status, knowledge }) => status === 'open' && knowledge !== 'not-recorded');
  return isOwed || closed !== null || state.latest === null ? owed : [...owed, nextStep(state.latest, law)];
}

/** Nothing else is owed: somebody still has to say what comes next. */
function nextStep({ factId, on }: Dated, law: Law): Duty {
  return dutyFromRule({ ruleId: 'connected.next-step', anchor: factId, inputs: { latestStepOn: on } }, law);
}

/** The one assessment of the household; its milestones count from the first temporary approval of the one that runs. */
function assessment(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  const { named, steps, decisions } = state;
  const { first, since } = presentAssessment(state);
  const decided = decisions.some(({ on }) => on >= since) ? 'the decision was made' : null;
  const viability: readonly Owing[] =
    named?.byPerson === true
      ? [
          {
            ...{ ruleId: 'kinship.viability', anchor: named.factId, inputs: { carerNamedOn: named.on } },
            metOn: stepOn(steps, 'viability'),
            endedBecause: decisions.length > 0 ? 'the decision was made' : closed,
          },
        ]
      : [];
  if (first === null) return viability;
  const milestone = (ruleId: string, metOn: CalendarDate | null): Owing => ({
    ...{ ruleId, anchor: first.factId, inputs: { temporarilyApprovedOn: first.on }, metOn },
    endedBecause: decided ?? closed,
  });
  return [
    ...viability,
    milestone('connected.checks', latestOf(CHECKS.map((step) => stepOn(steps, step, since)))),
    milestone('connected.midpoint', stepOn(steps, 'midpoint', since)),
    milestone('connected.panel', state.panelsBooked.find((on) => on >= since) ?? null),
  ];
}

const CHECKS = ['checks', 'references', 'medical'] as const;

type Assessment = {
  /** The temporary approval from which its milestones count; null: there is none yet. */
  readonly first: Approval | null;
  /** The day on which the last approval before it had ended: what was done before that belongs to an earlier one. */
  readonly since: CalendarDate | '';
};

/** The assessment that runs: it begins with the first temporary approval after all earlier ones have ended. */
function presentAssessment({ children }: ConnectedCarer): Assessment {
  const approvals = children
    .flatMap((child) => child.approvals)
    .filter(({ as, hasEffect }) => as === 'reg-24' && hasEffect)
    .sort(by(({ on }) => on));
  let present: Assessment = { first: null, since: '' };
  let endedOn: CalendarDate | '' | null = '';
  for (const approval of approvals) {
    if (endedOn !== null && endedOn < approval.on) present = { first: approval, since: endedOn };
    const ended: CalendarDate | null = approval.ended?.on ?? null;
    endedOn = endedOn === null || ended === null ? null : laterOf(endedOn || ended, ended);
  }
  return present;
}

/** The last of several days; null until all are known. */
function latestOf(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  return days.reduce((latest, on) => (latest === null || on === null ? null : laterOf(latest, on)));
}

/** From the minutes of the panel to the decision, and from a qualifying determination to what answers it (FSR 2011 reg 27). */
function decisionDuties({ steps, decisions }: ConnectedCarer, closed: string | null): readonly Owing[] {
  const afterMinutes = steps
    .filter(({ step }) => step === 'minutes-received')
    .map(({ factId, on }): Owing => ({
      ...{ ruleId: 'foster.adm', anchor: factId, inputs: { minutesReceivedOn: on } },
      ...{ metOn: decisions.find((decision) => decision.on >= on)?.on ?? null, endedBecause: closed },
    }));
  const determinations = decisions.filter(({ outcome }) => outcome === 'qualifying-determination');
  const afterDetermination = determinations.map((determined): Owing => ({
    ...{ ruleId: 'foster.qualifying-determination', anchor: determined.factId },
    ...{ inputs: { determinedOn: determined.on }, endedBecause: closed },
    metOn: answeredOn({ steps, decisions }, determined),
  }));
  return [...afterMinutes, ...afterDetermination];
}

function answeredOn(
  { steps, decisions }: Pick<ConnectedCarer, 'steps' | 'decisions'>,
  determined: Decision,
): CalendarDate | null {
  const answers = [
    stepOn(steps, 'representations', determined.on),
    stepOn(steps, 'review-applied', determined.on),
    decisions.find((later) => later.on >= determined.on && later !== determined)?.on ?? null,
  ].filter((on) => on !== null);
  return answers.sort()[0] ?? null;
}

/** Papers for the independent review (FSR 2011 reg 29(2)). */
function independentReview({ steps }: ConnectedCarer, closed: string | null): readonly Owing[] {
  return steps
    .filter(({ step }) => step === 'review-notified')
    .map(({ factId, on }): Owing => ({
      ...{ ruleId: 'foster.irm-papers', anchor: factId, inputs: { reviewNotifiedOn: on } },
      ...{ metOn: stepOn(steps, 'review-papers', on), endedBecause: closed },
    }));
}

/** Approved carers are reviewed within a year, and again; after their notice nobody may be left with them (FSR 2011 reg 28). */
function carerReviews(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  const { steps, children } = state;
  const approved = lastApproved(state);
  const ended = closed ?? (fullApproval(state) === null ? 'the approval has ended' : null);
  const reviews = steps.filter(({ step, on }) => step === 'carer-reviewed' && approved !== null && on >= approved.on);
  const from = approved === null ? [] : [approved, ...reviews];
  const isEmpty = children.every((child) => currentStay(child) === null);
  const lastLeftOn =
    children
      .flatMap(({ stays }) => stays.flatMap(({ left }) => left?.on ?? []))
      .sort()
      .at(-1) ?? null;
  const yearly = from.map(({ factId, on }, place): Owing => ({
    ...{ ruleId: 'foster.review', anchor: factId, metOn: reviews[place]?.on ?? null, endedBecause: ended },
    inputs: place === 0 ? { fullyApprovedOn: on } : { carerReviewedOn: on },
  }));
  const counted = countedNotices(state);
  const resigned = counted.map(({ factId, on }, place): Owing => {
    const isOver = place < counted.length - 1 || approvalsOf(state).some((each) => each > on);
    return {
      ...{ ruleId: 'foster.resign', anchor: factId, inputs: { noticeReceivedOn: on } },
      ...{ metOn: isEmpty && !isOver ? lastLeftOn : null },
      endedBecause: isOver ? 'the carers were approved anew' : closed,
    };
  });
  return [...yearly, ...resigned];
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

import { addDays, laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { noCarerLeftOn } from './carers.ts';
import { stepOn, type Approval, type ConnectedCarer, type Extension } from './state.ts';

/** How long an approval lasts, as far as is recorded. */
export type Term = {
  /** The last day on which it can be said to be in force; null: no end is known. */
  readonly lastOn: CalendarDate | null;
  /** The extension that has effect, and its last day if that is not all that the law allows. */
  readonly extension: { readonly by: Extension; readonly until: CalendarDate | null } | null;
  /** The extension that waits for the outcome of an independent review. */
  readonly review: { readonly by: Extension; readonly outcomeOn: CalendarDate | null } | null;
  /** Extensions in time that may still have effect: what they need can come until the approval ends. */
  readonly undecided: readonly Extension[];
  /** What those still need, in words of the field. */
  readonly missing: readonly string[];
};

/** Days after the carers' written notice until their approval ends (FSR 2011 reg 28(13); CPPCR reg 25A). */
const NOTICE = 'foster.resign';

/** The dates that a rule gives an approval. */
function reckoned(ruleId: string, inputs: Duty['inputs'], law: Law): Duty {
  return dutyFromRule({ ruleId, anchor: '', inputs }, law);
}

/** The last day of an approval of a day, if the carers have given notice since; null: they have not. */
function noticeEndsOn({ notices }: ConnectedCarer, approvedOn: CalendarDate, law: Law): CalendarDate | null {
  const notice = notices.find(({ on }) => on >= approvedOn);
  return notice === undefined ? null : reckoned(NOTICE, { noticeReceivedOn: notice.on }, law).dueOn;
}

/** With the approval to adopt, or so many days after the carers' notice; null: no end is known (CPPCR reg 25A). */
function adopterTermEndsOn(state: ConnectedCarer, approvedOn: CalendarDate, law: Law): CalendarDate | null {
  const resigned = noticeEndsOn(state, approvedOn, law);
  const ended = state.notAdopters.find((on) => on >= approvedOn) ?? null;
  return earliest([resigned, ended]);
}

function earliest(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  return days.flatMap((on) => on ?? []).sort()[0] ?? null;
}

/**
 * The term of an approval. An extension has effect only if the panel's views, that the IRO was informed and the nominated
 * officer's approval are all dated on or before the day on which the approval would end (CPPCR reg 25(4)): a later one cannot
 * cure a lapse. Where the law can be read two ways the later defensible day is taken (timescales 0.1.4). With the last carer any
 * approval ends: it is of a person (CPPCR regs 24(1), 25A).
 */
export function termOf(approval: Approval, state: ConnectedCarer, law: Law): Term {
  const term =
    approval.as === 'reg-24'
      ? temporaryTerm(approval, state, law)
      : { ...NO_EXTENSION, lastOn: adopterTermEndsOn(state, approval.on, law), extension: null };
  return { ...term, lastOn: earliest([term.lastOn, noCarerLeftOn(state, approval.on)]) };
}

function temporaryTerm(approval: Approval, state: ConnectedCarer, law: Law): Term {
  const inputs = { temporarilyApprovedOn: approval.on };
  const first = reckoned('connected.temp-approval', inputs, law).lastDefensibleOn;
  const longest = reckoned('connected.extension', inputs, law);
  const by = inTime(approval, 'assessment', { after: null, lastOn: first });
  const until = by?.until == null || by.until > longest.dueOn ? null : laterOf(by.until, first);
  const extended = by === null ? first : (until ?? longest.lastDefensibleOn);
  const extension = by === null ? null : { by, until };
  const when = { after: by?.on ?? null, lastOn: extended };
  const review = reviewOf(approval, state, when);
  if (review === null) return { ...NO_EXTENSION, lastOn: extended, extension, ...undecided(approval, extension, when) };
  const lastOn = review.outcomeOn === null ? null : laterOf(review.outcomeOn, extended);
  return { ...NO_EXTENSION, lastOn, extension, review };
}

const NO_EXTENSION = { review: null, undecided: [], missing: [] } as const;

/** Unknown is not late: until the approval has ended, what an extension in time still needs may be told. */
function undecided(approval: Approval, extension: Term['extension'], when: When): Pick<Term, 'undecided' | 'missing'> {
  const isOver = approval.ended !== null || approval.expiredOn !== null;
  const waiting = approval.extensions.filter(
    ({ on, pending, byNominatedOfficer }) =>
      !isOver && byNominatedOfficer && on <= when.lastOn && (pending === 'independent-review' || extension === null),
  );
  return { undecided: waiting, missing: waiting.length === 0 ? [] : missingOf(approval, when) };
}

/** What decides against carers, and may be reviewed. */
const REFUSALS: readonly string[] = ['qualifying-determination', 'not-approved'];

type When = {
  /** The day of an extension before it, whose views and information are not this one's; null: there was none. */
  readonly after: CalendarDate | null;
  readonly lastOn: CalendarDate;
};

/**
 * Without limit, until the outcome of the review is known for which the carer applied, once the authority had decided against
 * approval (CPPCR reg 25(1)(b), (3)).
 */
function reviewOf(approval: Approval, { steps, decisions }: ConnectedCarer, when: When): Term['review'] {
  const by = inTime(approval, 'independent-review', when);
  const refused = decisions.find(({ outcome, on }) => REFUSALS.includes(outcome) && on >= approval.on);
  const appliedOn = refused === undefined ? null : stepOn(steps, 'review-applied', refused.on);
  if (by === null || appliedOn === null || appliedOn > when.lastOn) return null;
  return { by, outcomeOn: stepOn(steps, 'review-outcome', appliedOn) };
}

function inTime(approval: Approval, pending: Extension['pending'], when: When): Extension | null {
  if (missingOf(approval, when).length > 0) return null;
  const isInTime = (extension: Extension): boolean =>
    extension.pending === pending && extension.byNominatedOfficer && extension.on <= when.lastOn;
  return approval.extensions.find(isInTime) ?? null;
}

function missingOf({ panelViews, iroInformed }: Approval, { after, lastOn }: When): readonly string[] {
  const isOwn = (on: CalendarDate): boolean => on <= lastOn && (after === null || on > after);
  return [
    ...(panelViews.some(isOwn) ? [] : ["the fostering panel's views on the extension"]),
    ...(iroInformed.some(isOwn) ? [] : ['the IRO informed of the extension']),
  ];
}

/** The day that ends a full approval, or will: it is terminated, no carer is left, or so many days after their notice; null: none. */
export function fullApprovalEndsOn(state: ConnectedCarer, approvedOn: CalendarDate, law: Law): CalendarDate | null {
  const terminated = state.decisions.find(({ outcome, on }) => outcome === 'terminated' && on >= approvedOn);
  return earliest([terminated?.on ?? null, noticeEndsOn(state, approvedOn, law), noCarerLeftOn(state, approvedOn)]);
}

/** The day before a day: what it brings is brought by the end of that one. */
export function dayBefore(on: CalendarDate): CalendarDate {
  return addDays(on, -1);
}

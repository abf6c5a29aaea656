import { addDays, laterOf, earlierOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { stepOn, type Approval, type ConnectedCarer, type Extension } from './state.ts';

/** How long an approval lasts, as far as is recorded. */
export type Term = {
  /** The last day on which it can be said to be in force; null: no end is known. */
  readonly lastOn: CalendarDate | null;
  /** The extension that has effect, and its last day if that is not all that the law allows. */
  readonly extension: { readonly by: Extension; readonly until: CalendarDate | null } | null;
  /** The extension that waits for the outcome of an independent review. */
  readonly review: { readonly by: Extension; readonly outcomeOn: CalendarDate | null } | null;
};

/** Days after the carers' written notice until their approval ends (FSR 2011 reg 28(13); CPPCR reg 25A). */
const NOTICE = 'foster.resign';

/** The dates that a rule gives an approval. */
function reckoned(ruleId: string, inputs: Duty['inputs'], law: Law): Duty {
  return dutyFromRule({ ruleId, anchor: '', inputs }, law);
}

/** The last day of an approval of whom the carers have given notice; null: they have not. */
export function noticeEndsOn({ notice }: ConnectedCarer, law: Law): CalendarDate | null {
  return notice === null ? null : reckoned(NOTICE, { noticeReceivedOn: notice.on }, law).dueOn;
}

/**
 * The term of an approval. An extension has effect only if the panel's views, that the IRO was informed and the nominated
 * officer's approval are all dated on or before the day on which the approval would end (CPPCR reg 25(4)): a later one cannot
 * cure a lapse. Where the law can be read two ways the later defensible day is taken (timescales 0.1.4).
 */
export function termOf(approval: Approval, state: ConnectedCarer, law: Law): Term {
  if (approval.as === 'reg-25a') {
    const endsOn = noticeEndsOn(state, law);
    return { lastOn: endsOn !== null && endsOn >= approval.on ? endsOn : null, extension: null, review: null };
  }
  const inputs = { temporarilyApprovedOn: approval.on };
  const first = reckoned('connected.temp-approval', inputs, law).lastDefensibleOn;
  const longest = reckoned('connected.extension', inputs, law);
  const by = inTime(approval, 'assessment', first);
  const until = by?.until == null || by.until >= longest.dueOn ? null : laterOf(by.until, first);
  const extended = by === null ? first : (until ?? longest.lastDefensibleOn);
  const extension = by === null ? null : { by, until };
  const review = reviewOf(approval, state, extended);
  if (review === null) return { lastOn: extended, extension, review };
  return { lastOn: review.outcomeOn === null ? null : laterOf(review.outcomeOn, extended), extension, review };
}

/** Without limit, until the outcome of the review for which the carer applied is known (CPPCR reg 25(1)(b), (3)). */
function reviewOf(approval: Approval, { steps }: ConnectedCarer, lastOn: CalendarDate): Term['review'] {
  const by = inTime(approval, 'independent-review', lastOn);
  const appliedOn = stepOn(steps, 'review-applied', approval.on);
  if (by === null || appliedOn === null || appliedOn > lastOn) return null;
  return { by, outcomeOn: stepOn(steps, 'review-outcome', appliedOn) };
}

function inTime(approval: Approval, pending: Extension['pending'], lastOn: CalendarDate): Extension | null {
  const { panelViewsOn, iroInformedOn } = approval;
  if (panelViewsOn === null || panelViewsOn > lastOn) return null;
  if (iroInformedOn === null || iroInformedOn > lastOn) return null;
  return approval.extensions.find((extension) => extension.pending === pending && extension.on <= lastOn) ?? null;
}

/** The day that ends a full approval, or will: it is terminated, or so many days after the carers' notice; null: none. */
export function fullApprovalEndsOn(state: ConnectedCarer, approvedOn: CalendarDate, law: Law): CalendarDate | null {
  const terminated = state.decisions.find(({ outcome, on }) => outcome === 'terminated' && on >= approvedOn);
  const resigned = noticeEndsOn(state, law);
  const byNotice = resigned !== null && resigned >= approvedOn ? resigned : null;
  if (terminated === undefined) return byNotice;
  return byNotice === null ? terminated.on : earlierOf(terminated.on, byNotice);
}

/** The day before a day: what it brings is brought by the end of that one. */
export function dayBefore(on: CalendarDate): CalendarDate {
  return addDays(on, -1);
}

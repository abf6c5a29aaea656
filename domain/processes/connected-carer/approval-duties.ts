import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import type { Law } from '../../heart/law.ts';
import {
  currentStay,
  type Approval,
  type ConnectedCarer,
  type ConnectedChild,
  type Stay,
  type Suitability,
} from './state.ts';
import { fullApprovals, wasFullyApproved } from './full-approval.ts';
import { assessedFor, isEnough } from './suitability.ts';
import { termOf, type Term } from './term.ts';

type OfChild = { readonly child: ConnectedChild; readonly closed: string | null };

const NOT_RECORDED: NonNullable<Owing['knowledge']> = () => ({ knowledge: 'not-recorded', since: null });

/** What is owed about each approval of a child, and while the child is where nobody is approved. */
export function approvalDuties(state: ConnectedCarer, { child, closed }: OfChild, law: Law): readonly Owing[] {
  return [
    ...child.stays.flatMap((stay, place) => beforePlacement(state, { child, closed }, { stay, place })),
    ...child.approvals
      .filter(({ as, hasEffect }) => as === 'reg-24' && hasEffect)
      .flatMap((approval) => temporary(approval, termOf(approval, state, law), { child, closed })),
    ...child.unlawful.map(({ factId, on, lawfulOn }): Owing => ({
      ...{ ruleId: 'connected.unlawful', anchor: factId, inputs: { approvalEndedOn: on } },
      ...{ metOn: lawfulOn, endedBecause: closed },
    })),
  ];
}

/** Suitability and an approval before the placement, unless the carers were fully approved then (CPPCR reg 24(1), (2)). */
function beforePlacement(
  state: ConnectedCarer,
  { child, closed }: OfChild,
  { stay, place }: { readonly stay: Stay; readonly place: number },
): readonly Owing[] {
  const covers = ({ hasEffect, stay: ofStay, ended }: Approval): boolean =>
    hasEffect && ofStay === place && (ended === null || ended.on >= stay.on);
  const approval = child.approvals.findLast(covers) ?? null;
  if (approval === null && wasFullyApproved(state, stay.on)) return [];
  const isApprovedSince = fullApprovals(state).some(({ first }) => first.on > stay.on);
  const approvedOn = approval?.on ?? null;
  const assessed = assessedFor(child, { stay, place });
  const owing: Owing = {
    ...{ ruleId: 'connected.initial', anchor: stay.factId, inputs: { placedWithCarerOn: stay.on } },
    ...{ metOn: metBefore(approvedOn, assessed), ...missingIn(assessed) },
    endedBecause: stay.left?.because ?? (isApprovedSince ? 'the carer is fully approved' : closed),
  };
  // Of a placement that only a return tells of, the approval is asked for, and never late (timescales 0.1.9).
  return [stay.approvalAsked || approval !== null ? owing : { ...owing, knowledge: NOT_RECORDED }];
}

function metBefore(approvedOn: CalendarDate | null, assessed: Suitability | null): CalendarDate | null {
  if (approvedOn === null || assessed === null || !isEnough(assessed)) return null;
  return laterOf(approvedOn, assessed.on);
}

function missingIn(assessed: Suitability | null): Pick<Owing, 'outstanding'> {
  return assessed === null || assessed.missing.length === 0 ? {} : { outstanding: assessed.missing };
}

/** The end of the sixteen weeks; once an extension has effect, the end of that instead. */
function temporary(approval: Approval, term: Term, { child, closed }: OfChild): readonly Owing[] {
  const inputs = { temporarilyApprovedOn: approval.on };
  const metOn = metOnOf(approval, child);
  const [isExtended, isReviewed] = [term.extension !== null, term.review !== null];
  const first: Owing = {
    ...{ ruleId: 'connected.temp-approval', anchor: approval.factId, inputs },
    ...endOf({ metOn, closed, because: isExtended ? 'it was extended' : isReviewed ? 'a review is pending' : null }),
    ...(isExtended ? {} : neededBy(term)),
  };
  return [
    first,
    ...withoutEffect(approval, term),
    ...extended(approval, term, endOf({ metOn, closed, because: isReviewed ? 'a review is pending' : null })),
    ...reviewed(approval, term, endOf({ metOn, closed, because: null })),
  ];
}

/** What an extension still needs before the approval ends. */
function neededBy({ missing }: Term): Pick<Owing, 'outstanding'> {
  return missing.length === 0 ? {} : { outstanding: missing };
}

/** An extension that came too late, or without what it needs, is recorded and changes nothing (CPPCR reg 25(4)): it is shown as that. */
function withoutEffect({ on, extensions }: Approval, { extension, review, undecided }: Term): readonly Owing[] {
  return extensions
    .filter((each) => each !== extension?.by && each !== review?.by && !undecided.includes(each))
    .map(({ factId, notInPost }) => ({
      ...{ ruleId: 'connected.extension', anchor: factId, inputs: { temporarilyApprovedOn: on } },
      endedBecause:
        notInPost === true
          ? 'this extension has no lawful effect: who approved it did not hold the post of nominated officer then'
          : 'this extension has no lawful effect: there is only one, the nominated officer approves it, and all it needs has to be in time',
    }));
}

type End = Pick<Owing, 'metOn' | 'endedBecause'>;

function endOf({
  metOn,
  closed,
  because,
}: {
  readonly metOn: CalendarDate | null;
  readonly closed: string | null;
  readonly because: string | null;
}): End {
  return because === null ? { metOn, endedBecause: closed } : { metOn: null, endedBecause: because };
}

/** The day on which another footing was found for the placement, or the child had moved: late, if it had run out before. */
function metOnOf(approval: Approval, child: ConnectedChild): CalendarDate | null {
  if (approval.ended !== null) return approval.ended.on;
  return approval.expiredOn !== null && currentStay(child) === null ? approval.expiredOn : null;
}

function extended(approval: Approval, term: Term, end: End): readonly Owing[] {
  const { extension } = term;
  if (extension === null) return [];
  const { until } = extension;
  const rule =
    until === null
      ? { ruleId: 'connected.extension', inputs: { temporarilyApprovedOn: approval.on } }
      : { ruleId: 'connected.extension-until', inputs: { extendedUntilOn: until } };
  return [{ ...rule, anchor: approval.factId, ...end, ...neededBy(term) }];
}

/** Without limit by law, so that somebody has to ask how it stands. */
function reviewed(approval: Approval, { review }: Term, end: End): readonly Owing[] {
  if (review === null) return [];
  const { by, outcomeOn } = review;
  const inputs = { extendedForReviewOn: by.on };
  return [{ ruleId: 'connected.irm', anchor: approval.factId, inputs, ...end, metOn: outcomeOn ?? end.metOn ?? null }];
}

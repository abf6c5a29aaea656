import { laterOf } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Law } from '../../heart/law.ts';
import { fullApprovals } from './full-approval.ts';
import { AN_ORDER, firstOf, stepsOf, type ConnectedCarer, type ConnectedChild } from './state.ts';
import { supportDuties } from './support-duties.ts';

type OfChild = { readonly child: ConnectedChild; readonly closed: string | null };

/** Securing the home: special guardianship or another order, or a recorded decision not to; then the support (timescales 11). */
export function securingDuties(state: ConnectedCarer, { child, closed }: OfChild, law: Law): readonly Owing[] {
  const over = closed ?? child.stays.at(-1)?.left?.because ?? null;
  return [
    ...secured(state, { child, closed: over }),
    ...applied(child, over, law),
    ...reported(child, over),
    ...supportDuties(child, closed ?? (child.stays.at(-1)?.left?.because === AN_ORDER ? null : over), law),
  ];
}

/** Within six months of full approval, anew where that had ended, and looked at anew at each review. */
function secured(state: ConnectedCarer, { child, closed }: OfChild): readonly Owing[] {
  const stay = child.stays.at(-1);
  if (stay === undefined) return [];
  const approvals = fullApprovals(state).filter(({ endedOn }) => endedOn === null || endedOn >= stay.on);
  const [first] = approvals;
  if (first === undefined) return [];
  const securedOn = firstOf(child, ['application', 'not-to-be-secured', 'order'], child.stays.at(-2)?.left?.on ?? '');
  const since = laterOf(first.first.on, stay.on);
  const reviews = child.reviews.filter(({ on }) => on > since && (stay.left === null || on <= stay.left.on));
  return [
    ...approvals.map((approval, place): Owing => {
      const next = approvals[place + 1];
      const isOfThis = securedOn !== null && (next === undefined || securedOn < next.first.on);
      return {
        ruleId: 'kinship.secure',
        anchor: place === 0 ? stay.factId : `${approval.first.factId}.${stay.factId}`,
        inputs: { fullyApprovedOn: laterOf(approval.first.on, stay.on) },
        metOn: isOfThis ? securedOn : null,
        endedBecause: next === undefined ? closed : 'the carers were approved anew',
      };
    }),
    ...reviews.map(({ factId, on }): Owing => ({
      ...{ ruleId: 'kinship.secure-review', anchor: factId, inputs: { reviewHeldOn: on } },
      metOn: firstOf(child, ['considered', 'application', 'not-to-be-secured', 'order'], on),
      endedBecause: closed,
    })),
  ];
}

/**
 * Notice of three months before the application, unless the court gives leave (CA 1989 s.14A(7)). An application that came
 * before that is recorded, and does not meet it.
 */
function applied(child: ConnectedChild, closed: string | null, law: Law): readonly Owing[] {
  return stepsOf(child, 'notice').map(({ factId, on }): Owing => {
    const owing = { ruleId: 'sgo.notice', anchor: factId, inputs: { noticeOfApplicationOn: on } };
    const appliedOn = firstOf(child, ['application'], on);
    const leaveOn = firstOf(child, ['leave-given'], on);
    const isEarly = appliedOn !== null && appliedOn < dutyFromRule(owing, law).dueOn;
    if (isEarly && (leaveOn === null || leaveOn > appliedOn))
      return {
        ...owing,
        endedBecause: 'the application came before three months of notice, and no leave of the court is recorded',
      };
    return { ...owing, metOn: firstOf(child, ['application', 'not-to-be-secured', 'order'], on), endedBecause: closed };
  });
}

/** By the court's date; until the court has set one, by the authority's own from the application. */
function reported(child: ConnectedChild, closed: string | null): readonly Owing[] {
  const directed = stepsOf(child, 'report-directed').flatMap(({ factId, on, dueOn }): Owing[] =>
    dueOn === null
      ? []
      : [
          {
            ...{ ruleId: 'sgo.report', anchor: factId, inputs: { reportDirectedForOn: dueOn } },
            ...{ metOn: firstOf(child, ['report'], on), endedBecause: closed },
          },
        ],
  );
  if (directed.length > 0) return directed;
  return stepsOf(child, 'application').map(({ factId, on }): Owing => ({
    ...{ ruleId: 'sgo.report-local', anchor: factId, inputs: { appliedOn: on } },
    ...{ metOn: firstOf(child, ['report']), endedBecause: closed },
  }));
}

import { addYears, laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Derived } from '../../heart/fact.ts';
import type { Law } from '../../heart/law.ts';
import { by } from '../../in-order.ts';
import {
  currentApproval,
  currentStay,
  isSupported,
  type Approval,
  type ConnectedCarer,
  type ConnectedChild,
  type Ending,
} from './state.ts';
import { NO_CARER_LEFT, noCarerLeftOn } from './carers.ts';
import { closedBecause } from './closing.ts';
import { dutiesOf } from './duties.ts';
import { fullApproval } from './full-approval.ts';
import { nextStepMissed } from './next-step.ts';
import { dayBefore, fullApprovalEndsOn, termOf } from './term.ts';
import { answeringTimes } from './waiting.ts';

/** What time alone brings, or what becomes known at the end of the day on which it happened. */
export function nextChangeOn(state: ConnectedCarer, law: Law): CalendarDate | null {
  return changesOf(state, law).map(({ on }) => on)[0] ?? null;
}

export function elapse(state: ConnectedCarer, on: CalendarDate, law: Law): readonly Derived[] {
  return changesOf(state, law).filter((change) => change.on === on);
}

/** Something is still to be made known, though nobody lives with the carers any more. */
export function isUnsaid({ children }: ConnectedCarer): boolean {
  return children.some(({ approvals }) => approvals.some((approval) => unsaidEnd(approval) !== null));
}

function changesOf(state: ConnectedCarer, law: Law): readonly Derived[] {
  const full = fullApproval(state)?.latest ?? null;
  const endsOn = full === null ? null : fullApprovalEndsOn(state, full.on, law);
  const ofCarers =
    full === null || endsOn === null
      ? []
      : [{ kind: 'full-approval-ended', on: endsOn, payload: { decision: full.factId } }, ...stillThere(state, endsOn)];
  const ofChildren = state.children.flatMap((child) => [
    ...birthday(child),
    ...endings(child),
    ...expiry(child, state, law),
    ...(full === null || endsOn === full.on ? [] : fullyApproved(child, full.on)),
  ]);
  const closed = closedBecause(state);
  return [
    ...ofCarers,
    ...ofChildren,
    ...answeringTimes(state, closed, law),
    ...nextStepMissed(state, dutiesOf(state, closed, law)),
  ].sort(by(({ on }) => on));
}

/** How an approval ended, while that has not been made known. */
function unsaidEnd({ hasEffect, ended, endKnown }: Approval): Ending | null {
  return hasEffect && !endKnown ? ended : null;
}

/** A person reaches an age at the start of the birthday (Family Law Reform Act 1969 s.9), so the day before ends childhood. */
function birthday(child: ConnectedChild): readonly Derived[] {
  if (child.bornOn === null || (currentStay(child) === null && !isSupported(child))) return [];
  const on = dayBefore(addYears(child.bornOn, 18));
  return [{ kind: 'connected-child-turned-eighteen', on, payload: { childRef: child.childRef } }];
}

function endings({ childRef, approvals }: ConnectedChild): readonly Derived[] {
  return approvals.flatMap((approval): Derived[] => {
    const ending = unsaidEnd(approval);
    if (ending === null) return [];
    const payload = { childRef, approval: approval.factId, because: ending.because };
    return [{ kind: `${wordOf(approval)}-ended`, on: ending.on, payload }];
  });
}

/** At the end of its last day. What has run out has ended, too: that is what others listen for. */
function expiry(child: ConnectedChild, state: ConnectedCarer, law: Law): readonly Derived[] {
  const approval = currentApproval(child);
  if (approval === null || approval.expiredOn !== null) return [];
  const { lastOn: on } = termOf(approval, state, law);
  if (on === null) return [];
  const payload = { childRef: child.childRef, approval: approval.factId };
  const because = on === noCarerLeftOn(state, approval.on) ? NO_CARER_LEFT : 'it has run out';
  const word = wordOf(approval);
  return [
    { kind: `${word}-expired`, on, payload },
    { kind: `${word}-ended`, on, payload: { ...payload, because } },
  ];
}

/** For each child who is with carers whose full approval ends. */
function stillThere({ children }: ConnectedCarer, on: CalendarDate): readonly Derived[] {
  const here = children.filter((child) => currentStay(child) !== null);
  return here.map(({ childRef }) => ({ kind: 'carer-no-longer-approved', on, payload: { childRef } }));
}

function fullyApproved(child: ConnectedChild, approvedOn: CalendarDate): readonly Derived[] {
  const stay = currentStay(child);
  if (stay === null || stay.approvedOn !== null) return [];
  return [{ kind: 'carer-fully-approved', on: laterOf(approvedOn, stay.on), payload: { childRef: child.childRef } }];
}

function wordOf({ as }: Approval): string {
  return as === 'reg-24' ? 'temporary-approval' : 'adopter-approval';
}

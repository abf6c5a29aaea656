import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Law } from '../../heart/law.ts';
import { by } from '../../in-order.ts';
import { firstOf, isFinanced, isServed, securedBy, stepsOf, type ConnectedChild } from './state.ts';

/** The support of a home that an order secures: services, money, and who owes them once the family lives elsewhere (timescales 11). */
export function supportDuties(child: ConnectedChild, closed: string | null, law: Law): readonly Owing[] {
  return [...services(child, closed), ...finance(child, closed, law), ...elsewhere(child, closed, law)];
}

/** A plan after the proposal, and a review of it each year for as long as there is support. */
function services(child: ConnectedChild, closed: string | null): readonly Owing[] {
  const plans = stepsOf(child, 'support-proposed').map(({ factId, on }): Owing => ({
    ...{ ruleId: 'sgo.support-plan', anchor: factId, inputs: { supportProposedOn: on } },
    ...{ metOn: firstOf(child, ['support-plan', 'support-ended'], on), endedBecause: closed },
  }));
  const anchors = [...stepsOf(child, 'support-plan').slice(0, 1), ...stepsOf(child, 'support-reviewed')];
  const reviews = anchors.sort(by(({ on }) => on)).map(({ factId, on }, place): Owing => ({
    ...{ ruleId: 'sgo.support-review', anchor: factId, inputs: { supportReviewedOn: on } },
    ...{ metOn: anchors[place + 1]?.on ?? null, endedBecause: isServed(child) ? closed : 'the support has ended' },
  }));
  return [...plans, ...reviews];
}

const TO_REVIEW = ['finance-statement', 'finance-changed', 'finance-breached'] as const;

/**
 * Financial support is reviewed on the yearly statement of the guardians, on a change and on a breach (SGR 2005 reg 18). Without
 * the statement they are reminded in writing, and nothing is suspended before 28 days have passed (reg 10, 18).
 */
function finance(child: ConnectedChild, closed: string | null, law: Law): readonly Owing[] {
  const endedBecause = isFinanced(child) ? closed : 'the financial support has ended';
  const yearly = [...stepsOf(child, 'finance-agreed').slice(0, 1), ...stepsOf(child, 'finance-statement')];
  const statements = yearly.sort(by(({ on }) => on)).map(({ factId, on, step }): Owing => ({
    ...{ ruleId: 'sgo.finance-statement', anchor: factId, endedBecause },
    inputs: step === 'finance-agreed' ? { financeAgreedOn: on } : { statementReceivedOn: on },
    metOn: firstAfter(child, ['finance-statement', 'finance-reminder'], { factId, on }),
  }));
  const reviews = TO_REVIEW.flatMap((step) => stepsOf(child, step)).map(({ factId, on }): Owing => ({
    ...{ ruleId: 'sgo.finance-review', anchor: factId, inputs: { financeToReviewOn: on }, endedBecause },
    metOn: firstOf(child, ['finance-reviewed'], on),
  }));
  const reminders = stepsOf(child, 'finance-reminder').map(({ factId, on }): Owing => {
    const owing: Owing = { ruleId: 'sgo.finance-reminder', anchor: factId, inputs: { remindedOn: on }, endedBecause };
    const { dueOn } = dutyFromRule(owing, law);
    const answers = [firstOf(child, ['finance-statement'], on), firstOf(child, ['finance-suspended'], dueOn)];
    return { ...owing, metOn: answers.flatMap((day) => day ?? []).sort()[0] ?? null };
  });
  return [...statements, ...reviews, ...reminders];
}

/** The first of several steps taken after another, on the same day at the earliest. */
function firstAfter(
  { securing }: ConnectedChild,
  steps: readonly string[],
  since: { readonly factId: string; readonly on: CalendarDate },
): CalendarDate | null {
  const next = securing.find(
    ({ step, on, factId }) => steps.includes(step) && on >= since.on && factId !== since.factId,
  );
  return next?.on ?? null;
}

/** Three years after the order the authority of the place where they live owes the services; money stays here (SGR 2005 reg 5(2)). */
function elsewhere(child: ConnectedChild, closed: string | null, law: Law): readonly Owing[] {
  const order = securedBy(child);
  if (order === null || stepsOf(child, 'lives-outside-area').length === 0) return [];
  const owing = { ruleId: 'sgo.out-of-area', anchor: order.factId, inputs: { orderMadeOn: order.on } };
  const handedOverOn = firstOf(child, ['support-handed-over'], dutyFromRule(owing, law).dueOn);
  return [{ ...owing, metOn: handedOverOn, endedBecause: isServed(child) ? closed : 'the support has ended' }];
}

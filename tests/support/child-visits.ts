import type { JsonObject } from '../../domain/json.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import { who, type Child } from './child.ts';

const WORKER = who('social-worker');

/** A visit recorded on its day: seen, alone, where the child lives, all well. */
export function visit(child: Child, on: string, payload: JsonObject = {}, day = on): string | null {
  const whole = {
    on,
    seen: true,
    alone: 'yes',
    purpose: 'made up',
    where: 'placement',
    visitor: 'person-4',
    dutyTeam: false,
    safeguarded: true,
    notes: null,
    ...payload,
  };
  return child.say(day, 'record-visit', whole, WORKER);
}

/** The visits of the cycle that are open: there is to be one. */
export function openVisits(child: Child): readonly Duty[] {
  const besides = ['visit.requested', 'visit.home-notice', 'visit.alone'];
  return (child.stream.kept?.duties ?? [])
    .map(({ duty }) => duty)
    .filter(({ ruleId, status }) => status === 'open' && ruleId.startsWith('visit.') && !besides.includes(ruleId));
}

/** Rule and due date of the next visit, and the last day on which it is not overdue where that is another. */
export function nextVisit(child: Child): string {
  return openVisits(child)
    .map(({ ruleId, dueOn, lastDefensibleOn }) =>
      [ruleId.replace('visit.', ''), dueOn, ...(lastDefensibleOn === dueOn ? [] : [lastDefensibleOn])].join(' '),
    )
    .join(', ');
}

import type { CalendarDate } from '../calendar/calendar-date.ts';
import { datesOf } from '../rulebook/derive.ts';
import type { Role } from '../rulebook/role.ts';
import type { Duty, Knowledge } from './duty.ts';
import type { FactId } from './fact.ts';
import type { Law } from './process.ts';

/** What a process says of a duty; its dates come from the rule. */
export type Owing = {
  readonly ruleId: string;
  readonly anchor: FactId;
  readonly inputs: Readonly<Record<string, CalendarDate>>;
  readonly metOn?: CalendarDate | null;
  readonly endedBecause?: string | null;
  readonly bookedOn?: CalendarDate | null;
  readonly holder?: Role;
  /** What is known, once the due date is known. */
  readonly knowledge?: (lastDefensibleOn: CalendarDate) => {
    readonly knowledge: Knowledge;
    readonly since: CalendarDate | null;
  };
};

/**
 * The duty that a rule makes of an anchor, under the version valid for the anchor's date.
 * Throws if the anchor date that the rule asks for is not given: a broken description, not bad input.
 */
export function dutyFromRule(owing: Owing, { rules, calendar }: Law): Duty {
  const [anchorOn] = Object.values(owing.inputs);
  const rule = anchorOn === undefined ? null : rules.ruleFor(owing.ruleId, anchorOn);
  const dates = rule === null ? null : datesOf(rule, owing.inputs, calendar);
  if (rule === null || dates === null) throw new Error(`${owing.ruleId}: no anchor date given`);
  const status = owing.metOn != null ? 'met' : owing.endedBecause != null ? 'ended' : 'open';
  const known = status === 'open' ? owing.knowledge?.(dates.lastDefensibleOn) : undefined;
  return {
    id: `${owing.ruleId}@${owing.anchor}`,
    ruleId: owing.ruleId,
    ruleVersion: rule.version,
    anchor: owing.anchor,
    status,
    endedBecause: status === 'ended' ? (owing.endedBecause ?? null) : null,
    metOn: owing.metOn ?? null,
    earliestOn: dates.earliestOn,
    dueOn: dates.dueOn,
    lastDefensibleOn: dates.lastDefensibleOn,
    provisional: dates.provisional,
    fromOn: dates.fromOn,
    owner: rule.owner,
    line: rule.line,
    bookedOn: status === 'open' ? (owing.bookedOn ?? null) : null,
    holder: owing.holder ?? rule.owner,
    knowledge: known?.knowledge ?? 'recorded',
    unconfirmedSince: known?.since ?? null,
    inputs: owing.inputs,
  };
}

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
  const { metOn = null, endedBecause = null, bookedOn = null, inputs } = owing;
  const status = metOn !== null ? 'met' : endedBecause !== null ? 'ended' : 'open';
  const { knowledge, since } = knownOf(owing, status, dates.lastDefensibleOn);
  const { earliestOn, dueOn, lastDefensibleOn, provisional, fromOn } = dates;
  return {
    id: `${owing.ruleId}@${owing.anchor}`,
    ruleId: owing.ruleId,
    ruleVersion: rule.version,
    anchor: owing.anchor,
    status,
    endedBecause: status === 'ended' ? endedBecause : null,
    metOn,
    ...{ earliestOn, dueOn, lastDefensibleOn, provisional, fromOn },
    owner: rule.owner,
    line: rule.line,
    bookedOn: status === 'open' ? bookedOn : null,
    holder: owing.holder ?? rule.owner,
    knowledge,
    unconfirmedSince: since,
    inputs,
  };
}

/** Only what is open can be unknown: what was met or has ended is recorded. */
function knownOf(
  { knowledge }: Owing,
  status: Duty['status'],
  lastDefensibleOn: CalendarDate,
): { readonly knowledge: Knowledge; readonly since: CalendarDate | null } {
  if (status !== 'open' || knowledge === undefined) return { knowledge: 'recorded', since: null };
  return knowledge(lastDefensibleOn);
}

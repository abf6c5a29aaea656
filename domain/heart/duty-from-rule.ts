import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { countDays } from '../calendar/counting.ts';
import { datesOf, dayOf, type RuleDates } from '../rulebook/derive.ts';
import type { Role } from '../rulebook/role.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { Duty, Knowledge } from './duty.ts';
import type { FactId } from './fact.ts';
import type { Law } from './law.ts';

/** What a process says of a duty; its dates come from the rule. */
export type Owing = {
  readonly ruleId: string;
  readonly anchor: FactId;
  /** Moments for anchors that end in `At`; a day where only the day is recorded. */
  readonly inputs: Readonly<Record<string, CalendarDate | Instant>>;
  readonly metOn?: CalendarDate | null;
  /** The moment it was met, where hours count. */
  readonly metAt?: Instant | undefined;
  readonly endedBecause?: string | null;
  readonly bookedOn?: CalendarDate | null;
  readonly holder?: Role;
  readonly outstanding?: readonly string[];
  /** Of a process about several children: the one whom it concerns. */
  readonly childRef?: string;
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
export function dutyFromRule(owing: Owing, law: Law): Duty {
  const [counted] = Object.values(owing.inputs);
  const rule = counted === undefined ? null : law.rules.ruleFor(owing.ruleId, dayOf(counted));
  const dates = rule === null ? null : datesOf(rule, owing.inputs, calendarOfRule(rule, law));
  if (rule === null || dates === null) throw new Error(`${owing.ruleId}: no anchor date given`);
  const { metOn = null, endedBecause = null, bookedOn = null, inputs } = owing;
  const status = metOn !== null ? 'met' : endedBecause !== null ? 'ended' : 'open';
  const { knowledge, since } = knownOf(owing, status, dates.lastDefensibleOn);
  const { earliestOn, dueOn, dueAt, lastDefensibleOn, provisional, fromOn } = dates;
  return {
    id: `${owing.ruleId}@${owing.anchor}`,
    ruleId: owing.ruleId,
    ruleVersion: rule.version,
    anchor: owing.anchor,
    status,
    endedBecause: status === 'ended' ? endedBecause : null,
    metOn,
    ...whereTold(owing, dueAt),
    ...{ earliestOn, dueOn, lastDefensibleOn, provisional, fromOn },
    practiceOn: practiceOn(rule, dates, law),
    owner: rule.owner,
    line: rule.line,
    bookedOn: status === 'open' ? bookedOn : null,
    holder: owing.holder ?? rule.owner,
    knowledge,
    unconfirmedSince: since,
    inputs,
  };
}

/** What only some duties have: moments where hours count, parts that are still missing, one child of several. */
function whereTold(
  { metAt, outstanding, childRef }: Owing,
  dueAt: Instant | null,
): Pick<Duty, 'metAt' | 'dueAt' | 'outstanding' | 'childRef'> {
  return {
    ...(childRef === undefined ? {} : { childRef }),
    ...(metAt === undefined ? {} : { metAt }),
    ...(dueAt === null ? {} : { dueAt }),
    ...(outstanding === undefined ? {} : { outstanding }),
  };
}

/** Closure days of the authority count only for its own practice (timescales §1.1: they are working days by law). */
export function calendarOfRule({ force }: Pick<Rule, 'force'>, { calendar, practice }: Law): Calendar {
  return force === 'practice' ? practice.calendar : calendar;
}

/** The authority's own date for a rule, where it has one that is earlier than the rule's. */
function practiceOn(rule: Rule, { anchorOn, dueOn }: RuleDates, law: Law): CalendarDate | null {
  const { tighter, calendar } = law.practice;
  const count = tighter.get(rule.id);
  if (count === undefined) return null;
  const own = countDays(calendar, anchorOn, count).dueOn;
  return own < dueOn ? own : null;
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

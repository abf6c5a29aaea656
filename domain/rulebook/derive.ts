import type { Calendar } from '../calendar/calendar.ts';
import { type CalendarDate, earlierOf, isCalendarDate, spelledOut } from '../calendar/calendar-date.ts';
import type { Count } from '../calendar/count.ts';
import { count, countDays, countHours, type Derivation } from '../calendar/counting.ts';
import { addHours, type Instant, isInstant, londonDateOf, startOfDay } from '../calendar/instant.ts';
import type { Rule, RuleAnchor } from './rule.ts';

/** Anchor dates (or instants, for names that end in `At`) by name; unknown ones are left out. */
export type AnchorInputs = Readonly<Record<string, CalendarDate | Instant | undefined>>;

/** The dates of one duty. `dueOn` is the cautious reading; it is overdue only after `lastDefensibleOn`. */
export type RuleDates = {
  readonly anchor: RuleAnchor;
  /** The anchor's own day. */
  readonly anchorOn: CalendarDate;
  /** The day its period starts: the anchor's own day, or the due day where the count runs backwards. */
  readonly fromOn: CalendarDate;
  readonly earliestOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
  /** The moment, where hours count. */
  readonly dueAt: Instant | null;
  readonly lastDefensibleOn: CalendarDate;
  readonly provisional: boolean;
};

export type RuleDerivation = RuleDates & { readonly derivation: Derivation };

type KnownAnchor = { readonly anchor: RuleAnchor; readonly value: CalendarDate | Instant };

/** The dates a rule gives, without derivation; null when none of its anchors is known. */
export function datesOf(rule: Rule, inputs: AnchorInputs, calendar: Calendar): RuleDates | null {
  const known = firstKnown(rule, inputs);
  return known === null ? null : datesFrom(rule, known, calendar);
}

/** The dates a rule gives, with how they came about; null when none of its anchors is known. */
export function derive(rule: Rule, inputs: AnchorInputs, calendar: Calendar): RuleDerivation | null {
  const known = firstKnown(rule, inputs);
  if (known === null) return null;
  const dates = datesFrom(rule, known, calendar);
  const counted = derivationBy(rule.cautiousCount ?? rule.count, known, calendar);
  return {
    ...dates,
    derivation: { ...counted, sentences: [...sentencesAbout(rule, known), ...counted.sentences, ...readings(dates)] },
  };
}

function firstKnown(rule: Rule, inputs: AnchorInputs): KnownAnchor | null {
  for (const anchor of rule.anchors) {
    const value = inputs[anchor.name];
    if (value !== undefined) return { anchor, value };
  }
  return null;
}

function datesFrom(rule: Rule, { anchor, value }: KnownAnchor, calendar: Calendar): RuleDates {
  const cautious = dated(rule.cautiousCount ?? rule.count, value, calendar);
  const literal = rule.cautiousCount === undefined ? cautious : dated(rule.count, value, calendar);
  const earliest = rule.earliestCount === undefined ? null : dated(rule.earliestCount, value, calendar);
  return {
    anchor,
    anchorOn: dayOf(value),
    fromOn: earlierOf(dayOf(value), cautious.dueOn),
    earliestOn: earliest?.dueOn ?? null,
    dueOn: cautious.dueOn,
    dueAt: cautious.dueAt,
    lastDefensibleOn: literal.dueOn,
    provisional: cautious.provisional || literal.provisional,
  };
}

type Dated = { readonly dueOn: CalendarDate; readonly dueAt: Instant | null; readonly provisional: boolean };

function dated(by: Count, value: CalendarDate | Instant, calendar: Calendar): Dated {
  if (by.unit !== 'hours') return { ...countDays(calendar, dayOf(value), by), dueAt: null };
  const dueAt = addHours(momentOf(value), by.length);
  return { dueOn: londonDateOf(dueAt), dueAt, provisional: false };
}

function derivationBy(by: Count, { anchor, value }: KnownAnchor, calendar: Calendar): Derivation {
  if (by.unit === 'hours') return countHours({ name: anchor.name, at: momentOf(value) }, by).derivation;
  return count(calendar, { name: anchor.name, on: dayOf(value) }, by).derivation;
}

/** The day in London of a date or a moment. */
export function dayOf(value: CalendarDate | Instant): CalendarDate {
  return isCalendarDate(value) ? value : londonDateOf(value);
}

/** Where only the day is recorded, hours run from its beginning: the cautious reading. */
function momentOf(value: CalendarDate | Instant): Instant {
  return isInstant(value) ? value : startOfDay(value);
}

function sentencesAbout(rule: Rule, { anchor }: KnownAnchor): readonly string[] {
  return [`${rule.title} (${rule.citation}), counted from ${anchor.means}.`];
}

function readings(dates: RuleDates): readonly string[] {
  return [
    ...(dates.earliestOn === null ? [] : [`Not before ${spelledOut(dates.earliestOn)}.`]),
    ...(dates.lastDefensibleOn === dates.dueOn
      ? []
      : [
          `This is the cautious reading; overdue only after ${spelledOut(dates.lastDefensibleOn)}, the later defensible one.`,
        ]),
  ];
}

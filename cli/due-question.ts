import { ENGLAND_AND_WALES } from '../domain/calendar/calendar.ts';
import { type CalendarDate, parseCalendarDate } from '../domain/calendar/calendar-date.ts';
import type { Derivation } from '../domain/calendar/counting.ts';
import { type Instant, londonDateOf, parseInstant } from '../domain/calendar/instant.ts';
import type { Result } from '../domain/result.ts';
import { derive, type RuleDerivation } from '../domain/rulebook/derive.ts';
import type { Rule, RuleAnchor } from '../domain/rulebook/rule.ts';
import type { Rulebook } from '../domain/rulebook/rulebook.ts';

/** Which rule, and what is known of its anchors; other anchors are passed over. */
export type DueQuestion = { readonly rule: string; readonly anchors: Readonly<Record<string, unknown>> };

/** What is answered, as JSON. */
export type Due = {
  readonly rule: string;
  readonly version: number;
  readonly dueOn: CalendarDate;
  /** The moment, where hours count. */
  readonly dueAt?: Instant;
  /** Overdue only after this day: later than `dueOn` where the law can be read two ways. */
  readonly lastDefensibleOn: CalendarDate;
  readonly earliestOn: CalendarDate | null;
  readonly provisional: boolean;
  readonly derivation: Derivation;
};

export type DueAnswer =
  | { readonly due: Due; readonly rule: Rule }
  /** `question`: not well put; `date`: well put, and there is no date. */
  | { readonly error: string; readonly fault: 'question' | 'date' };

type Known = { readonly value: CalendarDate | Instant; readonly on: CalendarDate };

/** The date that a rule gives for these anchors, by the version that is valid for them. */
export function answerDue(rulebook: Rulebook, question: DueQuestion): DueAnswer {
  const latest = rulebook.rules.findLast(({ id }) => id === question.rule);
  if (latest === undefined) {
    return { error: 'There is no rule of that name. `npx holdfast due --list` names every rule.', fault: 'question' };
  }
  const anchor = latest.anchors.find(({ name }) => isGiven(question.anchors, name));
  if (anchor === undefined) return { error: missing(latest), fault: 'date' };
  const known = knownAs(anchor, question.anchors[anchor.name]);
  if (!known.ok) return { error: wanted(anchor), fault: 'question' };
  return dated(rulebook.ruleFor(latest.id, known.value.on), anchor, known.value.value);
}

function dated(rule: Rule, anchor: RuleAnchor, value: CalendarDate | Instant): DueAnswer {
  try {
    const derived = derive(rule, { [anchor.name]: value }, ENGLAND_AND_WALES);
    return derived === null ? { error: missing(rule), fault: 'date' } : { due: dueOf(rule, derived), rule };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: 'The date lies beyond the years that can be counted (0000 to 9999).', fault: 'date' };
  }
}

function dueOf(rule: Rule, derived: RuleDerivation): Due {
  return {
    rule: rule.id,
    version: rule.version,
    dueOn: derived.dueOn,
    ...(derived.dueAt === null ? {} : { dueAt: derived.dueAt }),
    lastDefensibleOn: derived.lastDefensibleOn,
    earliestOn: derived.earliestOn,
    provisional: derived.provisional,
    derivation: derived.derivation,
  };
}

function isGiven(anchors: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(anchors, name) && anchors[name] !== null;
}

function knownAs({ name }: RuleAnchor, given: unknown): Result<Known, 'not-a-date' | 'not-an-instant'> {
  const written = typeof given === 'string' ? given : '';
  if (name.endsWith('At')) {
    const moment = parseInstant(written);
    return moment.ok ? { ok: true, value: { value: moment.value, on: londonDateOf(moment.value) } } : moment;
  }
  const day = parseCalendarDate(written);
  return day.ok ? { ok: true, value: { value: day.value, on: day.value } } : day;
}

function wanted({ name, means }: RuleAnchor): string {
  const written = name.endsWith('At')
    ? 'a moment with its offset, e.g. 2026-03-02T14:30:00Z'
    : 'a date that exists, written YYYY-MM-DD';
  return `Give ${name} (${means}) as ${written}.`;
}

function missing({ id, anchors }: Rule): string {
  const names = anchors.map(({ name, means }) => `${name} (${means})`).join(' or ');
  return `${id} counts from ${names}: give it with --from or as an anchor.`;
}

import { daysBetween, spelledOut, type CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf, londonTimeOf, type Instant } from '../calendar/instant.ts';
import type { Urgency } from '../rulebook/ladder.ts';

/** What a mail says of one alert: the rule, a reference that means nothing elsewhere, dates. Nothing of the child. */
export type MailAlert = {
  /** `<process id>~<alert id>`: where it is answered. */
  readonly id: string;
  readonly title: string;
  /** Opaque reference of the child or process. */
  readonly reference: string;
  readonly reason: string;
  readonly urgency: Urgency;
  readonly dueOn: CalendarDate;
  readonly answerBy: Instant | null;
  /** It is told to somebody who covers for another. */
  readonly covering: boolean;
};

/** In the order in which something has to be done. */
export const GROUPS = ['answer', 'overdue', 'soon', 'record', 'changed', 'weekly'] as const;
export type Group = (typeof GROUPS)[number];

export const HEADINGS: Readonly<Record<Group, string>> = {
  answer: 'An answer is needed',
  overdue: 'Overdue',
  soon: 'Due soon',
  record: 'Please record what happened',
  changed: 'What has changed',
  weekly: 'Summary of the week',
};

const TO_RECORD = 'Record what happened, or that it did not.';
/** Reasons that say by themselves what is asked or has changed. */
const BY_REASON: ReadonlyMap<string, Saying> = new Map<string, Saying>([
  ['record-asked', { group: 'record', toDo: TO_RECORD }],
  ['record-not-told', { group: 'record', toDo: TO_RECORD }],
  ['confirmation-asked', { group: 'record', toDo: TO_RECORD }],
  ['confirmation-not-told', { group: 'record', toDo: TO_RECORD }],
  ['facts-wrong', { group: 'record', toDo: 'Somebody says that the facts are wrong: put them right.' }],
  ['moved', { group: 'changed', toDo: 'The date has moved.' }],
  ['withdrawn', { group: 'changed', toDo: 'It is no longer due.' }],
  ['done-in-time', { group: 'changed', toDo: 'It was done in time after all.' }],
  ['nothing-booked', { group: 'soon', toDo: 'Nothing is booked yet.' }],
]);

/** Where an alert stands in a mail, and what it asks for. */
export type Saying = { readonly group: Group; readonly toDo: string };

export function sayingOf({ answerBy, reason, urgency, dueOn }: MailAlert, today: CalendarDate): Saying {
  if (answerBy !== null)
    return { group: 'answer', toDo: `Answer by ${momentOf(answerBy)}: will do, facts are wrong, or cannot.` };
  if (urgency === 'weekly') return { group: 'weekly', toDo: 'It is overdue; no answer is asked.' };
  const said = BY_REASON.get(reason);
  if (said !== undefined) return said;
  return dueOn < today
    ? { group: 'overdue', toDo: 'It is not recorded as done.' }
    : { group: 'soon', toDo: leftUntil(dueOn, today) };
}

function leftUntil(dueOn: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(today, dueOn);
  if (days === 0) return 'Today is its last day.';
  return days === 1 ? 'One day is left after today.' : `${String(days)} days are left after today.`;
}

function momentOf(at: Instant): string {
  return `${spelledOut(londonDateOf(at))}, ${londonTimeOf(at).slice(11)}`;
}

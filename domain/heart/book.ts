import { numberOf, readDate, readInstant, readText, readTexts, textOf } from '../json-reading.ts';
import type { JsonObject } from '../json.ts';
import { isRole } from '../rulebook/role.ts';
import { DATING_KINDS } from './duty-differences.ts';
import type { StreamEvent } from './event.ts';
import type { Duty } from './duty.ts';
import type { Alert, AlertAnswer, KeptDuty } from './kept.ts';

/** What has been done about each duty's present dating. */
export type DutyBook = { readonly datedBy: number; readonly stepsDone: readonly string[] };

/**
 * What Holdfast has done, folded from its events: the same fold serves a change and a rebuild,
 * so that what is kept can never differ from what is recorded.
 */
export type Book = {
  readonly duties: ReadonlyMap<string, DutyBook>;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly overtaken: readonly string[];
};

export const EMPTY_BOOK: Book = { duties: new Map(), alerts: new Map(), overtaken: [] };

/** Overtaken steps are remembered only to note each once when an activity runs twice. */
const OVERTAKEN_KEPT = 20;

export function noted(book: Book, event: StreamEvent): Book {
  if (event.kind.startsWith('duty-')) return withDuty(book, event);
  if (event.kind === 'step-taken') return withStepTaken(book, event);
  if (event.kind === 'step-overtaken') {
    return { ...book, overtaken: [...book.overtaken, textOf(event.payload, 'step')].slice(-OVERTAKEN_KEPT) };
  }
  return event.kind.startsWith('alert-') ? withAlert(book, event) : book;
}

function withDuty(book: Book, event: StreamEvent): Book {
  const dutyId = textOf(event.payload, 'dutyId');
  const duties = new Map(book.duties);
  if (event.kind === 'duty-withdrawn') duties.delete(dutyId);
  else if (DATING_KINDS.includes(event.kind) || !duties.has(dutyId))
    duties.set(dutyId, { datedBy: event.sequence, stepsDone: [] });
  return { ...book, duties };
}

function withStepTaken(book: Book, event: StreamEvent): Book {
  const done = readTexts(event.payload, 'steps');
  const duties = changedIn(book.duties, textOf(event.payload, 'dutyId'), (duty) => ({
    ...duty,
    stepsDone: [...duty.stepsDone, ...done],
  }));
  return { ...book, duties };
}

/** What each kind of event changes in the alert that it names. */
const ALERT_CHANGES: Readonly<Record<string, (event: StreamEvent) => Partial<Alert>>> = {
  'alert-answered': (event) => ({ status: 'answered', answer: answerOf(event) }),
  'alert-climbed': () => ({ climbed: true }),
  'alert-readdressed': (event) => ({ person: readText(event.payload, 'person') }),
  'alert-superseded': () => ({ status: 'superseded' }),
  'alert-closed': () => ({ status: 'closed' }),
};

function withAlert(book: Book, event: StreamEvent): Book {
  if (event.kind === 'alert-raised') {
    const alert = raisedAlert(event);
    return alert === null ? book : { ...book, alerts: new Map(book.alerts).set(alert.id, alert) };
  }
  const change = ALERT_CHANGES[event.kind]?.(event);
  const alerts = changedIn(book.alerts, textOf(event.payload, 'alertId'), (alert) => ({ ...alert, ...change }));
  return { ...book, alerts };
}

/** The same with what one key names changed; a key that names nothing changes nothing. */
function changedIn<Value>(
  values: ReadonlyMap<string, Value>,
  key: string,
  change: (value: Value) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...values].map(([id, value]) => [id, id === key ? change(value) : value]));
}

function raisedAlert(event: StreamEvent): Alert | null {
  const { payload, sequence, recordedAt } = event;
  const [role, childRef] = [readText(payload, 'role'), readText(payload, 'childRef')];
  if (!isRole(role)) return null;
  return {
    id: `a${sequence}`,
    dutyId: textOf(payload, 'dutyId'),
    ruleId: textOf(payload, 'ruleId'),
    ...(childRef === null ? {} : { childRef }),
    dueOn: readDate(payload, 'dueOn') ?? event.occurredOn,
    datedBy: numberOf(payload, 'datedBy'),
    reason: textOf(payload, 'reason'),
    role,
    person: readText(payload, 'person'),
    urgency: urgencyOf(payload),
    raisedAt: recordedAt,
    answerBy: readInstant(payload, 'answerBy'),
    status: 'open',
    climbed: false,
    answer: null,
  };
}

function answerOf(event: StreamEvent): AlertAnswer | null {
  const kind = readText(event.payload, 'answer');
  if (kind !== 'will-do' && kind !== 'facts-wrong' && kind !== 'cannot') return null;
  return {
    kind,
    answeredAt: event.recordedAt,
    actor: event.actor,
    text: textOf(event.payload, 'text'),
    byOn: readDate(event.payload, 'byOn'),
    who: readText(event.payload, 'who'),
  };
}

function urgencyOf(payload: JsonObject): Alert['urgency'] {
  const urgency = readText(payload, 'urgency');
  return urgency === 'weekly' || urgency === 'digest' || urgency === 'urgent' ? urgency : 'ordinary';
}

/** A duty with what the book says of its present dating. */
export function keptIn(book: Book, duty: Duty): KeptDuty {
  return { datedBy: 0, stepsDone: [], ...book.duties.get(duty.id), duty };
}

/** Whether an alert still matters to what may happen next: it is open, or a promise made to it runs. */
export function isLive(alert: Alert): boolean {
  return alert.status === 'open' || (alert.status === 'answered' && !alert.climbed && alert.answer?.kind === 'will-do');
}

import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant, type Instant } from '../../../domain/calendar/instant.ts';
import type { StreamEvent } from '../../../domain/heart/event.ts';
import type { Kept } from '../../../domain/heart/kept.ts';
import { lawOf, type Law } from '../../../domain/heart/law.ts';
import type { Process } from '../../../domain/heart/process.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { PERIOD_OF_CARE } from '../../../domain/processes/period-of-care/index.ts';
import { unknownKindIn } from '../../../domain/record/known-kinds.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { monthsAfter } from '../../../domain/rulebook/counts.ts';
import { LAW, Stream, SUBJECT } from '../../support/stream.ts';

const PERIOD: Process<JsonObject> = PERIOD_OF_CARE;
const at = (day: string): Instant => instant(`${day}T09:00:00.000Z`);

/** A child in care since 2 March whose first review was held, with time passed until the middle of May. */
function aChild(): Stream<JsonObject> {
  const stream = new Stream(PERIOD);
  enter(stream);
  stream.command(at('2026-03-26'), 'record-review', { on: '2026-03-26', chairedBy: 'iro-1', participation: 'PN1' });
  stream.waitUntil(at('2026-05-15'));
  return stream;
}

function enter(stream: Stream<JsonObject>): void {
  const entry = {
    on: '2026-03-02',
    localReference: '1',
    dateOfBirth: '2016-05-05',
    legalStatus: 'V2',
    placement: 'U6',
  };
  stream.command(at('2026-03-02'), 'record-entry', entry);
}

/** Second reviews a month earlier. */
const STRICTER = lawOf({
  calendar: LAW.calendar,
  rules: {
    ...LAW.rules,
    ruleFor: (id, on) => {
      const rule = LAW.rules.ruleFor(id, on);
      return id === 'review.second' ? { ...rule, count: monthsAfter(2) } : rule;
    },
  },
});

const dutyOf = (kept: Kept<JsonObject> | null | undefined, ruleId: string) =>
  kept?.duties.find(({ duty }) => duty.ruleId === ruleId && duty.status === 'open')?.duty;

describe('a process read again from its events', () => {
  test('is what is kept of it', () => {
    const stream = aChild();
    expect(rebuild(PERIOD, LAW, { subjectRef: SUBJECT, events: stream.events })).toMatchObject({
      kept: stream.kept,
      reckoned: 'alike',
    });
    expect(rebuild(PERIOD, LAW, { subjectRef: SUBJECT, events: [] })).toBeNull();
  });

  test('keeps the date that was recorded where the law dates it otherwise now', () => {
    const { events, kept } = aChild();
    // 26 March and three months: the date by the law under which it was recorded.
    for (const keptDuties of [kept?.duties ?? [], []]) {
      const again = rebuild(PERIOD, STRICTER, { subjectRef: SUBJECT, events, keptDuties });
      expect(again?.reckoned).toBe('other-dates');
      expect(dutyOf(again?.kept, 'review.second')).toMatchObject({
        dueOn: '2026-06-26',
        lastDefensibleOn: '2026-06-26',
      });
      expect(again?.kept.nextChangeAt).toBe(kept?.nextChangeAt);
    }
  });

  test('keeps a duty that is owed no longer as long as it is kept, and says when too little is known of it', () => {
    const { events, kept } = aChild();
    const fewer = { ...PERIOD, duties: (state: JsonObject, law: Law) => PERIOD.duties(state, law).slice(1) };
    const again = rebuild(fewer, LAW, { subjectRef: SUBJECT, events, keptDuties: kept?.duties ?? [] });
    expect(again?.reckoned).toBe('other-dates');
    expect(again?.kept.duties).toHaveLength(kept?.duties.length ?? 0);
    expect(rebuild(fewer, LAW, { subjectRef: SUBJECT, events })?.reckoned).toBe('otherwise');
  });

  test('opens no duty that no event opened: that is for the next change to record', () => {
    const { events, kept } = aChild();
    const opened = events.find(({ kind, payload }) => kind === 'duty-opened' && payload['ruleId'] === 'review.second');
    const without = events.filter((event) => event !== opened);
    const again = rebuild(PERIOD, LAW, { subjectRef: SUBJECT, events: without, keptDuties: kept?.duties ?? [] });
    expect(again?.reckoned).toBe('other-dates');
    expect(dutyOf(again?.kept, 'review.second')).toBeUndefined();
  });

  test('forgets what was said of a duty before it opened again, as the changes did', () => {
    const stream = new Stream(PERIOD);
    enter(stream);
    stream.waitUntil(at('2026-04-20'));
    // Held in time and recorded late: the alerts are taken back, and those who were told are told.
    stream.command(at('2026-04-20'), 'record-review', { on: '2026-03-26', chairedBy: 'iro-1', participation: 'PN1' });
    const held = stream.events.findLast(({ kind }) => kind === 'review-held');
    stream.command(at('2026-04-21'), 'withdraw', { factId: held?.payload['factId'] ?? '', reason: 'another child' });
    const [news] = [...stream.alerts.values()].filter(
      ({ reason, status }) => reason === 'done-in-time' && status === 'open',
    );
    expect(news).toBeDefined();
    expect(dutyOf(stream.kept, 'review.first')?.id).toBe(news?.dutyId);
    const again = rebuild(PERIOD, LAW, { subjectRef: SUBJECT, events: stream.events });
    expect(again).toMatchObject({ kept: stream.kept, reckoned: 'alike' });
  });

  test('derives nothing that was not recorded, and misses nothing that was, without saying so', () => {
    const stream = aChild();
    stream.command(at('2026-05-15'), 'record-review-step', { on: '2026-05-15', step: 'decisions' });
    stream.waitUntil(at('2026-06-01'));
    const agreed = stream.events.find(({ kind }) => kind === 'decisions-agreed');
    expect(agreed).toBeDefined();
    const without = stream.events.filter((event) => event !== agreed);
    expect(rebuild(PERIOD, LAW, { subjectRef: SUBJECT, events: without })?.reckoned).toBe('otherwise');
    const silent = { ...PERIOD, nextChangeOn: () => null };
    expect(rebuild(silent, LAW, { subjectRef: SUBJECT, events: stream.events })?.reckoned).toBe('otherwise');
  });
});

describe('the kinds of events that a build knows', () => {
  const event = (change: Partial<StreamEvent>): StreamEvent => ({
    ...{ sequence: 1, class: 'told', kind: 'review-held', occurredOn: calendarDate('2026-03-26') },
    ...{ recordedAt: at('2026-03-26'), actor: 'x', commandId: null, cause: null, payload: {} },
    ...change,
  });

  test('are all that a life brings', () => {
    expect(unknownKindIn(PERIOD, aChild().events)).toBeNull();
  });

  test.each<[Partial<StreamEvent>, string | null]>([
    [{ kind: 'visit-held', payload: { factId: 'f1' } }, 'visit-held'],
    [{ kind: 'fact-corrected', payload: { factId: 'f1', kind: 'review-held' } }, null],
    [{ kind: 'fact-corrected', payload: { factId: 'f1', kind: 'visit-held' } }, 'visit-held'],
    [{ kind: 'fact-withdrawn', payload: { factId: 'f1' } }, null],
    [{ class: 'done', kind: 'mail-sent' }, 'mail-sent'],
    [{ class: 'derived', kind: 'duty-shared' }, 'duty-shared'],
    [{ class: 'derived', kind: 'heard' }, null],
    [{ class: 'derived', kind: 'turned-eighteen', payload: { derived: true } }, null],
  ])('%j: %s', (change, unknown) => {
    expect(unknownKindIn(PERIOD, [event(change)])).toBe(unknown);
  });
});

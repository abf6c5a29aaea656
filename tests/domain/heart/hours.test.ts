import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant, londonDateOf, type Instant } from '../../../domain/calendar/instant.ts';
import { dutyFromRule } from '../../../domain/heart/duty-from-rule.ts';
import { isOverdueAt, stepsOf } from '../../../domain/heart/duty-steps.ts';
import { isMetInTime, type Duty } from '../../../domain/heart/duty.ts';
import type { Fact } from '../../../domain/heart/fact.ts';
import type { Process } from '../../../domain/heart/process.ts';
import { QUIET } from '../../../domain/heart/quiet.ts';
import { readInstant, textOf } from '../../../domain/json-reading.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { accept } from '../../../domain/result.ts';
import type { LadderStep, StepOffset } from '../../../domain/rulebook/ladder.ts';
import { LAW, Stream, SUBJECT } from '../../support/stream.ts';

const told = ({ id, on, at }: Fact): JsonObject => ({ id, on, ...(at === undefined ? {} : { at }) });

/** A small process that lives here: who came back is spoken with within 72 hours. */
const RETURN: Process<JsonObject> = {
  ...QUIET,
  kind: 'return',
  stateVersion: 1,
  factKinds: ['returned', 'interviewed'],
  commandKinds: ['returned', 'interviewed'],
  initial: { returned: null, interviewed: null },
  decide: (_state, { kind, payload }) => {
    const at = readInstant(payload, 'at') ?? instant('2020-01-01T00:00:00.000Z');
    return accept([{ kind, on: londonDateOf(at), ...(payload['day'] === true ? {} : { at }), payload: {} }]);
  },
  evolve: (state, fact) => ({ ...state, [fact.kind]: told(fact) }),
  duties: ({ returned, interviewed }, law) => {
    if (returned === null) return [];
    const [from, met] = [returned as JsonObject, interviewed as JsonObject | null];
    const returnedAt = readInstant(from, 'at') ?? calendarDate(textOf(from, 'on'));
    const metOn = met === null ? null : calendarDate(textOf(met, 'on'));
    const metAt = met === null ? null : readInstant(met, 'at');
    const owing = { ruleId: 'missing.rhi', anchor: textOf(from, 'id'), inputs: { returnedAt }, metOn };
    return [dutyFromRule({ ...owing, metAt: metAt ?? undefined }, law)];
  },
  stage: () => 'returned',
  isClosed: () => false,
};

const at = (written: string): Instant => instant(`${written}:00.000Z`);
// Saturday, eleven in the morning in London; the clock goes back that night, so 72 hours end at ten on Tuesday.
const BACK = at('2026-10-24T10:00');

function back(): Stream<JsonObject> {
  const stream = new Stream(RETURN);
  stream.command(BACK, 'returned', { at: BACK });
  return stream;
}
const dutyOf = (stream: Stream<JsonObject>): Duty | undefined => stream.kept?.duties[0]?.duty;
const kinds = (events: readonly { readonly kind: string }[]): readonly string[] => events.map(({ kind }) => kind);

describe('a duty by the hour', () => {
  test('is due at the moment, weekends and the clock change counted by the clock', () => {
    expect(dutyOf(back())).toMatchObject({ dueOn: '2026-10-27', dueAt: '2026-10-27T10:00:00.000Z' });
  });

  test.each([
    ['71 hours', '2026-10-27T09:00', true],
    ['72 hours', '2026-10-27T10:00', true],
    ['73 hours, though on the same day,', '2026-10-27T11:00', false],
  ])('that is done after %s is in time: %s', (_what, done, inTime) => {
    const stream = back();
    const { events } = stream.command(at(done), 'interviewed', { at: at(done) });
    const duty = dutyOf(stream);
    expect(duty).toMatchObject({ status: 'met', metAt: at(done) });
    expect(duty && isMetInTime(duty)).toBe(inTime);
    expect(events.find(({ kind }) => kind === 'duty-met')?.payload).toMatchObject({
      metAt: at(done),
      dueAt: at('2026-10-27T10:00'),
    });
  });

  test('of which only the day is known is in time until the end of its day', () => {
    const stream = back();
    stream.command(at('2026-10-27T11:00'), 'interviewed', { at: at('2026-10-27T11:00'), day: true });
    const duty = dutyOf(stream);
    expect(duty).not.toHaveProperty('metAt');
    expect(duty && isMetInTime(duty)).toBe(true);
    const onlyDay = new Stream(RETURN);
    onlyDay.command(BACK, 'returned', { at: BACK, day: true });
    // From the beginning of the day on which he came back, midnight in London: the cautious reading.
    expect(dutyOf(onlyDay)?.dueAt).toBe('2026-10-26T23:00:00.000Z');
  });

  test('is overdue from the moment on, not from the next day', () => {
    const duty = dutyOf(back());
    if (duty === undefined) throw new Error('nothing is owed');
    const calendar = LAW.calendar;
    expect([at('2026-10-27T09:59'), at('2026-10-27T10:00')].map((now) => isOverdueAt(duty, now, calendar))).toEqual([
      false,
      true,
    ]);
    expect(isOverdueAt({ ...duty, knowledge: 'not-recorded' }, at('2026-11-27T10:00'), calendar)).toBe(false);
    expect(isMetInTime(duty)).toBe(false);
  });

  test('moves when the moment is put right by an hour, and by nothing else', () => {
    const stream = back();
    const correct = (payload: JsonObject): readonly string[] => {
      const { events } = stream.command(at('2026-10-25T12:00'), 'correct', {
        factId: 'f2',
        reason: 'wrong hour',
        ...payload,
      });
      return kinds(events);
    };
    expect(correct({ at: BACK })).toEqual([]);
    expect(correct({ at: at('2026-10-24T09:00') })).toEqual(['fact-corrected', 'duty-re-dated']);
    expect(dutyOf(stream)).toMatchObject({ dueOn: '2026-10-27', dueAt: '2026-10-27T09:00:00.000Z' });
    expect(correct({ payload: { seen: true } })).toEqual(['fact-corrected']);
    // Of another day the moment is not known: from its beginning, midnight by summer time.
    expect(correct({ on: '2026-10-23' })).toEqual(['fact-corrected', 'duty-re-dated']);
    expect(dutyOf(stream)).toMatchObject({ dueOn: '2026-10-25', dueAt: '2026-10-25T23:00:00.000Z' });
  });

  test('cannot have happened later than now', () => {
    const stream = back();
    const early = stream.command(at('2026-10-25T12:00'), 'interviewed', { at: at('2026-10-25T12:01') });
    expect(early.refusal).toBe('in-the-future');
    const later = { factId: 'f2', at: at('2026-10-25T12:01'), reason: 'wrong hour' };
    expect(stream.command(at('2026-10-25T12:00'), 'correct', later).refusal).toBe('in-the-future');
  });

  test('is made again from its events as it is kept, open and met', () => {
    const stream = back();
    const again = () => rebuild(RETURN, LAW, { subjectRef: SUBJECT, events: stream.events });
    expect(again()).toMatchObject({ kept: stream.kept, reckoned: 'alike' });
    stream.command(at('2026-10-27T11:00'), 'interviewed', { at: at('2026-10-27T11:00') });
    expect(again()).toMatchObject({ kept: stream.kept, reckoned: 'alike' });
    // A build that counts from another moment leaves what was recorded.
    const other: Process<JsonObject> = {
      ...RETURN,
      duties: (state, law) =>
        RETURN.duties(state, law).map(({ dueAt: _dueAt, metAt: _metAt, ...duty }) => ({
          ...duty,
          dueOn: calendarDate('2026-10-30'),
        })),
    };
    const rebuilt = rebuild(other, LAW, { subjectRef: SUBJECT, events: stream.events });
    expect(rebuilt?.reckoned).toBe('other-dates');
    expect(rebuilt?.kept.duties[0]?.duty).toMatchObject({
      dueOn: '2026-10-27',
      dueAt: at('2026-10-27T10:00'),
      metAt: at('2026-10-27T11:00'),
    });
  });
});

describe('a step', () => {
  const step = (offset: StepOffset): LadderStep => ({
    id: 'only',
    offset,
    unlessBooked: false,
    tells: [{ role: 'director', answer: false }],
    urgency: 'urgent',
    answerWithinWorkingDays: 0,
  });
  const whenOf = (duty: Duty, offset: StepOffset): string =>
    stepsOf(duty, { ladder: { id: 'information', steps: [step(offset)] }, law: LAW, subjectRef: SUBJECT })
      .map(({ at: when, kind }) => `${when.slice(0, 16)} ${kind}`)
      .join();
  /** Due on Saturday 31 October 2026, from Saturday 3 October. */
  const onSaturday = (): Duty => {
    const inputs = { becameLookedAfterOn: calendarDate('2026-10-03') };
    const duty = dutyFromRule({ ruleId: 'review.first', anchor: 'f1', inputs }, LAW);
    return { ...duty, dueOn: calendarDate('2026-10-31'), lastDefensibleOn: calendarDate('2026-11-01') };
  };
  const morning = (when: string): string =>
    when.replace(/T08:\d\d/, ' morning').replace(/T07:\d\d/, ' morning, summer time');

  test('where hours count comes at the moment, at night too', () => {
    const duty = dutyOf(back());
    if (duty === undefined) throw new Error('nothing is owed');
    expect(whenOf(duty, { at: 'at-once' })).toBe('2026-10-27T10:00 escalate');
    expect(whenOf(duty, { at: 'hours-before', hours: 24 })).toBe('2026-10-26T10:00 remind');
  });

  test('about a lapse comes as its last day ends', () => {
    // Midnight at the end of Sunday 1 November; the warning by the cautious date, the end of Saturday.
    expect(whenOf(onSaturday(), { at: 'at-once' })).toBe('2026-11-02T00:00 escalate');
    expect(whenOf(onSaturday(), { at: 'hours-before', hours: 24 })).toBe('2026-10-31T00:00 remind');
  });

  test.each([
    [0, '2026-10-30 morning remind'],
    [2, '2026-10-28 morning remind'],
  ])('%i working days before a Saturday counts from the last working day', (workingDays, expected) => {
    expect(morning(whenOf(onSaturday(), { at: 'working-days-before', workingDays }))).toBe(expected);
  });

  test('so many days after the beginning comes on the working morning on or after it', () => {
    // Saturday 3 October and 14 days is Saturday the 17th, so Monday the 19th, at eight by summer time.
    expect(morning(whenOf(onSaturday(), { at: 'after-start', days: 14 }))).toBe(
      '2026-10-19 morning, summer time remind',
    );
  });
});

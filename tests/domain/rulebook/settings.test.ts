import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { dutyFromRule } from '../../../domain/heart/duty-from-rule.ts';
import { stepsOf } from '../../../domain/heart/duty-steps.ts';
import type { Law } from '../../../domain/heart/law.ts';
import { PERIOD_OF_CARE } from '../../../domain/processes/period-of-care/index.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { settingsOf, type Settings } from '../../../domain/rulebook/settings.ts';
import { Child, ENTERED, at } from '../../support/child.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

const NOTHING: Settings = {
  id: 'nothing',
  bankHolidays: { added: [], removed: [], publishedThrough: null },
  tighter: [],
  closureDays: [],
};
const named = (on: string) => ({ on: calendarDate(on), name: 'closed' });
const under = (parts: Partial<Settings>): Law => LAW.under({ ...NOTHING, id: JSON.stringify(parts), ...parts });
/** Came into care, or was placed, on Monday 2 March 2026. */
const MONDAY = calendarDate(ENTERED);
const owed = (ruleId: string, anchor: string, law: Law) =>
  dutyFromRule({ ruleId, anchor: 'f1', inputs: { [anchor]: MONDAY } }, law);
const withinDays = (length: number): Partial<Settings> => ({
  tighter: [
    { ruleId: 'placementplan.prepare', count: { unit: 'working-days', length, from: 'after', definition: 'cppcr' } },
  ],
});

describe('bank holidays that an authority adopts', () => {
  test.each([
    ['one that is proclaimed moves what counts over it', { added: [named('2026-03-09')], removed: [] }, '2026-03-31'],
    ['one that is moved away counts again', { added: [], removed: [calendarDate('2026-04-03')] }, '2026-03-30'],
    ['one at a weekend changes nothing', { added: [named('2026-03-07')], removed: [] }, '2026-03-30'],
  ])('%s', (_what, days, dueOn) => {
    const law = under({ bankHolidays: { ...days, publishedThrough: null } });
    expect(owed('review.first', 'becameLookedAfterOn', law).dueOn).toBe(dueOn);
  });

  test('make dates certain that were provisional', () => {
    const anchor = { becameLookedAfterOn: calendarDate('2029-01-02') };
    const first = (law: Law) => dutyFromRule({ ruleId: 'review.first', anchor: 'f1', inputs: anchor }, law);
    const publishedThrough = calendarDate('2029-12-31');
    expect(first(LAW).provisional).toBe(true);
    expect(first(under({ bankHolidays: { added: [], removed: [], publishedThrough } })).provisional).toBe(false);
  });

  test('are made into a law once for each content', () => {
    const settings = { ...NOTHING, id: 'once' };
    expect(LAW.under(settings)).toBe(LAW.under({ ...settings }));
    expect(LAW.under(settings).under(null)).toBe(LAW.under(null));
  });
});

describe("an authority's own date", () => {
  test.each([
    ['stands beside the date of law', 3, '2026-03-05'],
    ['is none where it is not earlier', 5, null],
    ['is none where it is later', 9, null],
  ])('%s', (_what, length, practiceOn) => {
    const duty = owed('placementplan.prepare', 'placementStartedOn', under(withinDays(length)));
    expect([duty.dueOn, duty.practiceOn]).toEqual(['2026-03-09', practiceOn]);
  });

  test('is counted over closure days, and the date of law is not', () => {
    const law = under({ ...withinDays(3), closureDays: [named('2026-03-04')] });
    const duty = owed('placementplan.prepare', 'placementStartedOn', law);
    expect([duty.dueOn, duty.practiceOn]).toEqual(['2026-03-09', '2026-03-06']);
  });

  test('a rule of practice is counted over closure days too', () => {
    const law = under({ closureDays: [named('2026-03-03')] });
    expect(owed('allocation.gap-worker', 'allocationEndedOn', law).dueOn).toBe('2026-03-04');
    expect(owed('allocation.gap-worker', 'allocationEndedOn', LAW).dueOn).toBe('2026-03-03');
  });

  test('is warned by, and told of once when it has passed, on a morning on which somebody is there', () => {
    const law = under({ ...withinDays(3), closureDays: [named('2026-03-06')] });
    const duty = owed('placementplan.prepare', 'placementStartedOn', law);
    const ladder = law.rules.ladders['case-regulation'];
    const steps = stepsOf(duty, { ladder, law, subjectRef: SUBJECT }).map(
      ({ id, at: when, tells }) => `${when.slice(0, 10)} ${id} ${tells.map(({ role }) => role).join('+')}`,
    );
    // Due Monday 9 by law, Thursday 5 by practice; the morning after is Friday 6, on which the offices are closed.
    expect(steps.slice(0, 4)).toEqual([
      '2026-03-03 nothing-booked social-worker',
      '2026-03-04 at-risk social-worker+team-manager',
      '2026-03-09 practice-date-passed social-worker+team-manager',
      '2026-03-10 overdue social-worker+team-manager',
    ]);
  });

  test('of somebody with nobody above is told to that one alone', () => {
    const law = under({
      tighter: [{ ruleId: 'calendar.publish', count: { unit: 'months', length: 1 } }],
    });
    const duty = { ...owed('calendar.publish', 'publishedThroughOn', law), practiceOn: calendarDate('2025-08-01') };
    const steps = stepsOf(duty, { ladder: law.rules.ladders.administration, law, subjectRef: SUBJECT });
    expect(steps.find(({ id }) => id === 'practice-date-passed')?.tells.map(({ role }) => role)).toEqual([
      'administrator',
    ]);
  });

  test('that moves is noted without moving the date of law, and nobody is told again', () => {
    const child = new Child();
    child.enter();
    const adopt = (day: string, length: number): void => {
      const settings = { ...NOTHING, id: `within-${String(length)}`, ...withinDays(length) };
      child.stream.change({ now: at(day), adopt: { settings, cause: `adoption ${String(length)}` } });
    };
    const again = () => rebuild(PERIOD_OF_CARE, LAW, { subjectRef: SUBJECT, events: child.stream.events })?.kept;
    adopt('2026-03-03', 4);
    adopt('2026-03-03', 3);
    const moves = child.stream.events.filter(({ kind }) => kind === 'duty-practice-date-moved');
    expect(moves.map(({ payload, cause }) => [payload['from'], payload['to'], cause])).toEqual([
      [null, '2026-03-06', 'adoption 4'],
      ['2026-03-06', '2026-03-05', 'adoption 3'],
    ]);
    expect(child.stream.events.some(({ kind }) => kind === 'duty-re-dated')).toBe(false);
    expect(child.duty('placementplan.prepare')).toMatchObject({ dueOn: '2026-03-09', practiceOn: '2026-03-05' });
    expect(again()).toEqual(child.stream.kept);
    child.stream.change({ now: at('2026-03-04'), adopt: { settings: null, cause: 'roll-back' } });
    // Once more, as when a batch comes a second time: nothing is recorded.
    const repeated = child.stream.change({ now: at('2026-03-04'), adopt: { settings: null, cause: 'roll-back' } });
    expect(repeated.events).toEqual([]);
    expect(again()).toEqual(child.stream.kept);
    expect(child.duty('placementplan.prepare')).toMatchObject({ dueOn: '2026-03-09', practiceOn: null });
    expect([child.stream.kept?.settings, child.stream.events.at(-1)?.cause]).toEqual([null, 'roll-back']);
  });
});

describe('settings as they are recorded', () => {
  test.each([
    ['nothing', null],
    ['text', 'settings'],
    ['no id', { ...NOTHING, id: 1 }],
    ['no bank holidays', { ...NOTHING, bankHolidays: null }],
    ['no list', { ...NOTHING, tighter: {} }],
  ])('%s is none', (_what, recorded) => {
    expect(settingsOf(recorded)).toBeNull();
  });

  test('are read back as they were', () => {
    expect(settingsOf(JSON.parse(JSON.stringify(NOTHING)))).toEqual(NOTHING);
  });
});

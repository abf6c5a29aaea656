import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { isOverdueAt } from '../../../domain/heart/duty-steps.ts';
import type { HeardChange } from '../../../domain/heart/turn-input.ts';
import { readText, textOf } from '../../../domain/json-reading.ts';
import { PROCESSES } from '../../../domain/processes/index.ts';
import { WENT_LIVE } from '../../../domain/processes/going-live.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { OFFERS } from '../../../use-cases/offers/index.ts';
import { at, who } from '../../support/child.ts';
import { CHILD, Household, PLACED, SIBLING } from '../../support/household.ts';
import { LAW, Stream, SUBJECT } from '../../support/stream.ts';

const LIVE_ON = '2027-06-01';
const RECOVER_BY = '2027-07-30';

/** Kinds of what is owed for a child, a household or a worker, each opened by the example of its offer. */
const OPENED = OFFERS.flatMap((offer) => {
  const process = PROCESSES.find(({ kind }) => kind === offer.kind);
  const { opening } = offer;
  return process === undefined || opening === null ? [] : [{ kind: offer.kind, offer, opening, process }];
});

const announced = (on: string, recoverBy: string | null, id = 'f9'): HeardChange => {
  const processId = 'period-of-care:1';
  return {
    key: `${processId}#${id}`,
    kind: WENT_LIVE,
    announcement: {
      ...{ processId, processKind: 'period-of-care', subjectRef: SUBJECT },
      ...{ factId: id, kind: WENT_LIVE, on: calendarDate(on), payload: { recoverBy } },
    },
  };
};

describe.each(OPENED)('$kind, when the team goes live', ({ process, offer, opening }) => {
  const begin = () => {
    const stream = new Stream(process);
    const example = offer.commands[opening.with]?.example ?? {};
    const on = calendarDate((readText(example, 'on') ?? textOf(example, 'at')).slice(0, 10));
    const roles = [
      'iro',
      'social-worker',
      'team-manager',
      'administrator',
      'adoption-worker',
      'fostering-worker',
    ] as const;
    const actor = { person: 'person-1', roles };
    expect(stream.command(at(addDays(on, 1)), opening.with, example, actor).refusal).toBeNull();
    stream.waitUntil(at(addDays(calendarDate(LIVE_ON), -1)));
    return stream;
  };
  const goLive = (stream: ReturnType<typeof begin>, on: string, recoverBy: string | null, id?: string): void => {
    const command = process.commandKinds.find((kind) => kind.endsWith('go-live'));
    if (command !== undefined)
      expect(stream.command(at(on), command, { on, recoverBy }, who('administrator')).refusal).toBeNull();
    else stream.heard(at(on), [announced(on, recoverBy, id)]);
  };
  const open = (stream: ReturnType<typeof begin>) =>
    (stream.kept?.duties ?? []).filter(({ duty }) => duty.status === 'open').map(({ duty }) => duty);
  const overdue = (stream: ReturnType<typeof begin>, on: string) =>
    open(stream).filter((duty) => isOverdueAt(duty, at(on), LAW.calendar));

  test('what is overdue on that day waits for the recovery plan, and everything else is told as it comes', () => {
    const stream = begin();
    expect(overdue(stream, LIVE_ON).length).toBeGreaterThan(0);
    goLive(stream, LIVE_ON, RECOVER_BY);
    const late = new Set(overdue(stream, LIVE_ON).map(({ id }) => id));
    for (const { id, quietUntil } of open(stream)) expect(quietUntil).toBe(late.has(id) ? RECOVER_BY : undefined);
    // Nobody is asked any more about what the plan deals with, except where a lapse is told at once.
    const asked = [...stream.alerts.values()].filter(
      ({ dutyId, status, answerBy, urgency }) =>
        late.has(dutyId) && status === 'open' && answerBy !== null && urgency !== 'urgent',
    );
    expect(asked).toEqual([]);
    const again = rebuild(process, LAW, {
      subjectRef: SUBJECT,
      events: stream.events,
      keptDuties: stream.kept?.duties ?? [],
    });
    expect(again?.reckoned).toBe('alike');
    expect(again?.kept).toEqual(stream.kept);
  });

  test('a later plan moves its day alone, and none at all asks again', () => {
    const stream = begin();
    goLive(stream, LIVE_ON, RECOVER_BY);
    const late = new Set(overdue(stream, LIVE_ON).map(({ id }) => id));
    goLive(stream, '2027-06-15', '2027-09-30', 'f10');
    for (const { id, quietUntil } of open(stream)) expect(quietUntil).toBe(late.has(id) ? '2027-09-30' : undefined);
    goLive(stream, '2027-06-16', null, 'f11');
    for (const { quietUntil } of open(stream)) expect(quietUntil).toBeUndefined();
  });
});

test('a household is told of as soon as the first team of its children is live, in whatever order it hears of them', () => {
  const home = new Household();
  home.name();
  for (const childRef of [CHILD, SIBLING]) {
    home.place(PLACED, childRef);
    home.hears(PLACED, 'entered-care', { dateOfBirth: '2016-05-05' }, { childRef });
  }
  home.hears('2026-06-10', WENT_LIVE, { recoverBy: '2026-09-30' }, { childRef: SIBLING });
  home.hears('2026-06-11', WENT_LIVE, { recoverBy: '2026-07-31' }, { on: '2026-06-01', childRef: CHILD });
  const quiet = (home.stream.kept?.duties ?? []).flatMap(({ duty }) => duty.quietUntil ?? []);
  expect(new Set(quiet)).toEqual(new Set(['2026-07-31']));
});

test('every kind of process that is about a child, a household or a worker can go live', () => {
  expect(OPENED.map(({ kind }) => kind).toSorted()).toEqual([
    'connected-carer',
    'family-finding',
    'iro-dispute',
    'missing-episode',
    'period-of-care',
    'practice-evaluation',
    'visits-after-care',
    'worker-supervision',
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { addHours, londonDateOf } from '../../../../domain/calendar/instant.ts';
import { isMetInTime } from '../../../../domain/heart/duty.ts';
import type { Telling } from '../../../../domain/heart/fact.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { MISSING_EPISODE } from '../../../../domain/processes/missing-episode/index.ts';
import { foldsInAnyOrder } from '../../../support/any-order.ts';
import { who } from '../../../support/child.ts';
import { heard, moment } from '../../../support/episode.ts';
import { holdsWhateverComes, type Sayable, type Work } from '../../../support/process-model.ts';

const EPISODE: Process<JsonObject> = MISSING_EPISODE;
const by = [who('social-worker'), who('team-manager')];
const flags = fc.record({
  absence: fc.constantFrom('M', 'A'),
  harmSuspected: fc.boolean(),
  exploitation: fc.boolean(),
});
const interview = fc.record({ outcome: fc.constantFrom('carried-out', 'refused'), independent: fc.boolean() });
const nothing = fc.constant({});
const saying = (kind: string, when: Sayable['when'], content: fc.Arbitrary<JsonObject> = nothing): Sayable => ({
  kind,
  when,
  content,
  by,
});
const doing = (ruleId: string, when: Work['when'], kind: string): Work => ({
  ...{ ruleId, when, kind, by: who('social-worker') },
});
const DAYS = ['2026-08-01', '2026-09-10', '2026-10-12', '2026-10-19', '2026-10-25', '2026-11-02'];

describe('whatever comes to a missing episode', () => {
  test('what is kept is what the stream says, somebody owes the next thing, and it can end', () => {
    holdsWhateverComes({
      process: MISSING_EPISODE,
      open: saying('report-missing', 'at', flags),
      say: [
        saying('record-found', 'at'),
        saying('record-strategy', 'on'),
        saying('record-safety-plan', 'on'),
        saying('offer-return-interview', 'at'),
        saying('record-return-interview', 'at', interview),
        saying('close-episode', 'on'),
        saying('pause-episode', 'on'),
      ],
      work: [
        doing('missing.strategy', 'on', 'record-strategy'),
        doing('missing.safety-plan', 'on', 'record-safety-plan'),
        doing('missing.senior-manager', 'at', 'record-found'),
        doing('missing.director', 'at', 'record-found'),
        doing('missing.rhi-offered', 'at', 'offer-return-interview'),
        {
          ...doing('missing.rhi', 'at', 'record-return-interview'),
          content: () => ({ outcome: 'carried-out', independent: true }),
        },
      ],
      hears: fc
        .tuple(fc.constantFrom('went-missing', 'allocated', 'left-care', 'turned-eighteen'), fc.constantFrom(...DAYS))
        .filter(([, on]) => on <= '2026-10-19')
        .map(([kind, on]) => heard(kind, on, { role: 'team-manager', person: 'person-4' })),
      end: (stream, now) => {
        stream.command(now, 'report-missing', { at: now, absence: 'M' });
        stream.command(now, 'record-found', { at: now });
        stream.command(now, 'close-episode', { on: londonDateOf(now) });
      },
      always: ({ kept }) => {
        const late = kept?.duties.find(({ duty }) => duty.status === 'met' && !isMetInTime(duty))?.duty;
        if (late !== undefined)
          expect((late.metAt ?? '') > (late.dueAt ?? '') || (late.metOn ?? '') > late.dueOn).toBe(true);
      },
    });
  });

  test('the same facts come to the same, in whatever order and however late they were recorded', () => {
    const start = moment('2026-10-01T09:00');
    const tell = (kind: string, content: fc.Arbitrary<JsonObject> = nothing): fc.Arbitrary<Telling> =>
      fc.tuple(fc.integer({ min: 0, max: 400 }), content).map(([hours, payload]) => {
        const at = addHours(start, hours);
        return { kind, on: londonDateOf(at), at, payload };
      });
    const others = fc.oneof(
      tell('found'),
      tell('strategy-discussed'),
      tell('safety-planned'),
      tell('return-interview-offered'),
      tell('return-interview-recorded', interview),
      tell('episode-closed'),
      tell('went-missing', flags),
    );
    const life = fc
      .tuple(
        tell('went-missing', flags),
        fc.uniqueArray(others, { maxLength: 7, selector: (item) => JSON.stringify(item) }),
      )
      .map(([first, rest]) => [first, ...rest]);
    const span = { start: calendarDate('2026-10-01'), end: addDays(calendarDate('2026-10-01'), 120) };
    foldsInAnyOrder(EPISODE, span, { life, numRuns: 100 });
  });

  test('no content makes it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EPISODE.factKinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, any) => {
        const payload = JSON.parse(JSON.stringify(any)) as JsonObject;
        const fact = { id: 'f1', kind, on: calendarDate('2026-10-01'), payload, source: { by: 'person' as const } };
        const missing = EPISODE.evolve(EPISODE.initial, { ...fact, kind: 'went-missing' });
        expect(() => EPISODE.evolve(missing, { ...fact, id: 'f2' })).not.toThrow();
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../../../../domain/calendar/instant.ts';
import type { Telling } from '../../../../domain/heart/fact.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { VISITS_AFTER_CARE } from '../../../../domain/processes/visits-after-care/index.ts';
import { foldsInAnyOrder } from '../../../support/any-order.ts';
import { who } from '../../../support/child.ts';
import { heard } from '../../../support/episode.ts';
import { holdsWhateverComes, type Sayable } from '../../../support/process-model.ts';

const VISITS: Process<JsonObject> = VISITS_AFTER_CARE;
const START = calendarDate('2026-09-01');
const nothing = fc.constant({});
const day = fc.integer({ min: 0, max: 140 }).map((days) => addDays(START, days));
const begin = fc.record({
  basis: fc.constantFrom('detained', 'accommodated'),
  visitor: fc.constantFrom('person-1', null),
});
const visit = fc.record({ seen: fc.constantFrom(true, true, false) });
const request = fc.record({ forOn: day });
const saying = (kind: string, content: fc.Arbitrary<JsonObject> = nothing): Sayable => ({
  ...{ kind, when: 'on', content, by: [who('social-worker')] },
});

describe('whatever comes to visits after care', () => {
  test('what is kept is what the stream says, somebody owes the next visit, and it can end', () => {
    holdsWhateverComes({
      process: VISITS_AFTER_CARE,
      open: saying('begin-visits-after-care', begin),
      say: [
        saying('record-visit-after-care', visit),
        saying('record-visit-after-care', visit),
        saying('request-visit-after-care', request),
        saying('change-visitor-after-care', fc.constant({ visitor: 'person-2' })),
        saying('end-visits-after-care', fc.constant({ because: 'released' })),
      ],
      work: [
        ...['visit.detained-former', 'visit.careleaver-accom', 'visit.careleaver-interval'],
        ...['visit.detained-former-requested', 'visit.careleaver-before-review'],
      ].map((ruleId) => ({
        ...{ ruleId, kind: 'record-visit-after-care', when: 'on' as const, by: who('social-worker') },
        content: () => ({ seen: true }),
      })),
      hears: fc
        .tuple(fc.constantFrom('allocated', 'entered-care'), fc.constantFrom('2026-03-02', '2026-10-12'))
        .map(([kind, on]) => heard(kind, on, { role: 'team-manager', person: 'person-4' })),
      end: (stream, now) => {
        const on = londonDateOf(now);
        stream.command(now, 'begin-visits-after-care', { on, basis: 'detained' });
        stream.command(now, 'end-visits-after-care', { on, because: 'released' });
      },
      // Visits to who is detained are made when they are asked for.
      mayRest: ({ begun, seen }) => (begun?.basis === 'detained' && seen.length > 0 ? 'nobody has asked' : null),
    });
  });

  test('the same facts come to the same, in whatever order and however late they were recorded', () => {
    const tell = (kind: string, content: fc.Arbitrary<JsonObject> = nothing): fc.Arbitrary<Telling> =>
      fc.tuple(day, content).map(([on, payload]) => ({ kind, on, payload }));
    const others = fc.oneof(
      tell('visited-after-care', visit),
      tell('visit-after-care-requested', request),
      tell('visitor-after-care-changed', fc.constant({ visitor: 'person-2' })),
      tell('visits-after-care-ended', fc.constant({ because: 'released' })),
    );
    const life = fc
      .tuple(
        tell('visits-after-care-began', begin),
        fc.uniqueArray(others, { maxLength: 7, selector: (item) => JSON.stringify(item) }),
      )
      .map(([first, rest]) => [first, ...rest]);
    foldsInAnyOrder(VISITS, { start: START, end: addDays(START, 250) }, { life, numRuns: 80 });
  });

  test('no content makes it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VISITS.factKinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, any) => {
        const payload = JSON.parse(JSON.stringify(any)) as JsonObject;
        const fact = { id: 'f1', kind, on: START, payload, source: { by: 'person' as const } };
        const first = { ...fact, kind: 'visits-after-care-began', payload: { basis: 'detained' } };
        const begun = VISITS.evolve(VISITS.initial, first);
        expect(() => VISITS.evolve(begun, { ...fact, id: 'f2' })).not.toThrow();
      }),
    );
  });
});

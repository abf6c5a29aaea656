import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../../../../domain/calendar/instant.ts';
import type { Telling } from '../../../../domain/heart/fact.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { WORKER_SUPERVISION } from '../../../../domain/processes/worker-supervision/index.ts';
import { foldsInAnyOrder } from '../../../support/any-order.ts';
import { who } from '../../../support/child.ts';
import { holdsWhateverComes, type Sayable } from '../../../support/process-model.ts';

const SUPERVISION: Process<JsonObject> = WORKER_SUPERVISION;
const START = calendarDate('2026-09-01');
const nothing = fc.constant({});
const day = fc.integer({ min: 0, max: 140 }).map((days) => addDays(START, days));
const begin = fc.record({ fortnightlyThrough: fc.option(day), supervisor: fc.constantFrom('person-1', null) });
const absence = fc.record({ through: day });
const saying = (kind: string, when: Sayable['when'], content: fc.Arbitrary<JsonObject> = nothing): Sayable => ({
  ...{ kind, when, content, by: [who('team-manager')] },
});

describe('whatever comes to the supervision of a worker', () => {
  test('what is kept is what the stream says, there is one next date always, and it can end', () => {
    holdsWhateverComes({
      process: WORKER_SUPERVISION,
      open: saying('begin-worker-supervision', 'on', begin),
      say: [
        saying('record-worker-supervision', 'on'),
        saying('record-worker-supervision', 'on'),
        saying('record-worker-absence', 'on', absence),
        saying('book-worker-supervision', null, fc.record({ bookedFor: day })),
        saying('change-worker-supervisor', 'on', fc.constant({ supervisor: 'person-2' })),
        saying('record-worker-left', 'on'),
      ],
      work: ['supervision.worker', 'supervision.worker-new', 'supervision.worker-return'].map((ruleId) => ({
        ...{ ruleId, kind: 'record-worker-supervision', when: 'on', by: who('team-manager') },
      })),
      end: (stream, now) => {
        const on = londonDateOf(now);
        stream.command(now, 'begin-worker-supervision', { on });
        stream.command(now, 'record-worker-left', { on });
      },
      always: ({ kept }) => {
        const supervisions = kept?.duties.filter(
          ({ duty }) => duty.status === 'open' && duty.ruleId.startsWith('supervision.'),
        );
        expect(supervisions?.length).toBe(kept?.closed === true ? 0 : 1);
      },
    });
  });

  test('the same facts come to the same, in whatever order and however late they were recorded', () => {
    const tell = (kind: string, content: fc.Arbitrary<JsonObject> = nothing): fc.Arbitrary<Telling> =>
      fc.tuple(day, content).map(([on, payload]) => ({ kind, on, payload }));
    const others = fc.oneof(
      tell('worker-supervision-held'),
      tell('worker-absent', absence),
      tell('worker-supervisor-changed', fc.constant({ supervisor: 'person-2' })),
      tell('worker-left-the-authority'),
    );
    const life = fc
      .tuple(
        tell('worker-supervision-began', begin),
        fc.uniqueArray(others, { maxLength: 7, selector: (item) => JSON.stringify(item) }),
      )
      .map(([first, rest]) => [first, ...rest]);
    foldsInAnyOrder(SUPERVISION, { start: START, end: addDays(START, 250) }, { life, numRuns: 80 });
  });

  test('no content makes it throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SUPERVISION.factKinds),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (kind, any) => {
          const payload = JSON.parse(JSON.stringify(any)) as JsonObject;
          const fact = { id: 'f1', kind, on: START, payload, source: { by: 'person' as const } };
          const begun = SUPERVISION.evolve(SUPERVISION.initial, { ...fact, kind: 'worker-supervision-began' });
          expect(() => SUPERVISION.evolve(begun, { ...fact, id: 'f2' })).not.toThrow();
        },
      ),
    );
  });
});

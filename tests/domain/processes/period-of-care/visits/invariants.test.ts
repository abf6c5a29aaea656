import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, type CalendarDate } from '../../../../../domain/calendar/calendar-date.ts';
import type { Duty } from '../../../../../domain/heart/duty.ts';
import { PERIOD_OF_CARE } from '../../../../../domain/processes/period-of-care/index.ts';
import { rebuild } from '../../../../../domain/record/rebuild.ts';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, ENTERED, who } from '../../../../support/child.ts';
import { openVisits, visit } from '../../../../support/child-visits.ts';
import { LAW, SUBJECT } from '../../../../support/stream.ts';

const LEGAL = ['V2', 'V4', 'C1', 'C2', 'E1', 'J1', 'L2'] as const;
const PLACES = ['U1', 'U3', 'U4', 'U6', 'P1', 'K2', 'R2', 'T1', 'A5'] as const;

/** What may happen next, so many days after what happened before; `late`: recorded so many days later still. */
type Happening = { readonly after: number; readonly late: number; readonly kind: string; readonly payload: JsonObject };

const spread = <Payload extends JsonObject>(kind: string, payload: fc.Arbitrary<Payload>, weight = 1) => ({
  weight,
  arbitrary: fc.record({
    after: fc.integer({ min: 0, max: 60 }),
    late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }) }),
    kind: fc.constant(kind),
    payload,
  }),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  spread('visit', fc.record({ seen: fc.boolean(), alone: fc.constantFrom('yes', 'no', 'unable') }), 5),
  spread('record-placement', fc.record({ placement: fc.constantFrom(...PLACES), sameCarer: fc.boolean() }), 2),
  spread('change-legal-status', fc.record({ legalStatus: fc.constantFrom(...LEGAL) }), 2),
  spread('record-review', fc.constant({ participation: null, chairedBy: 'demo-iro', moreParts: false })),
  spread('confirm-lasting-placement', fc.constant({})),
  spread('record-agreement-to-visits', fc.record({ agrees: fc.boolean() })),
  spread('set-visit-frequency', fc.record({ weeks: fc.integer({ min: 1, max: 8 }) })),
  spread('record-placement-before-assessment', fc.constant({ approvedBy: 'person-9', interviewedOn: null })),
  spread('record-parents-assessment', fc.constant({})),
  spread('decide-placement-with-parents', fc.record({ confirmed: fc.boolean() })),
  spread('withdraw-latest', fc.constant({})),
  spread(
    'correct-latest',
    fc.integer({ min: 1, max: 20 }).map((earlier) => ({ earlier })),
  ),
);

type Seen = {
  readonly before: Duty | null;
  readonly child: Child;
  readonly today: CalendarDate;
  readonly kind: string;
};

function live(happenings: readonly Happening[], look: (seen: Seen) => void): Child {
  const child = new Child();
  child.enter({ dateOfBirth: '2020-01-01' });
  let [on, today] = [calendarDate(ENTERED), calendarDate(ENTERED)];
  for (const { after, late, kind, payload } of happenings) {
    on = addDays(on, after);
    today = today > addDays(on, late) ? today : addDays(on, late);
    // What time alone brings is there before anything is told.
    child.stream.change({ now: `${today}T09:00:00.000Z` as never });
    const before = openVisits(child)[0] ?? null;
    const refusal = tell(child, { on, today, kind, payload });
    if (refusal === null) look({ before, child, today, kind });
  }
  return child;
}

function tell(
  child: Child,
  { on, today, kind, payload }: Pick<Happening, 'kind' | 'payload'> & { readonly on: string; readonly today: string },
): string | null {
  if (kind === 'visit') return visit(child, on, payload, today);
  const facts = child.facts('visit-made');
  const factId = facts.at(-1)?.id ?? '';
  if (kind === 'withdraw-latest') return child.say(today, 'withdraw', { factId, reason: 'made up' });
  if (kind === 'correct-latest') {
    const earlier = addDays(facts.at(-1)?.on ?? calendarDate(ENTERED), -Number(payload['earlier']));
    return child.say(today, 'correct', { factId, on: earlier, reason: 'made up' });
  }
  return child.say(today, kind, { on, ...payload }, who('iro'));
}

const life = fc.array(happening, { maxLength: 14 });
const STATUS = [
  'record-placement',
  'change-legal-status',
  'decide-placement-with-parents',
  'confirm-lasting-placement',
];

describe('whatever happens to a child in care', () => {
  test('exactly one next visit is open, and rebuilt from the stream everything is the same', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const child = live(happenings, ({ child: now }) => {
          expect(openVisits(now)).toHaveLength(1);
        });
        const again = rebuild(PERIOD_OF_CARE, LAW, { subjectRef: SUBJECT, events: child.stream.events });
        expect(again?.kept.state).toEqual(child.state);
        expect(again?.kept.duties).toEqual(child.stream.kept?.duties);
      }),
      { numRuns: 60 },
    );
  });

  test('told in any order, it comes to the same visits', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const prompt = live(
          happenings.filter(({ kind }) => !kind.endsWith('-latest')).map((each) => ({ ...each, late: 0 })),
          () => undefined,
        );
        const shuffled = new Child();
        shuffled.enter({ dateOfBirth: '2020-01-01' });
        const facts = prompt.stream.events.filter(
          ({ class: told, payload }) => told === 'told' && typeof payload['factId'] === 'string',
        );
        const told = facts.slice(2).map(({ kind, occurredOn: on, payload }) => ({
          ...{ kind, on, payload: payload['payload'], source: { by: 'person' } },
        }));
        for (const fact of told.reverse()) shuffled.tell('2029-12-31', 'take-return', { reason: 'told', told: [fact] });
        const dates = (child: Child) =>
          (child.stream.kept?.duties ?? [])
            .map(({ duty }) => duty)
            .filter(({ ruleId }) => ruleId.startsWith('visit.'))
            .map(({ ruleId, status, fromOn, dueOn, metOn }) => [ruleId, status, fromOn, dueOn, metOn].join(' '))
            .sort();
        expect(dates(shuffled)).toEqual(dates(prompt));
      }),
      { numRuns: 40 },
    );
  });

  test('a visit not seen changes no due date', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 40 }), (happenings, days) => {
        const child = live(happenings, () => undefined);
        const dates = () => child.stream.kept?.duties.map(({ duty }) => [duty.id, duty.dueOn, duty.status, duty.metOn]);
        const last = calendarDate(child.stream.kept?.changedAt.slice(0, 10) ?? '');
        child.stream.change({ now: `${addDays(last, days)}T09:00:00.000Z` as never });
        const before = dates();
        expect(visit(child, addDays(last, days), { seen: false })).toBeNull();
        expect(dates()).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  test('a change of status or placement never makes an overdue visit due later', () => {
    let overdue = 0;
    fc.assert(
      fc.property(life, (happenings) => {
        const prompt = happenings.map((each) => ({ ...each, late: 0 }));
        live(prompt, ({ before, child, today, kind }) => {
          if (!STATUS.includes(kind) || before === null || before.lastDefensibleOn >= today) return;
          expect(openVisits(child).map(({ dueOn }) => dueOn)).toEqual([before.dueOn]);
          overdue += 1;
        });
      }),
      { numRuns: 60 },
    );
    expect(overdue).toBeGreaterThan(10);
  });
});

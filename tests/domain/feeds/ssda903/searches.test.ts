import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { isHeldBack } from '../../../../domain/feeds/ssda903/compare-child.ts';
import { compareSearches } from '../../../../domain/feeds/ssda903/compare-searches.ts';
import type { Recorded } from '../../../../domain/feeds/ssda903/compare.ts';
import { PERSON } from '../../../../domain/heart/fact-reading.ts';
import type { Fact, Source, Telling } from '../../../../domain/heart/fact.ts';
import type { JsonObject } from '../../../../domain/json.ts';

const AS_AT = calendarDate('2026-03-31');
const FROM = calendarDate('2024-04-01');
const returned: Source = { by: 'return', importId: 'import-1', key: 'row', asAt: AS_AT };

type Search = {
  readonly plan: string;
  readonly decided?: string;
  readonly matched?: string;
  readonly changed?: string;
  readonly by?: Source;
};

function factsOf({ plan, decided, matched, changed, by = returned }: Search): readonly Telling[] {
  const isPerson = by.by === 'person';
  const said = (kind: string, on: string | undefined, payload: JsonObject): readonly Telling[] =>
    on === undefined ? [] : [{ kind, on: calendarDate(on), payload, source: by }];
  return [
    ...said(
      'adoption-plan-set',
      plan,
      isPerson ? { basis: 'placement-order', siblings: false } : { startKnown: false },
    ),
    ...said('agency-decision-made', decided, { shouldBePlaced: true, ...(isPerson ? { decidedBy: 'demo' } : {}) }),
    ...said('match-decided', matched, { approved: true }),
    ...said('adoption-plan-changed', changed, { ceased: 'RD1', newPlan: null }),
  ];
}

const asFacts = (tellings: readonly Telling[]): readonly Fact[] =>
  tellings.map((telling) => ({ ...telling, id: telling.kind, source: telling.source ?? PERSON }));

type Before = Search & { readonly endOn?: string; readonly isOpen?: true; readonly isTakenBack?: true };
type Now = Search & { readonly endOn?: string };

function sides(before: readonly Before[], now: readonly Now[], isWhole = true) {
  const recorded = before.map(({ endOn, isOpen, isTakenBack, ...search }, place): Recorded => ({
    isOpen: isOpen ?? (endOn === undefined && isTakenBack !== true),
    ...{ processId: `known ${String(place)}`, startOn: calendarDate(search.plan), readAsAt: AS_AT, isFed: false },
    ...{
      facts: isTakenBack === true ? [] : asFacts(factsOf(search)),
      endOn: endOn === undefined ? null : calendarDate(endOn),
    },
    ...(isTakenBack === true ? { isTakenBack } : {}),
  }));
  const brought = now.map(({ endOn = null, ...search }, place) => {
    const end = endOn ?? search.changed ?? null;
    const told = { startOn: calendarDate(search.plan), endOn: end === null ? null : calendarDate(end) };
    return { ...told, processId: `new ${String(place)}`, isWhole, facts: factsOf(search) };
  });
  return { recorded, brought };
}

function compared(before: readonly Before[], now: readonly Now[], isWhole = true) {
  const { recorded, brought } = sides(before, now, isWhole);
  return compareSearches(recorded, brought, {
    ...{ by: 'return', asAt: AS_AT, coversFrom: FROM, allocationsFrom: FROM },
    ...{ missingFrom: FROM, searchesFrom: FROM, isWhole },
  });
}

const what = (changes: ReturnType<typeof compared>): readonly string[] =>
  changes.flatMap(({ processId, opens, lines }) =>
    opens ? [`${processId} opens`] : lines.map((line) => `${processId} ${line.what} ${line.kind} ${line.to ?? 'gone'}`),
  );

const ENDED_BY_PERSON: Before = {
  ...{ plan: '2024-06-03', changed: '2025-01-06', endOn: '2025-01-06', isOpen: true, by: PERSON },
};

describe('searches for adopters that a later delivery tells', () => {
  test.each<readonly [string, readonly Before[], readonly Now[], readonly string[]]>([
    ['a new one', [], [{ plan: '2025-01-10', decided: '2025-01-10' }], ['new 0 opens']],
    [
      'the same one',
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      [],
    ],
    [
      'a match that is new',
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      [{ plan: '2025-01-10', decided: '2025-01-10', matched: '2025-12-03' }],
      ['known 0 told match-decided 2025-12-03'],
    ],
    [
      'a decision before the order by which it was known',
      [{ plan: '2025-06-02' }],
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      ['known 0 told agency-decision-made 2025-01-10', 'known 0 corrected adoption-plan-set 2025-01-10'],
    ],
    [
      'what a person recorded in full, with the day of the plan',
      [{ plan: '2024-11-04', decided: '2025-01-10', by: PERSON }],
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      [],
    ],
    [
      'another day of the decision than a person recorded',
      [{ plan: '2024-11-04', decided: '2025-01-13', by: PERSON }],
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      ['known 0 waits agency-decision-made 2025-01-10'],
    ],
    [
      'that it ceased, and a second one',
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      [
        { plan: '2025-01-10', decided: '2025-01-10', changed: '2025-06-02' },
        { plan: '2026-01-12', decided: '2026-01-12' },
      ],
      ['known 0 told adoption-plan-changed 2025-06-02', 'new 1 opens'],
    ],
    [
      'a search of today beside one of an earlier care that ended',
      [{ plan: '2020-01-10', endOn: '2021-05-03' }],
      [{ plan: '2025-01-10', decided: '2025-01-10' }],
      ['new 0 opens'],
    ],
    [
      'one of the past beside the one that lasts',
      [{ plan: '2025-09-01', by: PERSON }],
      [{ plan: '2024-06-03', decided: '2024-06-03', changed: '2024-12-02' }],
      ['new 0 opens'],
    ],
    [
      'nothing beside the one that lasts of one that only care ended',
      [{ plan: '2025-09-01', by: PERSON }],
      [{ plan: '2024-06-03', decided: '2024-06-03', endOn: '2025-01-06' }],
      [],
    ],
    [
      'of two that care ended only the later one',
      [],
      [
        { plan: '2024-06-03', endOn: '2025-01-06' },
        { plan: '2025-06-03', endOn: '2025-09-01' },
      ],
      ['new 1 opens'],
    ],
    [
      'nothing beside one that has ended and in which something is still owed',
      [{ plan: '2024-06-03', changed: '2025-01-06', endOn: '2025-01-06', isOpen: true, by: PERSON }],
      [
        { plan: '2024-06-03', changed: '2025-01-06' },
        { plan: '2025-06-02', decided: '2025-06-02' },
      ],
      [],
    ],
    ['one that has gone', [{ plan: '2025-01-10' }], [], ['known 0 withdrawn adoption-plan-set gone']],
    ['one of before the delivery speaks', [{ plan: '2024-03-29' }], [], []],
    ['nothing of what a person recorded', [{ plan: '2025-01-10', by: PERSON }], [], []],
    ['one that a person took back stays so', [{ plan: '2025-01-10', isTakenBack: true }], [{ plan: '2025-01-10' }], []],
    [
      'one that a person took back is none beside which another could not be',
      [{ plan: '2024-06-03', isTakenBack: true }],
      [{ plan: '2025-01-10' }],
      ['new 0 opens'],
    ],
  ])('%s', (_name, before, now, expected) => {
    expect(what(compared(before, now))).toEqual(expected);
  });

  test('one that has gone, of a child of whom a row was not taken', () => {
    expect(what(compared([{ plan: '2025-01-10' }], [], false))).toEqual([]);
  });

  const { isOpen: _isOpen, ...overSince }: Before = ENDED_BY_PERSON;

  test.each<[string, readonly Before[], readonly Now[], boolean]>([
    ['waits for one in which something is still owed', [ENDED_BY_PERSON], [{ plan: '2025-06-02' }], true],
    ['waits for nothing that is over', [overSince], [{ plan: '2025-06-02' }], false],
    ['that is recorded waits for nothing', [{ plan: '2025-06-02' }], [{ plan: '2025-06-02' }], false],
    ['of the past waits for nothing', [ENDED_BY_PERSON], [{ plan: '2023-06-05', changed: '2023-12-04' }], false],
    ['that is not there waits for nothing', [ENDED_BY_PERSON], [], false],
  ])('one %s', (_name, before, now, isWaiting) => {
    const { recorded, brought } = sides(before, now);
    const ofKind = { kind: 'family-finding' } as const;
    const as = <One extends object>(all: readonly One[]) => all.map((one) => ({ ...one, ...ofKind }));
    expect(isHeldBack(as(recorded), as(brought))).toBe(isWaiting);
  });
});

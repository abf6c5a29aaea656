import { describe, expect, test } from 'vitest';
import { calendarDate, type CalendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { compareStays } from '../../../../domain/feeds/ssda903/compare-stays.ts';
import type { Recorded } from '../../../../domain/feeds/ssda903/compare.ts';
import type { ReturnStay } from '../../../../domain/feeds/ssda903/connected-stays.ts';
import type { Fact, Source, Telling } from '../../../../domain/heart/fact.ts';
import { PERSON } from '../../../../domain/heart/fact-reading.ts';
import { aReturn, childrenOfReturn } from './a-return.ts';

const AS_AT = calendarDate('2026-03-31');

/** `episodes` as `CHILD DECOM RNE LS PLACE DEC REC`; each stay as its first day and the day after it, `-` while it lasts. */
function staysIn(episodes: readonly string[]): readonly string[] {
  const rows = episodes.map((episode) => `9000001 ${episode}`);
  const [child] = childrenOfReturn(aReturn({ episodes: rows }), 'import-1');
  return (child?.stays ?? []).map(({ startOn, endOn }) => `${startOn} ${endOn ?? '-'}`);
}

describe('stays with connected persons that a return tells', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['with a relative since the child came into care', ['02/06/2025 S V2 U3'], ['2025-06-02 -']],
    ['with other carers', ['02/06/2025 S V2 U4'], []],
    ['where the placement is not recorded', ['02/06/2025 S V2 -'], []],
    [
      'moved to a relative, and on to a foster carer',
      ['02/06/2025 S V2 U4 01/07/2025 X1', '01/07/2025 P V2 U1 01/09/2025 X1', '01/09/2025 P V2 U6'],
      ['2025-07-01 2025-09-01'],
    ],
    ['another legal status there', ['02/06/2025 S V2 U3 01/07/2025 X1', '01/07/2025 L C1 U3'], ['2025-06-02 -']],
    ['the same carer under another code', ['02/06/2025 S V2 U3 01/07/2025 X1', '01/07/2025 T V2 U1'], ['2025-06-02 -']],
    [
      'a foster carer who turns out to be a relative',
      ['02/06/2025 S V2 U4 01/07/2025 X1', '01/07/2025 T V2 U1'],
      ['2025-07-01 -'],
    ],
    [
      'to other relatives',
      ['02/06/2025 S V2 U3 01/07/2025 X1', '01/07/2025 P V2 U3'],
      ['2025-06-02 2025-07-01', '2025-07-01 -'],
    ],
    [
      'in hospital for a while, and back',
      ['02/06/2025 S V2 U3 01/07/2025 X1', '01/07/2025 P V2 T1 08/07/2025 X1', '08/07/2025 P V2 U3'],
      ['2025-06-02 -'],
    ],
    [
      'in hospital for a while, and then to other relatives under another code',
      ['02/06/2025 S V2 U3 01/07/2025 X1', '01/07/2025 P V2 T1 08/07/2025 X1', '08/07/2025 P V2 U1'],
      ['2025-06-02 2025-07-08', '2025-07-08 -'],
    ],
    ['in hospital at the end', ['02/06/2025 S V2 U3 20/03/2026 X1', '20/03/2026 P V2 T1'], ['2025-06-02 -']],
    ['left care', ['02/06/2025 S V2 U3 01/09/2025 E4A'], ['2025-06-02 2025-09-01']],
    ['a next row that is not there', ['02/06/2025 S V2 U3 01/09/2025 X1'], ['2025-06-02 2025-09-01']],
    [
      'a second time in care',
      ['02/06/2025 S V2 U3 01/09/2025 E4A', '05/01/2026 S V2 U3'],
      ['2025-06-02 2025-09-01', '2026-01-05 -'],
    ],
  ])('%s', (_name, episodes, expected) => {
    expect(staysIn(episodes)).toEqual(expected);
  });

  test('last where a person took a row that says that another follows, and not when', () => {
    const take = { file: 'episodes.csv', line: 2, decision: 'take', values: {} } as const;
    const staged = aReturn({ episodes: ['9000001 02/06/2025 S V2 U3 - X1'] }, '2026-03-31', [take]);
    expect(childrenOfReturn(staged, 'import-1')[0]?.stays.map(({ endOn }) => endOn)).toEqual([null]);
  });

  test('name the household and the day, and no approval', () => {
    const [child] = childrenOfReturn(aReturn({ episodes: ['9000001 02/06/2025 S V2 U3'] }), 'import-7');
    const source = (key: string) => ({ by: 'return', importId: 'import-7', key, asAt: AS_AT });
    expect(child?.stays[0]?.facts).toEqual([
      {
        kind: 'connected-carer-named',
        on: '2025-06-02',
        payload: { carers: [] },
        source: source('household:2025-06-02'),
      },
      { kind: 'child-joined-carer', on: '2025-06-02', payload: {}, source: source('stay:2025-06-02') },
    ]);
  });
});

const fed = (key: string): Source => ({ by: 'feed', importId: 'import-1', key: `stay:${key}`, asAt: AS_AT });
const returned: Source = { by: 'return', importId: 'import-1', key: 'row', asAt: AS_AT };

type Stay = { readonly on: string; readonly until?: string; readonly source: Source };

function factsOf({ on, source }: Stay): readonly Telling[] {
  return [
    { kind: 'connected-carer-named', on: calendarDate(on), payload: { carers: [] }, source },
    { kind: 'child-joined-carer', on: calendarDate(on), payload: {}, source },
  ];
}

const asFacts = (tellings: readonly Telling[]): readonly Fact[] =>
  tellings.map((telling) => ({ ...telling, id: telling.kind, source: telling.source ?? PERSON }));

type Before = Stay & { readonly isTakenBack?: true; readonly assessed?: true };

const ASSESSED: Fact = {
  ...{ id: 'step', kind: 'carer-assessment-step', on: AS_AT, payload: { step: 'checks' }, source: PERSON },
};

function compared(
  before: readonly Before[],
  now: readonly Stay[],
  { by = 'feed', isWhole = true }: { readonly by?: 'return' | 'feed'; readonly isWhole?: boolean } = {},
): readonly string[] {
  const from = calendarDate('2025-04-01');
  const recorded = before.map(({ isTakenBack, assessed, ...stay }, place): Recorded => ({
    ...{ processId: `known ${String(place)}`, startOn: calendarDate(stay.on), readAsAt: null, isFed: false },
    facts: [...(isTakenBack === true ? [] : asFacts(factsOf(stay))), ...(assessed === true ? [ASSESSED] : [])],
    ...(isTakenBack === true ? { isTakenBack } : {}),
  }));
  const brought = now.map((stay, place) => {
    const endOn: CalendarDate | null = stay.until === undefined ? null : calendarDate(stay.until);
    const told: ReturnStay = { startOn: calendarDate(stay.on), endOn, facts: factsOf(stay) };
    return { ...told, processId: `new ${String(place)}`, isWhole };
  });
  const speaking = { by, asAt: AS_AT, coversFrom: from, allocationsFrom: from, missingFrom: from, searchesFrom: from };
  return compareStays(recorded, brought, { ...speaking, isWhole }).flatMap(({ processId, opens, lines }) =>
    opens ? [`${processId} opens`] : lines.map((line) => `${processId} ${line.what} ${line.kind} ${line.to ?? 'gone'}`),
  );
}

describe('stays that a later delivery tells', () => {
  test.each<readonly [string, readonly Before[], readonly Stay[], readonly string[]]>([
    ['one that lasts opens a household', [], [{ on: '2025-06-02', source: fed('1') }], ['new 0 opens']],
    ['one that is over opens none', [], [{ on: '2025-06-02', until: '2025-07-01', source: fed('1') }], []],
    ['the same row', [{ on: '2025-06-02', source: fed('1') }], [{ on: '2025-06-02', source: fed('1') }], []],
    [
      'the same row on another day, however far',
      [{ on: '2025-06-02', source: fed('1') }],
      [{ on: '2025-09-02', source: fed('1') }],
      ['known 0 corrected child-joined-carer 2025-09-02'],
    ],
    [
      'another day of the same month told by a return',
      [{ on: '2025-06-02', source: returned }],
      [{ on: '2025-06-20', source: returned }],
      ['known 0 corrected child-joined-carer 2025-06-20'],
    ],
    [
      'what a person recorded within a week of it',
      [{ on: '2025-06-09', source: PERSON }],
      [{ on: '2025-06-02', source: fed('1') }],
      [],
    ],
    [
      'another move than the one that a person recorded',
      [{ on: '2025-06-10', source: PERSON }],
      [{ on: '2025-06-02', source: fed('1') }],
      ['new 0 opens'],
    ],
    [
      'a row that has gone, with its household',
      [{ on: '2025-06-02', source: fed('1') }],
      [],
      ['known 0 withdrawn connected-carer-named gone', 'known 0 withdrawn child-joined-carer gone'],
    ],
    [
      'a row that has gone, of a household that a person has spoken of',
      [{ on: '2025-06-02', source: fed('1'), assessed: true }],
      [],
      ['known 0 withdrawn child-joined-carer gone'],
    ],
    ['a row of before the delivery speaks', [{ on: '2025-03-31', source: fed('1') }], [], []],
    ['nothing of what a person recorded', [{ on: '2025-06-02', source: PERSON }], [], []],
    [
      'one that a person took back stays so',
      [{ on: '2025-06-02', source: fed('1'), isTakenBack: true }],
      [{ on: '2025-06-02', source: fed('1') }],
      [],
    ],
    [
      'moved on to other relatives',
      [{ on: '2025-06-02', source: fed('1') }],
      [
        { on: '2025-06-02', until: '2025-10-01', source: fed('1') },
        { on: '2025-10-01', source: fed('2') },
      ],
      ['new 1 opens'],
    ],
  ])('%s', (_name, before, now, expected) => {
    expect(compared(before, now, { by: now[0]?.source.by === 'return' ? 'return' : 'feed' })).toEqual(expected);
  });

  test('a row that has gone, of a child of whom a row was not taken', () => {
    expect(compared([{ on: '2025-06-02', source: fed('1') }], [], { isWhole: false })).toEqual([]);
  });

  test('one that an import took back is told again where it was', () => {
    const startOn = calendarDate('2025-06-02');
    const recorded = { processId: 'known', startOn, readAsAt: null, isFed: false, facts: [] };
    const brought = {
      processId: 'new',
      startOn,
      endOn: null,
      isWhole: true,
      facts: factsOf({ on: startOn, source: fed('1') }),
    };
    const speaking = { by: 'feed', asAt: AS_AT, coversFrom: startOn, allocationsFrom: startOn } as const;
    const [change] = compareStays([recorded], [brought], {
      ...{ ...speaking, missingFrom: startOn, searchesFrom: startOn, isWhole: true },
    });
    expect(change).toMatchObject({ processId: 'known', opens: false, differences: { told: brought.facts } });
  });
});

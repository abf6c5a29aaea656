import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { stageReturn } from '../../../../domain/feeds/ssda903/stage.ts';
import type { StagedReturn } from '../../../../domain/feeds/staged.ts';
import { FAMILY_FINDING } from '../../../../domain/processes/family-finding/index.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { SearchedFor } from '../../../support/searched-for.ts';
import { childrenOfReturn, FIXTURES, stagedFolder } from './a-return.ts';
import { finished } from '../../../../domain/in-steps.ts';

type Rows = {
  readonly decided?: readonly string[];
  readonly matched?: readonly string[];
  readonly episodes?: readonly string[];
};

/** `decided` as CHILD,DATE_PLACED,DATE_PLACED_CEASED,REASON; `matched` as CHILD,DATE_MATCH; `episodes` as CHILD,DECOM,RNE,LS,PLACE,DEC,REC. */
function aReturn({ decided = [], matched = [], episodes = [] }: Rows): StagedReturn {
  const lines = (rows: readonly string[], line: (fields: readonly string[]) => string) =>
    rows.map((row) => line(row.split(',')));
  const files = {
    header: [
      'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
      ...['9000001', '9000002'].map((child) => `${child},F,02/03/2022,WBRI,UN1,0,`),
    ],
    episodes: [
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
      ...lines(episodes, ([child, decom, rne, status, place, dec = '', rec = '']) =>
        [child, decom, rne, status, 'N1', place, 'PR1', dec, rec, '', 'ZZ1 1ZZ', 'ZZ2 2ZZ', '2999001'].join(','),
      ),
    ],
    placed_for_adoption: [
      'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED',
      ...lines(decided, ([child, on, ceased = '', reason = '']) => [child, '02/03/2022', on, ceased, reason].join(',')),
    ],
    ad1: [
      'CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR',
      ...lines(matched, ([child, on]) => [child, '02/03/2022', on, on, '0', '2', 'MF', 'L0'].join(',')),
    ],
  };
  const read = Object.entries(files).map(([name, text]) =>
    readCsv(`${name}.csv`, new TextEncoder().encode(`${text.join('\n')}\n`)),
  );
  return finished(stageReturn(read, { asAt: calendarDate('2026-03-31') }));
}

const familyFindingOf = (staged: StagedReturn, importId = 'import-1') =>
  childrenOfReturn(staged, importId).filter(({ searches }) => searches.length > 0);

const toldOf = (staged: StagedReturn): readonly string[] =>
  familyFindingOf(staged).flatMap(({ localReference, searches }) =>
    searches.map(
      ({ startOn, facts }) =>
        `${localReference} ${startOn}: ${facts.map(({ kind, on }) => `${kind} ${on}`).join(', ')}`,
    ),
  );

const IN_CARE = ['9000001,01/06/2024,S,C1,U6,01/03/2025,X1', '9000001,01/03/2025,L,E1,U6,,'];

describe('what a return tells of family-finding', () => {
  test('DATE_PLACED is the day of the decision, and an order after it belongs to it', () => {
    expect(toldOf(aReturn({ decided: ['9000001,10/01/2025'], episodes: IN_CARE }))).toEqual([
      '9000001 2025-01-10: adoption-plan-set 2025-01-10, agency-decision-made 2025-01-10',
    ]);
  });

  test('an order or a placement without a decision opens one whose decision is not recorded', () => {
    expect(toldOf(aReturn({ episodes: IN_CARE }))).toEqual(['9000001 2025-03-01: adoption-plan-set 2025-03-01']);
    expect(toldOf(aReturn({ episodes: ['9000001,01/06/2024,S,V2,A4,,'] }))).toEqual([
      '9000001 2024-06-01: adoption-plan-set 2024-06-01',
    ]);
  });

  test('a decision that ceased ends it with its code; an order that outlasts it opens no other', () => {
    const staged = aReturn({ decided: ['9000001,10/01/2025,02/02/2026,RD3'], episodes: IN_CARE });
    expect(toldOf(staged)).toEqual([
      '9000001 2025-01-10: adoption-plan-set 2025-01-10, agency-decision-made 2025-01-10, adoption-plan-changed 2026-02-02',
    ]);
    expect(familyFindingOf(staged)[0]?.searches[0]?.facts.at(-1)?.payload).toEqual({
      ceased: 'RD3',
      newPlan: null,
    });
  });

  test('a second decision is a second search, and the match belongs to the one that ran', () => {
    const staged = aReturn({
      decided: ['9000001,10/01/2026', '9000001,10/01/2025,02/06/2025,RD1'],
      matched: ['9000001,20/02/2026'],
      episodes: IN_CARE,
    });
    expect(toldOf(staged)).toEqual([
      '9000001 2025-01-10: adoption-plan-set 2025-01-10, agency-decision-made 2025-01-10, adoption-plan-changed 2025-06-02',
      '9000001 2026-01-10: adoption-plan-set 2026-01-10, agency-decision-made 2026-01-10, match-decided 2026-02-20',
    ]);
  });

  test('an order made after a search had ceased is another one', () => {
    const episodes = ['9000001,01/06/2024,S,C1,U6,01/09/2025,X1', '9000001,01/09/2025,L,E1,U6,,'];
    expect(toldOf(aReturn({ decided: ['9000001,10/01/2025,02/06/2025,RD1'], episodes }))).toEqual([
      '9000001 2025-01-10: adoption-plan-set 2025-01-10, agency-decision-made 2025-01-10, adoption-plan-changed 2025-06-02',
      '9000001 2025-09-01: adoption-plan-set 2025-09-01',
    ]);
  });

  test('a match before the decision is the earliest that is told; a match alone is all there is', () => {
    expect(
      toldOf(aReturn({ decided: ['9000001,10/01/2025'], matched: ['9000001,02/01/2025'], episodes: IN_CARE })),
    ).toEqual([
      '9000001 2025-01-02: adoption-plan-set 2025-01-02, agency-decision-made 2025-01-10, match-decided 2025-01-02',
    ]);
    expect(toldOf(aReturn({ matched: ['9000002,02/01/2025'], episodes: ['9000002,01/06/2024,S,C1,U6,,'] }))).toEqual([
      '9000002 2025-01-02: adoption-plan-set 2025-01-02, match-decided 2025-01-02',
    ]);
  });

  test('a child with neither is told nothing of', () => {
    expect(toldOf(aReturn({ episodes: ['9000001,01/06/2024,S,C1,U6,,'] }))).toEqual([]);
  });

  test('every fact names its import, its row and the day to which the return speaks', () => {
    const [child] = familyFindingOf(aReturn({ decided: ['9000001,10/01/2025'], episodes: IN_CARE }), 'import-7');
    expect(child?.searches[0]?.facts[1]?.source).toEqual({
      by: 'return',
      importId: 'import-7',
      key: 'agency-decision-made:2025-01-10',
      asAt: '2026-03-31',
    });
  });
});

describe('a whole synthetic return', () => {
  const folder = join(FIXTURES, 'clean-2026');
  const staged = stagedFolder(folder, '2026-03-31');
  const searches = familyFindingOf(staged);
  const lines = (file: string): readonly (readonly string[])[] =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const iso = (day = ''): string => day.split('/').reverse().join('-');

  test('tells every decision and every match once, read a second time by other means', () => {
    const kinds = (kind: string) =>
      searches
        .flatMap(({ localReference, searches: own }) =>
          own.flatMap(({ facts }) =>
            facts.filter((fact) => fact.kind === kind).map(({ on }) => `${localReference} ${on}`),
          ),
        )
        .toSorted();
    const column = (file: string, place: number) =>
      lines(file)
        .filter((fields) => (fields[place] ?? '') !== '')
        .map((fields) => `${fields[0] ?? ''} ${iso(fields[place])}`)
        .toSorted();
    expect(kinds('agency-decision-made')).toEqual(column('placed_for_adoption.csv', 2));
    expect(kinds('adoption-plan-changed')).toEqual(column('placed_for_adoption.csv', 3));
    expect(kinds('match-decided')).toEqual(column('ad1.csv', 3));
    expect(kinds('agency-decision-made').length).toBeGreaterThan(30);
  });

  test('opened beside its period of care each search folds without a contradiction, and none is overdue for what no return tells', () => {
    const children = new Map(
      childrenOfReturn(staged, 'import-1').map((child) => [child.localReference, child.periods]),
    );
    const stages = new Map<string, number>();
    for (const { localReference, searches: own } of searches) {
      const her = new SearchedFor();
      const period = children.get(localReference)?.at(-1);
      if (period === undefined) continue;
      her.child.take('2026-04-20', { asAt: '2026-03-31', told: period.facts.map((fact) => ({ ...fact })) });
      her.take('2026-04-20', { asAt: '2026-03-31', told: own.at(-1)?.facts.map((fact) => ({ ...fact })) ?? [] });
      stages.set(her.stage, (stages.get(her.stage) ?? 0) + 1);
      expect([localReference, FAMILY_FINDING.contradictions(her.state)]).toEqual([localReference, []]);
      const late = her.open().filter(({ dueOn, knowledge }) => dueOn < '2026-04-20' && knowledge === 'recorded');
      expect([localReference, late.map(({ id }) => id)]).toEqual([localReference, []]);
    }
    process.stdout.write(`searches of the return by stage: ${JSON.stringify(Object.fromEntries(stages))}\n`);
    expect(stages.get('adopted')).toBeGreaterThan(0);
  });
});

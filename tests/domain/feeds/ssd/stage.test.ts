import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { childrenOf, workersIn } from '../../../../domain/feeds/ssda903/periods.ts';
import { stageFeed, type StagedFeed } from '../../../../domain/feeds/ssd/stage.ts';
import { useOf } from '../../../../domain/feeds/use-of.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { feedFiles, ONE_CHILD } from '../ssd-feed.ts';
import { finished } from '../../../../domain/in-steps.ts';

const AS_AT = calendarDate('2026-04-20');

function staged(changed: Parameters<typeof feedFiles>[0] = {}): StagedFeed {
  return finished(
    stageFeed(
      feedFiles(changed).map(({ name, bytes }) => readCsv(name, bytes)),
      { asAt: AS_AT },
    ),
  );
}

function factsOf(feed: StagedFeed): readonly (readonly unknown[])[] {
  const workers = new Map(workersIn(feed.told).map((worker) => [worker, { ref: `ref of ${worker}`, person: null }]));
  return finished(childrenOf(feed.told, { by: 'feed', importId: 'import-1', workers })).flatMap(({ periods }) =>
    periods.flatMap(({ facts }) =>
      facts.map(({ on, kind, payload, source }) => [on, kind, payload, source?.by === 'feed' ? source.key : null]),
    ),
  );
}

function isWholeIn({ told }: StagedFeed): boolean | undefined {
  return finished(childrenOf(told, { by: 'feed', importId: 'import-1', workers: new Map() }))[0]?.isWhole;
}

function codes({ staged: { problems } }: StagedFeed): readonly (readonly unknown[])[] {
  return problems.map(({ file, line, code, severity }) => [file, line, code, severity]);
}

describe('a feed', () => {
  test('is taken whole where nothing is wrong, and tells its facts under the keys of its rows', () => {
    const feed = staged();
    expect(codes(feed)).toEqual([]);
    expect(feed.staged.files.every((file) => file.in === file.taken)).toBe(true);
    const home = { sameCarer: false, temporary: false, returned: false };
    expect(factsOf(feed)).toEqual([
      ['2026-01-05', 'entered-care', { startKnown: true, legalStatus: 'V2', dateOfBirth: '2016-05-05' }, 'entry:C1'],
      ['2026-01-05', 'placement-started', { code: 'U6', ...home }, 'placement:P1'],
      ['2026-01-05', 'allocated', { role: 'social-worker', person: 'ref of W7' }, 'allocated-social-worker:I1'],
      ['2026-01-07', 'allocated', { role: 'iro', person: 'ref of W9' }, 'allocated-iro:I2'],
      ['2026-01-09', 'visit-made', { seen: true }, 'visit:V1'],
      ['2026-01-14', 'care-plan-prepared', {}, 'care-plan:C1'],
      ['2026-01-30', 'review-held', { participation: 'PN1' }, 'review:R1'],
      ['2026-03-02', 'placement-started', { code: 'U4', ...home }, 'placement:P2'],
    ]);
    expect([...feed.reviewsDue]).toEqual([['9970001', '2026-05-01']]);
  });

  test.each([
    ['Y,Y', { seen: true, alone: 'yes' }],
    // There are lawful reasons for it (CPPCR reg 29), which the feed does not tell.
    ['Y,N', { seen: true }],
    ['N,N', { seen: false }],
    // Not told: recorded, and it meets nothing.
    [',', {}],
  ])('tells of a visit that says %s what it says', (said, payload) => {
    const visits = [ONE_CHILD.ssd_cla_visits[0], `V1,9970001,2026-01-09 14:30:00,${said}`];
    expect(factsOf(staged({ ssd_cla_visits: visits }))).toContainEqual([
      '2026-01-09',
      'visit-made',
      payload,
      'visit:V1',
    ]);
  });

  test('tells of visits in a time in care alone', () => {
    const before = [...ONE_CHILD.ssd_cla_visits, 'V0,9970001,2026-01-04,Y,Y'];
    expect(factsOf(staged({ ssd_cla_visits: before }))).toEqual(factsOf(staged()));
  });

  // In care since 5 January 2026; the feed speaks to 20 April.
  test.each([
    ['ssd_cla_visits', 'V0,9970001,2026-01-04,Y,Y', 'OUTSIDE_CARE', true],
    ['ssd_missing', 'M0,9970001,2026-01-04,M,2026-01-05', 'OUTSIDE_CARE', true],
    ['ssd_cla_visits', 'V0,9970001,2026-04-21,Y,Y', 'FUTURE_DATE', false],
    ['ssd_missing', 'M0,9970001,2026-03-05,M,2026-03-04', 'END_BEFORE_START', false],
    ['ssd_cla_visits', 'V0,9970001,,Y,Y', 'DATE_MISSING', false],
    ['ssd_cla_reviews', 'R0,C1,2026-01-04,2026-01-04,N,PN1', 'REVIEW_BEFORE_CARE', false],
  ] as const)('a row of %s that says %s is %s: whether more may be missing is known: %s', (table, row, code, whole) => {
    const delivered = staged({ [table]: [...ONE_CHILD[table], row] });
    expect(codes(delivered).map(([, , said]) => said)).toEqual([code]);
    expect(isWholeIn(delivered)).toBe(whole);
  });

  test('takes status and placement of an episode from the rows that hold on its first day', () => {
    const [, , second] = ONE_CHILD.ssd_cla_episodes;
    const feed = staged({
      ssd_cla_episodes: [...ONE_CHILD.ssd_cla_episodes.slice(0, 2), second.replace(',P2', ',')],
      ssd_legal_status: [
        ONE_CHILD.ssd_legal_status[0],
        'L1,9970001,V2,2026-01-05,2026-03-02',
        'L2,9970001,C1,2026-03-02,',
        'L3,9970001,SGO,2026-01-01,',
      ],
    });
    expect(factsOf(feed).filter(([on]) => on === '2026-03-02')).toEqual([
      ['2026-03-02', 'legal-status-changed', { code: 'C1' }, 'legal:L2'],
      ['2026-03-02', 'placement-started', expect.objectContaining({ code: 'U4' }), 'placement:P2'],
    ]);
  });

  test('leaves a placement that it does not tell not recorded', () => {
    const feed = staged({ ssd_cla_placement: [ONE_CHILD.ssd_cla_placement[0]] });
    expect(factsOf(feed).filter(([, kind]) => kind === 'placement-started')).toMatchObject([
      ['2026-01-05', 'placement-started', { code: null }, 'placement:2026-01-05'],
      ['2026-03-02', 'placement-started', { code: null }, 'placement:2026-03-02'],
    ]);
  });

  test('reads NULL as nothing, times of a day as that day, and passes over columns that are none of our business', () => {
    const [heading, ...rows] = ONE_CHILD.ssd_cla_episodes;
    const feed = staged({
      ssd_cla_episodes: [
        `${heading},clae_note`,
        ...rows.map(
          (row) => `${row.replace(',,,', ',NULL,NULL,').replace('2026-01-05', '2026-01-05T00:00:00.000')},=x`,
        ),
      ],
      ssd_person: ['pers_person_id,pers_forename,pers_dob', '9970001,Nobody,05/05/2016'],
    });
    expect(codes(feed)).toEqual([]);
    expect(JSON.stringify(feed.staged.rows)).not.toContain('Nobody');
    expect(factsOf(feed)).toEqual(factsOf(staged()));
  });

  test("takes the earliest review that was neither held nor cancelled as the vendor's date", () => {
    const due = (rows: readonly string[]) => [
      ...staged({ ssd_cla_reviews: [ONE_CHILD.ssd_cla_reviews[0], ...rows] }).reviewsDue.values(),
    ];
    expect(due(['R1,C1,2026-06-01,,N,', 'R2,C1,2026-05-01,,,', 'R3,C1,2026-07-01,,,'])).toEqual(['2026-05-01']);
    expect(due(['R1,C1,2026-05-01,,Y,', 'R2,C1,2026-02-02,2026-01-30,N,'])).toEqual([]);
  });
});

describe('a hostile row', () => {
  const HOSTILE: readonly (readonly [table: keyof typeof ONE_CHILD, row: string, code: string, status: string])[] = [
    ['ssd_person', '9970001,M,2015-05-05', 'KEY_TWICE', 'queried'],
    ['ssd_person', ',F,2016-05-05', 'CHILD_MISSING', 'rejected'],
    ['ssd_person', '=1+1,F,2016-05-05', 'FORMULA_LIKE_TEXT', 'queried'],
    ['ssd_person', '9970002,F,05/05/16', 'TWO_DIGIT_YEAR', 'rejected'],
    ['ssd_person', '9970002,F,2031-05-05', 'FUTURE_DATE', 'queried'],
    ['ssd_cla_episodes', 'E3,9970001,C1,2026-04-01,S,,,P2', 'OPEN_BUT_LATER_ROW_EXISTS', 'taken'],
    ['ssd_cla_episodes', 'E3,9970002,C2,2026-04-01,S,,,P2', 'CHILD_NOT_IN_HEADER', 'queried'],
    ['ssd_cla_episodes', 'E3,9970001,C2,2026-04-01,Q,,,P2', 'UNKNOWN_CODE', 'rejected'],
    ['ssd_cla_episodes', 'E3,9970001,C2,45000,S,,,P2', 'EXCEL_SERIAL_DATE', 'rejected'],
    ['ssd_cla_episodes', 'E2,9970001,C1,2026-03-03,P,,,P2', 'KEY_TWICE', 'queried'],
    ['ssd_cla_episodes', 'E0,9970001,C0,2019-01-05,S,2019-06-05,E4A,', 'LEGAL_STATUS_UNKNOWN', 'queried'],
    ['ssd_cla_placement', 'P3,9970001,2026-03-04,Q1,', 'UNKNOWN_CODE', 'rejected'],
    ['ssd_cla_placement', ',9970001,2026-03-04,U4,', 'VALUE_MISSING', 'rejected'],
    ['ssd_cla_placement', 'P2,9970001,2026-03-04,U4,', 'KEY_TWICE', 'queried'],
    ['ssd_legal_status', 'L2,9970001,SGO,2026-03-04,', 'UNKNOWN_CODE', 'taken'],
    ['ssd_legal_status', 'L2,9970001,C1,2026-13-04,', 'IMPOSSIBLE_DATE', 'rejected'],
    ['ssd_cla_reviews', 'R3,C9,2026-05-01,2026-03-01,N,', 'CARE_UNKNOWN', 'queried'],
    ['ssd_cla_reviews', 'R3,C1,,2026-12-01,N,', 'FUTURE_DATE', 'queried'],
    ['ssd_cla_reviews', 'R3,C1,,2025-12-01,N,', 'REVIEW_BEFORE_CARE', 'queried'],
    ['ssd_cla_reviews', 'R3,C1,,2026-03-01,perhaps,PN9', 'UNKNOWN_CODE', 'taken'],
    ['ssd_cla_reviews', 'R3,C1,,2026-03-01', 'TOO_FEW_FIELDS', 'rejected'],
    ['ssd_cla_visits', 'V2,9970001,,Y,Y', 'DATE_MISSING', 'rejected'],
    ['ssd_cla_visits', 'V2,9970009,2026-03-01,Y,Y', 'CHILD_NOT_IN_HEADER', 'queried'],
    ['ssd_cla_visits', 'V2,9970001,2026-06-01,Y,Y', 'FUTURE_DATE', 'queried'],
    ['ssd_cla_care_plan', 'C2,9970001,yesterday,', 'IMPOSSIBLE_DATE', 'rejected'],
    ['ssd_permanence', 'A2,9970001,2026-02-30,,', 'IMPOSSIBLE_DATE', 'rejected'],
    ['ssd_involvements', 'I4,,Social Worker,9970001,2026-02-05,', 'VALUE_MISSING', 'rejected'],
    ['ssd_involvements', 'I4,W7,Social Worker,9970001,2026-02-05,2026-01-05', 'END_BEFORE_START', 'queried'],
    ['ssd_missing', 'M2,9970001,2026-02-14 22:10,M,2026-02-13 01:00', 'END_BEFORE_START', 'queried'],
    ['ssd_missing', 'M2,9970001,2026-02-14 22:10,M,"2026-02-15', 'QUOTE_NOT_CLOSED', 'rejected'],
  ];
  test.each(HOSTILE)('of %s: %s is noticed as %s and %s', (table, row, code, status) => {
    const feed = staged({ [table]: [...ONE_CHILD[table], row] });
    const line = ONE_CHILD[table].length + 1;
    expect(codes(feed).map(([, , said]) => said)).toContain(code);
    expect(feed.staged.rows.find((each) => each.file === `${table}.csv` && each.line === line)?.status).toBe(status);
    for (const file of feed.staged.files) expect(file.in).toBe(file.taken + file.queried + file.rejected);
  });

  test('twice is taken and counts once', () => {
    const feed = staged({ ssd_cla_reviews: [...ONE_CHILD.ssd_cla_reviews, ONE_CHILD.ssd_cla_reviews[1]] });
    expect(codes(feed)).toEqual([['ssd_cla_reviews.csv', 4, 'DUPLICATE_ROW', 'warning']]);
    expect(factsOf(feed)).toEqual(factsOf(staged()));
  });

  test('that was not taken leaves its child in doubt, so that nothing of the child has vanished', () => {
    const wholeOf = (feed: StagedFeed) =>
      finished(childrenOf(feed.told, { by: 'feed', importId: 'i', workers: new Map() }))[0]?.isWhole;
    expect(wholeOf(staged())).toBe(true);
    expect(wholeOf(staged({ ssd_cla_placement: [...ONE_CHILD.ssd_cla_placement, 'P3,9970001,2026-03-04,Q1,'] }))).toBe(
      false,
    );
    expect(wholeOf(staged({ ssd_cla_reviews: [...ONE_CHILD.ssd_cla_reviews, 'R3,C1,,31/02/2026,N,'] }))).toBe(false);
    expect(wholeOf(staged({ ssd_cla_visits: [...ONE_CHILD.ssd_cla_visits, 'V2,9970001,,Y,Y'] }))).toBe(false);
    expect(wholeOf(staged({ ssd_permanence: [...ONE_CHILD.ssd_permanence, 'A2,9970001,2026-02-30,,'] }))).toBe(false);
  });
});

test('each table is used or kept, and what is no table of ours is neither', () => {
  expect([
    useOf('episodes'),
    useOf('missing'),
    useOf('ssd-episodes'),
    useOf('oc2'),
    useOf('other'),
    useOf(null),
  ]).toEqual(['used', 'used', 'used', 'kept', null, null]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import type { Actor } from '../../../domain/heart/actor.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { listOpenSpans, readAdoptedMeasures, readOpenStages } from '../../../store/queries/adoption-measures.ts';
import { createMeasures } from '../../../use-cases/measures.ts';
import { createRecordWithImports } from '../imports/record-with-imports.ts';

type Holdfast = Awaited<ReturnType<typeof createRecordWithImports>>;
let holdfast: Holdfast;
const ADVISER: Actor = { person: 'demo-panel-adviser', roles: ['panel-adviser'] };
const NOW = '2026-05-04T10:00:00.000Z';

type Story = {
  readonly reference: string;
  readonly entered: JsonObject;
  readonly plan: string;
  readonly ofCare: readonly (readonly [kind: string, payload: JsonObject])[];
  readonly ofSearch: readonly (readonly [kind: string, payload: JsonObject])[];
};

let commands = 0;
async function live({ reference, entered, plan, ofCare, ofSearch }: Story): Promise<string> {
  const period = await holdfast.enter(reference, { dateOfBirth: '2019-09-01', legalStatus: 'C1', ...entered });
  const [row] = await holdfast.prisma.$queryRawUnsafe<{ ref: string }[]>(
    'SELECT subject_ref AS ref FROM process WHERE id = $1',
    period,
  );
  const processId = `family-finding:${reference}`;
  const say = async (id: string, kind: string, payload: JsonObject, opens = false): Promise<void> => {
    const outcome = await holdfast.record.change({
      processId: id,
      now: instant(NOW),
      actor: ADVISER,
      command: { id: `measures-${String((commands += 1))}`, kind, payload },
      ...(opens ? { opening: { kind: 'family-finding', subject: { kind: 'child', existing: row?.ref ?? '' } } } : {}),
    });
    expect(outcome.status).toBe('accepted');
  };
  await say(processId, 'set-adoption-plan', { on: plan, basis: 'court-proceedings', siblings: false }, true);
  for (const [kind, payload] of ofSearch) await say(processId, kind, payload);
  for (const [kind, payload] of ofCare) await say(period, kind, payload);
  return processId;
}

const order = (on: string) => ['change-legal-status', { on, legalStatus: 'E1' }] as const;
const placed = (on: string, placement: string) => ['record-placement', { on, placement, sameCarer: false }] as const;
const adopted = (on: string) => ['record-leaving', { on, reason: 'E11' }] as const;
const matched = (on: string) =>
  [
    'record-match-decision',
    { on, approved: true, adopters: 'adopters-1', decidedBy: 'person-1', reasons: 'x' },
  ] as const;

/** Days counted by hand in the comments. */
const STORIES: readonly Story[] = [
  {
    // In care 10 January to placement 1 October 2023: 264 days; order 1 June to match 1 September: 92.
    reference: '9700001',
    entered: { on: '2023-01-10' },
    plan: '2023-03-01',
    ofSearch: [matched('2023-09-01')],
    ofCare: [order('2023-06-01'), placed('2023-10-01', 'A6'), adopted('2024-05-01')],
  },
  {
    // Adopted by foster carers: in care 1 March 2022 to placement 1 February 2023: 337 days; with them from the first day: 0.
    // Matched before the order: 0.
    reference: '9700002',
    entered: { on: '2022-03-01' },
    plan: '2022-06-01',
    ofSearch: [matched('2022-11-20')],
    ofCare: [order('2022-12-01'), placed('2023-02-01', 'A5'), adopted('2024-02-01')],
  },
  {
    // By consent, without an order: 1 January to 1 June 2024: 152 days, and not in A2.
    reference: '9700003',
    entered: { on: '2024-01-01', legalStatus: 'V2' },
    plan: '2024-02-01',
    ofSearch: [matched('2024-05-20')],
    ofCare: [placed('2024-06-01', 'A4'), adopted('2025-01-10')],
  },
  {
    // Adopted before the three years.
    reference: '9700004',
    entered: { on: '2019-10-01' },
    plan: '2019-12-01',
    ofSearch: [matched('2020-05-20')],
    ofCare: [order('2020-01-20'), placed('2020-06-01', 'A6'), adopted('2021-03-31')],
  },
  {
    // Open: in care for 489 days on 4 May 2026, 335 since the order, 63 at the links and since it moved last.
    reference: '9700005',
    entered: { on: '2024-12-31' },
    plan: '2025-03-03',
    ofSearch: [['record-link', { on: '2026-03-02', adopters: 'adopters-2' }]],
    ofCare: [order('2025-06-03')],
  },
  {
    // Open: 104 days in care, no order, at the plan for 60 days.
    reference: '9700006',
    entered: { on: '2026-01-20' },
    plan: '2026-03-05',
    ofSearch: [
      ['record-final-minutes', { on: '2026-04-24', purpose: 'plan' }],
      [
        'decide-brothers-and-sisters',
        { on: '2026-04-27', outcome: 'together', decidedBy: 'person-2', reasons: 'x', contactPlan: 'x' },
      ],
    ],
    ofCare: [],
  },
];

/** Placed for adoption and not adopted yet: 1 January to 1 July 2025 are 181 days, from the order on 1 March to the match 62. */
const PLACED: Story = {
  reference: '9700007',
  entered: { on: '2025-01-01' },
  plan: '2025-02-03',
  ofSearch: [matched('2025-05-02')],
  ofCare: [order('2025-03-01'), placed('2025-07-01', 'A6')],
};

beforeAll(async () => {
  holdfast = await createRecordWithImports('adoption measures', NOW);
  for (const story of [...STORIES, PLACED]) await live(story);
}, 60_000);
afterAll(async () => {
  await holdfast.stop();
});

const measures = () => createMeasures({ queries: holdfast.prisma, now: () => instant(NOW) });
const page = { limit: 50, after: null };

describe('the measures of adoption', () => {
  test('A1, A2 and A10 are of children adopted within the three years, each as it is defined', async () => {
    const { published } = await measures().adoptionMeasures(ADVISER, { ...page, to: calendarDate('2026-03-31') });
    expect([published.from, published.to, published.adopted]).toEqual(['2023-04-01', '2026-03-31', 3]);
    expect(
      published.measures.map(({ measure, meanDays, children, threshold }) => [measure, meanDays, children, threshold]),
    ).toEqual([
      ['A1', 251, 3, 426],
      ['A2', 46, 2, 121],
      ['A10', 138.7, 3, null],
    ]);
    expect(published.what).toContain('adopted children only');
  });

  test('the first and the last day of the three years count', async () => {
    const of = (to: string) => measures().adoptionMeasures(ADVISER, { ...page, to: calendarDate(to) });
    expect((await of('2024-03-30')).published.adopted).toBe(2);
    expect((await of('2024-03-31')).published.adopted).toBe(1);
    expect((await of('2024-01-31')).published.measures.map(({ children }) => children)).toEqual([1, 1, 1]);
    expect((await of('2019-01-01')).published.measures.map(({ meanDays }) => meanDays)).toEqual([null, null, null]);
  });

  test('open cases run beside them, the longest in its stage first, and are no published measure', async () => {
    const { live: open, published } = await measures().adoptionMeasures(ADVISER, page);
    expect(published.to).toBe('2026-05-04');
    expect(open.what).toContain('no published measure');
    expect(
      open.items.map(({ processId, stage, daysInStage, daysSinceMovement, daysFromEntry, daysFromPlacementOrder }) => [
        processId,
        stage,
        daysInStage,
        daysSinceMovement,
        daysFromEntry,
        daysFromPlacementOrder,
      ]),
    ).toEqual([
      // What led to the placement stands still with it.
      ['family-finding:9700007', 'placed', 307, 307, 181, 62],
      ['family-finding:9700005', 'links', 63, 63, 489, 335],
      ['family-finding:9700006', 'plan set', 60, 10, 104, null],
    ]);
    expect(open.items.map(({ togetherOrApart }) => togetherOrApart)).toEqual([null, null, 'together']);
    expect(open.stages).toEqual([
      { stage: 'links', cases: 1, meanDaysInStage: 63, longestDaysInStage: 63 },
      { stage: 'placed', cases: 1, meanDaysInStage: 307, longestDaysInStage: 307 },
      { stage: 'plan set', cases: 1, meanDaysInStage: 60, longestDaysInStage: 60 },
    ]);
  });

  test('the rows they are counted from are what the streams give', async () => {
    expect((await holdfast.verify()).faults).toEqual([]);
    await holdfast.prisma.$executeRawUnsafe(
      `UPDATE process SET milestones = jsonb_set(milestones, '{adoptedOn}', '"2025-12-24"') WHERE id = 'family-finding:9700001'`,
    );
    expect((await holdfast.verify()).faults.map(({ processId, fault }) => [processId, fault])).toEqual([
      ['family-finding:9700001', 'its row (milestones) is not what the stream gives'],
    ]);
  });
});

describe('with fourteen thousand of them', () => {
  const CASES = 14_000;
  // Every second one is adopted; days repeat.
  const SYNTHESISE = `INSERT INTO process (id, kind, subject_ref, kept, standing, stage, state_version, build, sequence, chain_head,
      opened_at, changed_at, closed, milestones)
   SELECT 'family-finding:many-' || lpad(n::text, 5, '0'), 'family-finding', (SELECT min(ref) FROM subject), '{}', '{}', 'links', 1, 'test', 1, '',
          now(), now(), n % 2 = 0, jsonb_build_object('enteredOn', DATE '2022-01-01' + n % 100, 'orderOn', DATE '2022-08-01' + n % 50,
            'matchedOn', DATE '2022-08-01' + n % 90, 'placedOn', DATE '2023-01-01' + n % 200, 'livesThereSinceOn', DATE '2023-01-01' + n % 200,
            'adoptedOn', CASE WHEN n % 2 = 0 THEN DATE '2024-01-01' + n % 500 END, 'stageSinceOn', DATE '2025-01-01' + n % 300,
            'lastMovedOn', DATE '2025-06-01' + n % 300)
     FROM generate_series(1, ${String(CASES)}) n`;

  test('they are counted within two seconds, as they would be one by one', async () => {
    await holdfast.prisma.$executeRawUnsafe(SYNTHESISE);
    await holdfast.prisma.$executeRawUnsafe('ANALYZE process');
    const today = calendarDate('2026-05-04');
    const begun = performance.now();
    const [means, stages, spans] = await Promise.all([
      readAdoptedMeasures(holdfast.prisma, { from: calendarDate('2023-05-05'), to: today }),
      readOpenStages(holdfast.prisma, today),
      listOpenSpans(holdfast.prisma, { limit: 200, after: null, today }),
    ]);
    const ms = performance.now() - begun;
    process.stdout.write(`measures of ${String(CASES)} searches: ${ms.toFixed(0)} ms\n`);
    expect(ms).toBeLessThan(2_000);
    expect(means.adopted).toBe(CASES / 2 + 3);
    expect(stages.find(({ stage }) => stage === 'links')?.cases).toBe(CASES / 2 + 1);
    expect(spans.items).toHaveLength(200);
    const next = await listOpenSpans(holdfast.prisma, { limit: 200, after: spans.next, today });
    expect(next.items[0]?.processId).not.toBe(spans.items.at(-1)?.processId);
    expect((next.items[0]?.stageSinceOn ?? '') >= (spans.items.at(-1)?.stageSinceOn ?? '')).toBe(true);
    // A2 one by one, by other means.
    const days = Array.from({ length: CASES / 2 }, (_unused, place) => (place + 1) * 2).map((n) =>
      Math.max(0, (n % 90) - (n % 50)),
    );
    const sum = days.reduce((total, value) => total + value, 0) + 92 + 0;
    expect(means.a2.days).toBeCloseTo(sum / (CASES / 2 + 2), 1);
  });
});

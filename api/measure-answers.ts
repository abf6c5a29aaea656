import { z } from 'zod';
import type { FeedBounds } from '../domain/processes/authority/feed.ts';
import type { Adoptions } from '../use-cases/adoptions.ts';
import type { Deliveries } from '../use-cases/deliveries.ts';
import type { Feeds } from '../use-cases/feeds.ts';
import { calendarDay as day, instant } from '../use-cases/fields.ts';
import type { UseCases } from '../use-cases/index.ts';
import { CASELOAD_WORDS, type AdoptionMeasures, type IroCaseloads } from '../use-cases/measures.ts';
import { count, none, text, type Answered, type Listed } from './answers.ts';

const days = z.int().nullable();

export const TRACKER = z
  .object({
    byRule: z.array(z.object({ ruleId: text, title: text, state: text, count })),
    permanence: z.object({
      due: count.meta({ description: 'second reviews due in the period' }),
      ratified: count,
      notRecorded: count,
      cohortDue: count,
      cohortRatified: count,
    }),
    targets: z.object({ due: count, achieved: count }),
    reviews: z.object({
      children: count,
      childrenAllOnTime: count,
      reviews: count,
      reviewsOnTime: count,
      overdueToday: count,
    }),
    from: day,
    to: day,
  })
  .meta({ id: 'Tracker' }) satisfies z.ZodType<Answered<UseCases['tracker']>>;

const actions = { actions: count, openActions: count, overdueActions: count, recurrences: count };
const EVALUATION = z
  .object({
    processId: text,
    childRef: text,
    theme: none,
    grade: text,
    evaluatedOn: day,
    stage: text,
    closed: z.boolean(),
    ...actions,
  })
  .meta({ id: 'Evaluation' }) satisfies z.ZodType<Listed<UseCases['evaluations']>>;
const TOTALS = z.object({
  evaluations: count,
  closed: count,
  byGrade: z.record(text, count),
  ...actions,
}) satisfies z.ZodType<Answered<UseCases['evaluations']>['totals']>;
export const EVALUATIONS = z
  .object({ items: z.array(EVALUATION), next: none, totals: TOTALS })
  .meta({ id: 'Evaluations' });

const PUBLISHED = z.object({
  measure: text,
  definition: text,
  source: text,
  threshold: days,
  meanDays: z.number().nullable(),
  children: count,
});
export const ADOPTION_MEASURES = z
  .object({
    published: z.object({ what: text, from: day, to: day, adopted: count, measures: z.array(PUBLISHED) }),
    live: z.object({
      what: text,
      asOf: day,
      stages: z.array(
        z.object({ stage: text, cases: count, meanDaysInStage: z.number().nullable(), longestDaysInStage: days }),
      ),
      items: z.array(
        z.object({
          processId: text,
          childRef: text,
          stage: text,
          stageSinceOn: day,
          daysInStage: z.int(),
          daysSinceMovement: days,
          daysFromEntry: days,
          daysFromPlacementOrder: days,
          togetherOrApart: none.meta({ description: 'what was decided of brothers and sisters last; null: nothing' }),
        }),
      ),
      next: none,
    }),
  })
  .meta({ id: 'AdoptionMeasures' }) satisfies z.ZodType<AdoptionMeasures>;

export const IRO_CASELOADS = z
  .object({
    what: text,
    source: text,
    asOf: day,
    items: z.array(z.object({ iro: text, children: count, compared: z.enum(CASELOAD_WORDS) })),
    withoutIro: count.meta({ description: 'children in care of whom no IRO is recorded' }),
  })
  .meta({ id: 'IroCaseloads' }) satisfies z.ZodType<IroCaseloads>;

const bounds = z.object({ opened: count, changed: count, withdrawn: count, absent: count, notTaken: count });
export const EXPECTED_FEED = z
  .object({
    bounds: bounds.nullable().meta({ description: 'null: no feed is expected' }) satisfies z.ZodType<FeedBounds | null>,
    takenAt: instant.nullable(),
  })
  .meta({ id: 'ExpectedFeed' }) satisfies z.ZodType<Answered<Feeds['expected']>>;

export const VENDOR_COMPARISON = z
  .object({
    items: z.array(
      z.object({
        childRef: text,
        localReference: text,
        rule: none,
        dueOn: day.nullable(),
        vendorDueOn: day.nullable(),
        daysLater: days.meta({ description: "above 0: the vendor's date is later than ours" }),
      }),
    ),
    next: none,
    counts: z.object({
      inCare: count,
      same: count,
      later: count,
      earlier: count,
      without: count,
      mostDaysLater: count,
    }),
  })
  .meta({ id: 'VendorComparison' }) satisfies z.ZodType<Answered<Feeds['comparison']>>;

const adoption = {
  id: text,
  status: text,
  closed: z.boolean(),
  title: text,
  settings: z.unknown(),
  ofBuild: none,
  proposedBy: text,
  approvedBy: none,
  proposedAt: instant,
  effects: z.unknown().meta({ description: 'what it would move and make overdue; null: not worked out yet' }),
};
export const ADOPTION_ROW = z.object(adoption).meta({ id: 'AdoptionRow' });
export const ADOPTION = z
  .object({ ...adoption, done: count, total: count })
  .meta({ id: 'Adoption' }) satisfies z.ZodType<Answered<Adoptions['get']>>;
export const ADOPTION_EFFECT = z
  .object({
    processId: text,
    moved: z.array(z.object({ dutyId: text, kind: text, from: day.nullable(), to: day.nullable() })),
    overdue: count,
  })
  .meta({ id: 'AdoptionEffect' }) satisfies z.ZodType<Listed<Adoptions['effects']>>;

const mail = { id: text, messageId: text, to: text, subject: text, sentAt: none };
export const MAIL = z.object(mail).meta({ id: 'Mail' }) satisfies z.ZodType<Answered<Deliveries['mails']>[number]>;
export const WHOLE_MAIL = z.object({ ...mail, text, html: text }).meta({ id: 'WholeMail' }) satisfies z.ZodType<
  Answered<Deliveries['mail']>
>;
export const RETRIED = z.object({ id: text, state: z.literal('waiting') });

/** What the engine says of a workflow; away, nothing. */
export const ENGINE_VIEW = z
  .object({
    armedFor: instant.nullable(),
    nextChangeAt: instant.nullable(),
    engine: z.enum(['there', 'away']),
    workflow: z.looseObject({}).nullable(),
    history: z.unknown().optional(),
  })
  .meta({ id: 'EngineView' });

/** Rules and ladders as they are published. */
export const RULEBOOK = z
  .object({
    version: text,
    rules: z.array(z.looseObject({ id: text, version: z.int(), title: text, force: text, citation: text })),
    ladders: z.unknown(),
  })
  .meta({ id: 'Rulebook' });
export const CALENDAR = z
  .object({ version: text, publishedThrough: day, bankHolidays: z.array(z.object({ on: day, name: text })) })
  .meta({ id: 'Calendar' });

import { addDays, laterOf, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { LivedPeriod, SyntheticChild } from './history.ts';
import { csv, newEpisode, syntheticChildren, type Fields, type SynthesisWish } from './synthesise.ts';

/** How the made-up vendor counts the next review: days, where the law counts months. */
const VENDOR_DAYS = { second: 91, later: 183 } as const;

/**
 * A made-up daily feed: file name → CSV text. The same wish gives the same text. `changed` children of a hundred have a further
 * review since the day before, so that two feeds of one wish differ in them alone.
 */
export function synthesiseFeed(wish: SynthesisWish, changed = 0): Readonly<Record<string, string>> {
  const made = syntheticChildren(wish).map((child, place) =>
    place % 100 < changed ? reviewed(child, wish.asAt) : child,
  );
  const cares = made.flatMap((child) =>
    child.periods.map((period, place): Care => ({ child, period, id: `${child.id}-${String(place + 1)}` })),
  );
  const tables = [...CARE_TABLES, visitsBefore(wish.asAt)];
  return {
    'ssd_person.csv': csv(
      'pers_person_id,pers_sex,pers_dob',
      made.map(({ id, sex, dateOfBirth }) => [id, sex, dateOfBirth]),
    ),
    'ssd_missing.csv': csv(
      'miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted',
      [],
    ),
    ...Object.fromEntries(tables.map(([name, heading, rows]) => [`${name}.csv`, csv(heading, cares.flatMap(rows))])),
  };
}

type Care = { readonly child: SyntheticChild; readonly period: LivedPeriod; readonly id: string };

type CareTable = readonly [name: string, heading: string, rows: (care: Care) => readonly Fields[]];

/** The tables that are made of periods of care. */
const CARE_TABLES: readonly CareTable[] = [
  [
    'ssd_cla_episodes',
    'clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_placement_id',
    episodeRows,
  ],
  [
    'ssd_cla_placement',
    'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date',
    ({ child, period, id }) =>
      period.placements.map(({ on, place }, number) => [
        `${id}-p${String(number + 1)}`,
        child.id,
        on,
        place,
        period.placements[number + 1]?.on ?? period.until ?? '',
      ]),
  ],
  [
    'ssd_legal_status',
    'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date',
    ({ child, period, id }) =>
      period.legal.map(({ on, status }, number) => [
        `${id}-l${String(number + 1)}`,
        child.id,
        status,
        on,
        period.legal[number + 1]?.on ?? period.until ?? '',
      ]),
  ],
  [
    'ssd_cla_reviews',
    'clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_cancelled,clar_cla_review_participation',
    reviewRows,
  ],
  [
    'ssd_cla_care_plan',
    'lacp_table_id,lacp_person_id,lacp_cla_care_plan_start_date,lacp_cla_care_plan_end_date',
    ({ child, period, id }) => [[`${id}-c1`, child.id, period.from, period.until ?? '']],
  ],
  [
    'ssd_permanence',
    'perm_table_id,perm_person_id,perm_adm_decision_date,perm_placed_for_adoption_date,perm_matched_date',
    ({ child, period, id }) =>
      period.legal.filter(({ status }) => status === 'E1').map(({ on }) => [`${id}-a1`, child.id, on, '', '']),
  ],
  [
    'ssd_involvements',
    'invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_person_id,invo_involvement_start_date,invo_involvement_end_date,invo_worker_change_reason',
    ({ child, period, id }) => [
      [`${id}-w1`, `W${child.id.slice(-2)}`, 'Social Worker', child.id, period.from, period.until ?? '', ''],
      [`${id}-w2`, `R${child.id.slice(-2)}`, 'IRO', child.id, period.from, period.until ?? '', ''],
    ],
  ],
];

/** A visit to each child in care, a fortnight before the day of the feed or on the first day since. */
function visitsBefore(asAt: CalendarDate): CareTable {
  return [
    'ssd_cla_visits',
    'clav_cla_visit_id,clav_cla_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone',
    ({ child, period, id }) =>
      period.until === null ? [[`${id}-v1`, id, child.id, laterOf(addDays(asAt, -14), period.from), 'Y', 'N']] : [],
  ];
}

/** The child with a review on the day before the feed. */
function reviewed(child: SyntheticChild, asAt: CalendarDate): SyntheticChild {
  const periods = child.periods.map((period) => {
    const on = addDays(asAt, -1);
    const isOpen = period.until === null && child.story !== 'short-breaks' && period.from < on;
    return isOpen && !period.reviews.includes(on) ? { ...period, reviews: [...period.reviews, on] } : period;
  });
  return { ...child, periods };
}

function episodeRows({ child, period, id }: Care): readonly Fields[] {
  const days = [...new Set([...period.legal, ...period.placements].map(({ on }) => on))].sort();
  return days.map((on, place) => {
    const next = days[place + 1] ?? null;
    const placement = period.placements.findLastIndex((move) => move.on <= on);
    return [
      `${id}-e${String(place + 1)}`,
      child.id,
      id,
      `${on} 00:00:00.000`,
      newEpisode(period, on),
      child.need,
      next ?? period.until ?? '',
      next === null ? (period.reasonLeft ?? '') : 'X1',
      `${id}-p${String(placement + 1)}`,
    ];
  });
}

/** Reviews held, and the next one as the vendor dates it; every thirtieth child has none. */
function reviewRows({ child, period, id }: Care): readonly Fields[] {
  const held = period.reviews.map((on, place) => [`${id}-r${String(place + 1)}`, id, on, on, 'N', '']);
  const last = period.reviews.at(-1);
  if (period.until !== null || last === undefined || Number(child.id) % 30 === 0) return held;
  const days = period.reviews.length === 1 ? VENDOR_DAYS.second : VENDOR_DAYS.later;
  return [...held, [`${id}-r${String(period.reviews.length + 1)}`, id, addDays(last, days), '', 'N', '']];
}

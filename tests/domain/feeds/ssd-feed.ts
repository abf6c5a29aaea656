import { synthesiseFeed } from '../../../samples/synthesise-feed.ts';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';

/** A feed of one child in care since 5 January 2026, born 5 May 2016, written by hand: table → heading and rows. */
export const ONE_CHILD = {
  ssd_person: ['pers_person_id,pers_sex,pers_dob', '9970001,F,2016-05-05'],
  ssd_cla_episodes: [
    'clae_cla_episode_id,clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_placement_id',
    'E1,9970001,C1,2026-01-05,S,2026-03-02,X1,P1',
    'E2,9970001,C1,2026-03-02,P,,,P2',
  ],
  ssd_cla_placement: [
    'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date',
    'P1,9970001,2026-01-05,U6,2026-03-02',
    'P2,9970001,2026-03-02,U4,',
  ],
  ssd_legal_status: [
    'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date',
    'L1,9970001,V2,2026-01-05,',
  ],
  ssd_cla_reviews: [
    'clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_cancelled,clar_cla_review_participation',
    'R1,C1,2026-02-02,2026-01-30,N,PN1',
    'R2,C1,2026-05-01,,N,',
  ],
  ssd_cla_visits: [
    'clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone',
    'V1,9970001,2026-01-09 14:30:00,Y,N',
  ],
  ssd_cla_care_plan: [
    'lacp_table_id,lacp_person_id,lacp_cla_care_plan_start_date,lacp_cla_care_plan_end_date',
    'C1,9970001,2026-01-14,',
  ],
  ssd_permanence: [
    'perm_table_id,perm_person_id,perm_adm_decision_date,perm_placed_for_adoption_date,perm_matched_date',
    'A1,9970001,2026-03-01,,',
  ],
  ssd_involvements: [
    'invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_person_id,invo_involvement_start_date,invo_involvement_end_date',
    'I1,W7,Social Worker,9970001,2026-01-05,',
    'I2,W9,IRO,9970001,2026-01-07,',
    'I3,W8,Family support worker,9970001,2026-01-07,',
  ],
  ssd_missing: [
    'miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date',
    'M1,9970001,2026-02-14 22:10:00,M,2026-02-15 01:00:00',
  ],
} as const;

type Tables = { readonly [table: string]: readonly string[] };

/** The files of a feed, by name; tables given stand in place of those of the one child. */
export function feedFiles(
  changed: Tables = {},
): readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[] {
  const tables: Tables = { ...ONE_CHILD, ...changed };
  return Object.entries(tables).map(([name, lines]) => ({
    name: `${name}.csv`,
    bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
  }));
}

/** A made-up feed of many children. */
export function manyChildren(children: number, asAt: string, changed = 0) {
  return Object.entries(synthesiseFeed({ children, seed: 1, asAt: calendarDate(asAt) }, changed)).map(
    ([name, text]) => ({
      name,
      bytes: new TextEncoder().encode(text),
    }),
  );
}

/** The rows of one table of the one child, with each row changed. */
export function changedRows(table: keyof typeof ONE_CHILD, change: (row: string) => string): Tables {
  const [heading, ...rows] = ONE_CHILD[table];
  return { [table]: [heading, ...rows.map(change)] };
}

import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { asReturn } from '../../../../domain/feeds/ssd/as-return.ts';
import type { StagedRow } from '../../../../domain/feeds/staged.ts';
import { finished } from '../../../../domain/in-steps.ts';

const row = (table: string, parts: Partial<StagedRow>): StagedRow => ({
  ...{ file: `${table}.csv`, table, line: 2, child: null, values: {}, dates: {}, status: 'taken' },
  ...{ repeated: false, decided: null },
  ...parts,
});

describe('a row of a feed in the columns of the return', () => {
  test('of an episode without child and day has no status and no placement', () => {
    const [episode] = finished(
      asReturn([
        row('ssd-episodes', { values: { CLAE_CLA_EPISODE_ID: 'E1', CLAE_CLA_EPISODE_START_REASON: 'S' } }),
        row('ssd-legal-status', { child: '1', values: { LEGA_LEGAL_STATUS: 'V2' } }),
      ]),
    );
    expect(episode).toMatchObject({ table: 'episodes', values: { CHILD: '', LS: '', PLACE: '', RNE: 'S' } });
  });

  test('of a review whose period of care no episode tells has no child', () => {
    const [review] = finished(
      asReturn([
        row('ssd-reviews', {
          values: { CLAR_CLA_ID: 'C9', CLAR_CLA_REVIEW_DATE: '2026-01-30' },
          dates: { CLAR_CLA_REVIEW_DATE: calendarDate('2026-01-30') },
        }),
      ]),
    );
    expect(review).toMatchObject({ table: 'reviews', child: null });
  });
});

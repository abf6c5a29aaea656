import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../cli/api-client.ts';
import { addDays } from '../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../domain/calendar/instant.ts';
import { ENGLAND_AND_WALES } from '../domain/calendar/calendar.ts';
import { addWorkingDays } from '../domain/calendar/working-days.ts';
import { systemClock } from '../platform/clock.ts';
import { timed, type Figures } from './figures.ts';

type Adoption = {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly effects: { readonly processes: number; readonly moved: number } | null;
};

/** A bank holiday proclaimed two weeks ahead: proposed by one person, approved by another, adopted by every open process. */
export async function measureRedating(first: ApiClient, second: ApiClient, figures: Figures): Promise<void> {
  const today = londonDateOf(systemClock.now());
  const on = addWorkingDays(ENGLAND_AND_WALES, addDays(today, 7), 3);
  const body = {
    title: 'one-off bank holiday',
    settings: { bankHolidays: { added: [{ on, name: 'one-off bank holiday' }] } },
  };
  const [shown, shownMs] = await timed(async () => {
    const { id } = await first.post<Adoption>('/v1/adoptions', body);
    return until(first, id, 'previewed');
  });
  figures.add({
    what: 'a new bank holiday: its effects shown',
    measured: `${((shown.total / shownMs) * 1_000).toFixed(0)} processes a second`,
  });
  const [done, ms] = await timed(async () => {
    await second.post(`/v1/adoptions/${encodeURIComponent(shown.id)}/approval`, { reason: 'looked at' });
    return until(first, shown.id, 'adopted');
  });
  const perSecond = (done.total / ms) * 1_000;
  const { processes = 0, moved = 0 } = shown.effects ?? {};
  figures.add({
    what: `re-dating ${String(done.total)} (${String(moved)} dates of ${String(processes)} move)`,
    measured: `${perSecond.toFixed(0)} processes a second`,
    target: '300 a second',
    met: perSecond >= 300,
  });
}

async function until(api: ApiClient, id: string, status: string): Promise<Adoption> {
  for (;;) {
    const adoption = await api.get<Adoption>(`/v1/adoptions/${encodeURIComponent(id)}`);
    if (adoption.status === status) return adoption;
    await delay(200);
  }
}

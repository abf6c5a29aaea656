import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { afterCare } from '../evolving.ts';
import { beforeCare } from '../knowledge.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about the time before care proceedings (Public Law Working Group 2021). `on` is the day it happened, also before care began. */
export type PreProceedingsCommands = {
  /** The decision to start, or its letter to the parents. */
  'record-preproceedings-letter': { readonly on: CalendarDate };
  'record-preproceedings-review': { readonly on: CalendarDate };
  /** Without an application: the plan works, or the child is safe otherwise. */
  'end-preproceedings': { readonly on: CalendarDate; readonly reason: string };
};

export type PreProceedings = Dated & { readonly reviews: readonly Dated[]; readonly ended: Dated | null };

const whileOpen =
  (kind: string): Decide =>
  (state, payload) =>
    current(state) === null ? refuse('no-preproceedings') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'record-preproceedings-letter': (_state, payload) => tell(payload, ['preproceedings-letter-sent', {}]),
  'record-preproceedings-review': whileOpen('preproceedings-reviewed'),
  'end-preproceedings': whileOpen('preproceedings-ended'),
} satisfies Record<keyof PreProceedingsCommands, Decide>;

/** Pre-proceedings last sixteen weeks, with a review half way; an application or the end without one finishes them (timescales §12). */
export const PRE_PROCEEDINGS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'preproceedings-letter-sent': (state, fact) => {
      if (current(state) !== null) return 'preproceedings-open';
      const started: PreProceedings = { ...dated(fact), reviews: [], ended: null };
      return afterCare(state, fact) ?? { ...state, preProceedings: [...all(state), started] };
    },
    'preproceedings-reviewed': (state, fact) =>
      changed(state, (open) => ({ ...open, reviews: [...open.reviews, dated(fact)] })),
    'preproceedings-ended': (state, fact) => changed(state, (open) => ({ ...open, ended: dated(fact) })),
  },
  duties: (state, closed, law) => all(state).flatMap((each) => dutiesOf(state, { each, closed }, law)),
};

function all({ preProceedings = [] }: PeriodOfCare): readonly PreProceedings[] {
  return preProceedings;
}

function current(state: PeriodOfCare): PreProceedings | null {
  const latest = all(state).at(-1);
  return latest === undefined || finishedOn(state, latest) !== null ? null : latest;
}

function finishedOn({ proceedings = [] }: PeriodOfCare, { on, ended }: PreProceedings): CalendarDate | null {
  return ended?.on ?? proceedings.find((issued) => issued.on >= on)?.on ?? null;
}

function changed(state: PeriodOfCare, change: (open: PreProceedings) => PreProceedings): PeriodOfCare | string {
  const open = current(state);
  if (open === null) return 'no-preproceedings';
  return { ...state, preProceedings: [...all(state).slice(0, -1), change(open)] };
}

function dutiesOf(
  state: PeriodOfCare,
  { each, closed }: { readonly each: PreProceedings; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const finished = finishedOn(state, each);
  const inputs = { preProceedingsStartedOn: each.on };
  const owing = { anchor: each.factId, inputs, knowledge: beforeCare(state) };
  const over = finished === null ? closed : 'pre-proceedings are over';
  const reviewedOn = each.reviews.at(0)?.on ?? null;
  return [
    dutyFromRule({ ...owing, ruleId: 'plo.preproceedings', metOn: finished, endedBecause: closed }, law),
    dutyFromRule({ ...owing, ruleId: 'plo.midpoint-review', metOn: reviewedOn, endedBecause: over }, law),
  ];
}

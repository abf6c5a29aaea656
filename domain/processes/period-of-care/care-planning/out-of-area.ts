import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readFlag, textOf } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

export const DISTANCES = ['adjoining', 'at-a-distance'] as const;
export const APPROVERS = ['nominated-officer', 'director'] as const;

/** Commands about a placement outside the authority's area (CPPCR regs 11, 13(4)). `on` is the day it happened. */
export type OutOfAreaCommands = {
  /** On the day the placement starts. Exempt: with a connected person, or a carer whom the authority itself approved. */
  'record-placement-outside-area': {
    readonly on: CalendarDate;
    readonly distance: (typeof DISTANCES)[number];
    readonly emergency: boolean;
    readonly exempt: boolean;
  };
  'approve-placement-outside-area': { readonly on: CalendarDate; readonly by: (typeof APPROVERS)[number] };
  /** In an emergency afterwards: IRO informed, relatives consulted, the area authority consulted. */
  'record-area-consultation': { readonly on: CalendarDate };
  /** Written notice with the assessment of needs, the reasons, and the care plan. */
  'record-area-notice': { readonly on: CalendarDate };
};

export type OutOfArea = Dated & {
  readonly distant: boolean;
  readonly emergency: boolean;
  readonly exempt: boolean;
  /** The approval of the one whom the law asks for. */
  readonly approvedOn: CalendarDate | null;
  readonly consultedOn: CalendarDate | null;
  readonly noticeOn: CalendarDate | null;
};

const ofPlacement =
  (kind: string): Decide =>
  (state, payload) =>
    state.outOfArea.length === 0 ? refuse('not-outside-area') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'record-placement-outside-area': (_state, payload) => tell(payload, ['placed-outside-area', contentOf(payload)]),
  'approve-placement-outside-area': ofPlacement('outside-area-approved'),
  'record-area-consultation': ofPlacement('area-authority-consulted'),
  'record-area-notice': ofPlacement('area-authority-notified'),
} satisfies Record<keyof OutOfAreaCommands, Decide>;

/** Approval by the nominated officer, at a distance by the director, before the placement; notice to the area authority. */
export const OUT_OF_AREA: Aspect = {
  decisions: DECISIONS,
  facts: {
    'placed-outside-area': (state, fact) => {
      const placed = {
        ...dated(fact),
        distant: textOf(fact.payload, 'distance') === 'at-a-distance',
        emergency: readFlag(fact.payload, 'emergency') === true,
        exempt: readFlag(fact.payload, 'exempt') === true,
        ...{ approvedOn: null, consultedOn: null, noticeOn: null },
      };
      return outsideCare(state, fact) ?? { ...state, outOfArea: [...state.outOfArea, placed] };
    },
    // At a distance the approval of a nominated officer has no effect: it is recorded and meets nothing.
    'outside-area-approved': (state, { on, payload }) =>
      changed(state, (placed) =>
        placed.distant && textOf(payload, 'by') !== 'director' ? placed : { ...placed, approvedOn: on },
      ),
    'area-authority-consulted': (state, { on }) => changed(state, (placed) => ({ ...placed, consultedOn: on })),
    'area-authority-notified': (state, { on }) => changed(state, (placed) => ({ ...placed, noticeOn: on })),
  },
  duties: (state, closed, law) =>
    state.outOfArea.flatMap((placed) => {
      const hasMoved = state.care.placements.some(({ continues, on }) => !continues && on > placed.on);
      return dutiesOf(placed, hasMoved ? 'the placement ended' : closed, law);
    }),
};

function changed(state: PeriodOfCare, change: (placed: OutOfArea) => OutOfArea): PeriodOfCare | string {
  const latest = state.outOfArea.at(-1);
  if (latest === undefined) return 'not-outside-area';
  return { ...state, outOfArea: [...state.outOfArea.slice(0, -1), change(latest)] };
}

function dutiesOf(placed: OutOfArea, endedBecause: string | null, law: Law): readonly Duty[] {
  const { factId: anchor, on, approvedOn, consultedOn, noticeOn, distant, emergency, exempt } = placed;
  const owing = { anchor, inputs: { placementStartedOn: on }, endedBecause };
  const approval = { ...owing, ruleId: distant ? 'outofarea.approve-distant' : 'outofarea.approve', metOn: approvedOn };
  const notice = { ...owing, ruleId: emergency ? 'notify.area-authority-emergency' : 'notify.area-authority' };
  return [
    ...(exempt ? [] : [dutyFromRule(approval, law)]),
    ...(emergency && !exempt && approvedOn !== null
      ? [
          dutyFromRule(
            {
              ...{ ruleId: 'outofarea.consult', anchor, inputs: { outsideAreaApprovedOn: approvedOn } },
              ...{ metOn: consultedOn, endedBecause },
            },
            law,
          ),
        ]
      : []),
    dutyFromRule({ ...notice, metOn: noticeOn }, law),
  ];
}

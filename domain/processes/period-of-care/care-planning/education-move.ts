import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readDate, readFlag, textOf } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';
import { allOf } from './all-of.ts';

/** What the law asks for before such a move: an approval, and two who are consulted (CPPCR reg 10). */
export const EDUCATION_MOVE_STEPS = ['nominated-officer', 'designated-teacher', 'iro'] as const;
export type EducationMoveStep = (typeof EDUCATION_MOVE_STEPS)[number];

/** Commands about a move that disrupts the education of a child in key stage 4. */
export type EducationMoveCommands = {
  /** `emergency`: made in an emergency, or because a placement ended at immediate risk of harm. */
  'plan-education-move': {
    readonly on: CalendarDate;
    readonly movesOn: CalendarDate;
    readonly emergency: boolean;
  };
  'withdraw-education-move': { readonly on: CalendarDate; readonly reason: string };
  /** The nominated officer approved it, or the designated teacher or the IRO was consulted. */
  'record-education-move-step': { readonly on: CalendarDate; readonly step: EducationMoveStep };
};

export type EducationMove = Dated & {
  readonly movesOn: CalendarDate;
  readonly emergency: boolean;
  readonly steps: readonly (Dated & { readonly step: EducationMoveStep })[];
  readonly withdrawn: boolean;
};

const ofMove =
  (kind: string): Decide =>
  (state, payload) =>
    currentMove(state) === null ? refuse('no-education-move') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'plan-education-move': (_state, payload) => tell(payload, ['education-move-planned', contentOf(payload)]),
  'withdraw-education-move': ofMove('education-move-withdrawn'),
  'record-education-move-step': ofMove('education-move-step-recorded'),
} satisfies Record<keyof EducationMoveCommands, Decide>;

/** A move in key stage 4 that disrupts education: approved by the nominated officer before it takes effect. */
export const EDUCATION_MOVE: Aspect = {
  decisions: DECISIONS,
  facts: {
    'education-move-planned': (state, fact) => {
      const move: EducationMove = {
        ...dated(fact),
        movesOn: readDate(fact.payload, 'movesOn') ?? fact.on,
        emergency: readFlag(fact.payload, 'emergency') === true,
        ...{ steps: [], withdrawn: false },
      };
      return outsideCare(state, fact) ?? { ...state, educationMoves: [...movesOf(state), move] };
    },
    'education-move-withdrawn': (state) => changed(state, (move) => ({ ...move, withdrawn: true })),
    'education-move-step-recorded': (state, fact) => {
      const step = EDUCATION_MOVE_STEPS.find((known) => known === textOf(fact.payload, 'step'));
      if (step === undefined) return 'unknown-code';
      return changed(state, (move) => ({ ...move, steps: [...move.steps, { ...dated(fact), step }] }));
    },
  },
  duties: (state, closed, law) => movesOf(state).map((move) => approval(move, closed, law)),
};

function movesOf(state: PeriodOfCare): readonly EducationMove[] {
  return state.educationMoves ?? [];
}

function currentMove(state: PeriodOfCare): EducationMove | null {
  const latest = movesOf(state).at(-1) ?? null;
  return latest?.withdrawn === true ? null : latest;
}

function changed(state: PeriodOfCare, change: (move: EducationMove) => EducationMove): PeriodOfCare | string {
  const move = currentMove(state);
  if (move === null) return 'no-education-move';
  return { ...state, educationMoves: [...movesOf(state).slice(0, -1), change(move)] };
}

function approval(
  { factId: anchor, movesOn, emergency, steps, withdrawn }: EducationMove,
  closed: string | null,
  law: Law,
): Duty {
  const { outstanding, on: metOn } = allOf(
    EDUCATION_MOVE_STEPS,
    (step) => steps.find((taken) => taken.step === step)?.on,
  );
  const because = emergency ? 'it was made in an emergency' : withdrawn ? 'the move is not to be made' : closed;
  return dutyFromRule(
    { ruleId: 'ks4.move', anchor, inputs: { educationMoveOn: movesOn }, metOn, endedBecause: because, outstanding },
    law,
  );
}

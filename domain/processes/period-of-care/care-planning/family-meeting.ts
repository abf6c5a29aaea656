import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { textOf } from '../../../json-reading.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { afterCare } from '../evolving.ts';
import { NOT_RECORDED } from '../knowledge.ts';
import type { PeriodOfCare } from '../state.ts';
import type { Proceedings } from './proceedings.ts';

/** What becomes of the meeting at which a family decides what it can do for the child (CA s.31ZA). */
export const FAMILY_MEETING_STEPS = ['offered', 'accepted', 'declined', 'held', 'not-in-best-interests'] as const;
type Step = (typeof FAMILY_MEETING_STEPS)[number];

/** The family group decision-making meeting. `on` is the day it happened, also before care began. */
export type FamilyMeetingCommands = {
  /** `reason`: why it is not in the child's best interests, or what else is worth saying. */
  'record-family-meeting': { readonly on: CalendarDate; readonly step: Step; readonly reason: string | null };
};

export type FamilyMeetingStep = Dated & { readonly step: Step };

const DECISIONS = {
  'record-family-meeting': (_state, payload) => tell(payload, ['family-meeting-step-recorded', contentOf(payload)]),
} satisfies Record<keyof FamilyMeetingCommands, Decide>;

/**
 * Offered before the application, and held first if the family accepts, unless it is not in the child's best interests. The law
 * names no day: at each application it is asked for until it is recorded, and is never overdue (timescales §12 plo.fgdm).
 */
export const FAMILY_MEETING: Aspect = {
  decisions: DECISIONS,
  facts: {
    'family-meeting-step-recorded': (state, fact) => {
      const step = FAMILY_MEETING_STEPS.find((known) => known === textOf(fact.payload, 'step'));
      if (step === undefined) return 'unknown-code';
      return afterCare(state, fact) ?? { ...state, familyMeeting: [...all(state), { ...dated(fact), step }] };
    },
  },
  duties: (state, closed, law) => {
    const { proceedings = [] } = state;
    return proceedings.map((issued, place) => {
      const since = proceedings[place - 1];
      const steps = all(state).filter(({ on }) => since === undefined || on > since.on);
      return atApplication(issued, { steps, closed }, law);
    });
  },
};

function all({ familyMeeting = [] }: PeriodOfCare): readonly FamilyMeetingStep[] {
  return familyMeeting;
}

type Steps = { readonly steps: readonly FamilyMeetingStep[]; readonly closed: string | null };

function atApplication({ factId: anchor, on }: Proceedings, { steps, closed }: Steps, law: Law): Duty {
  const owing = { ruleId: 'plo.fgdm', anchor, inputs: { applicationIssuedOn: on }, knowledge: NOT_RECORDED };
  return dutyFromRule({ ...owing, ...settled(steps), endedBecause: closed }, law);
}

/** A meeting that was held was offered; one that the family accepted is still to be held. */
function settled(steps: readonly FamilyMeetingStep[]): {
  readonly metOn: CalendarDate | null;
  readonly outstanding: readonly Step[];
} {
  const answer = steps.findLast(({ step }) => step === 'accepted' || step === 'declined');
  const wanted: readonly Step[] = answer?.step === 'accepted' ? ['held'] : ['offered', 'held'];
  const done = steps.find(({ step }) => step === 'not-in-best-interests' || wanted.includes(step));
  return done === undefined ? { metOn: null, outstanding: wanted.slice(0, 1) } : { metOn: done.on, outstanding: [] };
}

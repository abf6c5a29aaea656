import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { by } from '../../../in-order.ts';
import { readText, readTexts } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import { regimeOf } from '../../../rulebook/regime.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import { isToldAsPast, notToldByReturn } from '../knowledge.ts';
import { legalStatusOn, placementOn, type PeriodOfCare } from '../state.ts';
import { allOf } from './all-of.ts';

/** Who has a copy of the care plan: the carer is the foster carer with the fostering service, or whoever runs the home (CPPCR reg 6(3)). */
export const COPY_RECIPIENTS = ['child', 'parents', 'iro', 'carer'] as const;
export type CopyRecipient = (typeof COPY_RECIPIENTS)[number];

/** Why somebody has none: harm to the child (reg 6(4)), the child's age and understanding (reg 6(3)(a)), or nobody of the kind. */
export const COPY_NOT_GIVEN = ['risk-of-harm', 'not-appropriate', 'nobody-there'] as const;

/** For whom each reason may stand. */
const MAY_BE: Readonly<Record<string, readonly CopyRecipient[]>> = {
  'risk-of-harm': ['parents'],
  'not-appropriate': ['child'],
  'nobody-there': ['parents', 'carer'],
};

/** Commands about copies of the care plan as it stands on that day. */
export type CarePlanCopyCommands = {
  'record-care-plan-copies': { readonly on: CalendarDate; readonly recipients: readonly CopyRecipient[] };
  'record-care-plan-not-given': {
    readonly on: CalendarDate;
    readonly recipient: CopyRecipient;
    readonly because: (typeof COPY_NOT_GIVEN)[number];
    readonly reason: string;
  };
};

/** One recipient of a copy, settled on a day. */
export type CarePlanCopy = Dated & { readonly recipient: string };

const DECISIONS = {
  'record-care-plan-copies': (_state, payload) => tell(payload, ['care-plan-copies-given', contentOf(payload)]),
  'record-care-plan-not-given': (_state, payload) => {
    const allowed = MAY_BE[readText(payload, 'because') ?? ''] ?? [];
    return allowed.some((recipient) => recipient === payload['recipient'])
      ? tell(payload, ['care-plan-not-given', contentOf(payload)])
      : refuse('may-not-be-withheld');
  },
} satisfies Record<keyof CarePlanCopyCommands, Decide>;

/** A copy of the care plan, each time that it is made or changed: one task, which names those who are still to have it. */
export const CARE_PLAN_COPIES: Aspect = {
  decisions: DECISIONS,
  facts: {
    'care-plan-copies-given': (state, fact) =>
      outsideCare(state, fact) ?? withCopies(state, dated(fact), readTexts(fact.payload, 'recipients')),
    'care-plan-not-given': (state, fact) => {
      const recipient = readText(fact.payload, 'recipient');
      return outsideCare(state, fact) ?? withCopies(state, dated(fact), recipient === null ? [] : [recipient]);
    },
  },
  duties: (state, closed, law) => {
    const changes = changesOf(state);
    return changes.flatMap((change, place) =>
      copiesOf(state, { change, next: changes[place + 1] ?? null, closed }, law),
    );
  },
};

function withCopies(state: PeriodOfCare, told: Dated, recipients: readonly string[]): PeriodOfCare {
  const copies = recipients.map((recipient) => ({ ...told, recipient }));
  return { ...state, carePlanCopies: [...(state.carePlanCopies ?? []), ...copies] };
}

/** Each time that the plan was made, or changed after a review, in order. */
function changesOf({ care, cycle }: PeriodOfCare): readonly Dated[] {
  const updated = cycle.reviews.flatMap(({ factId, told, steps }) => {
    const on = steps['care-plan-update'];
    return on === undefined ? [] : [{ factId, told, on }];
  });
  return [...(care.carePlans ?? []), ...updated].toSorted(by(({ on }) => on));
}

type OfChange = { readonly change: Dated; readonly next: Dated | null; readonly closed: string | null };

/** Of plans that were told as the past the latest alone is asked about. Once placed for adoption reg 6 is switched off (CPPCR reg 3). */
function copiesOf(state: PeriodOfCare, { change, next, closed }: OfChange, law: Law): readonly Duty[] {
  const { factId: anchor, on, told } = change;
  const regime = regimeOf(legalStatusOn(state, on)?.code ?? null, placementOn(state, on)?.code ?? null);
  if (regime === 'placed-for-adoption' || (next !== null && isToldAsPast(state, change))) return [];
  const copies = (state.carePlanCopies ?? []).filter((copy) => copy.on >= on && (next === null || copy.on < next.on));
  // Who had it, or was left out.
  const given = allOf(COPY_RECIPIENTS, (each) => copies.find(({ recipient }) => recipient === each)?.on);
  return [
    dutyFromRule(
      {
        ...{ ruleId: 'careplan.copy', anchor, inputs: { carePlanChangedOn: on }, outstanding: given.outstanding },
        ...{ metOn: given.on, knowledge: notToldByReturn(state, told) },
        endedBecause: next === null ? closed : 'the care plan changed again',
      },
      law,
    ),
  ];
}

import { addDays, addYears, type CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readFlag, textOf } from '../../../json-reading.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import { endedOn, type PeriodOfCare } from '../state.ts';

/** Settings in which a child under sixteen may live without a regulated placement, and any other (CPPCR reg 27A). */
export const OTHER_SETTINGS = [
  'care-home',
  'hospital',
  'residential-family-centre',
  'school-not-a-home',
  'holiday-scheme',
  'unlisted',
] as const;

/** Commands about other arrangements: where a child lives who is placed neither with carers nor in a children's home. */
export type OtherArrangementsCommands = {
  'record-other-arrangements': { readonly on: CalendarDate; readonly setting: (typeof OTHER_SETTINGS)[number] };
  /** Of a child who came alone and whose age was uncertain. */
  'record-age-assessment': { readonly on: CalendarDate; readonly underSixteen: boolean };
};

export type OtherArrangement = Dated & {
  readonly listed: boolean;
  /** Assessed in it as under sixteen, having been taken for older. */
  readonly assessed: Dated | null;
};

const SIXTEEN = 16;

const DECISIONS = {
  'record-other-arrangements': (_state, payload) => tell(payload, ['other-arrangements-made', contentOf(payload)]),
  'record-age-assessment': (_state, payload) => tell(payload, ['age-assessed', contentOf(payload)]),
} satisfies Record<keyof OtherArrangementsCommands, Decide>;

/** No child under sixteen lives outside the listed settings; who is found to be younger is moved within ten working days. */
export const OTHER_ARRANGEMENTS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'other-arrangements-made': (state, fact) => {
      const made = { ...dated(fact), listed: textOf(fact.payload, 'setting') !== 'unlisted', assessed: null };
      return outsideCare(state, fact) ?? { ...state, otherArrangements: [...all(state), made] };
    },
    'age-assessed': (state, fact) => {
      const latest = all(state).at(-1);
      if (latest === undefined || readFlag(fact.payload, 'underSixteen') !== true)
        return outsideCare(state, fact) ?? state;
      return { ...state, otherArrangements: [...all(state).slice(0, -1), { ...latest, assessed: dated(fact) }] };
    },
  },
  duties: (state, closed, law) =>
    all(state).flatMap((made) => (isForbidden(made, law) ? owedFor(state, { made, closed }, law) : [])),
  time: {
    nextChangeOn: (state) => {
      const eve = eveOfSixteen(state);
      const latest = all(state).at(-1);
      const isOpen = latest !== undefined && endedOn(state) === null && state.turnedSixteenOn === undefined;
      return isOpen && eve !== null && latest.on <= eve ? eve : null;
    },
    elapse: (state, on) =>
      all(state).length > 0 && eveOfSixteen(state) === on ? [{ kind: 'turned-sixteen', on, payload: {} }] : [],
  },
  derived: { 'turned-sixteen': (state, { on }) => ({ ...state, turnedSixteenOn: addDays(on, 1) }) },
};

function all(state: PeriodOfCare): readonly OtherArrangement[] {
  return state.otherArrangements ?? [];
}

/** Outside the listed settings, for a child who came to live there since the day that the rule names as that of its law. */
function isForbidden({ listed, on }: OtherArrangement, { rules }: Law): boolean {
  return !listed && rules.ruleFor('arrangements.under16', on).validFrom !== null;
}

/** A person reaches an age at the start of the birthday. */
function eveOfSixteen({ care }: PeriodOfCare): CalendarDate | null {
  const born = care.entry?.dateOfBirth ?? null;
  return born === null ? null : addDays(addYears(born, SIXTEEN), -1);
}

/** The day from which the child lives where a child of that age may: in a placement that began since, or in a listed setting. */
function settledOn(state: PeriodOfCare, since: CalendarDate): CalendarDate | null {
  const placed = state.care.placements.filter(({ continues }) => !continues);
  const settled = [...placed, ...all(state).filter(({ listed }) => listed)].filter(({ on }) => on > since);
  return settled.map(({ on }) => on).toSorted()[0] ?? null;
}

type Made = { readonly made: OtherArrangement; readonly closed: string | null };

function owedFor(state: PeriodOfCare, { made, closed }: Made, law: Law): readonly Duty[] {
  const { factId: anchor, on, assessed } = made;
  const metOn = settledOn(state, on);
  if (assessed !== null) {
    const inputs = { ageAssessedOn: assessed.on };
    return [dutyFromRule({ ruleId: 'arrangements.age-assessed', anchor, inputs, metOn, endedBecause: closed }, law)];
  }
  const eve = eveOfSixteen(state);
  if (eve === null || on > eve) return [];
  const endedBecause = state.turnedSixteenOn === undefined ? closed : 'the child turned sixteen';
  return [
    dutyFromRule(
      { ruleId: 'arrangements.under16', anchor, inputs: { unlistedSettingSinceAt: on }, metOn, endedBecause },
      law,
    ),
  ];
}

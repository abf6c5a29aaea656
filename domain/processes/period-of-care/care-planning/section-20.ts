import type { Instant } from '../../../calendar/instant.ts';
import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readFlag, readTexts } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { agreedAgainOn, agreedBefore, holderIn } from './agreement.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import { notToldByReturn } from '../knowledge.ts';
import type { LegalStatus, PeriodOfCare } from '../state.ts';

/** Who may hold parental responsibility; whose names they are stands in the case management system. */
export const RESPONSIBILITY_HOLDERS = [
  'mother',
  'father',
  'second-parent',
  'adoptive-parent',
  'guardian',
  'special-guardian',
  'holder-by-order',
] as const;
export type ResponsibilityHolder = (typeof RESPONSIBILITY_HOLDERS)[number];

/** Commands about accommodation by agreement (CA s.20). `on` is the day, `at` the moment it happened. */
export type Section20Commands = {
  /** Everybody who holds parental responsibility at present; from then on it is seen who has agreed and who has not. */
  'record-responsibility-holders': { readonly on: CalendarDate; readonly holders: readonly ResponsibilityHolder[] };
  /** `complete`: every holder of parental responsibility has agreed, or the child of sixteen (s.20(11)). */
  'record-consent': {
    readonly on: CalendarDate;
    readonly givenBy: string;
    readonly holder: ResponsibilityHolder | null;
    readonly complete: boolean;
  };
  /** Ends the authority at once, without notice (s.20(7), (8)). */
  'record-consent-withdrawn': {
    readonly on: CalendarDate;
    readonly at: Instant | null;
    readonly by: string;
    readonly holder: ResponsibilityHolder | null;
  };
  'confirm-consent': { readonly on: CalendarDate };
  /** Nobody exercises parental responsibility: orphaned, parents missing or not capable, alone in the country. */
  'record-nobody-responsible': { readonly on: CalendarDate; readonly reason: string };
  'record-legal-planning-meeting': { readonly on: CalendarDate };
};

/** What is known of the agreement; it counts for the time under section 20 alone. */
export type Section20 = {
  /** The holders that were told, each time anew; absent: nobody has told who they are. */
  readonly holders?: readonly (Dated & { readonly all: readonly string[] })[];
  /** `holder` is absent or null where it was not said which of them. */
  readonly consents: readonly (Dated & { readonly complete: boolean; readonly holder?: string | null })[];
  readonly withdrawals: readonly (Dated & { readonly at: Instant | null; readonly holder?: string | null })[];
  readonly confirmations: readonly Dated[];
  readonly nobodyResponsible: readonly Dated[];
  readonly meetings: readonly Dated[];
};

export const NO_SECTION_20: Section20 = {
  consents: [],
  withdrawals: [],
  confirmations: [],
  nobodyResponsible: [],
  meetings: [],
};

const SINGLE_PERIOD = 'V2';

const underSection20 =
  (kind: string): Decide =>
  (state, payload) =>
    state.care.legal.at(-1)?.code === SINGLE_PERIOD
      ? tell(payload, [kind, contentOf(payload)])
      : refuse('not-section-20');

const DECISIONS = {
  'record-responsibility-holders': underSection20('responsibility-holders-told'),
  'record-consent': underSection20('consent-given'),
  'record-consent-withdrawn': underSection20('consent-withdrawn'),
  'confirm-consent': underSection20('consent-confirmed'),
  'record-nobody-responsible': underSection20('nobody-responsible'),
  'record-legal-planning-meeting': (_state, payload) => tell(payload, ['legal-planning-meeting-held', {}]),
} satisfies Record<keyof Section20Commands, Decide>;

const noted =
  (change: (before: Section20, told: Dated) => Partial<Section20>): Evolve =>
  (state, fact) =>
    outsideCare(state, fact) ?? {
      ...state,
      section20: { ...state.section20, ...change(state.section20, dated(fact)) },
    };

/** Accommodation by agreement: consent, its confirmation and withdrawal, and nobody exercising parental responsibility (timescales §12). */
export const SECTION_20: Aspect = {
  decisions: DECISIONS,
  facts: {
    'responsibility-holders-told': (state, fact) => {
      const all = readTexts(fact.payload, 'holders');
      return noted(({ holders = [] }, told) => ({ holders: [...holders, { ...told, all }] }))(state, fact);
    },
    'consent-given': (state, fact) => {
      const complete = readFlag(fact.payload, 'complete') === true;
      const consent = { complete, ...holderIn(fact) };
      return noted(({ consents }, told) => ({ consents: [...consents, { ...told, ...consent }] }))(state, fact);
    },
    'consent-confirmed': noted(({ confirmations }, told) => ({ confirmations: [...confirmations, told] })),
    'consent-withdrawn': (state, fact) => {
      const at = fact.at ?? null;
      const withdrawal = { at, ...holderIn(fact) };
      return noted(({ withdrawals }, told) => ({ withdrawals: [...withdrawals, { ...told, ...withdrawal }] }))(
        state,
        fact,
      );
    },
    'nobody-responsible': noted(({ nobodyResponsible }, told) => ({ nobodyResponsible: [...nobodyResponsible, told] })),
    'legal-planning-meeting-held': noted(({ meetings }, told) => ({ meetings: [...meetings, told] })),
  },
  duties: (state, closed, law) => [
    ...state.care.legal.flatMap((basis, place) => {
      const until = state.care.legal[place + 1]?.on ?? null;
      if (basis.code !== SINGLE_PERIOD || (basis.told === 'return' && until !== null)) return [];
      return agreementDuties(state, { basis, until, closed }, law);
    }),
    ...withoutAuthority(state, closed, law),
  ],
};

type Agreement = { readonly basis: LegalStatus; readonly until: CalendarDate | null; readonly closed: string | null };

/** For one time under section 20: consent, a look every three months, and one after four weeks. */
function agreementDuties(state: PeriodOfCare, { basis, until, closed }: Agreement, law: Law): readonly Duty[] {
  const { confirmations, meetings } = state.section20;
  const isWithin = ({ on }: Dated): boolean => on >= basis.on && (until === null || on < until);
  const endedBecause = until === null ? closed : 'the legal status changed';
  const knowledge = notToldByReturn(state, basis.told);
  const { on: metOn, outstanding } = agreedBefore(state.section20, until);
  const since = {
    ...{ anchor: basis.factId, inputs: { accommodatedByAgreementOn: basis.on } },
    endedBecause,
    knowledge,
  };
  const looks = [basis, ...confirmations.filter(isWithin)];
  return [
    dutyFromRule({ ...since, ruleId: 's20.consent', metOn, ...(outstanding && { outstanding }) }, law),
    dutyFromRule({ ...since, ruleId: 's20.four-weeks', metOn: meetings.find(isWithin)?.on ?? null }, law),
    ...looks.map(({ factId: anchor, on }, place) => {
      const owing = { anchor, inputs: { consentConfirmedOn: on }, endedBecause, knowledge };
      return dutyFromRule({ ...owing, ruleId: 's20.review', metOn: looks[place + 1]?.on ?? null }, law);
    }),
  ];
}

/** Consent withdrawn is an ended legal basis; nobody responsible is a child for whom nobody can agree. */
function withoutAuthority(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { withdrawals, nobodyResponsible, meetings } = state.section20;
  const after = (since: CalendarDate, told: readonly Dated[]): CalendarDate | null =>
    told.find(({ on }) => on >= since)?.on ?? null;
  const settled = (since: CalendarDate): CalendarDate | null =>
    state.care.legal.find(({ on, code }) => on >= since && code !== SINGLE_PERIOD)?.on ?? null;
  return [
    ...withdrawals.map((withdrawal) => {
      const { factId: anchor, on, at } = withdrawal;
      const inputs = { consentWithdrawnAt: at ?? on };
      const metOn = settled(on) ?? agreedAgainOn(state.section20, withdrawal);
      return dutyFromRule({ ruleId: 's20.withdrawn', anchor, inputs, metOn, endedBecause: closed }, law);
    }),
    ...nobodyResponsible.map(({ factId: anchor, on }) => {
      const inputs = { nobodyResponsibleOn: on };
      const endedBecause = settled(on) === null ? closed : 'the legal status changed';
      return dutyFromRule({ ruleId: 's20.no-pr', anchor, inputs, metOn: after(on, meetings), endedBecause }, law);
    }),
  ];
}

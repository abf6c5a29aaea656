import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact } from '../../heart/fact.ts';
import { RETURN_READ } from '../../heart/telling.ts';
import { readDate, readFlag, readText, textOf } from '../../json-reading.ts';
import { isConsentEffective } from '../../rulebook/consent.ts';
import { ADOPTION_BASES, type PanelPurpose } from './commands.ts';
import { isDelivered } from './knowledge.ts';
import type { Stage } from './stages.ts';
import { moved, stepped, undone } from './movement.ts';
import {
  answered,
  datedBy,
  decisionOnPlan,
  isAllGiven,
  type AgencyDecision,
  type Dated,
  type FamilyFinding,
} from './state.ts';

type Evolve = (state: FamilyFinding, fact: Fact) => FamilyFinding | string;

/** What falls with a match that is not approved, or not gone on with. */
const OF_A_MATCH: readonly Stage[] = ['match-panel', 'matched', 'introduced'];

/** What answers to the plan cannot come before it; all else is recorded on its day, whatever the rules say (design §5). */
const ONLY_OF_A_PLAN: readonly string[] = ['adoption-plan-changed', 'adoption-confirmed', 'adoption-ceremony-held'];

/** What may have happened before the plan was set. */
export function mayComeBeforeThePlan({ kind, payload }: Fact): boolean {
  return !ONLY_OF_A_PLAN.includes(kind) && readFlag(payload, 'shouldBePlaced') !== false;
}

/** What a told fact changes; a string says why it cannot be. */
export const EVOLVE: Readonly<Record<string, Evolve>> = {
  [RETURN_READ]: (state, fact) => {
    const asAt = readDate(fact.payload, 'asAt');
    if (asAt === null || (state.reading !== null && asAt < state.reading.asAt)) return state;
    const read = { ...state, reading: { asAt, readOn: fact.on } };
    return isHistory(read, asAt) ? { ...read, ended: { ...datedBy(fact), why: 'adopted' } } : read;
  },
  'adoption-plan-set': (state, fact) => {
    if (state.plan !== null) return 'adoption-plan-already-set';
    const startKnown = readFlag(fact.payload, 'startKnown') ?? true;
    const basis = ADOPTION_BASES.find((known) => known === readText(fact.payload, 'basis')) ?? null;
    const siblings = readFlag(fact.payload, 'siblings');
    // A placement that ended before belongs to an earlier search.
    const placements = state.life.placements.filter(({ returned }) => returned === null);
    const plan = { ...datedBy(fact), startKnown, basis, siblings };
    return moved({ ...state, plan, life: { ...state.life, placements } }, datedBy(fact), 'plan-set');
  },
  'agency-decision-made': (state, fact) => {
    if (decisionOnPlan(state) !== null) return 'agency-decision-recorded';
    const favourable = readFlag(fact.payload, 'shouldBePlaced') ?? true;
    const decided = withDecision(state, fact, { about: 'plan', favourable });
    if (favourable) return moved(decided, datedBy(fact), 'decided');
    return { ...decided, ended: { ...datedBy(fact), why: 'plan-changed' } };
  },
  'adoption-panel-held': (state, fact) => {
    const purpose = purposeOf(fact);
    const held = { ...state, panels: [...state.panels, { ...datedBy(fact), purpose }] };
    return purpose === 'match' ? moved(held, datedBy(fact), 'match-panel') : stepped(held, datedBy(fact), 'plan-panel');
  },
  'final-minutes-received': (state, fact) => {
    const purpose = purposeOf(fact);
    const minutes = { ...datedBy(fact), purpose, decidedOn: decidedBefore(state, purpose) };
    return stepped({ ...state, minutes: [...state.minutes, minutes] }, datedBy(fact), `${purpose}-minutes`);
  },
  'placement-consent-given': (state, fact) => {
    const given = { ...state, consents: [...state.consents, datedBy(fact)] };
    return isConsentEffective(state.life.dateOfBirth, fact.on) ? moved(given, datedBy(fact), 'authorised') : given;
  },
  'regional-agency-told': (state, fact) => moved(state, datedBy(fact), 'referred'),
  'child-profile-completed': (state, fact) => moved(state, datedBy(fact), 'profiled'),
  'link-made': (state, fact) => {
    const adopters = textOf(fact.payload, 'adopters');
    if (liveLink(state, adopters)) return 'link-recorded';
    const links = [...state.links, { ...datedBy(fact), adopters, endedOn: null }];
    return moved({ ...state, links }, datedBy(fact), 'linked');
  },
  'link-ended': (state, fact) => {
    const adopters = textOf(fact.payload, 'adopters');
    if (!liveLink(state, adopters)) return 'no-such-link';
    return withoutLink(state, adopters, datedBy(fact));
  },
  'match-decided': (state, fact) => {
    const favourable = readFlag(fact.payload, 'approved') ?? true;
    const decided = withDecision(state, fact, { about: 'match', favourable });
    if (favourable) return moved(decided, datedBy(fact), 'matched');
    const adopters = textOf(fact.payload, 'adopters');
    return undone(withoutLink(decided, adopters, datedBy(fact)), OF_A_MATCH, datedBy(fact));
  },
  'introductions-started': (state, fact) => moved(state, datedBy(fact), 'introduced'),
  'adoption-application-made': (state, fact) =>
    stepped({ ...state, applications: [...state.applications, datedBy(fact)] }, datedBy(fact), 'application'),
  'adoption-ceremony-held': (state, fact) =>
    state.adopted === null
      ? 'not-adopted'
      : stepped({ ...state, ceremony: state.ceremony ?? datedBy(fact) }, datedBy(fact), 'ceremony'),
  'adoption-step-recorded': (state, fact) => step(state, fact),
  'early-permanence-considered': (state, fact) => ({
    ...state,
    earlyPermanence: answered(state.earlyPermanence, fact),
  }),
  'brothers-and-sisters-decided': (state, fact) => ({ ...state, siblings: answered(state.siblings, fact) }),
  'adoption-confirmed': (state, fact) => {
    const otherPlans = state.life.otherPlans.map((plan) => ({ ...plan, answeredOn: plan.answeredOn ?? fact.on }));
    const confirmed = [...state.confirmed, datedBy(fact)];
    return { ...state, confirmed, life: { ...state.life, otherPlans } };
  },
  'adoption-plan-changed': (state, fact) => ({
    ...withDecision(state, fact, { about: 'change', favourable: false }),
    ended: { ...datedBy(fact), why: 'plan-changed' },
  }),
};

/** Adopted by the day to which a return speaks, and no person ever kept it here: nobody is asked for what is owed afterwards. */
function isHistory(state: FamilyFinding, asAt: CalendarDate): boolean {
  const { adopted, ended, isKept } = state;
  const isOver = adopted !== null && ended === null && adopted.on <= asAt;
  return isOver && isDelivered(state) && !isKept;
}

function purposeOf({ payload }: Fact): PanelPurpose {
  return readText(payload, 'purpose') === 'plan' ? 'plan' : 'match';
}

/** The day of the decision that the panel of these minutes led to, where they came after it; null: it is still to be made. */
function decidedBefore({ decisions, panels }: FamilyFinding, purpose: PanelPurpose): CalendarDate | null {
  const decision = decisions.findLast(({ about }) => about === purpose);
  const panel = panels.findLast((held) => held.purpose === purpose);
  return decision === undefined || (panel !== undefined && panel.on > decision.on) ? null : decision.on;
}

/** When who is told of a decision was told of it: nobody yet. */
const TOLD_NOBODY = {
  toldOrallyOn: null,
  toldInWritingOn: null,
  adoptersToldOrallyOn: null,
  adoptersToldInWritingOn: null,
} as const;

/** A decision, which answers the minutes that were received for it. */
function withDecision(
  state: FamilyFinding,
  fact: Fact,
  { about, favourable }: Pick<AgencyDecision, 'about' | 'favourable'>,
): FamilyFinding {
  const decision = { ...datedBy(fact), about, favourable, ...TOLD_NOBODY };
  const minutes = state.minutes.map((received) =>
    received.purpose === about ? { ...received, decidedOn: received.decidedOn ?? fact.on } : received,
  );
  return { ...state, decisions: [...state.decisions, decision], minutes };
}

function liveLink({ links }: FamilyFinding, adopters: string): boolean {
  return links.some((link) => link.adopters === adopters && link.endedOn === null);
}

/** Ends a link; without any left family-finding goes back to before there was one. */
function withoutLink(state: FamilyFinding, adopters: string, dated: Dated): FamilyFinding {
  const links = state.links.map((link) =>
    link.adopters === adopters ? { ...link, endedOn: link.endedOn ?? dated.on } : link,
  );
  const ended = { ...state, links };
  return links.every(({ endedOn }) => endedOn !== null) ? undone(ended, ['linked', ...OF_A_MATCH], dated) : ended;
}

/** Work recorded by its day: people are told of what was decided by then, comments belong to the latest report. */
function step(state: FamilyFinding, fact: Fact): FamilyFinding | string {
  const name = textOf(fact.payload, 'step');
  switch (name) {
    case 'parents-told-orally':
      return told(state, fact, 'toldOrallyOn');
    case 'parents-told-in-writing':
      return told(state, fact, 'toldInWritingOn');
    case 'adopters-told-orally':
      return told(state, fact, 'adoptersToldOrallyOn');
    case 'adopters-told-in-writing':
      return told(state, fact, 'adoptersToldInWritingOn');
    case 'adopters-notified-of-report': {
      const reports = [...state.reports, { ...datedBy(fact), commentedOn: null }];
      return stepped({ ...state, reports }, datedBy(fact), name);
    }
    case 'comments-received': {
      const latest = state.reports.at(-1);
      if (latest === undefined) return 'no-placement-report';
      const reports = [...state.reports.slice(0, -1), { ...latest, commentedOn: latest.commentedOn ?? fact.on }];
      return stepped({ ...state, reports }, datedBy(fact), name);
    }
    case 'advice-on-outside-rule':
      return { ...state, advisedOn: [...state.advisedOn, fact.on] };
    default:
      return withStep(state, fact, name);
  }
}

/** Parents are told of every decision that they had not been told of, adopters of those on a match. */
function told(state: FamilyFinding, { on }: Fact, when: keyof typeof TOLD_NOBODY): FamilyFinding | string {
  const isOfMatch = when === 'adoptersToldOrallyOn' || when === 'adoptersToldInWritingOn';
  const isToldOf = ({ about }: AgencyDecision): boolean => !isOfMatch || about === 'match';
  if (!state.decisions.some(isToldOf)) return 'no-agency-decision';
  const decisions = state.decisions.map((decision) =>
    isToldOf(decision) ? { ...decision, [when]: decision[when] ?? on } : decision,
  );
  return { ...state, decisions };
}

/** When the book and the letter are given after the order, everything is done. */
function withStep(state: FamilyFinding, fact: Fact, name: string): FamilyFinding {
  const steps = { ...state.steps, [name]: state.steps[name] ?? fact.on };
  const after = stepped({ ...state, steps }, datedBy(fact), name);
  return isAllGiven(after) && state.adopted !== null
    ? { ...after, ended: { ...datedBy(fact), why: 'adopted' } }
    : after;
}

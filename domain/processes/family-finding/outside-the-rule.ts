import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Law } from '../../heart/law.ts';
import type { FactId } from '../../heart/fact.ts';
import type { AnchorName } from '../../rulebook/anchors.ts';
import { isConsentEffective } from '../../rulebook/consent.ts';
import {
  approvedMatches,
  decisionOnPlan,
  togetherOrApart,
  type Dated,
  type FamilyFinding,
  type PlacedForAdoption,
} from './state.ts';
import { mayStillComment, waitingTimes } from './waiting-times.ts';

/** Something that happened although the rules forbid it: recorded as it was, with the name of what was wrong. */
export type Outside = { readonly factId: FactId; readonly on: CalendarDate; readonly what: AnchorName };

/**
 * What was done outside the rule; of one fact the gravest. Only where people keep family-finding from the plan on: of what a return
 * tells nobody knows what else there was.
 */
export function outsideTheRule(state: FamilyFinding, law: Law): readonly Outside[] {
  const { plan } = state;
  if (plan?.told !== 'person') return [];
  const found = [
    ...forbiddenPanels(state),
    ...withoutMinutes(state),
    ...whileCommenting(state, law),
    ...state.life.placements.flatMap((placed) => placement(state, placed)),
    ...withoutSiblings(state),
    ...earlyApplications(state, law),
    ...earlyConsents(state),
  ];
  // What others tell of a time before the plan belongs to an earlier search.
  const own = found.filter(({ on, told }) => told === 'person' || on >= plan.on);
  return own.filter(({ factId }, place) => own.findIndex((other) => other.factId === factId) === place);
}

type Marked = Outside & Pick<Dated, 'told'>;

function marked(what: AnchorName, facts: readonly Dated[]): readonly Marked[] {
  return facts.map(({ factId, on, told }) => ({ factId, on, what, told }));
}

function forbiddenPanels({ plan, panels }: FamilyFinding): readonly Marked[] {
  const isForbidden = plan?.basis != null && plan.basis !== 'relinquished';
  return marked(
    'panelForbiddenOn',
    panels.filter(({ purpose }) => isForbidden && purpose === 'plan'),
  );
}

function withoutMinutes(state: FamilyFinding): readonly Marked[] {
  const decision = decisionOnPlan(state);
  const ofPlan = state.plan?.basis === 'relinquished' && decision !== null ? [decision] : [];
  return marked(
    'decidedWithoutMinutesOn',
    [...ofPlan, ...approvedMatches(state)].filter(
      ({ about, on }) => !state.minutes.some((minutes) => minutes.purpose === about && minutes.on <= on),
    ),
  );
}

function whileCommenting(state: FamilyFinding, law: Law): readonly Marked[] {
  return marked(
    'panelWhileCommentingOn',
    state.panels.filter(
      ({ purpose, on }) => purpose === 'match' && state.reports.some((report) => mayStillComment(report, on, law)),
    ),
  );
}

function placement(state: FamilyFinding, placed: PlacedForAdoption): readonly Marked[] {
  const before = state.life.placements.filter(({ on }) => on < placed.on).at(-1)?.returned?.on ?? '';
  const isAuthorised =
    placed.byOrder ||
    state.consents.some(({ on }) => on <= placed.on && isConsentEffective(state.life.dateOfBirth, on));
  const isMatched = approvedMatches(state).some(({ on }) => before <= on && on <= placed.on);
  return [
    ...(isAuthorised ? [] : marked('placedWithoutAuthorityOn', [placed])),
    ...(isMatched ? [] : marked('placedWithoutMatchOn', [placed])),
  ];
}

/** Together or apart is decided before a match or a split. */
function withoutSiblings(state: FamilyFinding): readonly Marked[] {
  if (state.plan?.siblings !== true) return [];
  const decidedOn = togetherOrApart(state)?.on ?? null;
  return marked(
    'siblingsUndecidedOn',
    [...approvedMatches(state), ...state.life.placements].filter(({ on }) => decidedOn === null || decidedOn > on),
  );
}

/** An application on the last of the ten weeks' days is in time: it counts from the day they have passed. */
function earlyApplications(state: FamilyFinding, law: Law): readonly Marked[] {
  const tenWeeks = waitingTimes(state, law).filter(({ ruleId }) => ruleId === 'adoption.order-earliest');
  return marked(
    'appliedEarlyOn',
    state.applications.filter(({ on }) => {
      const current = tenWeeks.findLast(({ fromOn }) => fromOn <= on);
      return current === undefined || on < current.dueOn;
    }),
  );
}

function earlyConsents(state: FamilyFinding): readonly Marked[] {
  return marked(
    'consentTooEarlyOn',
    state.consents.filter(({ on }) => !isConsentEffective(state.life.dateOfBirth, on)),
  );
}

import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import { assessmentsOf, isWithin, lastCheck, outstandingChecks, type Assessment } from './assessment.ts';
import { stepOn, type ConnectedCarer } from './state.ts';

/** The one assessment of the household, and those before it; the milestones of each count from its first temporary approval. */
export function assessmentDuties(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  const { named, steps, decisions } = state;
  const viability: readonly Owing[] =
    named?.byPerson === true
      ? [
          {
            ...{ ruleId: 'kinship.viability', anchor: named.factId, inputs: { carerNamedOn: named.on } },
            metOn: stepOn(steps, 'viability'),
            endedBecause: decisions.length > 0 ? 'the decision was made' : closed,
          },
        ]
      : [];
  return [...viability, ...assessmentsOf(state).flatMap((assessment) => milestones(state, assessment, closed))];
}

function milestones(state: ConnectedCarer, assessment: Assessment, closed: string | null): readonly Owing[] {
  const { steps, decisions } = state;
  const { first, since, until } = assessment;
  if (first === null) return [];
  const decided = decisions.some(({ on }) => isWithin(on, assessment)) ? 'the decision was made' : null;
  const milestone = (ruleId: string, metOn: CalendarDate | null): Owing => ({
    ...{ ruleId, anchor: first.factId, inputs: { temporarilyApprovedOn: first.on } },
    metOn: metOn !== null && isWithin(metOn, { ...assessment, since: '' }) ? metOn : null,
    endedBecause: decided ?? (until === null ? closed : 'another assessment began'),
  });
  return [
    milestone('connected.allocated', allocatedOn(state, first.on)),
    {
      ...milestone('connected.checks', lastCheck(state, assessment)?.on ?? null),
      ...(until === null ? { outstanding: outstandingChecks(state, assessment) } : {}),
    },
    milestone('connected.midpoint', stepOn(steps, 'midpoint', since)),
    milestone('connected.panel', panelOrExtensionOn(state, since)),
  ];
}

/** The day since which somebody assesses the carers: allocated by the day of the approval, or the first day after it. */
function allocatedOn({ assessors }: ConnectedCarer, approvedOn: CalendarDate): CalendarDate | null {
  const allocated = assessors.filter(({ person }) => person !== null);
  // Of one day it is not known which came last: who was allocated on it was.
  const lastOn = assessors.findLast(({ on }) => on <= approvedOn)?.on;
  const before = allocated.find(({ on }) => on === lastOn);
  return (before ?? allocated.find(({ on }) => on > approvedOn))?.on ?? null;
}

/** A panel is booked or was held, or the paper for an extension is on its way: the panel's views on it were sought. */
function panelOrExtensionOn({ panelsBooked, children }: ConnectedCarer, since: CalendarDate | ''): CalendarDate | null {
  const views = children.flatMap(({ approvals }) => approvals.flatMap(({ panelViews }) => panelViews));
  return [...panelsBooked, ...views].filter((on) => on >= since).sort()[0] ?? null;
}

import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import { lastCheck, presentAssessment } from './assessment.ts';
import { stepOn, type ConnectedCarer } from './state.ts';

/** The one assessment of the household; its milestones count from the first temporary approval of the one that runs. */
export function assessmentDuties(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  const { named, steps, decisions } = state;
  const present = presentAssessment(state);
  const { first, since } = present;
  const decided = decisions.some(({ on }) => on >= since) ? 'the decision was made' : null;
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
  if (first === null) return viability;
  const milestone = (ruleId: string, metOn: CalendarDate | null): Owing => ({
    ...{ ruleId, anchor: first.factId, inputs: { temporarilyApprovedOn: first.on }, metOn },
    endedBecause: decided ?? closed,
  });
  return [
    ...viability,
    milestone('connected.allocated', allocatedOn(state, first.on)),
    milestone('connected.checks', lastCheck(state, present)?.on ?? null),
    milestone('connected.midpoint', stepOn(steps, 'midpoint', since)),
    milestone('connected.panel', panelOrExtensionOn(state, since)),
  ];
}

/** The day since which somebody assesses the carers: allocated by the day of the approval, or the first day after it. */
function allocatedOn({ assessors }: ConnectedCarer, approvedOn: CalendarDate): CalendarDate | null {
  const before = assessors.findLast(({ on }) => on <= approvedOn);
  if (before !== undefined && before.person !== null) return before.on;
  return assessors.find(({ on, person }) => on > approvedOn && person !== null)?.on ?? null;
}

/** A panel is booked or was held, or the paper for an extension is on its way: the panel's views on it were sought. */
function panelOrExtensionOn({ panelsBooked, children }: ConnectedCarer, since: CalendarDate | ''): CalendarDate | null {
  const views = children.flatMap(({ approvals }) => approvals.flatMap(({ panelViews }) => panelViews));
  return [...panelsBooked, ...views].filter((on) => on >= since).sort()[0] ?? null;
}

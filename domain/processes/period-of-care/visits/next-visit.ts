import { addDays, type CalendarDate } from '../../../calendar/calendar-date.ts';
import type { FactId } from '../../../heart/fact.ts';
import type { ToldBy } from '../dated.ts';
import type { Situation, VisitRules } from './situation.ts';
import type { Visit } from './state.ts';

/** One visit that is owed: by which rule, and what it counts from. */
export type OwedVisit = {
  readonly ruleId: string;
  readonly anchor: FactId;
  readonly inputs: Readonly<Record<string, CalendarDate>>;
  readonly told: ToldBy;
  /** The start of care is not recorded: nothing can be counted from it. */
  readonly uncounted: boolean;
};

/** Within the first year visits are at most so many days apart (CPPCR reg 28(2)(b)). */
const FIRST_YEAR_DAYS = 42;

/** The visit that is due after another. Whoever tells of visits tells of all of them, a feed as well as a person. */
export function nextVisit(situation: Situation, visit: Visit): OwedVisit {
  const { weeks } = situation;
  const owed: Pick<OwedVisit, 'anchor' | 'told' | 'uncounted'> = {
    anchor: visit.factId,
    told: 'person',
    uncounted: false,
  };
  if (situation.rules === 'placed-for-adoption' && weeks !== null)
    return { ...owed, ruleId: 'visit.adoption-decided', inputs: { visitDecidedOn: addDays(visit.on, weeks * 7) } };
  return { ...owed, ruleId: RULES_AFTER[situation.rules](situation, visit.on), inputs: { previousVisitOn: visit.on } };
}

const RULES_AFTER: Readonly<Record<VisitRules, (situation: Situation, visitedOn: CalendarDate) => string>> = {
  ordinary: (situation, visitedOn) => {
    if (!situation.lasting) return 'visit.standard';
    return afterFirstYear(situation, visitedOn, {
      within: 'visit.standard',
      around: 'visit.anniversary',
      after: situation.agreed ? 'visit.ltfp' : 'visit.settled',
    });
  },
  'placed-for-adoption': () => 'visit.adoption-weekly',
  'short-breaks': () => 'visit.shortbreak',
  'parents-unassessed': ({ weekly }) => (weekly ? 'visit.pwp-unassessed-weekly' : 'visit.pwp-unassessed'),
  'parents-interim-order': ({ weekly }) => (weekly ? 'visit.ico-parent-weekly' : 'visit.ico-parent'),
  'parents-care-order': () => 'visit.co-parent',
  'connected-temporary': ({ weekly }) => (weekly ? 'visit.connected-temp-weekly' : 'visit.connected-temp'),
  'other-responsible': (situation, visitedOn) =>
    afterFirstYear(situation, visitedOn, {
      within: 'visit.other-responsible',
      around: 'visit.other-responsible-anniversary',
      after: 'visit.other-responsible-settled',
    }),
};

/** Until a visit has taken place after the anniversary of the placement, the interval can be read two ways (timescales §7). */
function afterFirstYear(
  { yearOn }: Situation,
  visitedOn: CalendarDate,
  rules: Readonly<Record<'within' | 'around' | 'after', string>>,
): string {
  if (yearOn === null || addDays(visitedOn, FIRST_YEAR_DAYS) < yearOn) return rules.within;
  return visitedOn < yearOn ? rules.around : rules.after;
}

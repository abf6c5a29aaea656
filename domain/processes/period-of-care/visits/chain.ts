import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { by } from '../../../in-order.ts';
import { NOT_RECORDED, notToldByReturn } from '../knowledge.ts';
import type { Entry, PeriodOfCare } from '../state.ts';
import { nextVisit, type OwedVisit } from './next-visit.ts';
import { situationOn, visitRulesOn, type Situation } from './situation.ts';
import type { Visit } from './state.ts';
import { turningPoints, type TurningPoint } from './turning-points.ts';

/** A visit that is owed, and what became of it. */
export type VisitLink = OwedVisit & { readonly metOn: CalendarDate | null; readonly endedBecause: string | null };

/** What is owed at a point of the walk, with what is asked of it at each point that follows. */
type Owed = { readonly visit: OwedVisit; readonly lastDefensibleOn: CalendarDate; readonly isKnown: boolean };

/** What walking through the period has come to. */
type Walk = {
  readonly links: readonly VisitLink[];
  /** One, or an overdue visit with the first visits of what began since: the earliest due is open. */
  readonly owed: readonly Owed[];
  /** The latest visit since the last beginning: intervals count from it. */
  readonly last: Visit | null;
  readonly situation: Situation;
};

type Event = { readonly key: string } & (
  { readonly point: TurningPoint; readonly visit?: undefined } | { readonly visit: Visit; readonly point?: undefined }
);

type Bearings = { readonly state: PeriodOfCare; readonly law: Law };

/**
 * All visits owed in a period, one after another: each visit at which the child was seen meets what is owed and anchors the
 * next. A change of situation dates the next visit anew at once, but an overdue one stays where it was (timescales §7).
 */
export function visitLinks(state: PeriodOfCare, entry: Entry, law: Law): readonly VisitLink[] {
  const bearings = { state, law };
  const since = { rules: visitRulesOn(state, entry.on), since: entry.on };
  const start: Walk = { links: [], owed: [], last: null, situation: situationOn(state, entry.on, since) };
  const end = eventsOf(state, entry).reduce(
    (walk, event) =>
      event.point === undefined ? visited(walk, event.visit, bearings) : turned(walk, event.point, bearings),
    start,
  );
  const open = end.owed.slice(0, 1).map(({ visit }) => ({ ...visit, metOn: null, endedBecause: null }));
  // A situation that comes back brings its visit back: the same duty, as it stands last.
  return [...new Map([...end.links, ...open].map((link) => [`${link.ruleId}@${link.anchor}`, link])).values()];
}

/** In order of days; on the day of a change a visit elsewhere belongs to what was before it. */
function eventsOf(state: PeriodOfCare, entry: Entry): readonly Event[] {
  const points = turningPoints(state, entry).map((point) => ({ key: `${point.on}|1`, point }));
  const visits = state.visits.seen.map((visit) => {
    const isAfter = visit.atPlacement || visit.on === entry.on;
    return { key: `${visit.on}|${isAfter ? '2' : '0'}`, visit };
  });
  return [...points, ...visits].sort(by(({ key }) => key));
}

function visited(walk: Walk, visit: Visit, bearings: Bearings): Walk {
  const links = walk.owed.map((owed) => met(owed, visit));
  const next = owedOf(nextVisit(walk.situation, visit), bearings);
  return { ...walk, links: [...walk.links, ...links], owed: [next], last: visit };
}

/** A visit that no source tells was not missed, nor is it met by one long after it. */
function met({ visit, lastDefensibleOn, isKnown }: Owed, { on }: Visit): VisitLink {
  return isKnown || on <= lastDefensibleOn
    ? { ...visit, metOn: on, endedBecause: null }
    : { ...visit, metOn: null, endedBecause: 'earlier visits are not recorded' };
}

function turned(walk: Walk, { on, situation, first }: TurningPoint, bearings: Bearings): Walk {
  const overdue = walk.owed.filter((owed) => owed.isKnown && owed.lastDefensibleOn < on);
  const owed =
    first !== null
      ? [...overdue, owedOf(withVisits(first, on, bearings), bearings)]
      : overdue.length > 0
        ? overdue
        : again(walk, situation, bearings);
  const because =
    first === null ? 'other rules of visiting apply to the child now' : 'another placement or order began';
  const ended = walk.owed
    .filter((before) => before.isKnown && !owed.some((after) => isSame(before.visit, after.visit)))
    .map(({ visit }) => ({ ...visit, metOn: null, endedBecause: because }));
  return { links: [...walk.links, ...ended], owed, last: first === null ? walk.last : null, situation };
}

/** Where visits are recorded already, none is "not recorded" any more, whoever tells of a placement. */
function withVisits(first: OwedVisit, on: CalendarDate, { state }: Bearings): OwedVisit {
  return state.visits.seen.some((visit) => visit.on <= on) ? { ...first, told: 'person' } : first;
}

/** The next visit counted from the last one, under the rules that apply now; before any visit what is owed stays. */
function again({ last, owed }: Walk, situation: Situation, bearings: Bearings): readonly Owed[] {
  if (last === null) return owed;
  const next = nextVisit(situation, last);
  const unchanged = owed.filter(({ visit }) => isSame(visit, next) && next.ruleId !== 'visit.adoption-decided');
  return unchanged.length > 0 ? unchanged : [owedOf(next, bearings)];
}

function isSame(one: OwedVisit, other: OwedVisit): boolean {
  return one.ruleId === other.ruleId && one.anchor === other.anchor;
}

function owedOf(visit: OwedVisit, { state, law }: Bearings): Owed {
  const { knowledge, lastDefensibleOn } = visitDuty(state, { ...visit, metOn: null, endedBecause: null }, law);
  return { visit, lastDefensibleOn, isKnown: knowledge === 'recorded' };
}

export function visitDuty(state: PeriodOfCare, link: VisitLink, law: Law): Duty {
  const { ruleId, anchor, inputs, told, uncounted, metOn, endedBecause } = link;
  const knowledge = uncounted ? NOT_RECORDED : notToldByReturn(state, told);
  const bookedOn = state.visits.booking?.bookedFor ?? null;
  return dutyFromRule({ ruleId, anchor, inputs, metOn, endedBecause, bookedOn, knowledge }, law);
}

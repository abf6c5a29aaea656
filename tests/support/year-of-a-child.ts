import { addDays, daysBetween, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { instant, londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import { isWorkingDay } from '../../domain/calendar/working-days.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { Child, who } from './child.ts';
import { LAW } from './stream.ts';

export type Chance = () => number;

/** Always the same numbers for the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Made up to be like an authority that is neither the best nor the worst: of every hundred reviews and visits six are late, of every
 * hundred plans fifteen, of other work twenty; what is late is a week late on average, and sometimes a month or two.
 */
export const LATE: readonly (readonly [RegExp, number])[] = [
  [/^(review\.(first|second|subsequent)$|visit\.)/, 0.06],
  [/^(careplan|placementplan|permanence\.plan|supervision\.case)/, 0.15],
  [/./, 0.2],
];
const LATE_BY_DAYS = 7;
const MOST_LATE_BY_DAYS = 60;
const ANSWERED = 0.85;

const STEPS: Readonly<Record<string, string>> = {
  'iro.sw-consult': 'sw-consult',
  'review.invites': 'invites',
  'review.report': 'report',
  'review.decisions': 'decisions',
  'review.record': 'record',
  'review.distribute': 'distribute',
  'careplan.update': 'care-plan-update',
  'iro.midpoint': 'midpoint',
  'iro.child': 'child-spoken-to',
  'iro.rights': 'rights-explained',
  'review.discharge': 'discharge-considered',
  'iro.voice': 'another-approach',
};
const PLAN = {
  plan: 'long-term-fostering',
  legalRoute: 'care order',
  parallelPlan: null,
  targetOn: '2030-01-01',
  evidence: 'assessment',
  childsView: 'agrees',
  subjectToCourt: null,
};

type Saying = { readonly kind: string; readonly payload: JsonObject; readonly by: Role };

/** What meets a duty on a day; null: nothing that is told. */
function meeting({ ruleId, anchor, outstanding = [] }: Duty, on: CalendarDate, chance: Chance): Saying | null {
  const step = STEPS[ruleId];
  if (step !== undefined) return { kind: 'record-review-step', payload: { on, step }, by: 'iro' };
  const simple: Readonly<Record<string, Saying>> = {
    'careplan.prepare': { kind: 'record-care-plan', payload: { on }, by: 'social-worker' },
    'careplan.copy': {
      kind: 'record-care-plan-copies',
      payload: { on, recipients: ['child', 'parents', 'iro', 'carer'] },
      by: 'social-worker',
    },
    'placementplan.prepare': { kind: 'record-placement-plan', payload: { on }, by: 'social-worker' },
    'notify.placement': {
      kind: 'record-placement-notices',
      payload: { on, recipients: outstanding },
      by: 'social-worker',
    },
    'permanence.plan': { kind: 'ratify-plan', payload: { on, ...PLAN }, by: 'iro' },
    's20.route': { kind: 'record-legal-gateway', payload: { on, outcome: 'care proceedings' }, by: 'social-worker' },
    lifestory: { kind: 'record-life-story', payload: { on }, by: 'social-worker' },
    'supervision.decision': { kind: 'complete-decision', payload: { on, decision: anchor }, by: 'social-worker' },
  };
  if (ruleId.startsWith('visit.')) {
    const visit = { on, seen: true, alone: 'yes', purpose: 'visit', where: 'placement', visitor: 'worker' };
    return {
      kind: 'record-visit',
      payload: { ...visit, dutyTeam: false, safeguarded: true, notes: null },
      by: 'social-worker',
    };
  }
  if (ruleId.startsWith('permanence.meeting'))
    return { kind: 'record-planning-meeting', payload: { on, outcome: 'go on' }, by: 'social-worker' };
  if (ruleId.startsWith('permanence.panel'))
    return { kind: 'record-panel', payload: { on, outcome: 'go on' }, by: 'social-worker' };
  if (ruleId.startsWith('supervision.case')) {
    const decisions = chance() < 0.5 ? [{ what: 'see the school', owner: 'worker', byOn: addDays(on, 21) }] : [];
    return { kind: 'record-discussion', payload: { on, discussed: 'plan and visits', decisions }, by: 'team-manager' };
  }
  return simple[ruleId] ?? null;
}

const isReview = ({ ruleId }: Duty): boolean => /^review\.(first|second|subsequent)$/.test(ruleId);
const at = (on: CalendarDate, time = '15:00'): Instant => instant(`${on}T${time}:00.000Z`);

/** How much of what is owed is done when: it stays so when the date is moved. */
type Lot = { readonly isLate: boolean; readonly lateBy: number; readonly early: number };

function lotOf(ruleId: string, chance: Chance): Lot {
  const late = LATE.find(([rules]) => rules.test(ruleId))?.[1] ?? 0;
  return {
    isLate: chance() < late,
    lateBy: Math.min(MOST_LATE_BY_DAYS, 1 + Math.floor(-LATE_BY_DAYS * Math.log(1 - chance()))),
    early: chance(),
  };
}

/** The day on which something that is due is done: some days before, or late. */
function doneOn({ dueOn, fromOn }: Duty, today: CalendarDate, { isLate, lateBy, early }: Lot): CalendarDate {
  const before = Math.floor(early * Math.min(10, Math.max(1, daysBetween(fromOn, dueOn) / 2)));
  let day = addDays(dueOn, isLate ? lateBy : -before);
  const towards = isLate ? 1 : -1;
  while (!isWorkingDay(LAW.calendar, day)) day = addDays(day, towards);
  if (day < today) day = today;
  while (!isWorkingDay(LAW.calendar, day)) day = addDays(day, 1);
  return day;
}

/** One child from the entry to a day, with people who do what is due, mostly in time, and answer, mostly. */
export function liveThrough(entered: CalendarDate, until: CalendarDate, chance: Chance): Child {
  const child = new Child();
  const seen = new Set<string>();
  const lots = new Map<string, Lot>();
  const plannedFor = new Map<string, CalendarDate>();
  let agenda: { readonly on: CalendarDate; readonly about: string; readonly act: () => void }[] = [];
  const plan = (on: CalendarDate, about: string, act: () => void): void => void agenda.push({ on, about, act });
  const say = (on: CalendarDate, { kind, payload, by }: Saying): void =>
    void child.stream.command(at(on), kind, payload, who(by, by));
  const review = (on: CalendarDate): void => {
    const full = chance() < 0.95;
    const payload = {
      on,
      participation: 'PN1',
      chairedBy: 'iro',
      moreParts: false,
      spokenTo: full ? { on } : null,
      rightsExplained: full,
      dischargeConsidered: full,
      planConsidered: true,
    };
    say(on, { kind: 'record-review', payload, by: 'iro' });
  };
  const planFor = (duty: Duty, today: CalendarDate): void => {
    const lot = lots.get(duty.id) ?? lotOf(duty.ruleId, chance);
    lots.set(duty.id, lot);
    const on = doneOn(duty, today, lot);
    // Whose date is moved has its work moved.
    agenda = agenda.filter(({ about }) => about !== duty.id);
    if (!isReview(duty)) {
      const saying = meeting(duty, on, chance);
      if (saying !== null)
        plan(on, duty.id, () => {
          say(on, saying);
        });
      return;
    }
    const booked = addDays(on, -21) > today ? addDays(on, -21) : today;
    plan(booked, duty.id, () => {
      say(booked, { kind: 'book-review', payload: { bookedFor: on, time: null }, by: 'review-administrator' });
    });
    plan(on, duty.id, () => {
      review(on);
    });
  };
  const look = (today: CalendarDate): void => {
    for (const { duty } of child.stream.kept?.duties ?? []) {
      if (duty.status !== 'open' || plannedFor.get(duty.id) === duty.dueOn) continue;
      plannedFor.set(duty.id, duty.dueOn);
      planFor(duty, today);
    }
    for (const alert of child.stream.alerts.values()) {
      if (alert.status !== 'open' || alert.answerBy === null || seen.has(alert.id)) continue;
      seen.add(alert.id);
      if (chance() >= ANSWERED) continue;
      const payload = {
        alertId: alert.id,
        kind: 'will-do',
        text: 'it will be done',
        byOn: addDays(today, 10),
        who: 'worker',
      };
      plan(
        today,
        alert.id,
        () => void child.stream.command(at(today, '16:00'), 'answer-alert', payload, who(alert.role, alert.role)),
      );
    }
  };
  const entry = {
    on: entered,
    localReference: '9000001',
    dateOfBirth: '2018-05-05',
    legalStatus: 'C2',
    placement: 'U6',
  };
  say(entered, { kind: 'record-entry', payload: entry, by: 'social-worker' });
  for (const [role, person] of [
    ['social-worker', 'worker'],
    ['iro', 'iro'],
  ] as const)
    say(entered, { kind: 'allocate', payload: { on: entered, role, person }, by: 'team-manager' });
  for (let today = entered; today <= until;) {
    child.stream.waitUntil(at(today));
    look(today);
    const due = agenda.filter(({ on }) => on <= today);
    agenda = agenda.filter(({ on }) => on > today);
    for (const { act } of due) act();
    if (due.length > 0) continue;
    const nextChangeAt = child.stream.kept?.nextChangeAt ?? null;
    const next = [
      ...agenda.map(({ on }) => on),
      ...(nextChangeAt === null ? [] : [londonDateOf(nextChangeAt)]),
    ].sort()[0];
    today = next === undefined || next <= today ? addDays(today, 1) : next;
  }
  return child;
}

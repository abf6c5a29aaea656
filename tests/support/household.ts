import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { HOLDFAST, type Actor } from '../../domain/heart/actor.ts';
import { dutyState } from '../../domain/heart/duty-state.ts';
import { overdueFrom } from '../../domain/heart/duty-steps.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { Alert } from '../../domain/heart/kept.ts';
import type { HeardChange } from '../../domain/heart/turn-input.ts';
import type { JsonObject } from '../../domain/json.ts';
import { CONNECTED_CARER } from '../../domain/processes/connected-carer/index.ts';
import type { ConnectedCarer } from '../../domain/processes/connected-carer/state.ts';
import { at, who } from './child.ts';
import { LAW, Stream } from './stream.ts';

/** Monday 2 March 2026: sixteen weeks later is Monday 22 June, twenty-four weeks later Monday 17 August. */
export const PLACED = '2026-03-02';
export const CHILD = 'child-0001';
export const SIBLING = 'child-0002';

/** A household of connected persons kept in memory, with what people say of it and what it hears of its children. */
export class Household {
  readonly stream = new Stream<ConnectedCarer>(CONNECTED_CARER);
  #facts = 0;

  say(day: string, kind: string, payload: JsonObject = {}, actor: Actor = who('fostering-worker')): string | null {
    return this.stream.command(at(day), kind, { on: day.slice(0, 10), ...payload }, actor).refusal;
  }

  /** Said on a later day than it happened on. */
  late(day: string, on: string, [kind, payload]: readonly [kind: string, payload: JsonObject]): string | null {
    return this.say(day, kind, { on, ...payload });
  }

  name(day = PLACED): string | null {
    return this.say(day, 'name-connected-carer', { localReference: null, carers: ['carer-a', 'carer-b'] });
  }

  /** Assessed as suitable, approved and placed on one day. */
  place(day = PLACED, childRef = CHILD): void {
    const suitable = { decidedBy: 'demo-nominated-officer', suitable: true, summary: 'made up' };
    this.say(day, 'record-suitability', { childRef, ...suitable });
    this.say(day, 'give-temporary-approval', { childRef, approvedBy: 'demo-nominated-officer' });
    this.say(day, 'place-with-carer', { childRef });
  }

  /** Recorded on one day: when the panel was asked, the IRO told and the nominated officer approved. */
  extend(
    day: string,
    { views = day, iro = day, on = day, childRef = CHILD, ...how }: Partial<Record<string, string>> = {},
  ): string | null {
    this.late(day, views, ['record-panel-views', { childRef }]);
    this.late(day, iro, ['record-iro-informed', { childRef }]);
    const approved = { approvedBy: 'demo-nominated-officer', approvedAs: 'nominated-officer' };
    const extension = { childRef, pending: 'assessment', until: null, ...approved, ...how };
    return this.late(day, on, ['extend-temporary-approval', extension]);
  }

  step(day: string, step: string, of: JsonObject = {}): string | null {
    return this.say(day, 'record-assessment-step', { step, ...of });
  }

  decide(day: string, outcome: string): string | null {
    return this.say(day, 'record-fostering-decision', { outcome, decidedBy: 'demo-agency-decision-maker' });
  }

  secure(day: string, step: string, payload: JsonObject = {}): string | null {
    return this.say(day, 'record-securing-step', { childRef: CHILD, step, dueOn: null, reason: null, ...payload });
  }

  /** What the child's period of care tells; answers what it told, so that it can be taken back. */
  hears(day: string, kind: string, payload: JsonObject = {}, { on = day, childRef = CHILD } = {}): HeardChange {
    this.#facts += 1;
    const from = { processId: `period-of-care:${childRef}`, processKind: 'period-of-care', subjectRef: childRef };
    const announcement = { ...from, factId: `f${String(this.#facts)}`, kind, on: calendarDate(on), payload };
    const change = { key: `${from.processId}#${announcement.factId}`, kind, announcement };
    this.stream.heard(at(day), [change]);
    return change;
  }

  unhears(day: string, change: HeardChange): void {
    this.stream.heard(at(day), [{ ...change, announcement: null }]);
  }

  /** A return that is read on a day. */
  take(day: string, told: readonly JsonObject[]): void {
    this.stream.command(at(day), 'take-return', { importId: 'import-1', reason: 'made up', told }, HOLDFAST);
  }

  waitUntil(day: string): readonly string[] {
    return this.stream.waitUntil(at(day));
  }

  get state(): ConnectedCarer {
    if (this.stream.kept === null) throw new Error('nothing has been told of the household');
    return this.stream.kept.state;
  }

  factId(kind: string): string {
    const facts = [...readHistory(this.stream.events, CONNECTED_CARER).facts.values()];
    return facts.findLast((fact) => fact.kind === kind)?.id ?? '';
  }

  duties(ruleId?: string): readonly Duty[] {
    const duties = (this.stream.kept?.duties ?? []).map(({ duty }) => duty);
    return ruleId === undefined ? duties : duties.filter((duty) => duty.ruleId === ruleId);
  }

  duty(ruleId: string): Duty | undefined {
    return this.duties(ruleId).at(-1);
  }

  /** Due date, last defensible day and how it stands. */
  dates(ruleId: string): readonly (string | null)[] | undefined {
    const duty = this.duty(ruleId);
    return duty && [duty.dueOn, duty.lastDefensibleOn, duty.status === 'met' ? duty.metOn : duty.status];
  }

  shown(ruleId: string, day: string): string | undefined {
    const duty = this.duty(ruleId);
    return duty && dutyState({ ...duty, overdueFrom: overdueFrom(duty, LAW.calendar) }, at(day));
  }

  stage(): string {
    return CONNECTED_CARER.stage(this.state);
  }

  alerts(ruleId: string): readonly Alert[] {
    return [...this.stream.alerts.values()].filter((alert) => alert.ruleId === ruleId);
  }

  /** What was derived and still stands, with its day. */
  derived(prefix = ''): readonly string[] {
    return readHistory(this.stream.events, CONNECTED_CARER)
      .derived.map(({ derived }) => `${derived.on} ${derived.kind}`)
      .filter((said) => said.slice(11).startsWith(prefix));
  }
}

import { HOLDFAST, type Actor } from '../../domain/heart/actor.ts';
import { announcementOf } from '../../domain/heart/announcing.ts';
import { dutyState } from '../../domain/heart/duty-state.ts';
import { overdueFrom } from '../../domain/heart/duty-steps.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { HeardChange } from '../../domain/heart/turn-input.ts';
import type { JsonObject } from '../../domain/json.ts';
import { FAMILY_FINDING } from '../../domain/processes/family-finding/index.ts';
import type { FamilyFinding } from '../../domain/processes/family-finding/state.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';
import { at, Child, who, type ReturnTells } from './child.ts';
import { LAW, Stream } from './stream.ts';

/** A child whose plan is adoption: the period of care and the search for a family beside it, which hears of it. */
export class SearchedFor {
  readonly child = new Child();
  readonly search = new Stream<FamilyFinding>(FAMILY_FINDING);
  announced = 0;

  /** Born on 15 January 2026, in care from Monday 2 March 2026. */
  enter(payload: JsonObject = {}): void {
    this.child.enter({ dateOfBirth: '2026-01-15', legalStatus: 'C1', ...payload });
  }

  setPlan(on: string, payload: JsonObject = {}, day = on): string | null {
    const plan = { on, basis: 'court-proceedings', siblings: false, ...payload };
    const heard = this.news();
    this.search.commands += 1;
    const command = { id: `plan-${String(this.search.commands)}`, kind: 'set-adoption-plan', payload: plan };
    return this.search.change({ now: at(day), actor: who('social-worker'), command, heard, isCatchingUp: true })
      .refusal;
  }

  /** Told of the search. */
  say(day: string, kind: string, payload: JsonObject = {}, actor: Actor = who('adoption-worker')): string | null {
    const on = kind === 'plan-adoption-panel' ? {} : { on: day };
    return this.search.command(at(day), kind, { ...on, ...payload }, actor).refusal;
  }

  /** Told of the child's care; the search hears of it at once. */
  ofCare(day: string, kind: string, payload: JsonObject = {}, actor: Actor = who('iro')): string | null {
    const refusal = this.child.say(day, kind, { on: day, ...payload }, actor);
    this.hearNews(day);
    return refusal;
  }

  /** A search that has not begun hears nothing; what it missed it hears when it begins. */
  hearNews(day: string): void {
    if (this.search.kept === null) return;
    const heard = this.news();
    if (heard.length > 0) this.search.change({ now: at(day), actor: HOLDFAST, heard });
  }

  status(day: string, legalStatus: string): string | null {
    return this.ofCare(day, 'change-legal-status', { legalStatus });
  }

  place(day: string, placement: string, sameCarer = false): string | null {
    return this.ofCare(day, 'record-placement', { placement, sameCarer });
  }

  held(day: string): string | null {
    return this.ofCare(day, 'record-review', { participation: null, chairedBy: 'demo-iro', moreParts: false });
  }

  leave(day: string, reason: string): string | null {
    return this.ofCare(day, 'record-leaving', { reason });
  }

  /** A return tells of the search. */
  take(day: string, { importId = 'import-1', asAt, told = [] }: ReturnTells): void {
    const source = { by: 'return', importId, key: 'row', asAt };
    const reading = { kind: 'return-read', on: day, payload: { asAt } };
    const payload = { importId, reason: 'return', told: [reading, ...told].map((fact) => ({ ...fact, source })) };
    this.search.commands += 1;
    const command = { id: `take-${String(this.search.commands)}`, kind: 'take-return', payload };
    this.search.change({ now: at(day), actor: HOLDFAST, command, heard: this.news(), isCatchingUp: true });
  }

  get stage(): string {
    return FAMILY_FINDING.stage(this.state);
  }

  get state(): FamilyFinding {
    if (this.search.kept === null) throw new Error('nothing has been told of the search');
    return this.search.kept.state;
  }

  factId(kind: string): string {
    const facts = [...readHistory(this.search.events, FAMILY_FINDING).facts.values()];
    return facts.findLast((fact) => fact.kind === kind)?.id ?? '';
  }

  duties(ruleId: string): readonly Duty[] {
    return (this.search.kept?.duties ?? []).map(({ duty }) => duty).filter((duty) => duty.ruleId === ruleId);
  }

  duty(ruleId: string): Duty | undefined {
    return this.duties(ruleId).at(-1);
  }

  due(ruleId: string): string | undefined {
    return this.duty(ruleId)?.dueOn;
  }

  open(): readonly Duty[] {
    return (this.search.kept?.duties ?? []).map(({ duty }) => duty).filter(({ status }) => status === 'open');
  }

  /** The alarm that runs: its stage, and by when it is expected to move. */
  alarm(): string | undefined {
    const open = this.open().filter(({ ruleId }) => ruleId.startsWith('adoption.no-movement-'));
    return open.map(({ ruleId, dueOn }) => `${ruleId.replace('adoption.no-movement-', '')} ${dueOn}`).join();
  }

  shown(ruleId: string, day: string): string | undefined {
    const duty = this.duty(ruleId);
    if (duty === undefined) return undefined;
    return dutyState({ ...duty, overdueFrom: overdueFrom(duty, LAW.calendar) }, at(day));
  }

  private news(): readonly HeardChange[] {
    const events: readonly StreamEvent[] = this.child.stream.events.slice(this.announced);
    this.announced = this.child.stream.events.length;
    const changes = new Map<string, HeardChange>();
    for (const event of events) {
      const change = announcementOf(event, { processId: 'period-of-care:1', subjectRef: '', process: PERIOD_OF_CARE });
      if (change !== null && FAMILY_FINDING.hears.includes(change.kind)) changes.set(change.key, change);
    }
    return [...changes.values()];
  }
}

import type { Actor } from '../../domain/heart/actor.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import type { Alert, Kept } from '../../domain/heart/kept.ts';
import type { Process } from '../../domain/heart/process.ts';
import { comingSteps } from '../../domain/heart/pending.ts';
import type { StandingStep } from '../../domain/heart/standing.ts';
import { turn } from '../../domain/heart/turn.ts';
import type { HeardChange, Turn, TurnInput } from '../../domain/heart/turn-input.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { ENGLAND_AND_WALES } from '../../domain/calendar/calendar.ts';
import { lawOf } from '../../domain/heart/law.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';

export const LAW = lawOf({ rules: RULEBOOK, calendar: ENGLAND_AND_WALES });
export const SUBJECT = 'subject-0001';

export const SOMEBODY: Actor = { person: 'person-1', roles: ['social-worker'] };

/** One process kept in memory, for tests of the pure heart: what the record does, without a record. */
export class Stream<State extends JsonObject> {
  kept: Kept<State> | null = null;
  events: StreamEvent[] = [];
  alerts = new Map<string, Alert>();
  commands = 0;
  readonly process: Process<State>;

  constructor(process: Process<State>) {
    this.process = process;
  }

  change(input: Partial<TurnInput> & { readonly now: Instant }): Turn<State> {
    const whole: TurnInput = {
      processId: `${this.process.kind}:1`,
      subjectRef: SUBJECT,
      actor: SOMEBODY,
      command: null,
      step: null,
      heard: [],
      history: null,
      refold: null,
      adopt: null,
      inForce: null,
      ...input,
    };
    const first = turn(this.process, this.kept, { input: whole, law: LAW });
    const result =
      first === 'needs-history'
        ? turn(this.process, this.kept, { input: { ...whole, history: this.events }, law: LAW })
        : first;
    if (result === 'needs-history') throw new Error('history was given and is still needed');
    this.kept = result.kept;
    this.events = [...this.events, ...result.events];
    for (const alert of result.alerts) this.alerts.set(alert.id, alert);
    return result;
  }

  command(now: Instant, kind: string, payload: JsonObject = {}, actor: Actor = SOMEBODY): Turn<State> {
    this.commands += 1;
    return this.change({ now, actor, command: { id: `command-${this.commands}`, kind, payload } });
  }

  heard(now: Instant, heard: readonly HeardChange[]): Turn<State> {
    return this.change({ now, heard });
  }

  coming(): readonly StandingStep[] {
    return this.kept === null
      ? []
      : comingSteps(this.process, this.kept, { law: LAW.under(this.kept.settings), subjectRef: SUBJECT });
  }

  /** Does what the waiting workflow does: takes each step at its time, until the given instant. */
  waitUntil(until: Instant): string[] {
    const taken: string[] = [];
    for (let turns = 0; turns < 1000; turns += 1) {
      // What the record keeps for the starter and the sweep: nothing comes before it.
      const nextChangeAt = this.kept?.nextChangeAt ?? null;
      if (nextChangeAt === null || nextChangeAt > until) return taken;
      const [step] = this.coming();
      if (step === undefined || step.at > until) return taken;
      const now = this.kept !== null && this.kept.changedAt > step.at ? this.kept.changedAt : step.at;
      const { outcome } = this.change({ now, step });
      if (step.kind !== 'elapse')
        taken.push(`${step.at.slice(0, 10)} ${step.dutyId.split('@')[0] ?? ''} ${step.step} ${outcome ?? ''}`);
    }
    throw new Error('time does not move on');
  }
}

import { instant, type Instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST, type Actor } from '../../domain/heart/actor.ts';
import { dutyState } from '../../domain/heart/duty-state.ts';
import { overdueFrom } from '../../domain/heart/duty-steps.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { Process } from '../../domain/heart/process.ts';
import type { HeardChange } from '../../domain/heart/turn-input.ts';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { ToldFact } from './child.ts';
import { who } from './child.ts';
import { LAW, Stream } from './stream.ts';

/** `2026-10-24` is its noon, `2026-10-24T20:30` that minute, both in UTC. */
export function moment(text: string): Instant {
  if (text.length === 10) return instant(`${text}T12:00:00.000Z`);
  return instant(text.length === 16 ? `${text}:00.000Z` : text);
}

/** What another process of the child made known. */
export function heard(kind: string, on: string, payload: JsonObject = {}, id = `${kind} ${on}`): HeardChange {
  const processId = 'another:1';
  const announcement = {
    processId,
    processKind: 'another',
    subjectRef: '',
    factId: id,
    kind,
    on: calendarDate(on),
    payload,
  };
  return { key: `${processId}#${id}`, kind, announcement };
}

/** One process of any kind kept in memory, with what people say to it. */
export class Kept<State extends JsonObject> {
  readonly stream: Stream<State>;

  constructor(process: Process<State>) {
    this.stream = new Stream(process);
  }

  say(when: string, kind: string, payload: JsonObject = {}, actor: Actor = who('social-worker')): string | null {
    return this.stream.command(moment(when), kind, payload, actor).refusal;
  }

  /** A return or feed is read on a day. */
  take(day: string, by: 'return' | 'feed', asAt: string, told: readonly ToldFact[]): void {
    const source = { by, importId: 'import-1', key: 'row', asAt };
    const reading = { kind: 'return-read', on: day, payload: { asAt } };
    const payload = {
      importId: 'import-1',
      reason: 'told',
      told: [reading, ...told].map((fact) => ({ ...fact, source })),
    };
    this.stream.command(moment(day), 'take-return', payload, HOLDFAST);
  }

  get state(): State {
    if (this.stream.kept === null) throw new Error('nothing has been told');
    return this.stream.kept.state;
  }

  get stage(): string {
    return this.stream.process.stage(this.state);
  }

  get closed(): boolean {
    return this.stream.kept?.closed === true;
  }

  factId(kind: string, place = -1): string {
    const facts = [...readHistory(this.stream.events, this.stream.process).facts.values()];
    return facts.filter((fact) => fact.kind === kind).at(place)?.id ?? '';
  }

  duties(ruleId: string): readonly Duty[] {
    return (this.stream.kept?.duties ?? []).map(({ duty }) => duty).filter((duty) => duty.ruleId === ruleId);
  }

  duty(ruleId: string): Duty | undefined {
    return this.duties(ruleId).at(-1);
  }

  /** The word shown for a duty at a moment. */
  shown(ruleId: string, when: string): string | undefined {
    const duty = this.duty(ruleId);
    return duty && dutyState({ ...duty, overdueFrom: overdueFrom(duty, LAW.calendar) }, moment(when));
  }

  /** Who has been told or asked, as `role reason`. */
  told(ruleId: string): readonly string[] {
    return [...this.stream.alerts.values()]
      .filter((alert) => alert.ruleId === ruleId)
      .map(({ role, reason }) => `${role} ${reason}`);
  }

  derived(kind: string): readonly string[] {
    const { derived } = readHistory(this.stream.events, this.stream.process);
    return derived.filter((item) => item.derived.kind === kind).map((item) => item.derived.on);
  }
}

import { instant, type Instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST, type Actor } from '../../domain/heart/actor.ts';
import { dutyState } from '../../domain/heart/duty-state.ts';
import { overdueFrom } from '../../domain/heart/duty-steps.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import type { Fact } from '../../domain/heart/fact.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { Alert } from '../../domain/heart/kept.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';
import type { PeriodOfCare } from '../../domain/processes/period-of-care/state.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { LAW, Stream } from './stream.ts';

/** Noon of a day, or the very moment. */
export const at = (text: string): Instant => instant(text.length === 10 ? `${text}T12:00:00.000Z` : text);

export const who = (role: Role, person = `demo-${role}`): Actor => ({ person, roles: [role] });

/** Monday 2 March 2026; Good Friday is 3 April and Easter Monday 6 April. */
export const ENTERED = '2026-03-02';

export type ToldFact = { readonly kind: string; readonly on: string; readonly payload: JsonObject };

export type ReturnTells = {
  readonly importId?: string;
  readonly asAt: string;
  readonly told?: readonly ToldFact[];
  readonly corrected?: readonly JsonObject[];
  readonly withdrawn?: readonly string[];
};

/** A child's period of care kept in memory, with what people and returns say of it. */
export class Child {
  readonly stream = new Stream<PeriodOfCare>(PERIOD_OF_CARE);

  say(day: string, kind: string, payload: JsonObject = {}, actor: Actor = who('iro')): string | null {
    return this.stream.command(at(day), kind, payload, actor).refusal;
  }

  enter(payload: JsonObject = {}): string | null {
    const entry = { localReference: '9000001', dateOfBirth: '2016-05-05', legalStatus: 'V2', placement: 'U6' };
    return this.say(ENTERED, 'record-entry', { on: ENTERED, ...entry, ...payload }, who('social-worker'));
  }

  /** A review recorded on the day it was held. */
  held(on: string, payload: JsonObject = {}): string | null {
    const review = { on, participation: null, chairedBy: 'demo-iro', moreParts: false };
    return this.say(on, 'record-review', { ...review, ...payload });
  }

  place(on: string, placement: string, sameCarer = false): string | null {
    return this.say(on, 'record-placement', { on, placement, sameCarer }, who('social-worker'));
  }

  /** A return is read on a day: its facts are new, corrected or no longer in it. */
  take(day: string, { importId = 'import-1', asAt, told = [], corrected = [], withdrawn = [] }: ReturnTells): void {
    const source = { by: 'return', importId, key: 'row', asAt };
    const reading = { kind: 'return-read', on: day, payload: { asAt } };
    const payload = {
      importId,
      reason: `return as at ${asAt}`,
      told: [reading, ...told].map((fact) => ({ ...fact, source })),
      corrected,
      withdrawn,
    };
    this.tell(day, 'take-return', payload);
  }

  /** Facts from no return: a feed's, or such as no command tells. */
  tell(day: string, kind: string, payload: JsonObject): void {
    this.stream.command(at(day), kind, payload, HOLDFAST);
  }

  get state(): PeriodOfCare {
    if (this.stream.kept === null) throw new Error('nothing has been told of the child');
    return this.stream.kept.state;
  }

  facts(kind: string): readonly Fact[] {
    return [...readHistory(this.stream.events, PERIOD_OF_CARE).facts.values()].filter((fact) => fact.kind === kind);
  }

  factId(kind: string, on?: string): string {
    return this.facts(kind).find((fact) => on === undefined || fact.on === on)?.id ?? '';
  }

  duties(ruleId: string): readonly Duty[] {
    return (this.stream.kept?.duties ?? []).map(({ duty }) => duty).filter((duty) => duty.ruleId === ruleId);
  }

  duty(ruleId: string): Duty | undefined {
    return this.duties(ruleId).at(-1);
  }

  due(ruleId: string): string | undefined {
    return this.duty(ruleId)?.dueOn;
  }

  /** The word shown for a duty on a day. */
  shown(ruleId: string, day: string): string | undefined {
    const duty = this.duty(ruleId);
    if (duty === undefined) return undefined;
    return dutyState({ ...duty, overdueFrom: overdueFrom(duty, LAW.calendar) }, at(day));
  }

  alerts(ruleId: string): readonly Alert[] {
    return [...this.stream.alerts.values()].filter((alert) => alert.ruleId === ruleId);
  }
}

import fc from 'fast-check';
import { expect } from 'vitest';
import { addDays } from '../../domain/calendar/calendar-date.ts';
import { addHours, londonDateOf, londonInstant, type Instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import { isMetInTime, type Duty } from '../../domain/heart/duty.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import { DERIVED_WITHDRAWN, readHistory } from '../../domain/heart/history.ts';
import type { Process } from '../../domain/heart/process.ts';
import type { HeardChange } from '../../domain/heart/turn-input.ts';
import { textOf } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { BRINGS } from './brings.ts';
import { moment } from './episode.ts';
import {
  dutiesOf,
  isReasoned,
  isSound,
  lateBy,
  nextComesLater,
  staysLate,
  toldIn,
  type Ways,
} from './process-invariants.ts';
import { Stream } from './stream.ts';

/** Something that may be said, with content that speaks of a moment at or before now, or for once after it. */
export type Sayable = {
  readonly kind: string;
  readonly content: fc.Arbitrary<JsonObject>;
  readonly by: readonly Actor[];
  /** Where the moment (or its day) goes. */
  readonly when: 'at' | 'on' | null;
};

/** Work that meets what a rule asks for: said of the due date it was in time, however late it is said. */
export type Work<State extends JsonObject = JsonObject> = {
  readonly ruleId: string;
  readonly kind: string;
  readonly when: 'at' | 'on';
  readonly by: Actor;
  /** Null: just now the work would meet something else first. */
  readonly content?: (duty: Duty, state: State) => JsonObject | null;
};

/** Things said one after another, each so many hours after the one before it, of so many hours earlier. */
export type Spell = readonly (Pick<Sayable, 'kind' | 'when'> & {
  readonly content: JsonObject;
  readonly by: Actor;
  readonly after: number;
  readonly back: number;
})[];

export type Modelled<State extends JsonObject> = Ways<State> & {
  readonly process: Process<State>;
  readonly open: Sayable;
  readonly say: readonly Sayable[];
  readonly work: readonly Work<State>[];
  readonly hears?: fc.Arbitrary<HeardChange>;
  /** What belongs together and would hardly ever be said so by chance. */
  readonly spells?: fc.Arbitrary<Spell>;
  /** Who corrects and withdraws; absent: somebody of the line of the case. */
  readonly editor?: Actor;
  /** How long at most passes at once, in hours, and how many steps there are. */
  readonly longest?: number;
  readonly steps?: number;
  /** Ends it from any state; after it the process is closed. */
  readonly end: (stream: Stream<State>, now: Instant) => void;
  /** What else always holds. */
  readonly always?: (stream: Stream<State>) => void;
};

/** How often work on what was overdue was accepted: else nothing was shown by it. */
type Worked = { inTime: number; late: number };
type Real<State extends JsonObject> = { readonly stream: Stream<State>; readonly worked: Worked; now: Instant };
type Step<State extends JsonObject> = fc.Command<object, Real<State>>;

const START = moment('2026-10-19T09:00');
/** `MODEL_RUNS=5000` looks longer. */
const RUNS = { numRuns: Number(process.env['MODEL_RUNS'] ?? 80) };

/**
 * Random valid and invalid commands, corrections, withdrawals, what others make known, and time passing: whatever comes, every
 * refusal has its reason, what is kept equals a rebuild from the stream, who owes what next is known, what is late stays late
 * unless it was done in time, and it can end.
 */
export function holdsWhateverComes<State extends JsonObject>(modelled: Modelled<State>): void {
  const worked: Worked = { inTime: 0, late: 0 };
  fc.assert(
    fc.property(modelled.open.content, stepsUpTo(modelled.steps ?? 14, modelled), (content, steps) => {
      const real: Real<State> = { stream: new Stream(modelled.process), worked, now: START };
      said(real, modelled, { ...modelled.open, content, back: 2, by: modelled.open.by[0] });
      fc.modelRun(() => ({ model: {}, real }), steps);
      real.now = addHours(real.now, 1);
      modelled.end(real.stream, real.now);
      expect(real.stream.kept?.closed, 'every state can end').toBe(true);
      holds(modelled, real.stream);
    }),
    RUNS,
  );
  expect(Math.min(worked.inTime, worked.late), 'overdue work was recorded, done in time and late').toBeGreaterThan(0);
}

function stepsUpTo<State extends JsonObject>(
  maxCommands: number,
  modelled: Modelled<State>,
): fc.Arbitrary<Iterable<Step<State>>> {
  return fc.commands([...stepsOf(modelled)], { maxCommands, size: 'max' });
}

function stepsOf<State extends JsonObject>(modelled: Modelled<State>): readonly fc.Arbitrary<Step<State>>[] {
  const step = (words: string, act: (real: Real<State>) => void): Step<State> => ({
    check: () => true,
    run: (_model, real) => {
      act(real);
      holds(modelled, real.stream);
    },
    toString: () => words,
  });
  const passes = fc.integer({ min: 0, max: modelled.longest ?? 900 }).map((hours) =>
    step(`${hours} hours pass`, (real) => {
      real.now = addHours(real.now, hours);
      passed(real);
    }),
  );
  const says = [modelled.open, ...modelled.say].map((sayable) =>
    fc
      .tuple(sayable.content, fc.integer({ min: -20, max: 200 }), fc.nat({ max: sayable.by.length - 1 }))
      .map(([content, back, by]) =>
        step(`${sayable.kind} ${JSON.stringify(content)} ${back} hours ago`, (real) => {
          real.now = addHours(real.now, 1);
          said(real, modelled, { ...sayable, content, back, by: sayable.by[by] });
        }),
      ),
  );
  const spells = modelled.spells?.map((spell) =>
    step(`in turn ${JSON.stringify(spell)}`, (real) => {
      for (const { after, ...telling } of spell) {
        real.now = addHours(real.now, Math.max(1, after));
        passed(real);
        said(real, modelled, telling);
      }
    }),
  );
  const nonsense = fc
    .tuple(
      fc.constantFrom('no-such-command', ...modelled.process.commandKinds),
      fc.dictionary(fc.string(), fc.jsonValue()),
    )
    .map(([kind, any]) =>
      step(`${kind} ${JSON.stringify(any)}`, ({ stream, now }) => {
        const content = JSON.parse(JSON.stringify(any)) as JsonObject;
        const toldBefore = toldIn(stream);
        isReasoned(stream, { ...stream.command(now, kind, content), toldBefore });
      }),
    );
  const works = fc.tuple(fc.nat(), fc.boolean()).map(([place, inTime]) =>
    step(`what ${place} of the open ones asks for is done ${inTime ? 'in time and recorded late' : 'late'}`, (real) => {
      worksOn(real, modelled, { place, inTime });
    }),
  );
  const edits = fc
    .tuple(fc.nat({ max: 30 }), fc.integer({ min: 0, max: 300 }), fc.boolean())
    .map(([place, back, withdrawn]) =>
      step(`${withdrawn ? 'withdraw' : 'correct'} fact ${place} to ${back} hours ago`, (real) => {
        edited(real, { place, back, withdrawn, editor: modelled.editor });
      }),
    );
  const hears = modelled.hears?.map((heard) =>
    step(`hears ${heard.key}`, (real) => {
      real.stream.change({ now: real.now });
      const { events } = real.stream.heard(real.now, [heard]);
      const brings = BRINGS[modelled.process.kind]?.[heard.kind] ?? [];
      for (const kind of events.flatMap(derivedIn)) expect(brings, `hearing ${heard.kind}`).toContain(kind);
    }),
  );
  const asOften = (arbitrary: fc.Arbitrary<Step<State>>, perSayable: number): fc.Arbitrary<Step<State>>[] =>
    Array.from({ length: Math.ceil(says.length * perSayable) }, () => arbitrary);
  return [
    ...says,
    ...asOften(passes, 0.25),
    ...asOften(works, 0.4),
    ...asOften(edits, 0.15),
    nonsense,
    ...(hears === undefined ? [] : asOften(hears, 0.1)),
    ...(spells === undefined ? [] : asOften(spells, 0.15)),
  ];
}

function said<State extends JsonObject>(
  { now, stream }: Real<State>,
  ways: Ways<State>,
  { kind, when, content, back, by }: Omit<Spell[number], 'by' | 'after'> & { readonly by: Actor | undefined },
): void {
  const at = when === null ? now : addHours(now, -back);
  const moments = when === null ? {} : { [when]: when === 'at' ? at : londonDateOf(at) };
  if (stream.kept !== null) stream.change({ now });
  const [late, toldBefore] = [lateBy(stream, at), toldIn(stream)];
  const { refusal } = stream.command(now, kind, { ...content, ...moments }, by);
  isReasoned(stream, { refusal, toldBefore });
  staysLate(stream, late, excusedBy(ways, kind));
}

/** One of what is owed is left until it is too late, then work on it is recorded: done on its due date, or done now. */
function worksOn<State extends JsonObject>(
  real: Real<State>,
  { work, ...ways }: Modelled<State>,
  { place, inTime }: { readonly place: number; readonly inTime: boolean },
): void {
  const { stream, worked } = real;
  const could = dutiesOf(stream).flatMap((duty) =>
    duty.status === 'open' ? work.filter(({ ruleId }) => ruleId === duty.ruleId).map((by) => ({ duty, by })) : [],
  );
  const chosen = could[place % Math.max(1, could.length)];
  if (chosen === undefined) return;
  const { duty, by } = chosen;
  real.now = laterOf(real.now, londonInstant(addDays(duty.lastDefensibleOn, 1), '09:00'));
  passed(real);
  const late = lateBy(stream, real.now);
  const said = stream.kept === null || by.content === undefined ? {} : by.content(duty, stream.kept.state);
  if (said === null || !late.late.some(({ id, dueOn }) => id === duty.id && dueOn === duty.dueOn)) return;
  const at = inTime ? (duty.dueAt ?? londonInstant(duty.dueOn, '12:00')) : real.now;
  const toldBefore = toldIn(stream);
  const content = { ...said, [by.when]: by.when === 'at' ? at : londonDateOf(at) };
  const { refusal } = stream.command(real.now, by.kind, content, by.by);
  isReasoned(stream, { refusal, toldBefore });
  if (refusal !== null) return;
  worked[inTime ? 'inTime' : 'late'] += 1;
  if (!inTime) staysLate(stream, late, excusedBy(ways, by.kind));
  const after = dutiesOf(stream).find(({ id }) => id === duty.id);
  expect([duty.id, after?.status, after && isMetInTime(after)]).toEqual([duty.id, 'met', inTime]);
}

/** What an event derives of the process itself, or takes back of it. */
function derivedIn({ kind, payload }: StreamEvent): readonly string[] {
  if (kind === DERIVED_WITHDRAWN) return [textOf(payload, 'kind')];
  return payload['derived'] === true ? [kind] : [];
}

function excusedBy<State extends JsonObject>({ redates }: Ways<State>, kind: string): readonly string[] {
  return redates?.[kind] ?? [];
}

function passed<State extends JsonObject>({ stream, now }: Real<State>): void {
  stream.waitUntil(now);
  stream.change({ now });
  nextComesLater(stream, now);
}

function laterOf(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

function edited<State extends JsonObject>(
  { stream, now }: Real<State>,
  {
    place,
    back,
    withdrawn,
    editor,
  }: {
    readonly place: number;
    readonly back: number;
    readonly withdrawn: boolean;
    readonly editor: Actor | undefined;
  },
): void {
  const facts = [...readHistory(stream.events, stream.process).facts.values()];
  const fact = facts[place % Math.max(1, facts.length)];
  if (fact === undefined) return;
  const at = addHours(now, -back);
  const time = fact.at === undefined ? { on: londonDateOf(at) } : { at };
  const payload = { factId: fact.id, reason: 'made up', ...(withdrawn ? {} : time) };
  const toldBefore = toldIn(stream);
  const { refusal } = stream.command(now, withdrawn ? 'withdraw' : 'correct', payload, editor);
  isReasoned(stream, { refusal, toldBefore });
}

function holds<State extends JsonObject>(modelled: Modelled<State>, stream: Stream<State>): void {
  isSound(stream, modelled);
  modelled.always?.(stream);
}

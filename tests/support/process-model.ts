import fc from 'fast-check';
import { expect } from 'vitest';
import { PROBLEMS } from '../../api/problems.ts';
import { addHours, londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { Process } from '../../domain/heart/process.ts';
import type { HeardChange } from '../../domain/heart/turn-input.ts';
import { canonical, type JsonObject } from '../../domain/json.ts';
import { rebuild } from '../../domain/record/rebuild.ts';
import { BRINGS } from './brings.ts';
import { moment } from './episode.ts';
import { LAW, Stream, SUBJECT } from './stream.ts';

/** Something that may be said, with content that speaks of a moment at or before now. */
export type Sayable = {
  readonly kind: string;
  readonly content: fc.Arbitrary<JsonObject>;
  readonly by: readonly Actor[];
  /** Where the moment (or its day) goes. */
  readonly when: 'at' | 'on' | null;
};

export type Modelled<State extends JsonObject> = {
  readonly process: Process<State>;
  readonly open: Sayable;
  readonly say: readonly Sayable[];
  readonly hears?: fc.Arbitrary<HeardChange>;
  /** Who corrects and withdraws; absent: somebody of the line of the case. */
  readonly editor?: Actor;
  /** Ends it from any state; after it the process is closed. */
  readonly end: (stream: Stream<State>, now: Instant) => void;
  /** What else always holds. */
  readonly always?: (stream: Stream<State>) => void;
  /** Says so where an open process rightly owes nothing. */
  readonly mayRest?: (state: State) => boolean;
};

type Real<State extends JsonObject> = { readonly stream: Stream<State>; now: Instant };
type Step<State extends JsonObject> = fc.Command<object, Real<State>>;

const START = moment('2026-10-19T09:00');
/** `MODEL_RUNS=5000` looks longer. */
const RUNS = { numRuns: Number(process.env['MODEL_RUNS'] ?? 80) };

/**
 * Random valid and invalid commands, corrections, withdrawals, what others make known, and time passing: whatever comes, every
 * refusal has its reason, what is kept equals a rebuild from the stream, who owes what next is known, and it can end.
 */
export function holdsWhateverComes<State extends JsonObject>(modelled: Modelled<State>): void {
  fc.assert(
    fc.property(fc.commands([...stepsOf(modelled)], { maxCommands: 14 }), (steps) => {
      const real: Real<State> = { stream: new Stream(modelled.process), now: START };
      said(real, modelled.open, {
        content: fc.sample(modelled.open.content, { numRuns: 1, seed: 1 })[0] ?? {},
        back: 2,
        by: 0,
      });
      fc.modelRun(() => ({ model: {}, real }), steps);
      real.now = addHours(real.now, 1);
      modelled.end(real.stream, real.now);
      expect(real.stream.kept?.closed, 'every state can end').toBe(true);
      holds(modelled, real.stream);
    }),
    RUNS,
  );
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
  const passes = fc.integer({ min: 0, max: 900 }).map((hours) =>
    step(`${hours} hours pass`, (real) => {
      real.now = addHours(real.now, hours);
      real.stream.waitUntil(real.now);
      real.stream.change({ now: real.now });
    }),
  );
  const says = [modelled.open, ...modelled.say].map((sayable) =>
    fc
      .tuple(sayable.content, fc.integer({ min: 0, max: 200 }), fc.nat({ max: sayable.by.length - 1 }))
      .map(([content, back, by]) =>
        step(`${sayable.kind} ${JSON.stringify(content)} ${back} hours ago`, (real) => {
          real.now = addHours(real.now, 1);
          said(real, sayable, { content, back, by });
        }),
      ),
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
      const { announced } = real.stream.heard(real.now, [heard]);
      const brings = BRINGS[modelled.process.kind]?.[heard.kind] ?? [];
      for (const { kind } of announced) expect(brings, `hearing ${heard.kind}`).toContain(kind);
    }),
  );
  return [passes, ...says, ...says, edits, ...(hears === undefined ? [] : [hears])];
}

function said<State extends JsonObject>(
  real: Real<State>,
  { kind, when, by: people }: Sayable,
  { content, back, by }: { readonly content: JsonObject; readonly back: number; readonly by: number },
): void {
  const at = addHours(real.now, -back);
  const moments = when === null ? {} : { [when]: when === 'at' ? at : londonDateOf(at) };
  isReasoned(real.stream.command(real.now, kind, { ...content, ...moments }, people[by]).refusal);
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
  isReasoned(stream.command(now, withdrawn ? 'withdraw' : 'correct', payload, editor).refusal);
}

function isReasoned(refusal: string | null): void {
  if (refusal !== null) expect(Object.keys(PROBLEMS)).toContain(refusal);
}

function holds<State extends JsonObject>({ process, always, mayRest }: Modelled<State>, stream: Stream<State>): void {
  const { kept } = stream;
  if (kept === null) return;
  expect(rebuild(process, LAW, { subjectRef: SUBJECT, events: stream.events })).toMatchObject({
    kept,
    reckoned: 'alike',
  });
  expect(canonical(JSON.parse(JSON.stringify(kept.state)) as JsonObject)).toBe(canonical(kept.state));
  const ids = kept.duties.map(({ duty }) => duty.id);
  expect(new Set(ids).size, 'each duty is owed once').toBe(ids.length);
  expect(process.stage(kept.state)).not.toBe('');
  const open = kept.duties.filter(({ duty }) => duty.status === 'open');
  if (!kept.closed && mayRest?.(kept.state) !== true)
    expect(
      open.length,
      `open at the stage "${process.stage(kept.state)}": somebody owes something next`,
    ).toBeGreaterThan(0);
  always?.(stream);
}

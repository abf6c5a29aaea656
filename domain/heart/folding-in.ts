import type { CalendarDate } from '../calendar/calendar-date.ts';
import { canonical, type JsonObject } from '../json.ts';
import { refuse, type Result } from '../result.ts';
import { isAnswering } from './answering.ts';
import type { Draft } from './draft.ts';
import type { Fact } from './fact.ts';
import { carriesOn, entriesOf, entryOf, foldOn, unfolded, type Folded } from './fold.ts';
import {
  DERIVED_WITHDRAWN,
  HEARD,
  HEARD_WITHDRAWN,
  readHistory,
  type History,
  type RecordedDerived,
} from './history.ts';
import type { Kept } from './kept.ts';
import { decideEdit, EDITS, toldEvent, type ToldEvent } from './telling.ts';
import { causeOf, type HeardChange, type Progress, type Work } from './turn-input.ts';

/** Lets time pass, decides, and folds what is told: carried on if it comes last, else from the whole history again. */
export function progressOf<State extends JsonObject>(work: Work<State>): Progress<State> | 'needs-history' {
  const { process, input, law, moment, kept } = work;
  const history = input.history === null ? null : readHistory(input.history);
  const isEdit = input.command !== null && EDITS.includes(input.command.kind);
  if ((isEdit || input.refold !== null || input.heard.length > 0) && history === null && kept.sequence > 0)
    return 'needs-history';
  const timely =
    input.refold === null
      ? foldOn(process, foldedOf(kept), { entries: [], today: moment.today, law })
      : refold(work, history, { told: [], cause: input.refold });
  const decided = decide(work, timely.state, history);
  if (!decided.ok || (decided.value.length === 0 && input.heard.length === 0)) {
    appendTimely(work, timely, history);
    return { folded: timely, refusal: decided.ok ? null : decided.refusal };
  }
  return tell(work, timely, { told: decided.value, history });
}

function foldedOf<State extends JsonObject>(kept: Kept<State>): Folded<State> {
  const { state, elapsedThrough, lastFact, lastDerivedOn } = kept;
  return { state, elapsedThrough, lastFact, lastDerivedOn, derived: [] };
}

function decide<State extends JsonObject>(
  work: Work<State>,
  state: State,
  history: History | null,
): Result<readonly ToldEvent[], string> {
  const { process, input, law, moment } = work;
  const { command } = input;
  if (command === null || isAnswering(command.kind)) return { ok: true, value: [] };
  if (EDITS.includes(command.kind)) return decideEdit(command, history ?? readHistory([]), moment.today);
  if (!process.commandKinds.includes(command.kind)) return refuse('unknown-command');
  const decided = process.decide(state, command, { ...law, ...moment });
  if (!decided.ok) return decided;
  if (decided.value.some((telling) => telling.on > moment.today)) return refuse('in-the-future');
  return { ok: true, value: decided.value.map((telling) => ({ kind: 'new', telling })) };
}

/** Puts told events into the draft and folds them; a person's command that contradicts the record is refused as if never said. */
function tell<State extends JsonObject>(
  work: Work<State>,
  timely: Folded<State>,
  { told, history }: { readonly told: readonly ToldEvent[]; readonly history: History | null },
): Progress<State> | 'needs-history' {
  const { process, input, law, moment, kept } = work;
  const tellings = told.map((item, place) => ({
    item,
    factId: `f${kept.sequence + work.draft.events.length + place + 1}`,
  }));
  const fresh = tellings.flatMap(({ item, factId }) => (item.kind === 'new' ? [factOf(item.telling, factId)] : []));
  const entries = fresh.map((fact) => entryOf(process, fact)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const carries = fresh.length === told.length && input.heard.length === 0 && carriesOn(timely, entries);
  if (!carries && history === null && kept.sequence > 0) return 'needs-history';
  const folded = carries
    ? foldOn(process, timely, { entries, today: moment.today, law })
    : refold(work, history, { told: tellings, cause: causeOf(input) });
  const refusal = contradictionOf(work, folded.state, tellings);
  if (refusal !== null) {
    appendTimely(work, timely, history);
    return { folded: timely, refusal };
  }
  for (const { item, factId } of tellings)
    work.draft.append({ class: 'told', cause: null, ...toldEvent(item, factId) });
  for (const change of input.heard) appendHeard(work.draft, change, moment.today);
  if (carries) appendTimely(work, folded, history);
  else appendDerivedDifferences(work.draft, folded, { history, cause: causeOf(input), today: moment.today });
  return { folded, refusal: null };
}

type Told = { readonly item: ToldEvent; readonly factId: string };

function factOf(telling: Extract<ToldEvent, { kind: 'new' }>['telling'], id: string): Fact {
  return { ...telling, id, source: telling.source ?? { by: 'person' } };
}

/** Folds the whole history again, with what is new in it. */
function refold<State extends JsonObject>(
  { process, law, moment, input, kept }: Work<State>,
  history: History | null,
  { told }: { readonly told: readonly Told[]; readonly cause: string },
): Folded<State> {
  const facts = new Map(history?.facts);
  for (const { item, factId } of told) {
    if (item.kind === 'new') facts.set(factId, factOf(item.telling, factId));
    else if (item.kind === 'correction') facts.set(item.fact.id, item.fact);
    else facts.delete(item.fact.id);
  }
  const heard = new Map(history?.heard);
  for (const { key, announcement } of input.heard) {
    if (announcement === null) heard.delete(key);
    else heard.set(key, announcement);
  }
  const start = unfolded(process, kept.elapsedThrough);
  return foldOn(process, start, { entries: entriesOf(process, { facts, heard }), today: moment.today, law });
}

/** The reason why what a person tells cannot be; what a return tells stays and opens a task. */
function contradictionOf<State extends JsonObject>(
  { process, input }: Work<State>,
  state: State,
  told: readonly Told[],
): string | null {
  if (input.command === null || input.command.kind === 'take-return' || input.command.kind === 'withdraw-return')
    return null;
  const ids = told.map(({ item, factId }) => (item.kind === 'new' ? factId : item.fact.id));
  return process.contradictions(state).find((contradiction) => ids.includes(contradiction.factId))?.reason ?? null;
}

/** What time brought; a recompute derives all of it again, and only what differs from the record is appended. */
function appendTimely<State extends JsonObject>(
  { draft, input, moment }: Work<State>,
  folded: Folded<State>,
  history: History | null,
): void {
  if (input.refold === null) appendDerived(draft, folded);
  else appendDerivedDifferences(draft, folded, { history, cause: input.refold, today: moment.today });
}

function appendDerived<State extends JsonObject>(draft: Draft, folded: Folded<State>): void {
  for (const { derived, cause } of folded.derived) {
    draft.append({
      class: 'derived',
      kind: derived.kind,
      on: derived.on,
      payload: { derived: true, payload: derived.payload },
      cause,
    });
  }
}

/** After folding again only the differences are appended: what still follows keeps its event, what no longer does is withdrawn. */
function appendDerivedDifferences<State extends JsonObject>(
  draft: Draft,
  folded: Folded<State>,
  { history, cause, today }: { readonly history: History | null; readonly cause: string; readonly today: CalendarDate },
): void {
  const recorded = new Map<string, RecordedDerived[]>();
  for (const item of history?.derived ?? []) {
    const key = canonical(item.derived);
    recorded.set(key, [...(recorded.get(key) ?? []), item]);
  }
  const fresh = folded.derived.filter(({ derived }) => recorded.get(canonical(derived))?.shift() === undefined);
  for (const { sequence, derived } of [...recorded.values()].flat().sort((a, b) => a.sequence - b.sequence)) {
    draft.append({
      class: 'derived',
      kind: DERIVED_WITHDRAWN,
      on: today,
      payload: { sequence, kind: derived.kind },
      cause,
    });
  }
  appendDerived(draft, { ...folded, derived: fresh });
}

function appendHeard(draft: Draft, { key, announcement }: HeardChange, today: CalendarDate): void {
  if (announcement === null) {
    const [processId = '', factId = ''] = key.split('#');
    draft.append({ class: 'derived', kind: HEARD_WITHDRAWN, on: today, payload: { processId, factId }, cause: key });
    return;
  }
  const { on, kind: announcedKind, processId, processKind, factId, payload } = announcement;
  draft.append({
    class: 'derived',
    kind: HEARD,
    on,
    payload: { processId, processKind, factId, announcedKind, payload },
    cause: key,
  });
}

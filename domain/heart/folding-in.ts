import type { CalendarDate } from '../calendar/calendar-date.ts';
import { by } from '../in-order.ts';
import { canonical, isSameJson, type JsonObject } from '../json.ts';
import { refuse, type Result } from '../result.ts';
import { isAnswering } from './answering.ts';
import type { Draft } from './draft.ts';
import type { Fact, FactId } from './fact.ts';
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
import { isPastHearing } from './past-hearing.ts';
import type { Command } from './process.ts';
import { decideEdit, EDITS, factOf, factsWith, toldEvent, type Told, type ToldEvent } from './telling.ts';
import { causeOf, type HeardChange, type Progress, type Work } from './turn-input.ts';

/** Lets time pass, decides, and folds what is told: carried on if it comes last, else from the whole history again. */
export function progressOf<State extends JsonObject>(work: Work<State>): Progress<State> | 'needs-history' {
  const { process, kept } = work;
  const input = { ...work.input, heard: work.input.heard.filter((change) => !isPastHearing(work, change, null)) };
  // A process that opens has no history yet; nothing has to be read for it.
  const history = input.history === null && kept.sequence > 0 ? null : readHistory(input.history ?? [], process);
  const isEdit = input.command !== null && EDITS.includes(input.command.kind);
  if ((isEdit || input.refold !== null || input.heard.length > 0) && history === null) return 'needs-history';
  const heard =
    history === null
      ? []
      : input.heard.filter((change) => isNews(change, history) && !isPastHearing(work, change, history));
  return progressFrom({ ...work, input: { ...input, heard } }, history);
}

function progressFrom<State extends JsonObject>(
  work: Work<State>,
  history: History | null,
): Progress<State> | 'needs-history' {
  const { process, input, law, moment, kept } = work;
  const timely =
    input.refold === null || history === null
      ? foldOn(process, foldedOf(kept), { entries: [], today: moment.today, law })
      : refold(work, history, { told: [], heard: [] });
  const decided = decide(work, timely.state, history);
  if (!decided.ok || (decided.value.length === 0 && input.heard.length === 0)) {
    return asTimeLeftIt(work, timely, { history, refusal: decided.ok ? null : decided.refusal });
  }
  return tell(work, timely, { told: decided.value, history });
}

/** What was heard before, as it is, is not heard again; nor is taken back what never was heard. */
function isNews({ key, announcement }: HeardChange, { heard }: History): boolean {
  return !isSameJson(heard.get(key), announcement);
}

/** Nothing was told: what time brought is recorded, and where the whole was folded again only what differs. */
function asTimeLeftIt<State extends JsonObject>(
  work: Work<State>,
  timely: Folded<State>,
  { history, refusal }: { readonly history: History | null; readonly refusal: string | null },
): Progress<State> {
  appendDerived(work, timely, work.input.refold === null ? null : history);
  return { folded: timely, refusal };
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
  if (EDITS.includes(command.kind) && history !== null)
    return edited(work, decideEdit(command, history, moment), history);
  if (!process.commandKinds.includes(command.kind)) return refuse('unknown-command');
  const decided = process.decide(state, command, { ...law, ...moment, actor: input.actor });
  if (!decided.ok) return decided;
  if (decided.value.some(({ on, at }) => on > moment.today || (at ?? '') > moment.now)) return refuse('in-the-future');
  return { ok: true, value: decided.value.map((telling) => ({ kind: 'new', telling })) };
}

/** What only some may tell only they correct and withdraw; returns and feeds change what is their own. */
function edited<State extends JsonObject>(
  { process, input }: Work<State>,
  decided: Result<readonly ToldEvent[], string>,
  { facts }: History,
): Result<readonly ToldEvent[], string> {
  if (!decided.ok || isOfImport(input.command)) return decided;
  for (const told of decided.value) {
    const before = told.kind === 'new' ? undefined : facts.get(told.fact.id);
    const refusal = before && process.mayEdit?.(told.kind === 'correction' ? told.fact : null, input.actor, before);
    if (refusal != null) return refuse(refusal);
  }
  const retold = (fact: Fact): Fact => process.retold?.(fact, input.actor) ?? fact;
  const told = decided.value.map((each) => (each.kind === 'correction' ? { ...each, fact: retold(each.fact) } : each));
  return { ok: true, value: told };
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
  const entries = fresh.map((fact) => entryOf(process, fact)).sort(by(({ key }) => key));
  const isLast = fresh.length === told.length && input.heard.length === 0 && carriesOn(timely, entries);
  const carries = isLast && input.refold === null;
  if (!carries && history === null) return 'needs-history';
  const folded =
    carries || history === null
      ? foldOn(process, timely, { entries, today: moment.today, law })
      : refold(work, history, { told: tellings, heard: input.heard });
  const refusal = contradictionOf(work, { folded, timely, history }, tellings);
  if (refusal !== null) return asTimeLeftIt(work, timely, { history, refusal });
  for (const { item, factId } of tellings)
    work.draft.append({ class: 'told', cause: null, ...toldEvent(item, factId) });
  for (const change of input.heard) appendHeard(work.draft, change, moment.today);
  appendDerived(work, folded, carries ? null : history);
  return { folded, refusal: null };
}

function isOfImport(command: Command | null): boolean {
  return command?.kind === 'take-return' || command?.kind === 'withdraw-return';
}

/** Folds the whole history again, with what is new in it. */
function refold<State extends JsonObject>(
  { process, law, moment, kept }: Work<State>,
  history: History,
  { told, heard: changes }: { readonly told: readonly Told[]; readonly heard: readonly HeardChange[] },
): Folded<State> {
  const facts = factsWith(history, told);
  const heard = new Map(history.heard);
  for (const { key, announcement } of changes) {
    if (announcement === null) heard.delete(key);
    else heard.set(key, announcement);
  }
  const start = unfolded(process, kept.elapsedThrough);
  return foldOn(process, start, { entries: entriesOf(process, { facts, heard }), today: moment.today, law });
}

/**
 * The reason why what a person tells cannot be: it does not fit the record, or something recorded of the same day cannot
 * stand beside it. What a return tells stays and opens a task, as does what becomes contradictory on other days.
 */
function contradictionOf<State extends JsonObject>(
  { process, input }: Work<State>,
  {
    folded,
    timely,
    history,
  }: { readonly folded: Folded<State>; readonly timely: Folded<State>; readonly history: History | null },
  told: readonly Told[],
): string | null {
  if (input.command === null || isOfImport(input.command)) return null;
  const ids = told.map(({ item, factId }) => (item.kind === 'new' ? factId : item.fact.id));
  const days = told.flatMap(({ item }) =>
    item.kind === 'withdrawal' ? [] : [item.kind === 'new' ? item.telling.on : item.fact.on],
  );
  const before = process.contradictions(timely.state).map(({ factId }) => factId);
  const isExcluded = (factId: FactId): boolean =>
    !before.includes(factId) && days.some((on) => on === history?.facts.get(factId)?.on);
  const found = process.contradictions(folded.state).find(({ factId }) => ids.includes(factId) || isExcluded(factId));
  return found?.reason ?? null;
}

/**
 * What was derived on the way. After folding the whole history again (null: carried on) only the differences are appended:
 * what still follows keeps its event, what no longer does is withdrawn.
 */
function appendDerived<State extends JsonObject>(
  { draft, input, moment }: Work<State>,
  folded: Folded<State>,
  history: History | null,
): void {
  const recorded = new Map<string, RecordedDerived[]>();
  for (const item of history?.derived ?? []) {
    const key = canonical(item.derived);
    recorded.set(key, [...(recorded.get(key) ?? []), item]);
  }
  const fresh = folded.derived.filter(({ derived }) => recorded.get(canonical(derived))?.shift() === undefined);
  for (const { sequence, derived } of [...recorded.values()].flat().sort((a, b) => a.sequence - b.sequence)) {
    const payload = { sequence, kind: derived.kind };
    draft.append({ class: 'derived', kind: DERIVED_WITHDRAWN, on: moment.today, payload, cause: causeOf(input) });
  }
  for (const { derived, cause } of fresh) {
    const { kind, on, payload } = derived;
    draft.append({ class: 'derived', kind, on, payload: { derived: true, payload }, cause });
  }
}

function appendHeard(draft: Draft, { key, announcement }: HeardChange, today: CalendarDate): void {
  if (announcement === null) {
    const [processId = '', factId = ''] = key.split('#');
    draft.append({ class: 'derived', kind: HEARD_WITHDRAWN, on: today, payload: { processId, factId }, cause: key });
    return;
  }
  const { on, kind: announcedKind, processId, processKind, subjectRef, factId, payload } = announcement;
  draft.append({
    class: 'derived',
    kind: HEARD,
    on,
    payload: { processId, processKind, subjectRef, factId, announcedKind, payload },
    cause: key,
  });
}

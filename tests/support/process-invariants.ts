import { expect } from 'vitest';
import { PROBLEMS } from '../../api/problems.ts';
import { isCalendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import { isMetInTime, type Duty } from '../../domain/heart/duty.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { JsonObject } from '../../domain/json.ts';
import { rebuild } from '../../domain/record/rebuild.ts';
import { isRole } from '../../domain/rulebook/role.ts';
import { LAW, SUBJECT, type Stream } from './stream.ts';

/** What else a process says of itself, where it differs from the others. */
export type Ways<State extends JsonObject> = {
  /** Why an open process rightly owes nothing now; null: it owes something. */
  readonly mayRest?: (state: State) => string | null;
  /** Rules whose date a command moves by law or on purpose, also when it has passed: by the kind of command. */
  readonly redates?: Readonly<Record<string, readonly string[]>>;
};

export function dutiesOf<State extends JsonObject>({ kept }: Stream<State>): readonly Duty[] {
  return kept?.duties.map(({ duty }) => duty) ?? [];
}

/** What holds of every process after every step: it is what its stream says, and who owes what next by when is known. */
export function isSound<State extends JsonObject>(stream: Stream<State>, { mayRest }: Ways<State> = {}): void {
  const { kept, process, events } = stream;
  if (kept === null) return;
  expect(rebuild(process, LAW, { subjectRef: SUBJECT, events })).toMatchObject({ kept, reckoned: 'alike' });
  expect(JSON.parse(JSON.stringify(kept.state)), 'the state is plain JSON').toEqual(kept.state);
  expect(process.stage(kept.state)).not.toBe('');
  const duties = dutiesOf(stream);
  expect(new Set(duties.map(({ id }) => id)).size, 'each duty is owed once').toBe(duties.length);
  for (const { id, status, endedBecause, metOn } of duties)
    expect([id, (endedBecause ?? '') !== '', metOn !== null]).toEqual([id, status === 'ended', status === 'met']);
  const open = duties.filter(({ status }) => status === 'open');
  for (const { id, owner, dueOn, lastDefensibleOn } of open)
    expect([id, isRole(owner), isCalendarDate(dueOn), dueOn <= lastDefensibleOn]).toEqual([id, true, true, true]);
  if (kept.closed) expect(open, 'nothing is owed after the end').toEqual([]);
  else if (open.length === 0)
    expect(mayRest?.(kept.state), `open at "${process.stage(kept.state)}": somebody owes something next`).toBeTruthy();
}

/** Time has passed and every step was taken at its time: what comes next comes later. */
export function nextComesLater<State extends JsonObject>({ kept }: Stream<State>, now: Instant): void {
  const next = kept?.nextChangeAt ?? null;
  if (next !== null) expect(next > now, `${next} comes after ${now}`).toBe(true);
}

/** A refusal has a reason that the API can say, and nothing was told. */
export function isReasoned<State extends JsonObject>(
  stream: Stream<State>,
  { refusal, toldBefore }: { readonly refusal: string | null; readonly toldBefore: number },
): void {
  if (refusal === null) return;
  expect(refusal).not.toBe('');
  expect(Object.keys(PROBLEMS)).toContain(refusal);
  expect(toldIn(stream), `refused as ${refusal}`).toBe(toldBefore);
}

export function toldIn<State extends JsonObject>({ events }: Stream<State>): number {
  return events.filter((event) => event.class === 'told').length;
}

/** What was open and too late already, and all that was known by then. */
export type Late = { readonly late: readonly Duty[]; readonly known: ReadonlySet<string> };

/** What was open and too late already at a moment after all that is told. */
export function lateBy<State extends JsonObject>(stream: Stream<State>, at: Instant): Late {
  const today = londonDateOf(at);
  const known = new Set(dutiesOf(stream).map(({ id }) => id));
  const facts = [...readHistory(stream.events, stream.process).facts.values()];
  if (facts.some(({ on }) => on > today)) return { late: [], known };
  const late = dutiesOf(stream).filter(
    ({ status, dueAt, lastDefensibleOn }) =>
      status === 'open' && (dueAt === undefined ? lastDefensibleOn < today : dueAt < at),
  );
  return { late, known };
}

/** What happened after it was too late never makes it in time: it stays late, is ended with its reason, or is met late. */
export function staysLate<State extends JsonObject>(
  stream: Stream<State>,
  { late, known }: Late,
  excused: readonly string[] = [],
): void {
  const after = dutiesOf(stream);
  for (const { id, ruleId, anchor, lastDefensibleOn } of late) {
    if (excused.includes(ruleId)) continue;
    // Of one anchor another rule of the same work may count now, from no later day.
    const isOfWork = (duty: Duty): boolean => duty.anchor === anchor && workOf(duty.ruleId) === workOf(ruleId);
    const now = after.filter((duty) => duty.id === id || (isOfWork(duty) && !known.has(duty.id)));
    expect(now.length, `${id} is owed no more`).toBeGreaterThan(0);
    for (const duty of now) {
      expect([id, isMetInTime(duty)]).toEqual([id, false]);
      const isLater = duty.status === 'open' && duty.lastDefensibleOn > lastDefensibleOn;
      expect([id, isLater, duty.lastDefensibleOn]).toEqual([id, false, expect.anything()]);
    }
  }
}

function workOf(ruleId: string): string {
  return ruleId.split('-')[0] ?? ruleId;
}

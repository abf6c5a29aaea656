import type { KeptDuty } from '../../domain/heart/kept.ts';
import type { Law } from '../../domain/heart/law.ts';
import type { Process } from '../../domain/heart/process.ts';
import { isJsonObject, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { chainFault, type Digest } from '../../domain/record/chain.ts';
import { unknownKindIn } from '../../domain/record/known-kinds.ts';
import { rebuild } from '../../domain/record/rebuild.ts';
import { processRow, type KeptProcess } from '../kept-rows.ts';
import { isKept } from '../read.ts';
import { alertRow, childRows, dutyRow, reviewRows, type Row } from '../rows.ts';
import type { OfProcessTable, ProcessFound } from './found.ts';

/** What projections are made from, besides the events. */
export type ProjectionDeps = {
  readonly processes: readonly Process<JsonObject>[];
  readonly law: Law;
  readonly digest: Digest;
  /** Names this build in the rows that it makes. */
  readonly build: string;
};

/** The build of a row that no build's recompute would leave as it is: the next change recomputes it and records what differs. */
export const TO_BE_RECOMPUTED = '';

export type ExpectedRows = {
  readonly status: 'rows';
  readonly kept: KeptProcess;
  /** Its build cannot be told from the events and is not compared; what is written is made by this one. */
  readonly process: Row;
  readonly rows: Readonly<Record<OfProcessTable, readonly Row[]>>;
};

export type Left = {
  readonly status: 'left';
  readonly faults: readonly { readonly sequence: number | null; readonly fault: string }[];
  /** The stream is whole, but this build makes something else of it, which a change has to record first. */
  readonly isReckonedOtherwise: boolean;
};

/** What the rows of a process should be; `erased`: its content was destroyed, so nobody can tell; `left`: this build cannot. */
export type Expected = ExpectedRows | { readonly status: 'erased'; readonly kept: KeptProcess | null } | Left;

/** The one place that says what the rows of a process should be: verify compares with it, rebuild writes it. */
export function expectedOf(found: ProcessFound, deps: ProjectionDeps): Expected {
  const { id, stream, row, subjectRef } = found;
  const broken = chainFault(id, stream, deps.digest);
  const ends = (stream.at(-1)?.hash ?? '') === row['chain_head'];
  if (broken !== null || !ends) {
    const end = { sequence: null, fault: 'its chain does not end where the process says' };
    return { status: 'left', faults: [broken ?? [], ends ? [] : end].flat(), isReckonedOtherwise: false };
  }
  const [first] = stream;
  const kind = (first?.kind === 'process-opened' ? readText(first.payload, 'kind') : null) ?? found.kind;
  const process = deps.processes.find((candidate) => candidate.kind === kind);
  if (process === undefined) return left('its kind is not known to this build');
  if (stream.some((event) => event.content === null))
    return { status: 'erased', kept: isKept(row['kept']) ? { id, process, subjectRef, kept: row['kept'] } : null };
  if (found.stateVersion > process.stateVersion) return left('it was written by a newer build');
  const unknown = unknownKindIn(process, stream);
  if (unknown !== null) return left(`it holds an event that this build does not know (${unknown})`);
  return folded(found, process, deps);
}

function left(fault: string, isReckonedOtherwise = false): Left {
  return { status: 'left', faults: [{ sequence: null, fault }], isReckonedOtherwise };
}

/** One stream that cannot be folded must not hold up all others. */
function folded(found: ProcessFound, process: Process<JsonObject>, deps: ProjectionDeps): Expected {
  try {
    return rowsOf(found, process, deps);
  } catch (error) {
    return left(`this build cannot fold it: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}

function rowsOf(
  { id, subjectRef, row, stream }: ProcessFound,
  process: Process<JsonObject>,
  { law, build }: ProjectionDeps,
): Expected {
  const again = rebuild(process, law, { subjectRef, events: stream, keptDuties: keptDutiesOf(row['kept']) });
  const [first, last] = [stream[0], stream.at(-1)];
  if (again === null || first === undefined || last === undefined) return left('it has no events');
  if (again.reckoned === 'otherwise')
    return left('this build derives otherwise than was recorded; its next change will record the difference', true);
  const { state, duties } = again.kept;
  const kept: KeptProcess = { id, process, subjectRef, kept: again.kept };
  const of = { processId: id, subjectRef };
  const views = process.views(
    state,
    duties.map((item) => item.duty),
  );
  const marks = {
    build: again.reckoned === 'alike' ? build : TO_BE_RECOMPUTED,
    chainHead: last.hash,
    openedAt: first.recordedAt,
    coming: again.coming,
  };
  return {
    status: 'rows',
    kept,
    process: processRow(kept, marks, law),
    rows: {
      duty: duties.map((item) => dutyRow(item, of, law.under(again.kept.settings).calendar)),
      alert: again.alerts.map((alert) => alertRow(alert, of)),
      review: reviewRows(views, of),
      process_child: childRows(process.about?.(state) ?? [], of),
    },
  };
}

const TEXTS = [
  'id',
  'ruleId',
  'anchor',
  'status',
  'dueOn',
  'lastDefensibleOn',
  'fromOn',
  'owner',
  'line',
  'holder',
  'knowledge',
];

/** Of what is kept only what is whole: it may have been altered. */
function keptDutiesOf(kept: unknown): readonly KeptDuty[] {
  const duties: unknown = isJsonObject(kept) ? kept['duties'] : null;
  return Array.isArray(duties) ? duties.filter(isKeptDuty) : [];
}

function isKeptDuty(value: unknown): value is KeptDuty {
  const duty = isJsonObject(value) ? value['duty'] : null;
  return (
    isJsonObject(duty) &&
    TEXTS.every((name) => typeof duty[name] === 'string') &&
    typeof duty['ruleVersion'] === 'number' &&
    typeof duty['provisional'] === 'boolean' &&
    isJsonObject(duty['inputs'])
  );
}

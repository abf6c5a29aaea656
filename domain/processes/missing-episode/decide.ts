import { londonDateOf } from '../../calendar/instant.ts';
import type { Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate, readInstant } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { MissingEpisodeCommandKind, MissingEpisodeRefusal } from './commands.ts';
import type { MissingEpisode } from './state.ts';

/** The fact that each command tells; whether it fits is seen when it is folded in its place. */
const TELLS: Readonly<Record<MissingEpisodeCommandKind, string>> = {
  'report-missing': 'went-missing',
  'record-strategy': 'strategy-discussed',
  'record-safety-plan': 'safety-planned',
  'record-found': 'found',
  'offer-return-interview': 'return-interview-offered',
  'record-return-interview': 'return-interview-recorded',
  'close-episode': 'episode-closed',
};

export const COMMAND_KINDS: readonly string[] = Object.keys(TELLS);

const KIND_TOLD: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

export function decide(
  state: MissingEpisode,
  { kind, payload }: Command,
  { today }: Deciding,
): Result<readonly Telling[], MissingEpisodeRefusal> {
  if (state.missing === null && kind !== 'report-missing') return refuse('not-missing');
  if (state.found === null && kind === 'close-episode') return refuse('still-missing');
  const { on: _on, at: _at, ...content } = payload;
  return accept([{ kind: KIND_TOLD.get(kind) ?? kind, ...whenOf(payload, today), payload: content }]);
}

function whenOf(payload: JsonObject, today: Telling['on']): Pick<Telling, 'on' | 'at'> {
  const at = readInstant(payload, 'at');
  return at === null ? { on: readDate(payload, 'on') ?? today } : { on: londonDateOf(at), at };
}

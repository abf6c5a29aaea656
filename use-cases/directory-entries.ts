import type { Entries, EntryKind, Saving } from '../domain/people/entries.ts';
import { teamEntry } from '../domain/people/people-files.ts';
import { ENTRY_SCHEMAS } from './people-schemas.ts';
import { parsed } from './parsed.ts';

/** An entry of the directory as it was sent; what is new without a reference gets one. */
export function entryOf(
  kind: EntryKind,
  body: unknown,
  { newRef, teams }: { readonly newRef: string; readonly teams: readonly Entries['team'][] },
): Saving {
  switch (kind) {
    case 'person': {
      const entry = parsed(ENTRY_SCHEMAS.person, body);
      return { kind, ref: entry.ref, entry };
    }
    case 'team': {
      const entry = teamEntry(parsed(ENTRY_SCHEMAS.team, body), teams);
      return { kind, ref: entry.ref, entry };
    }
    case 'post': {
      const { ref = newRef, ...entry } = parsed(ENTRY_SCHEMAS.post, body);
      return { kind, ref, entry: { ref, ...entry } };
    }
    case 'cover': {
      const { ref = newRef, ...entry } = parsed(ENTRY_SCHEMAS.cover, body);
      return { kind, ref, entry: { ref, ...entry } };
    }
    case 'worker': {
      const entry = parsed(ENTRY_SCHEMAS.worker, body);
      return { kind, ref: entry.ref, entry };
    }
    case 'rota': {
      const { ref = newRef, ...entry } = parsed(ENTRY_SCHEMAS.rota, body);
      return { kind, ref, entry: { ref, ...entry } };
    }
  }
}

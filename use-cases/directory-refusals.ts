import { isBelowItself, type Directory } from '../domain/people/directory.ts';
import type { Saving } from '../domain/people/entries.ts';
import { Refused } from './refused.ts';

/** What an entry names has to be there: a reference that leads nowhere would tell nobody. */
export function refuseUnknown({ kind, entry }: Saving, { people, teams }: Directory): void {
  if (entry === null) return;
  const fields = Object.entries(entry).flatMap(([field, value]) => {
    const isPerson = field === 'person' || field === 'by';
    const isTeam = (field === 'team' || field === 'above') && value !== null;
    if (isPerson && !people.some(({ ref }) => ref === value))
      return [{ field, message: 'must be a person of the directory' }];
    if (isTeam && !teams.some(({ ref }) => ref === value))
      return [{ field, message: 'must be a team of the directory' }];
    return [];
  });
  if (fields.length > 0)
    throw new Refused('invalid-content', { detail: `The ${kind} names what is not there.`, fields });
}

/** A team that stood below itself would have nobody above it. */
export function refuseCircle({ kind, entry }: Saving, { teams }: Directory): void {
  if (kind !== 'team' || entry === null) return;
  const aboveOf = new Map([...teams, entry].map(({ ref, above }) => [ref, above]));
  if (isBelowItself(entry.ref, aboveOf))
    throw new Refused('invalid-content', {
      fields: [{ field: 'above', message: 'would stand below the team itself' }],
    });
}

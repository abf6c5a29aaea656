import type { Fact } from '../../heart/fact.ts';
import { readDate, readFlag, readText } from '../../json-reading.ts';
import { NOMINATED_OFFICER } from './commands.ts';
import type { Extension } from './state.ts';

/** An extension as it was told. Where it was not asked in which role, the nominated officer approved it; not where
 * the directory knew others who held that post then. */
export function extensionIn({ id: factId, on, payload }: Fact): Extension {
  const heldPost = readFlag(payload, 'heldPost') !== false;
  return {
    factId,
    on,
    pending: readText(payload, 'pending') === 'independent-review' ? 'independent-review' : 'assessment',
    until: readDate(payload, 'until'),
    byNominatedOfficer: (readText(payload, 'approvedAs') ?? NOMINATED_OFFICER) === NOMINATED_OFFICER && heldPost,
    ...(heldPost ? {} : { notInPost: true }),
  };
}

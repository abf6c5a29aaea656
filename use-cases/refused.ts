import type { HeartRefusal } from '../domain/heart/commands.ts';
import type { FamilyFindingRefusal } from '../domain/processes/family-finding/refusal.ts';
import type { ConnectedCarerRefusal } from '../domain/processes/connected-carer/refusal.ts';
import type { FeedImportRefusal } from '../domain/processes/feed-import/index.ts';
import type { RuleAdoptionRefusal } from '../domain/processes/rule-adoption/index.ts';
import type { IroDisputeRefusal } from '../domain/processes/iro-dispute/commands.ts';
import type { MissingEpisodeRefusal } from '../domain/processes/missing-episode/commands.ts';
import type { PeriodOfCareRefusal } from '../domain/processes/period-of-care/refusal.ts';
import type { PracticeEvaluationRefusal } from '../domain/processes/practice-evaluation/commands.ts';
import type { VisitsAfterCareRefusal } from '../domain/processes/visits-after-care/commands.ts';
import type { WorkerSupervisionRefusal } from '../domain/processes/worker-supervision/commands.ts';
import { CursorError } from '../store/queries/page.ts';

export type UseCaseRefusal =
  | 'not-signed-in'
  | 'not-allowed'
  | 'not-found'
  | 'invalid-content'
  | 'key-missing'
  | 'key-used-otherwise'
  | 'no-files'
  | 'feed-under-way'
  | 'row-not-open'
  | 'row-contradicts'
  | 'no-such-difference'
  | 'child-is-known'
  | 'too-large'
  | 'media-type'
  | 'method-not-offered'
  | 'unexpected'
  | 'issuer-away'
  | 'newer-build'
  | 'adoption-under-way'
  | 'record-away';

/** Everything that can be refused, each with one sentence and status in the API and on the pages. */
export type Refusal =
  | HeartRefusal
  | PeriodOfCareRefusal
  | FamilyFindingRefusal
  | ConnectedCarerRefusal
  | MissingEpisodeRefusal
  | IroDisputeRefusal
  | PracticeEvaluationRefusal
  | WorkerSupervisionRefusal
  | VisitsAfterCareRefusal
  | FeedImportRefusal
  | RuleAdoptionRefusal
  | UseCaseRefusal;

/** A request that is refused, with what to do about it. Thrown by use-cases and turned into a problem at the edge. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  readonly fields: readonly { readonly field: string; readonly message: string }[];

  constructor(
    refusal: Refusal,
    {
      detail,
      fields = [],
    }: {
      readonly detail?: string;
      readonly fields?: readonly { readonly field: string; readonly message: string }[];
    } = {},
  ) {
    super(detail ?? refusal);
    this.refusal = refusal;
    this.fields = fields;
  }
}

/** The refusal that an error is, if it is one. */
export function asRefused(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  if (!(error instanceof CursorError)) return null;
  return new Refused('invalid-content', {
    fields: [{ field: 'after', message: 'must be the cursor `next` of the page before' }],
  });
}

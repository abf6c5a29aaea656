import type { Process } from '../heart/process.ts';
import type { JsonObject } from '../json.ts';
import { AUTHORITY } from './authority/index.ts';
import { FAMILY_FINDING } from './family-finding/index.ts';
import { CONNECTED_CARER } from './connected-carer/index.ts';
import { FEED_IMPORT } from './feed-import/index.ts';
import { IRO_DISPUTE } from './iro-dispute/index.ts';
import { MISSING_EPISODE } from './missing-episode/index.ts';
import { PERIOD_OF_CARE } from './period-of-care/index.ts';
import { PRACTICE_EVALUATION } from './practice-evaluation/index.ts';
import { RULE_ADOPTION } from './rule-adoption/index.ts';
import { VISITS_AFTER_CARE } from './visits-after-care/index.ts';
import { WORKER_SUPERVISION } from './worker-supervision/index.ts';

/** Every kind of process, in the fixed order in which they hear of each other within one change. */
export const PROCESSES: readonly Process<JsonObject>[] = [
  PERIOD_OF_CARE,
  FAMILY_FINDING,
  FEED_IMPORT,
  RULE_ADOPTION,
  AUTHORITY,
  MISSING_EPISODE,
  IRO_DISPUTE,
  PRACTICE_EVALUATION,
  WORKER_SUPERVISION,
  CONNECTED_CARER,
  VISITS_AFTER_CARE,
];

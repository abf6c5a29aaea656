import type { EmbeddedSet } from '../support/embedded-set.ts';
import { CLOCKS, TWO_OF_EACH } from './beside.ts';
import { BULK, POSTGRES_RESTARTED } from './bulk.ts';
import { EMPTIED, TERMINATED, TWO_ENGINES } from './engine.ts';
import { HOUSEHOLD } from './household.ts';
import type { Attack } from './withstand.ts';

/** What an installation withstands beside kills; the first of them brings the children of a return, whom the others find. */
export const ATTACKS: readonly Attack<EmbeddedSet>[] = [
  BULK,
  POSTGRES_RESTARTED,
  HOUSEHOLD,
  TWO_OF_EACH,
  CLOCKS,
  TWO_ENGINES,
  EMPTIED,
  TERMINATED,
];

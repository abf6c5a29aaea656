import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { quieted, WENT_LIVE } from '../going-live.ts';
import { COMMAND_KINDS, decide } from './decide.ts';
import { supervisionDuties } from './duties.ts';
import { evolve } from './evolve.ts';
import { closedBecause, NOT_BEGUN, type WorkerSupervision } from './state.ts';

/** Facts of one day in this order: the beginning, who supervises, what is planned and held, absences, the end. */
const FACT_KINDS: readonly string[] = [
  'worker-supervision-began',
  'worker-supervisor-changed',
  'worker-supervision-booked',
  'worker-supervision-held',
  'worker-absent',
  WENT_LIVE,
  'worker-left-the-authority',
];

/** A worker's own supervision: another clock than the one of each child discussed, and never on a child's record (timescales §0.1.13). */
export const WORKER_SUPERVISION: Process<WorkerSupervision> = {
  ...QUIET,
  kind: 'worker-supervision',
  stateVersion: 1,
  factKinds: FACT_KINDS,
  commandKinds: COMMAND_KINDS,
  initial: NOT_BEGUN,
  decide,
  evolve,
  duties: (state, law) => supervisionDuties(state, law).map((duty) => quieted(duty, state.live, law)),
  contradictions: ({ contradictory }) => contradictory,
  people: ({ begun, supervisor }) => (begun === null || supervisor === null ? {} : { 'team-manager': supervisor }),
  stage: (state) => (closedBecause(state) === null ? 'supervised' : 'supervision ended'),
  isClosed: (state) => closedBecause(state) !== null,
};

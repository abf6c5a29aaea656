import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { by } from '../../in-order.ts';
import { quieted, type Live } from '../going-live.ts';
import { closedBecause } from './closing.ts';
import { COMMAND_KINDS, decide, mayEdit, retold } from './decide.ts';
import { dutiesOf } from './duties.ts';
import { evolve, FACT_KINDS } from './evolve.ts';
import { fullApproval } from './full-approval.ts';
import { evolveDerived, hear, HEARS, people } from './hearing.ts';
import { currentApproval, currentStay, isSupported, NOTHING_TOLD, type ConnectedCarer } from './state.ts';
import { elapse, isUnsaid, nextChangeOn } from './time.ts';

/**
 * A household of connected persons with whom children are placed: its one assessment, each child's own approval, and securing
 * the home (CPPCR 2010 regs 24 to 25A; FSR 2011 regs 26 to 28; CA 1989 s.14A; timescales 4 and 11).
 */
export const CONNECTED_CARER: Process<ConnectedCarer> = {
  ...QUIET,
  kind: 'connected-carer',
  stateVersion: 5,
  factKinds: FACT_KINDS,
  commandKinds: COMMAND_KINDS,
  initial: NOTHING_TOLD,
  decide,
  evolve,
  mayEdit,
  retold,
  about: ({ children }) => children.map(({ childRef }) => childRef),
  hears: HEARS,
  hear,
  evolveDerived,
  duties: (state, law) => dutiesOf(state, closedBecause(state), law).map((duty) => quieted(duty, liveOf(state), law)),
  nextChangeOn: (state, law) => nextChangeOn(state, law),
  elapse,
  contradictions: ({ contradictory }) => contradictory,
  people,
  stage,
  isClosed: (state) => closedBecause(state) !== null && !isUnsaid(state),
};

/** People are told of a household as soon as the first team of its children is live. */
function liveOf({ children }: ConnectedCarer): Live | null {
  const live = children.flatMap((child) => (child.live === undefined ? [] : [child.live]));
  return live.sort(by(({ on }) => on))[0] ?? null;
}

function stage(state: ConnectedCarer): string {
  if (closedBecause(state) !== null) return 'ended';
  const here = state.children.filter((child) => currentStay(child) !== null);
  if (here.some(({ unlawful }) => unlawful.some(({ lawfulOn }) => lawfulOn === null))) return 'unlawful placement';
  if (here.length === 0 && state.children.some(isSupported)) return 'support after an order';
  if (fullApproval(state) !== null) return 'approved';
  if (here.length === 0) return 'assessment';
  return here.some((child) => currentApproval(child) === null) ? 'approval not recorded' : 'temporarily approved';
}

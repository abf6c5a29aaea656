import type { Fact, Telling } from '../../heart/fact.ts';
import { QUIET } from '../../heart/quiet.ts';
import type { Command, Deciding, Process } from '../../heart/process.ts';
import { numberOf, readText, textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';
import { settingsOf, type Settings } from '../../rulebook/settings.ts';
import { whoToldStands } from '../who-told.ts';

/** Where an adoption stands: it waits for another person once its effects are shown, and can be stopped and rolled back. */
export type AdoptionStatus =
  'proposed' | 'previewed' | 'applying' | 'stopped' | 'adopted' | 'rolling-back' | 'rolled-back' | 'withdrawn';

export type RuleAdoptionRefusal =
  | 'own-proposal'
  | 'not-previewed'
  | 'not-applying'
  | 'not-stopped'
  | 'nothing-to-roll-back'
  | 'nothing-to-withdraw'
  | 'who-did-it-stands';

export type RuleAdoption = {
  readonly status: AdoptionStatus;
  readonly title: string;
  /** What every process is to be dated by; null: by the law of the build alone. */
  readonly settings: Settings | null;
  /** Only the build has changed: every process is recomputed under the settings it has. */
  readonly ofBuild: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  /** What it would do: processes that change, dates that move, tasks that would be overdue; null: not worked out. */
  readonly effects: { readonly processes: number; readonly moved: number; readonly overdue: number } | null;
};

/** Above so many moved dates a second person approves what a new build brings (design §3.5). */
export const MOST_MOVED_UNSEEN = 20;

const FACTS: Readonly<Record<string, (state: RuleAdoption, fact: Fact) => RuleAdoption>> = {
  'adoption-proposed': (state, { payload }) => ({
    ...state,
    status: 'proposed',
    title: textOf(payload, 'title'),
    settings: settingsOf(payload['settings']),
    ofBuild: readText(payload, 'ofBuild'),
    proposedBy: textOf(payload, 'by'),
  }),
  'effects-recorded': (state, { payload }) => ({
    ...state,
    status: 'previewed',
    effects: {
      processes: numberOf(payload, 'processes'),
      moved: numberOf(payload, 'moved'),
      overdue: numberOf(payload, 'overdue'),
    },
  }),
  'adoption-approved': (state, { payload }) => ({ ...state, status: 'applying', approvedBy: readText(payload, 'by') }),
  'adoption-stopped': (state) => ({ ...state, status: 'stopped' }),
  'adoption-resumed': (state) => ({ ...state, status: 'applying' }),
  'adoption-finished': (state) => ({ ...state, status: 'adopted' }),
  'roll-back-begun': (state) => ({ ...state, status: 'rolling-back' }),
  'roll-back-finished': (state) => ({ ...state, status: 'rolled-back' }),
  'proposal-withdrawn': (state) => ({ ...state, status: 'withdrawn' }),
};

type Leading = {
  readonly from: readonly AdoptionStatus[];
  readonly fact: string;
  readonly refusal: RuleAdoptionRefusal;
};

/** From which status each command leads on, and what it is refused with from any other. */
const COMMANDS: Readonly<Record<string, Leading>> = {
  'propose-adoption': { from: ['proposed'], fact: 'adoption-proposed', refusal: 'nothing-to-withdraw' },
  'record-effects': { from: ['proposed'], fact: 'effects-recorded', refusal: 'not-previewed' },
  'approve-adoption': { from: ['previewed'], fact: 'adoption-approved', refusal: 'not-previewed' },
  'stop-adoption': { from: ['applying'], fact: 'adoption-stopped', refusal: 'not-applying' },
  'resume-adoption': { from: ['stopped'], fact: 'adoption-resumed', refusal: 'not-stopped' },
  'finish-adoption': { from: ['applying'], fact: 'adoption-finished', refusal: 'not-applying' },
  'roll-back-adoption': {
    from: ['applying', 'stopped', 'adopted'],
    fact: 'roll-back-begun',
    refusal: 'nothing-to-roll-back',
  },
  'finish-roll-back': { from: ['rolling-back'], fact: 'roll-back-finished', refusal: 'nothing-to-roll-back' },
  'withdraw-proposal': { from: ['proposed', 'previewed'], fact: 'proposal-withdrawn', refusal: 'nothing-to-withdraw' },
};

const UNDER_WAY: readonly AdoptionStatus[] = ['proposed', 'previewed', 'applying', 'stopped'];
const ENDED: readonly AdoptionStatus[] = ['adopted', 'rolled-back', 'withdrawn'];

/** One change of rules, calendar or build: its effects are shown, a second person approves, all processes are changed in batches. */
export const RULE_ADOPTION: Process<RuleAdoption> = {
  ...QUIET,
  kind: 'rule-adoption',
  stateVersion: 2,
  factKinds: Object.keys(FACTS),
  commandKinds: Object.keys(COMMANDS),
  initial: {
    status: 'proposed',
    title: '',
    settings: null,
    ofBuild: null,
    proposedBy: '',
    approvedBy: null,
    effects: null,
  },
  decide,
  mayEdit: (fact, _actor, before) => whoToldStands(fact, before),
  evolve: (state, fact) => FACTS[fact.kind]?.(state, fact) ?? state,
  stage: (state) => state.status,
  isClosed: (state) => ENDED.includes(state.status),
};

function decide(
  state: RuleAdoption,
  { kind, payload }: Command,
  { today, actor }: Deciding,
): Result<readonly Telling[], RuleAdoptionRefusal> {
  const leading = COMMANDS[kind];
  if (leading === undefined) return accept([]);
  const from = isOfBuildLeft(state, kind) ? UNDER_WAY : leading.from;
  if (!from.includes(state.status)) return refuse(leading.refusal);
  // What a build decides is taken back by the build before it.
  if (kind === 'roll-back-adoption' && state.ofBuild !== null) return refuse('nothing-to-roll-back');
  if (kind === 'approve-adoption' && !mayApprove(state, actor.person)) return refuse('own-proposal');
  const told: JsonObject = { ...payload, by: actor.person };
  return accept([{ kind: leading.fact, on: today, payload: told }]);
}

/** Recomputing by a build is given up at any time: another build, which is installed then, recomputes again. */
function isOfBuildLeft({ ofBuild }: RuleAdoption, kind: string): boolean {
  return kind === 'withdraw-proposal' && ofBuild !== null;
}

/** Another person than the one who proposed; a build that moves few dates approves itself. */
function mayApprove({ proposedBy, ofBuild, effects }: RuleAdoption, person: string): boolean {
  if (person !== proposedBy) return true;
  return ofBuild !== null && effects !== null && effects.moved <= MOST_MOVED_UNSEEN;
}

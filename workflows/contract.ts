import type { Instant } from '../domain/calendar/instant.ts';
import type { Standing, StandingStep } from '../domain/heart/standing.ts';

/** The task queue on which everything of Holdfast runs. */
export const TASK_QUEUE = 'holdfast';

/** Sent when the record has changed: "look again". Carries the reason for the reader of Temporal's own page. */
export const NUDGE_SIGNAL = 'nudge';
/** Answers the standing that the workflow waits by. */
export const STANDING_QUERY = 'standing';

/** Search attributes of every kept process; registered by the worker. */
export const NEXT_AT = 'NextAt';
export const NEXT_RULE = 'NextRule';
export const OVERDUE = 'Overdue';

/** Kind of process → the name of its workflow type. A new kind of process is one line here. */
export const WORKFLOW_TYPES = {
  'period-of-care': 'periodOfCare',
  'feed-import': 'feedImport',
  'rule-adoption': 'ruleAdoption',
  authority: 'authority',
  'missing-episode': 'missingEpisode',
  'iro-dispute': 'iroDispute',
  'family-finding': 'familyFinding',
  'practice-evaluation': 'practiceEvaluation',
  'worker-supervision': 'workerSupervision',
  'connected-carer': 'connectedCarer',
  'visits-after-care': 'visitsAfterCare',
} as const;

export type KeptKind = keyof typeof WORKFLOW_TYPES;

/** Kinds that go from stage to stage with a person in between; they wait by no standing and are found by no search attributes. */
export const DIALOGUES: ReadonlySet<KeptKind> = new Set(['feed-import', 'rule-adoption']);

/** What a kept workflow is started with: it waits by this and needs no activity to begin. */
export type KeepInput = {
  readonly standing: Standing;
  /** Nudges seen by earlier runs of the same workflow, for its reader only. */
  readonly nudges: number;
  /** The search attributes that it was started with, as one text; a run without them writes its own first. */
  readonly shown?: string;
  /** Ends a run earlier than it would: for tests. */
  readonly mostEvents?: number;
};

export type LookInput = { readonly processId: string; readonly now: Instant };
export type StepInput = { readonly processId: string; readonly step: StandingStep; readonly now: Instant };
export type StepOutcome = { readonly outcome: 'taken' | 'overtaken'; readonly standing: Standing };

/** The activities of a kept process. All are safe to run twice. */
export type KeepActivities = {
  look(input: LookInput): Promise<Standing>;
  remind(input: StepInput): Promise<StepOutcome>;
  escalate(input: StepInput): Promise<StepOutcome>;
  recordExpiry(input: StepInput): Promise<StepOutcome>;
};

/** How far a batch of an import got. */
export type BatchProgress = { readonly done: number; readonly total: number };

/** The activities of an import. All are safe to run twice and to be killed half-way. */
export type ImportActivities = {
  /** Reads the delivered files and works out what would change. */
  stageImport(input: { readonly processId: string }): Promise<void>;
  /** Applies the next batch of children. */
  applyBatch(input: { readonly processId: string }): Promise<BatchProgress>;
  /** Takes the import back from the next batch of children. */
  withdrawBatch(input: { readonly processId: string }): Promise<BatchProgress>;
  /** Records that the import is applied, or withdrawn. */
  finish(input: { readonly processId: string; readonly command: 'finish-import' | 'finish-withdrawal' }): Promise<void>;
};

/** What a delivery is started with: the digest of a working morning, or what cannot wait. */
export type DeliverInput = { readonly digest: boolean };

/** The activities that deliver alerts. All are safe to run twice, beside each other, and to be killed half-way. */
export type DeliveryActivities = {
  /** Puts alerts that wait into mails, one for each person; says how many. */
  gather(input: DeliverInput): Promise<number>;
  /** Sends some of the mails that are due; says how many, and whether there may be more. */
  send(): Promise<{ readonly sent: number; readonly more: boolean }>;
};

/** The activities of a change of rules, calendar or build. All are safe to run twice and to be killed half-way. */
export type AdoptionActivities = {
  /** Works out what would change for the next processes; nothing is changed. */
  previewBatch(input: { readonly processId: string }): Promise<BatchProgress>;
  /** Changes the next processes. */
  adoptBatch(input: { readonly processId: string }): Promise<BatchProgress>;
  /** Takes the next processes back to what was in force before. */
  rollBackBatch(input: { readonly processId: string }): Promise<BatchProgress>;
  /** Records that the effects are known, or that all is changed or taken back. */
  finishAdoption(input: {
    readonly processId: string;
    readonly command: 'record-effects' | 'finish-adoption' | 'finish-roll-back';
  }): Promise<void>;
};

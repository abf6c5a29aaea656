/** One workflow type per kind of process, so that an administrator finds it under the field's own word; all are kept alike. */
export { keep as periodOfCare } from './kernel/keep.ts';

/** From adoption as the plan to the order, or to another plan. */
export { keep as familyFinding } from './kernel/keep.ts';

/** What the installation owes to itself: kept like any other process. */
export { keep as authority } from './kernel/keep.ts';

/** A household of connected persons: its approvals run out by time alone. */
export { keep as connectedCarer } from './kernel/keep.ts';

/** A child missing from placement, by the hour. */
export { keep as missingEpisode } from './kernel/keep.ts';

/** The IRO's challenge of the authority, stage by stage. */
export { keep as iroDispute } from './kernel/keep.ts';

/** An audit of the practice with a child, until its actions have lasted. */
export { keep as practiceEvaluation } from './kernel/keep.ts';

/** A worker's own supervision, from one to the next. */
export { keep as workerSupervision } from './kernel/keep.ts';

/** Visits to a young person after the period of care has ended. */
export { keep as visitsAfterCare } from './kernel/keep.ts';

export { ruleAdoption } from './adoption/rule-adoption.ts';
export { deliver } from './delivery/deliver.ts';
export { feedImport } from './import/feed-import.ts';
export { collectFeed, compare, sweep } from './upkeep.ts';

import type { KeepInput } from './contract.ts';
import { keep } from './kernel/keep.ts';

/** One workflow type per kind of process, so that an administrator finds it under the field's own word; all are kept alike. */
export async function periodOfCare(input: KeepInput): Promise<void> {
  await keep(input);
}

/** From adoption as the plan to the order, or to another plan. */
export async function familyFinding(input: KeepInput): Promise<void> {
  await keep(input);
}

/** What the installation owes to itself: kept like any other process. */
export async function authority(input: KeepInput): Promise<void> {
  await keep(input);
}

/** A household of connected persons: its approvals run out by time alone. */
export async function connectedCarer(input: KeepInput): Promise<void> {
  await keep(input);
}

/** A child missing from placement, by the hour. */
export async function missingEpisode(input: KeepInput): Promise<void> {
  await keep(input);
}

/** The IRO's challenge of the authority, stage by stage. */
export async function iroDispute(input: KeepInput): Promise<void> {
  await keep(input);
}

/** An audit of the practice with a child, until its actions have lasted. */
export async function practiceEvaluation(input: KeepInput): Promise<void> {
  await keep(input);
}

/** A worker's own supervision, from one to the next. */
export async function workerSupervision(input: KeepInput): Promise<void> {
  await keep(input);
}

export { ruleAdoption } from './adoption/rule-adoption.ts';
export { deliver } from './delivery/deliver.ts';
export { feedImport } from './import/feed-import.ts';
export { collectFeed, compare, sweep } from './upkeep.ts';

import { isJsonObject } from '../domain/json-reading.ts';
import type { ChangeOutcome } from './record.ts';

/** The answer that was given before, marked as a repeat. */
export function repeated(answered: unknown): ChangeOutcome {
  if (!isOutcome(answered)) throw new Error('a recorded answer cannot be read');
  return answered.status === 'accepted' ? { ...answered, repeated: true } : answered;
}

function isOutcome(value: unknown): value is ChangeOutcome {
  return isJsonObject(value) && typeof value['status'] === 'string';
}

/** Nobody reads what a bulk command was answered: that it was is enough. */
export function brief(outcome: ChangeOutcome): ChangeOutcome {
  if (outcome.status !== 'accepted') return outcome;
  return { ...outcome, events: [], standing: { ...outcome.standing, duties: [], steps: [] } };
}

import { ApplicationFailure } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.ts';

/** The workflow's own clock as the record writes moments. */
export function instantOf(ms: number): Instant {
  const text = new Date(ms).toISOString();
  if (!isInstant(text)) throw ApplicationFailure.nonRetryable('the clock gave no instant');
  return text;
}

function isInstant(text: string): text is Instant {
  return text.endsWith('Z');
}

import type { Steps } from '../../domain/in-steps.ts';

/** The value of work in steps, done without a pause. */
export function finished<Value>(steps: Steps<Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

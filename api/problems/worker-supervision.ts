import type { WorkerSupervisionRefusal } from '../../domain/processes/worker-supervision/commands.ts';
import { conflict, type Said } from './said.ts';

/** What is refused of the supervision of a worker. */
export const WORKER_SUPERVISION_PROBLEMS = {
  'supervision-not-begun': conflict('Supervision has not begun by then', 'Check the day, or begin it first.'),
  'supervision-begun': conflict('The supervision of this worker has begun', 'Correct it if it is wrong.'),
  'already-supervised': conflict('A supervision on that day is recorded', 'Correct it if it is wrong.'),
  'worker-left': conflict('The worker has left', 'Correct the day of leaving if it is wrong.'),
  'absence-ends-before': {
    status: 422,
    title: 'The absence ends before it begins',
    detail: 'Give the last day away, as far as it is known.',
  },
  'supervision-booked-in-the-past': {
    status: 422,
    title: 'A booking is for today or later',
    detail: 'A supervision that was held is recorded with record-worker-supervision.',
  },
} satisfies Record<WorkerSupervisionRefusal, Said>;

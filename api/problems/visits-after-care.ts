import type { VisitsAfterCareRefusal } from '../../domain/processes/visits-after-care/commands.ts';
import { conflict, type Said } from './said.ts';

/** What is refused of visits after care. */
export const VISITS_AFTER_CARE_PROBLEMS = {
  'visits-not-begun': conflict('The visits had not begun by then', 'Check the day, or begin them first.'),
  'visits-begun': conflict('The visits have begun', 'Correct their beginning if it is wrong.'),
  'visits-ended': conflict('The visits have ended', 'Correct the day of their end if it is wrong.'),
  'not-detained': conflict(
    'Visits are asked for while the young person is detained',
    'In accommodation that the authority provides visits follow each other at most two months apart.',
  ),
  'unknown-basis': {
    status: 422,
    title: 'It is not known why the young person is visited',
    detail: 'Say detained or accommodated.',
  },
} satisfies Record<VisitsAfterCareRefusal, Said>;

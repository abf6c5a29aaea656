import type { Row } from './rows.ts';
import type { Writing } from './write.ts';

/** Several changes as one writing. */
export function together(writings: readonly Writing[]): Writing {
  const all = (table: keyof Writing): readonly Row[] => writings.flatMap((writing) => writing[table]);
  return {
    process: all('process'),
    event: all('event'),
    command: all('command'),
    duty: all('duty'),
    duty_gone: all('duty_gone'),
    alert: all('alert'),
    child_overview: all('child_overview'),
    child_overview_gone: all('child_overview_gone'),
    review: all('review'),
    review_gone: all('review_gone'),
    process_child: all('process_child'),
    process_child_gone: all('process_child_gone'),
  };
}

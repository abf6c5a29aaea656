import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { instant } from '../../domain/calendar/instant.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';

/** One event of a stream, recorded at noon on 2 March 2026. */
export function anEvent(parts: Partial<StreamEvent>): StreamEvent {
  return {
    sequence: 1,
    class: 'told',
    kind: 'review-held',
    occurredOn: calendarDate('2026-03-02'),
    recordedAt: instant('2026-03-02T12:00:00.000Z'),
    actor: 'person-1',
    commandId: null,
    cause: null,
    payload: {},
    ...parts,
  };
}

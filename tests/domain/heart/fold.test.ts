import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { foldOn, unfolded } from '../../../domain/heart/fold.ts';
import type { Process } from '../../../domain/heart/process.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { LISTENER } from '../../support/listening-process.ts';
import { LAW } from '../../support/stream.ts';

const from = calendarDate('2026-03-02');

describe('time', () => {
  test('that does not move on is a broken process, not an endless turn', () => {
    const stuck: Process<JsonObject> = { ...LISTENER, nextChangeOn: () => from, elapse: () => [] };
    expect(() =>
      foldOn(stuck, unfolded(stuck, from), { entries: [], today: calendarDate('2026-03-03'), law: LAW }),
    ).toThrow('listener: time does not move on at 2026-03-02');
  });

  test('has passed to the day it was folded to, and never back', () => {
    const quiet: Process<JsonObject> = { ...LISTENER, nextChangeOn: () => null };
    const later = foldOn(quiet, unfolded(quiet, from), { entries: [], today: calendarDate('2026-03-09'), law: LAW });
    expect(later.elapsedThrough).toBe('2026-03-09');
    expect(foldOn(quiet, later, { entries: [], today: from, law: LAW }).elapsedThrough).toBe('2026-03-09');
  });
});

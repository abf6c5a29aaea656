import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { HeardChange } from '../../../domain/heart/turn-input.ts';
import type { Process } from '../../../domain/heart/process.ts';
import type { StandingStep } from '../../../domain/heart/standing.ts';
import { readDate, readTexts } from '../../../domain/json-reading.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../support/child.ts';
import { LISTENER } from '../../support/listening-process.ts';
import { Stream } from '../../support/stream.ts';

function entered(): Child {
  const child = new Child();
  child.enter();
  return child;
}

/** The step of that name which the waiting workflow would come to. */
function coming(child: Child, ruleId: string, step: string): StandingStep {
  const found = child.stream
    .coming()
    .find((each) => each.dutyId.startsWith(`${ruleId}@`) && each.step.startsWith(step));
  if (found === undefined) throw new Error(`no ${step} of ${ruleId} is to come`);
  return found;
}

const kinds = (events: readonly { readonly kind: string }[]): readonly string[] => events.map(({ kind }) => kind);

describe('time', () => {
  test('never runs backwards: a clock that is behind counts as the moment of the last change', () => {
    const child = entered();
    const { events, kept } = child.stream.command(at(`${ENTERED}T11:59:00.000Z`), 'record-care-plan', { on: ENTERED });
    // The care plan, the duty that it meets, and the copies that are owed of it.
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual([at(ENTERED), at(ENTERED), at(ENTERED)]);
    expect(kept.changedAt).toBe(at(ENTERED));
  });
});

describe('another build', () => {
  /** Decisions sent on Wednesday 8 April are agreed at the end of Wednesday the 15th. */
  function agreed(): Child {
    const child = entered();
    child.held('2026-03-30');
    child.say('2026-04-08', 'record-review-step', { on: '2026-04-08', step: 'decisions' });
    child.stream.waitUntil(at('2026-04-16'));
    return child;
  }
  const agreements = (child: Child): readonly string[] =>
    kinds(child.stream.events).filter((kind) => kind === 'decisions-agreed');

  test('that derives the same from the whole history writes nothing', () => {
    const child = agreed();
    const before = child.stream.kept;
    const { events, announced } = child.stream.change({ now: at('2026-04-16'), refold: 'build 2' });
    expect([events, announced]).toEqual([[], []]);
    expect({ ...child.stream.kept, changedAt: null }).toEqual({ ...before, changedAt: null });
  });

  test('that meets a command tells it, and nothing that it derived before is told again', () => {
    const child = agreed();
    const step = { id: 'c', kind: 'record-review-step', payload: { on: '2026-04-16', step: 'midpoint' } };
    const { events } = child.stream.change({ now: at('2026-04-16'), refold: 'build 2', command: step });
    expect(kinds(events)).toEqual(['review-step-recorded', 'duty-met']);
    expect(agreements(child)).toHaveLength(1);
  });

  test('that meets a command it refuses writes nothing', () => {
    const child = agreed();
    const again = { on: '2026-03-30', participation: null, chairedBy: 'demo-iro', moreParts: false };
    const { events, refusal } = child.stream.change({
      now: at('2026-04-16'),
      refold: 'build 2',
      command: { id: 'c', kind: 'record-review', payload: again },
    });
    expect([events, refusal]).toEqual([[], 'review-already-recorded']);
  });

  test('that derives otherwise withdraws what no longer follows, with the build as cause', () => {
    const later: Process<JsonObject> = {
      ...LISTENER,
      nextChangeOn: (state) => {
        const last = readDate({ last: readTexts(state, 'held').at(-1) }, 'last');
        const quietOn = last === null ? null : addDays(last, 40);
        return quietOn === null || readTexts(state, 'quiet').includes(quietOn) ? null : quietOn;
      },
    };
    const [before, after] = [new Stream(LISTENER), new Stream(later)];
    before.command(at('2026-01-05'), 'begin');
    before.heard(at('2026-01-12'), [heldOn('2026-01-12')]);
    before.change({ now: at('2026-03-01') });
    [after.kept, after.events] = [before.kept, before.events];
    const { events } = after.change({ now: at('2026-03-01'), refold: 'build 2' });
    expect(events.map(({ kind, occurredOn, cause }) => [kind, occurredOn, cause])).toEqual([
      ['derived-withdrawn', '2026-03-01', 'build 2'],
      ['quiet-month', '2026-02-21', 'time'],
    ]);
  });
});

function heldOn(on: string): HeardChange & { readonly announcement: NonNullable<HeardChange['announcement']> } {
  const from = {
    processId: 'period-of-care:1',
    processKind: 'period-of-care',
    subjectRef: 'subject-0001',
    factId: 'f7',
  };
  const announcement = { ...from, kind: 'review-held', on: calendarDate(on), payload: {} };
  return { key: 'period-of-care:1#f7', kind: 'review-held', announcement };
}

describe('what is heard', () => {
  test('is made something of, made anew when it is corrected, and taken back when its cause is', () => {
    const listener = new Stream(LISTENER);
    listener.command(at('2026-01-05'), 'begin');
    listener.heard(at('2026-01-12'), [heldOn('2026-01-12')]);
    expect(listener.kept?.state['held']).toEqual(['2026-01-12']);
    const corrected = listener.heard(at('2026-01-20'), [heldOn('2026-01-14')]);
    expect(listener.kept?.state['held']).toEqual(['2026-01-14']);
    expect(corrected.events.map(({ kind, cause }) => [kind, cause])).toEqual([
      ['heard', 'period-of-care:1#f7'],
      ['derived-withdrawn', 'heard period-of-care:1#f7'],
      ['noted-review-held', 'period-of-care:1#f7'],
    ]);
    const { events } = listener.heard(at('2026-01-21'), [{ ...heldOn('2026-01-14'), announcement: null }]);
    expect(listener.kept?.state['held']).toEqual([]);
    expect(kinds(events)).toEqual(['heard-withdrawn', 'derived-withdrawn']);
    expect(events[0]?.payload).toEqual({ processId: 'period-of-care:1', factId: 'f7' });
  });

  test('twice is heard once, and what was never heard is not taken back', () => {
    const listener = new Stream(LISTENER);
    listener.command(at('2026-01-05'), 'begin');
    const never = { ...heldOn('2026-01-12'), key: 'period-of-care:1#f8', announcement: null };
    expect(kinds(listener.heard(at('2026-01-12'), [heldOn('2026-01-12'), never]).events)).toEqual([
      'heard',
      'noted-review-held',
    ]);
    expect(listener.heard(at('2026-01-12'), [heldOn('2026-01-12'), never]).events).toEqual([]);
  });

  test('opens a process with what the others told before', () => {
    const listener = new Stream(LISTENER);
    const { events } = listener.heard(at('2026-01-12'), [heldOn('2026-01-10')]);
    expect(kinds(events)).toEqual(['process-opened', 'heard', 'noted-review-held']);
    expect(listener.kept?.state['held']).toEqual(['2026-01-10']);
  });
});

describe('a step', () => {
  test('that a command overtook is not taken, and is noted once', () => {
    const child = entered();
    const step = coming(child, 'review.first', 'overdue');
    child.held('2026-03-27');
    const late = child.stream.change({ now: at('2026-03-31'), step });
    expect([late.outcome, kinds(late.events)]).toEqual(['overtaken', ['step-overtaken']]);
    expect(late.events[0]?.payload).toEqual({ step: `${step.dutyId}|${String(step.datedBy)}|overdue` });
    const again = child.stream.change({ now: at('2026-03-31'), step });
    expect([again.outcome, again.events]).toEqual(['overtaken', []]);
  });

  test.each(['overdue', 'no such step'])('of a duty that is open is not taken before its time (%s)', (name) => {
    const child = entered();
    const step = { ...coming(child, 'review.first', 'overdue'), step: name };
    const { outcome, alerts } = child.stream.change({ now: at('2026-03-20'), step });
    expect([outcome, alerts]).toEqual(['overtaken', []]);
  });

  test('of a date that has moved since is not taken', () => {
    const child = entered();
    const step = coming(child, 'review.first', 'overdue');
    const entry = { factId: child.factId('entered-care'), on: '2026-03-01', reason: 'the night before' };
    child.say('2026-03-03', 'correct', entry, who('social-worker'));
    expect(child.stream.change({ now: at('2026-03-31'), step }).outcome).toBe('overtaken');
    expect(child.stream.change({ now: at('2026-03-31'), step: { ...step, dutyId: 'review.first@f99' } }).outcome).toBe(
      'overtaken',
    );
  });

  test('that is asked for twice, because an activity ran twice, is taken once', () => {
    const child = entered();
    const step = coming(child, 'review.first', 'overdue');
    expect(child.stream.change({ now: step.at, step }).alerts.length).toBeGreaterThan(0);
    const again = child.stream.change({ now: step.at, step });
    expect([again.outcome, again.events]).toEqual(['taken', []]);
  });

  test('of time alone is taken by looking', () => {
    const child = new Child();
    child.enter({ dateOfBirth: '2008-06-10' });
    const step = child.stream.coming().find(({ kind }) => kind === 'elapse');
    expect([step?.at, step?.dutyId]).toEqual(['2026-06-09T23:00:00.000Z', '']);
    const { outcome, kept } = child.stream.change({ now: at('2026-06-10'), step: step ?? null });
    expect([outcome, kept.closed]).toEqual(['taken', true]);
  });

  test('of a period that has closed is not taken', () => {
    const child = entered();
    const step = coming(child, 'review.first', 'overdue');
    child.say('2026-03-30', 'record-leaving', { on: '2026-03-30', reason: 'E4A' }, who('social-worker'));
    expect(child.stream.change({ now: at('2026-03-31'), step }).outcome).toBe('overtaken');
  });
});

describe('a step of an alert', () => {
  /** The first review was due on 30 March; on the 31st the team manager is asked, for an answer by 17:00 on 2 April. */
  function asked(): { readonly child: Child; readonly step: StandingStep; readonly alertId: string } {
    const child = entered();
    child.stream.waitUntil(at('2026-03-31'));
    const step = coming(child, 'review.first', 'no-answer:');
    expect(step.at).toBe('2026-04-02T16:00:00.000Z');
    return { child, step, alertId: step.step.slice('no-answer:'.length) };
  }

  test('takes it to the next above once, however often it is asked for', () => {
    const { child, step } = asked();
    const first = child.stream.change({ now: step.at, step });
    expect([first.outcome, kinds(first.events)]).toEqual(['taken', ['alert-climbed', 'alert-raised']]);
    const again = child.stream.change({ now: step.at, step });
    expect([again.outcome, again.events]).toEqual(['taken', []]);
  });

  test('is not taken before the time for the answer has run out', () => {
    const { child, step } = asked();
    const early = child.stream.change({ now: at('2026-04-02T15:59:59.000Z'), step });
    expect([early.outcome, early.alerts]).toEqual(['overtaken', []]);
  });

  test.each([
    ['a promise', { kind: 'will-do', byOn: '2026-04-09', who: 'person-4' }],
    ['a "cannot"', { kind: 'cannot' }],
  ])('that %s overtook is not taken, and is noted once', (_what, answer) => {
    const { child, step, alertId } = asked();
    expect(child.say('2026-04-01', 'answer-alert', { alertId, text: 'x', ...answer }, who('team-manager'))).toBeNull();
    const late = child.stream.change({ now: step.at, step });
    expect([late.outcome, kinds(late.events)]).toEqual(['overtaken', ['step-overtaken']]);
    expect(child.stream.change({ now: step.at, step }).events).toEqual([]);
  });
});

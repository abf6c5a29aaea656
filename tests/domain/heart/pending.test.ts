import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { Alert } from '../../../domain/heart/kept.ts';
import { comingSteps, pendingAlert, standingOf } from '../../../domain/heart/pending.ts';
import { briefOf, type Standing } from '../../../domain/heart/standing.ts';
import { PERIOD_OF_CARE } from '../../../domain/processes/period-of-care/index.ts';
import { at, Child, who } from '../../support/child.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

const bearings = { law: LAW, subjectRef: SUBJECT };

function standing(child: Child, today: string): Standing {
  if (child.stream.kept === null) throw new Error('nothing was told');
  const kept = { ...child.stream.kept, changedAt: at(today) };
  return standingOf(PERIOD_OF_CARE, {
    processId: 'p',
    kept,
    coming: comingSteps(PERIOD_OF_CARE, kept, bearings),
    law: LAW,
  });
}

const shown = ({ steps }: Pick<Standing, 'steps'>, rule: string): readonly string[] =>
  steps
    .filter(({ dutyId }) => dutyId.startsWith(`${rule}@`))
    .map(({ at: when, step }) => `${when.slice(0, 10)} ${step}`);

describe('what a workflow waits by', () => {
  const ENTRY = { kind: 'entered-care', on: '2025-09-01', payload: { startKnown: true, legalStatus: 'C2' } };

  test('shows of steps that have passed the highest alone, at the time of the first', () => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told: [ENTRY] });
    // Half of the four weeks from 1 September 2025 to the first review, due on the 29th; by June all steps have passed.
    expect(shown(standing(child, '2026-06-15'), 'review.first')).toEqual(['2025-09-15 overdue-20']);
  });

  test('shows each step that is still to come, ten at most, earliest first', () => {
    const child = new Child();
    child.enter();
    const { steps, stage } = standing(child, '2026-03-02');
    expect([stage, steps.length]).toEqual(['looked after', 10]);
    expect(steps.map((step) => step.at)).toEqual(steps.map((step) => step.at).toSorted());
    // Half of the week to the first visit, due on 9 March.
    expect(shown(standing(child, '2026-03-02'), 'visit.first')[0]).toBe('2026-03-05 nothing-booked');
    // Half of the four weeks to the first review, due on 30 March, lies beyond the ten.
    const coming = child.stream.coming();
    expect(shown({ steps: coming }, 'review.first')[0]).toBe('2026-03-16 nothing-booked');
    expect(steps.map((step) => step.at.slice(0, 10)).filter((on) => on >= '2026-03-16')).toEqual([]);
  });

  test('shows what an alert waits for beside the steps of its duty, also when its time has passed', () => {
    const child = new Child();
    child.enter();
    child.stream.waitUntil(at('2026-03-31'));
    child.say('2026-04-13', 'record-care-plan', { on: '2026-03-13' }, who('social-worker'));
    const steps = shown(standing(child, '2026-04-13'), 'review.first');
    const all = shown({ steps: child.stream.coming() }, 'review.first');
    expect(all.map((step) => step.replace(/a\d+$/, 'alert'))).toEqual([
      '2026-04-02 no-answer:alert',
      '2026-04-09 overdue-5',
      '2026-04-16 overdue-10',
      '2026-04-30 overdue-20',
    ]);
    // The last two lie beyond the ten that are shown.
    expect(steps).toEqual(all.slice(0, 2));
  });

  test('shows a change by time that has passed and is not yet recorded', () => {
    const child = new Child();
    child.enter({ dateOfBirth: '2008-03-10' });
    if (child.stream.kept === null) throw new Error('nothing was told');
    const kept = { ...child.stream.kept, changedAt: at('2026-03-12') };
    const coming = comingSteps(PERIOD_OF_CARE, kept, bearings);
    const { steps } = standingOf(PERIOD_OF_CARE, { processId: 'p', kept, coming, law: LAW });
    expect(steps.filter(({ kind }) => kind === 'elapse').map((step) => step.at)).toEqual(['2026-03-10T00:00:00.000Z']);
  });

  test('counts what is overdue, and not what no source tells', () => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told: [ENTRY] });
    const { duties, overdue } = standing(child, '2026-06-15');
    const word = (rule: string): boolean | undefined => duties.find(({ ruleId }) => ruleId === rule)?.overdue;
    expect([word('review.first'), word('iro.appoint')]).toEqual([true, false]);
    expect(overdue).toBe(duties.filter((duty) => duty.overdue).length);
    expect(duties.find(({ ruleId }) => ruleId === 'review.first')?.title).toBe('First review');
  });

  test('is nothing of a period that has closed', () => {
    const child = new Child();
    child.enter();
    child.say('2026-03-20', 'record-leaving', { on: '2026-03-20', reason: 'E4A' });
    expect(standing(child, '2026-03-20')).toMatchObject({ steps: [], duties: [], overdue: 0, closed: true });
  });
});

describe('an alert', () => {
  function anAlert(parts: Partial<Alert>): Alert {
    const child = new Child();
    child.enter();
    child.stream.waitUntil(at('2026-03-31'));
    const alert = child.alerts('review.first').find(({ answerBy }) => answerBy !== null);
    if (alert === undefined) throw new Error('nobody was asked');
    return { ...alert, ...parts };
  }
  const answer = { answeredAt: at('2026-03-31'), actor: 'p', text: 'x', who: null, byOn: null } as const;

  test.each([
    ['no answer has come', {}, '2026-04-02 no-answer'],
    ['it only tells', { answerBy: null }, null],
    ['it has gone to the next above', { climbed: true }, null],
    ['it was closed', { status: 'closed' }, null],
    ['the facts are said to be wrong', { status: 'answered', answer: { ...answer, kind: 'facts-wrong' } }, null],
    ['its answer is not known to this build', { status: 'answered', answer: null }, null],
    [
      // Good Friday and Easter follow: the next working morning is Tuesday 7 April.
      'a promise ran to 2 April',
      { status: 'answered', answer: { ...answer, kind: 'will-do', byOn: calendarDate('2026-04-02') } },
      '2026-04-07 promise-missed',
    ],
  ] as const)('waits for what follows when %s', (_what, parts, waits) => {
    const pending = pendingAlert(anAlert(parts), bearings);
    expect(pending === null ? null : `${pending.at.slice(0, 10)} ${pending.reason}`).toBe(waits);
  });
});

describe('what of it the engine is given', () => {
  const duty = (id: string, overdue = false): Standing['duties'][number] => ({
    ...{ id, ruleId: id, title: id, overdue },
    dueOn: calendarDate('2026-06-15'),
  });
  const step = (dutyId: string): Standing['steps'][number] => ({
    ...{ kind: 'remind', at: at('2026-06-15'), dutyId, datedBy: 1, step: 's', ruleTitle: dutyId, roles: ['iro'] },
    dueOn: null,
  });
  const given = (duties: Standing['duties'], ...of: readonly string[]): Standing => ({
    ...{
      processId: 'p',
      stage: 'looked after',
      overdue: duties.filter(({ overdue }) => overdue).length,
      closed: false,
    },
    ...{ duties, steps: of.map(step) },
  });

  test('is the next three steps, the duties they concern and what is overdue; the rest is counted', () => {
    const brief = briefOf(given([duty('a'), duty('b'), duty('c', true), duty('d')], 'b', 'b', 'a', 'd'));
    expect(brief.steps.map(({ dutyId }) => dutyId)).toEqual(['b', 'b', 'a']);
    expect(brief.duties.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(brief.more).toBe(1);
    expect(brief.overdue).toBe(1);
  });

  test('lists six duties at most, and counts none where none is left out', () => {
    const many = Array.from({ length: 9 }, (_none, place) => duty(String(place), true));
    expect(briefOf(given(many))).toMatchObject({ duties: many.slice(0, 6), more: 3, overdue: 9 });
    expect(briefOf(given([duty('a')], 'a'))).not.toHaveProperty('more');
  });
});

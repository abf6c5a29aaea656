import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { beginDraft, type Draft } from '../../../domain/heart/draft.ts';
import { dutyFromRule } from '../../../domain/heart/duty-from-rule.ts';
import { askForCorrection, climb, raise, type Scene } from '../../../domain/heart/escalation.ts';
import type { Alert, KeptDuty } from '../../../domain/heart/kept.ts';
import type { Role } from '../../../domain/rulebook/role.ts';
import { at } from '../../support/child.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

const today = calendarDate('2026-04-01');
const scene: Scene = { ...LAW, now: at('2026-04-01'), today, subjectRef: SUBJECT, peopleOf: () => ({}) };
const inputs = { becameLookedAfterOn: calendarDate('2026-03-02') };
const duty = dutyFromRule({ ruleId: 'review.first', anchor: 'f1', inputs }, LAW);
const keptDuty: KeptDuty = { duty, datedBy: 2, stepsDone: [] };

/** A draft with one alert in its book, raised to a role with an urgency. */
function withAlert(role: Role, urgency: Alert['urgency']): { readonly draft: Draft; readonly alert: Alert } {
  const empty = { duties: new Map(), alerts: new Map(), overtaken: [] };
  const draft = beginDraft(empty, { after: 2, recordedAt: scene.now, actor: 'holdfast', commandId: null });
  raise(draft, { keptDuty, reason: 'overdue', role, urgency, answerWithin: 2, cause: 'step overdue' }, scene);
  const [alert] = [...draft.book.alerts.values()];
  if (alert === undefined) throw new Error('no alert was raised');
  return { draft, alert };
}

/** Who is told next: role, urgency, answer wanted by. */
function next(draft: Draft): readonly unknown[] {
  const [, other] = [...draft.book.alerts.values()];
  return [other?.role ?? null, other?.urgency ?? null, other?.answerBy ?? null];
}

describe('what climbs', () => {
  // Wednesday 1 April; Good Friday is the 3rd, Easter Monday the 6th: two working days on is Tuesday the 7th.
  test.each([
    ['team-manager', 'ordinary', 'no-answer', ['service-manager', 'ordinary', '2026-04-07T16:00:00.000Z']],
    ['team-manager', 'urgent', 'no-answer', ['service-manager', 'urgent', '2026-04-02T16:00:00.000Z']],
    ['head-of-service', 'ordinary', 'no-answer', [null, null, null]],
    ['head-of-service', 'ordinary', 'promise-missed', [null, null, null]],
    ['head-of-service', 'ordinary', 'cannot', ['director', 'ordinary', '2026-04-07T16:00:00.000Z']],
    ['head-of-service', 'urgent', 'no-answer', ['director', 'urgent', '2026-04-02T16:00:00.000Z']],
    ['director', 'urgent', 'cannot', [null, null, null]],
    ['head-of-quality-assurance', 'ordinary', 'no-answer', [null, null, null]],
  ] as const)('from the %s, %s, by "%s" is told to %j', (role, urgency, reason, told) => {
    const { draft, alert } = withAlert(role, urgency);
    climb(draft, alert, { keptDuty, reason, scene });
    expect(draft.book.alerts.get(alert.id)?.climbed).toBe(true);
    expect(next(draft)).toEqual(told);
  });
});

describe('facts that are said to be wrong', () => {
  test.each([
    ['team-manager', 'review-administrator'],
    ['review-administrator', 'iro-manager'],
  ] as const)('by the %s are for the %s to put right', (role, other) => {
    const { draft, alert } = withAlert(role, 'ordinary');
    askForCorrection(draft, alert, { keptDuty, scene });
    expect(next(draft)).toEqual([other, 'ordinary', null]);
  });
});

describe('a role', () => {
  test('that is asked already about the same date is not asked again', () => {
    const { draft } = withAlert('team-manager', 'ordinary');
    const raising = { keptDuty, reason: 'x', role: 'team-manager', urgency: 'ordinary', cause: 'x' } as const;
    raise(draft, { ...raising, answerWithin: 2 }, scene);
    expect(draft.book.alerts.size).toBe(1);
    raise(draft, { ...raising, answerWithin: null }, scene);
    raise(draft, { ...raising, answerWithin: 2, keptDuty: { ...keptDuty, datedBy: 9 } }, scene);
    raise(draft, { ...raising, answerWithin: 2, keptDuty: { ...keptDuty, duty: { ...duty, id: 'other' } } }, scene);
    expect(draft.book.alerts.size).toBe(4);
  });

  test.each([
    ['that is known to be empty', { 'team-manager': null }, 'service-manager'],
    ['of whom nobody is told', {}, 'team-manager'],
    ['that has somebody, while nobody is known to owe it', { 'team-manager': 'p' }, 'team-manager'],
    [
      'that is empty up to the top',
      { 'team-manager': null, 'service-manager': null, 'head-of-service': null, director: null },
      'director',
    ],
  ])('%s is passed over or asked', (_what, people, asked) => {
    const draft = beginDraft(
      { duties: new Map(), alerts: new Map(), overtaken: [] },
      { after: 2, recordedAt: scene.now, actor: 'holdfast', commandId: null },
    );
    const raising = { keptDuty, reason: 'x', role: 'team-manager', urgency: 'ordinary', cause: 'x' } as const;
    raise(draft, { ...raising, answerWithin: 2 }, { ...scene, peopleOf: () => people });
    expect([...draft.book.alerts.values()].map(({ role }) => role)).toEqual([asked]);
  });
});

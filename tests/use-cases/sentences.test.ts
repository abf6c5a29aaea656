import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { instant } from '../../domain/calendar/instant.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';
import { sentenceOf } from '../../use-cases/sentences.ts';

function told(kind: string, payload: JsonObject): StreamEvent {
  return {
    ...{ sequence: 1, class: 'told', kind, occurredOn: calendarDate('2026-06-15') },
    ...{ recordedAt: instant('2026-06-15T10:00:00.000Z'), actor: 'person-1', commandId: null, cause: null },
    payload: { factId: 'f1', payload },
  };
}

describe('history says who decided, by reference and role', () => {
  test.each([
    [
      'temporary-approval-extended',
      { pending: 'assessment', approvedBy: 'person-41', approvedAs: 'head-of-fostering' },
      'An extension of the temporary approval was approved by person-41 as head of fostering, pending the assessment.',
    ],
    [
      'temporary-approval-extended',
      { pending: 'independent-review', approvedBy: 'person-41' },
      'An extension of the temporary approval was approved by person-41 as nominated officer, pending the independent review.',
    ],
    [
      'temporary-approval-given',
      { approvedBy: 'person-41' },
      'The carers were temporarily approved for the child by person-41.',
    ],
    ['temporary-approval-given', {}, 'The carers were temporarily approved for the child.'],
    ['carer-assessment-step', { step: 'review-applied' }, 'The carers applied for an independent review.'],
    ['carer-assessment-step', { step: 'medical' }, 'The medical report on the carers is there.'],
    ['carer-assessment-step', { step: 'checks', carer: 'carer-17' }, 'The checks of carer-17 are complete.'],
    ['carer-added', { carer: 'carer-18' }, 'carer-18 joined the household as a carer.'],
    ['carer-removed', { carer: 'carer-18' }, 'carer-18 left the household.'],
    [
      'connected-carer-named',
      { carers: ['carer-17', 'carer-18'] },
      'Connected persons were named as carers (carer-17, carer-18).',
    ],
    ['connected-carer-named', { carers: [] }, 'Connected persons were named as carers.'],
    ['adoption-step-recorded', { step: 'revocation-applied' }, 'The court was asked to revoke the placement order.'],
    ['adoption-panel-held', { purpose: 'match' }, 'A panel on a match was held; what it recommends is not recorded.'],
    [
      'adoption-plan-changed',
      { ceased: 'RD3', newPlan: null },
      'The agency decided that the child should no longer be placed for adoption (RD3: no adopters could be found).',
    ],
    [
      'adopter-approval-given',
      { approvedBy: 'person-41' },
      'The prospective adopters were approved as foster carers of the child by person-41.',
    ],
    [
      'carer-suitability-assessed',
      { suitable: true, decidedBy: 'person-41' },
      'The carers were assessed as suitable for the child (decided by person-41).',
    ],
    ['carer-suitability-assessed', { suitable: false }, 'The carers were assessed as not suitable for the child.'],
    [
      'fostering-decision-made',
      { outcome: 'not-approved', decidedBy: 'person-51' },
      'The decision on the carers was made by person-51: not approved.',
    ],
    [
      'agency-decision-made',
      { shouldBePlaced: true, decidedBy: 'person-31' },
      'The agency decided by person-31 that the child should be placed for adoption.',
    ],
    ['match-decided', { approved: false, decidedBy: 'person-31' }, 'The match was not approved by person-31.'],
    ['match-decided', { approved: true }, 'The match was approved.'],
    [
      'brothers-and-sisters-decided',
      { outcome: 'apart', decidedBy: 'person-12' },
      'It was decided by person-12 that brothers and sisters are placed apart.',
    ],
  ])('%s %j', (kind, payload, said) => {
    expect(sentenceOf(told(kind, payload), RULEBOOK)).toBe(`15 June 2026: ${said}`);
  });
});

describe('history tells the way to court', () => {
  test.each([
    [
      'preproceedings-ended',
      { reason: 'the plan works' },
      'Pre-proceedings ended without an application: the plan works.',
    ],
    [
      'family-meeting-step-recorded',
      { step: 'offered', reason: null },
      'A family group decision-making meeting was offered.',
    ],
    [
      'family-meeting-step-recorded',
      { step: 'not-in-best-interests', reason: 'made up' },
      'A family group decision-making meeting is not in the best interests of the child: made up.',
    ],
    ['care-application-issued', {}, 'The court issued the application for a care or supervision order.'],
    ['care-proceedings-extended', { weeks: 8, endsOn: null }, 'The court extended the proceedings by 8 weeks.'],
    ['care-proceedings-extended', { weeks: 1, endsOn: null }, 'The court extended the proceedings by 1 week.'],
    [
      'care-proceedings-extended',
      { weeks: null, endsOn: '2026-12-04' },
      'The court extended the proceedings to 4 December 2026.',
    ],
    ['care-proceedings-ended', { outcome: 'withdrawn' }, 'The application was withdrawn.'],
    ['care-proceedings-ended', { outcome: 'no-order' }, 'The care proceedings ended with no order.'],
    ['care-proceedings-ended', { outcome: 'final-order' }, 'The care proceedings ended with a final order.'],
  ])('%s %j', (kind, payload, said) => {
    expect(sentenceOf(told(kind, payload), RULEBOOK)).toBe(`15 June 2026: ${said}`);
  });
});

describe('history says of a review whether an advocate was offered', () => {
  test.each([
    [{ advocacyOffered: true }, 'A review was held. An advocate was offered to the child.'],
    [{ advocacyOffered: false }, 'A review was held. No advocate was offered to the child.'],
    [{ advocacyOffered: null }, 'A review was held.'],
    [
      { withoutIro: true, advocacyOffered: true },
      'A review was held without an IRO: recorded, without lawful effect. An advocate was offered to the child.',
    ],
  ])('%j', (payload, said) => {
    expect(sentenceOf(told('review-held', payload), RULEBOOK)).toBe(`15 June 2026: ${said}`);
  });

  test('also where it is told after the review', () => {
    expect(sentenceOf(told('review-step-recorded', { step: 'advocacy-offered' }), RULEBOOK)).toBe(
      '15 June 2026: Around the review: advocacy offered.',
    );
  });
});

describe('history is written as a person would', () => {
  const done = (kind: string, payload: JsonObject): string =>
    sentenceOf({ ...told(kind, {}), class: 'done', payload: { dutyId: 'review.first@f2', ...payload } }, RULEBOOK);

  test.each([
    ['step-taken', { step: 'at-risk', steps: ['at-risk'] }, 'First review: the step "at risk" was taken.'],
    [
      'step-taken',
      { step: 'overdue-5', steps: ['overdue', 'overdue-5'] },
      'First review: the step "overdue for 5 working days" was taken; one before it was passed over.',
    ],
    [
      'step-taken',
      { step: 'working-days-1', steps: ['working-days-10', 'working-days-5', 'working-days-1'] },
      'First review: the step "1 working day before" was taken; 2 before it were passed over.',
    ],
    ['alert-raised', { role: 'iro-manager', reason: 'overdue' }, 'First review: the IRO manager was told (overdue).'],
    ['alert-raised', { role: 'lawyer', reason: 'hours-24' }, 'First review: the lawyer was told (24 hours before).'],
    ['alert-closed', { alertId: 'a50', because: 'done-in-time' }, 'Alert a50 was closed: done in time.'],
    ['alert-answered', { alertId: 'a50', answer: 'will-do' }, 'Alert a50 was answered: will do.'],
  ])('%s %j', (kind, payload, said) => {
    expect(done(kind, payload)).toBe(`15 June 2026: ${said}`);
  });

  test.each([
    ['allocated', { role: 'social-worker', person: 'person-3' }, 'person-3 was allocated as social worker.'],
    ['allocated', { role: 'iro', person: null }, 'Nobody is allocated as IRO any more.'],
    ['review-booked', { bookedFor: '2026-06-24' }, 'A review was booked for 24 June 2026.'],
    [
      'worker-absent',
      { through: '2026-06-24', reason: 'sick-leave' },
      'The worker is away through 24 June 2026 (sick leave).',
    ],
    [
      'adoption-panel-planned',
      { purpose: 'plan', plannedFor: null },
      'A panel on the plan was planned for a day not recorded.',
    ],
  ])('%s %j', (kind, payload, said) => {
    expect(sentenceOf(told(kind, payload), RULEBOOK)).toBe(`15 June 2026: ${said}`);
  });

  test('a duty says its days', () => {
    const event = {
      ...told('duty-met', {}),
      payload: { ruleId: 'review.first', metOn: '2026-03-26', dueOn: '2026-03-30' },
    };
    expect(sentenceOf(event, RULEBOOK)).toBe(
      '15 June 2026: First review was met on 26 March 2026 (due 30 March 2026).',
    );
  });
});

describe('every kind of fact', () => {
  test.each(PROCESSES.flatMap(({ factKinds }) => factKinds))('%s has a sentence', (kind) => {
    const said = sentenceOf(told(kind, {}), RULEBOOK).replace('15 June 2026: ', '');
    expect(said).not.toBe(`${kind.replaceAll('-', ' ')}.`);
    expect(said).toMatch(/^[A-Z].*\.$/);
  });

  test('a date that moved says what moved it, a command in words', () => {
    const moved = { ...told('duty-re-dated', {}), cause: 'command take-return' };
    const payload = { ruleId: 'review.second', from: '2027-05-23', to: '2027-05-25' };
    expect(sentenceOf({ ...moved, payload }, RULEBOOK)).toBe(
      '15 June 2026: Second review moved from 23 May 2027 to 25 May 2027 because of the command "take return".',
    );
    expect(sentenceOf({ ...moved, payload, cause: null }, RULEBOOK)).toContain('because of a cause not recorded.');
  });
});

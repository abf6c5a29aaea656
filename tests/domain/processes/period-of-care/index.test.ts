import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { PERIOD_OF_CARE } from '../../../../domain/processes/period-of-care/index.ts';
import { at, Child, ENTERED, who } from '../../../support/child.ts';

describe('where a period of care stands', () => {
  test.each([
    ['V2', 'U6', 'looked after'],
    ['E1', 'U6', 'looked after, to be placed for adoption'],
    ['E1', 'A5', 'placed for adoption'],
    ['V4', 'R1', 'short breaks'],
    ['J1', 'K2', 'on remand'],
    ['J1', 'R5', 'on remand in youth detention'],
  ])('under %s in %s is "%s"', (legalStatus, placement, stage) => {
    const child = new Child();
    child.enter({ legalStatus, placement });
    expect(PERIOD_OF_CARE.stage(child.state)).toBe(stage);
  });

  test('before any legal status or placement is told is "looked after"', () => {
    const child = new Child();
    child.take('2026-03-02', { asAt: '2026-03-01', told: [{ kind: 'entered-care', on: '2026-02-02', payload: {} }] });
    expect(PERIOD_OF_CARE.stage(child.state)).toBe('looked after');
  });

  test('after the child has left, or turned eighteen, is "left care"', () => {
    const [left, grown] = [new Child(), new Child()];
    left.enter();
    left.say('2026-03-20', 'record-leaving', { on: '2026-03-20', reason: 'E4A' });
    grown.enter({ dateOfBirth: '2008-03-10' });
    grown.stream.waitUntil(at('2026-03-10'));
    expect([left, grown].map(({ state }) => PERIOD_OF_CARE.stage(state))).toEqual(['left care', 'left care']);
  });

  test('of which the entry was withdrawn is "entry not recorded", and nothing is owed in it', () => {
    const child = new Child();
    child.enter();
    child.say('2026-03-03', 'withdraw', { factId: child.factId('entered-care'), reason: 'another child' });
    expect(PERIOD_OF_CARE.stage(child.state)).toBe('entry not recorded');
    expect(child.stream.kept?.closed).toBe(true);
    expect(child.stream.kept?.duties.filter(({ duty }) => duty.status === 'open')).toEqual([]);
  });
});

describe('a fact', () => {
  test('of a kind that this build does not know changes nothing', () => {
    const child = new Child();
    child.enter();
    const before = child.state;
    child.take('2026-03-10', { asAt: '2026-03-09', told: [{ kind: 'moon-seen', on: '2026-03-05', payload: {} }] });
    expect({ ...child.state, reading: null }).toEqual(before);
  });
});

describe('what is heard or derived', () => {
  test('of a kind that this build does not know changes nothing', () => {
    const child = new Child();
    child.enter();
    const on = calendarDate('2026-03-03');
    const from = { processId: 'listener:1', processKind: 'listener', subjectRef: '', factId: 'f1' };
    expect(PERIOD_OF_CARE.hear(child.state, { ...from, kind: 'moon-seen', on, payload: {} })).toEqual([]);
    expect(PERIOD_OF_CARE.evolveDerived(child.state, { kind: 'moon-seen', on, payload: {} })).toEqual(child.state);
  });
});

describe('a contradiction', () => {
  const ENTRY = { kind: 'entered-care', on: '2025-09-01', payload: { legalStatus: 'C2' } };
  const BEFORE_ENTRY = { kind: 'review-held', on: '2025-08-20', payload: { participation: 'PN1' } };

  test('that a return tells is noticed on the day it is read, not on the day of which it speaks', () => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told: [ENTRY, BEFORE_ENTRY] });
    // Five working days after Monday 15 June.
    expect(child.duty('record.contradiction')).toMatchObject({ status: 'open', dueOn: '2026-06-22' });
    expect(child.shown('record.contradiction', '2026-06-22')).toBe('due');
  });

  test('does not move when a later return is read', () => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told: [ENTRY, BEFORE_ENTRY] });
    child.take('2026-11-16', { importId: 'import-2', asAt: '2026-10-31' });
    expect(child.duty('record.contradiction')).toMatchObject({ status: 'open', dueOn: '2026-06-22' });
  });

  test('that a person brings about is noticed on the day of what does not fit any more', () => {
    const child = new Child();
    child.enter();
    child.held('2026-03-27');
    const factId = child.factId('entered-care');
    child.say('2026-04-01', 'correct', { factId, on: '2026-03-30', reason: 'x' }, who('social-worker'));
    // Five working days after Friday 27 March, with Good Friday and Easter Monday between.
    expect(child.duty('record.contradiction')).toMatchObject({ status: 'open', dueOn: '2026-04-07' });
  });
});

describe('the end of one day', () => {
  test('may bring agreement by silence and the eighteenth birthday together', () => {
    const child = new Child();
    child.enter({ dateOfBirth: '2008-04-16' });
    child.held('2026-03-30');
    child.say('2026-04-08', 'record-review-step', { on: '2026-04-08', step: 'decisions' });
    child.stream.waitUntil(at('2026-04-16'));
    const derived = child.stream.events.filter(({ payload }) => payload['derived'] === true);
    expect(derived.map(({ kind, occurredOn }) => [kind, occurredOn])).toEqual([
      ['decisions-agreed', '2026-04-15'],
      ['turned-eighteen', '2026-04-15'],
    ]);
    expect(child.state.care.turnedEighteenOn).toBe(calendarDate('2026-04-16'));
    expect(child.duty('review.decisions-response')?.endedBecause).toBe('five working days without objection: agreed');
  });

  test('leaves what is told of later days to be refused', () => {
    const child = new Child();
    child.enter({ dateOfBirth: '2008-04-16' });
    child.stream.waitUntil(at('2026-04-16'));
    for (const kind of ['change-legal-status', 'record-placement', 'record-review'])
      expect(child.say('2026-04-17', kind, { on: '2026-04-16', legalStatus: 'C1', placement: 'U6' })).toBe(
        'after-leaving',
      );
    expect(child.say('2026-04-17', 'record-placement', { on: ENTERED, placement: 'U4' })).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, who } from '../../../../support/child.ts';

function entered(dateOfBirth: string | null): Child {
  const child = new Child();
  expect(child.enter({ dateOfBirth })).toBeNull();
  return child;
}
const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, who('social-worker'));
const lives = (child: Child, on: string, setting: string): string | null =>
  say(child, on, 'record-other-arrangements', { setting });
const assessed = (child: Child, on: string, underSixteen: boolean): string | null =>
  say(child, on, 'record-age-assessment', { underSixteen });
const owed = (child: Child) =>
  [...child.duties('arrangements.under16'), ...child.duties('arrangements.age-assessed')].map(
    ({ ruleId, dueOn, status }) => [ruleId, dueOn, status],
  );

describe('a child under sixteen in other arrangements (CPPCR regs 27A, 27B)', () => {
  test.each([
    ['2011-01-10', 'unlisted', '2026-04-07', [['arrangements.under16', '2026-04-07', 'open']]],
    ['2011-01-10', 'hospital', '2026-04-07', []],
    ['2011-01-10', 'holiday-scheme', '2026-04-07', []],
    ['2010-04-07', 'unlisted', '2026-04-07', []],
    ['2010-04-08', 'unlisted', '2026-04-07', [['arrangements.under16', '2026-04-07', 'open']]],
    [null, 'unlisted', '2026-04-07', []],
  ] as const)('born %s, in a setting that is %s on %s', (dateOfBirth, setting, on, expected) => {
    const child = entered(dateOfBirth);
    expect(lives(child, on, setting)).toBeNull();
    expect(owed(child)).toEqual(expected);
  });

  test('is told to director and lawyer at once, and met by a placement or a listed setting', () => {
    const child = entered('2011-01-10');
    lives(child, '2026-04-07', 'unlisted');
    child.stream.waitUntil(at('2026-04-07T12:30:00.000Z'));
    const told = child.alerts('arrangements.under16').map(({ role }) => role);
    expect(told).toEqual(expect.arrayContaining(['director', 'lawyer']));
    say(child, '2026-04-10', 'record-placement', { placement: 'U6' });
    expect(child.duty('arrangements.under16')).toMatchObject({ status: 'met', metOn: '2026-04-10' });
    lives(child, '2026-05-05', 'unlisted');
    lives(child, '2026-05-06', 'unlisted');
    expect(child.duties('arrangements.under16').map(({ metOn }) => metOn)).toEqual(['2026-04-10', null, null]);
    lives(child, '2026-05-07', 'hospital');
    expect(child.duties('arrangements.under16').map(({ metOn }) => metOn)).toEqual([
      '2026-04-10',
      '2026-05-07',
      '2026-05-07',
    ]);
  });

  test('ends on the sixteenth birthday, which the next day brings', () => {
    const child = entered('2010-06-15');
    lives(child, '2026-04-07', 'unlisted');
    child.stream.waitUntil(at('2026-06-14'));
    expect(child.duty('arrangements.under16')?.status).toBe('open');
    child.stream.waitUntil(at('2026-06-15'));
    expect(child.duty('arrangements.under16')).toMatchObject({
      status: 'ended',
      endedBecause: 'the child turned sixteen',
    });
  });

  test('who turned sixteen owes nothing more on the eighteenth birthday', () => {
    const child = entered('2008-06-15');
    lives(child, '2026-04-07', 'unlisted');
    child.stream.waitUntil(at('2026-06-15'));
    expect(owed(child)).toEqual([]);
    const brought = child.stream.events.map(({ kind }) => kind);
    expect(brought).toContain('turned-eighteen');
    expect(brought).not.toContain('turned-sixteen');
  });

  test('before the ninth of September 2021 was not forbidden', () => {
    const child = new Child();
    const entry = {
      on: '2021-09-01',
      localReference: '9000001',
      dateOfBirth: '2008-05-05',
      legalStatus: 'V2',
      placement: 'Z11',
    };
    child.say('2021-09-01', 'record-entry', entry, who('social-worker'));
    lives(child, '2021-09-08', 'unlisted');
    expect(owed(child)).toEqual([]);
    lives(child, '2021-09-09', 'unlisted');
    expect(owed(child)).toEqual([['arrangements.under16', '2021-09-09', 'open']]);
  });

  // Tuesday 7 April 2026 is day 1, so that Monday the 20th is day 10; from Saturday the 11th day 1 is Monday the 13th.
  test.each([
    ['2026-04-07', '2026-04-20'],
    ['2026-04-11', '2026-04-24'],
  ])('assessed on %s as under sixteen is moved by %s', (on, dueOn) => {
    const child = entered(null);
    lives(child, '2026-03-09', 'unlisted');
    expect(assessed(child, on, true)).toBeNull();
    expect(owed(child)).toEqual([['arrangements.age-assessed', dueOn, 'open']]);
    say(child, '2026-04-27', 'record-placement', { placement: 'U6' });
    expect(child.duty('arrangements.age-assessed')).toMatchObject({ status: 'met', metOn: '2026-04-27' });
  });

  test('assessed as older, or living elsewhere, need not move', () => {
    const child = entered(null);
    expect(assessed(child, '2026-03-05', true)).toBeNull();
    lives(child, '2026-03-09', 'unlisted');
    expect(assessed(child, '2026-04-07', false)).toBeNull();
    expect(owed(child)).toEqual([]);
    say(child, '2026-04-10', 'record-leaving', { reason: 'E4A' });
    expect(assessed(child, '2026-04-11', false)).toBe('after-leaving');
    expect(lives(child, '2026-04-11', 'unlisted')).toBe('after-leaving');
  });

  test('whose care has ended owes nothing more', () => {
    const child = entered('2011-01-10');
    lives(child, '2026-04-07', 'unlisted');
    say(child, '2026-04-10', 'record-leaving', { reason: 'E4A' });
    expect(child.duty('arrangements.under16')?.status).toBe('ended');
    expect(child.stream.waitUntil(at('2027-02-01'))).toEqual([]);
  });
});

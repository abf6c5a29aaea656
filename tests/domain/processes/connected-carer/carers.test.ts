import { describe, expect, test } from 'vitest';
import { at } from '../../../support/child.ts';
import { CHILD, Household, PLACED } from '../../../support/household.ts';

/**
 * Two carers, carer-a and carer-b, named and with a child temporarily approved and placed on Monday 2 March 2026: checks, references
 * and medical of the carers are due four weeks later, on Monday 30 March. Good Friday is 3 April, Easter Monday 6 April.
 */
function placed(): Household {
  const household = new Household();
  household.name();
  household.place();
  return household;
}

const CHECKS = ['checks', 'references', 'medical'] as const;
type Said = readonly [on: string, what: string, carer?: string];

/** `joins` and `leaves` are of a carer; a check without one is of all. What is of an earlier day than the one before it is told late. */
function happens(household: Household, said: readonly Said[]): Household {
  let now = PLACED;
  for (const [on, what, carer = null] of said) {
    now = on > now ? on : now;
    if (what === 'joins') household.late(now, on, ['add-carer', { carer }]);
    else if (what === 'leaves') household.late(now, on, ['remove-carer', { carer }]);
    else household.late(now, on, ['record-assessment-step', { step: what, carer }]);
  }
  return household;
}
const all = (on: string, carer?: string): readonly Said[] =>
  CHECKS.map((check): Said => (carer === undefined ? [on, check] : [on, check, carer]));

const stands = (household: Household): readonly unknown[] => [
  household.dates('connected.checks')?.[2],
  household.duty('connected.checks')?.outstanding,
];

describe('checks, references and medical are asked for of each carer (FSR 2011 reg 26(1))', () => {
  test.each<readonly [string, readonly Said[], string, readonly string[]]>([
    ['nothing is told', [], 'open', ['checks', 'references', 'medical']],
    ['told without a carer they are of both', all('2026-03-17'), '2026-03-17', []],
    [
      'all of one carer',
      all('2026-03-17', 'carer-a'),
      'open',
      ['checks of carer-b', 'references of carer-b', 'medical of carer-b'],
    ],
    [
      'of the other one is missing',
      [...all('2026-03-17', 'carer-a'), ['2026-03-18', 'checks', 'carer-b'], ['2026-03-24', 'medical', 'carer-b']],
      'open',
      ['references of carer-b'],
    ],
    [
      'the last of the other comes in',
      [
        ...all('2026-03-17', 'carer-a'),
        ['2026-03-18', 'checks', 'carer-b'],
        ['2026-03-24', 'medical', 'carer-b'],
        ['2026-04-01', 'references', 'carer-b'],
      ],
      '2026-04-01',
      [],
    ],
    [
      'one is missing of both',
      [
        ['2026-03-17', 'checks'],
        ['2026-03-18', 'medical', 'carer-a'],
        ['2026-03-19', 'medical', 'carer-b'],
      ],
      'open',
      ['references'],
    ],
    [
      'some are of both, some of each',
      [
        ['2026-03-17', 'checks'],
        ['2026-03-18', 'medical', 'carer-a'],
        ['2026-03-19', 'references'],
        ['2026-03-20', 'medical', 'carer-b'],
      ],
      '2026-03-20',
      [],
    ],
  ])('%s', (_what, said, metOn, outstanding) => {
    const household = happens(placed(), said);
    expect(household.dates('connected.checks')?.slice(0, 2)).toEqual(['2026-03-30', '2026-03-30']);
    expect(stands(household)).toEqual([metOn, outstanding]);
  });

  test('of somebody who is no carer of this household nothing is told', () => {
    const household = placed();
    expect(household.step('2026-03-17', 'checks', { carer: 'carer-z' })).toBe('no-such-carer');
    expect(household.step('2026-03-17', 'checks', { carer: 'carer-b' })).toBeNull();
  });

  test('where nobody told who the carers are they are taken as one', () => {
    const household = new Household();
    household.say(PLACED, 'name-connected-carer', { localReference: null, carers: [] });
    household.place();
    expect(stands(happens(household, [['2026-03-17', 'checks']]))).toEqual(['open', ['references', 'medical']]);
    happens(household, [
      ['2026-03-18', 'references'],
      ['2026-03-19', 'medical'],
    ]);
    expect(stands(household)).toEqual(['2026-03-19', []]);
    // Who joins then lacks what was told of the others.
    expect(stands(happens(household, [['2026-03-23', 'joins', 'carer-c']]))).toEqual(['2026-03-19', [...CHECKS]]);
  });

  test('and of whoever is the first to be known, from the day of joining', () => {
    const household = new Household();
    household.say(PLACED, 'name-connected-carer', { localReference: null, carers: [] });
    household.place();
    happens(household, [['2026-03-23', 'joins', 'carer-c'], ...all('2026-03-17', 'carer-c')]);
    expect(stands(household)).toEqual(['2026-03-23', []]);
  });
});

describe('a carer leaves', () => {
  const allOfOne: readonly Said[] = [...all('2026-03-17', 'carer-a'), ['2026-03-18', 'checks', 'carer-b']];

  test.each<readonly [string, readonly Said[], string]>([
    ['in time, what the other one lacks is asked for no more', [['2026-03-27', 'leaves', 'carer-b']], '2026-03-27'],
    ['when it is overdue, it stays late', [['2026-04-07', 'leaves', 'carer-b']], '2026-04-07'],
    [
      'and what was missing comes in on the same day',
      [
        ['2026-03-27', 'leaves', 'carer-b'],
        ['2026-03-27', 'references', 'carer-b'],
      ],
      '2026-03-27',
    ],
    ['who had all, and what the other one lacks is still owed', [['2026-03-27', 'leaves', 'carer-a']], 'open'],
    [
      'and comes back: what was told before counts',
      [
        ['2026-03-19', 'leaves', 'carer-a'],
        ['2026-03-20', 'joins', 'carer-a'],
        ['2026-03-24', 'references', 'carer-b'],
        ['2026-03-25', 'medical'],
      ],
      '2026-03-25',
    ],
  ])('%s', (_what, said, metOn) => {
    const household = happens(placed(), [...allOfOne, ...said]);
    expect(household.dates('connected.checks')).toEqual(['2026-03-30', '2026-03-30', metOn]);
  });

  test('and the ten working days run from the day of leaving, which made it complete (FSR 2011 reg 26(1B))', () => {
    const household = happens(placed(), allOfOne);
    expect(household.duty('foster.stage1-refusal')).toBeUndefined();
    happens(household, [['2026-03-27', 'leaves', 'carer-b']]);
    // Friday 27 March and ten working days over Easter.
    expect(household.dates('foster.stage1-refusal')).toEqual(['2026-04-14', '2026-04-14', 'open']);
    expect(household.duty('foster.stage1-refusal')?.anchor).toBe(household.factId('carer-removed'));
  });

  test('taken back, it is asked for again', () => {
    const household = happens(placed(), [...allOfOne, ['2026-03-27', 'leaves', 'carer-b']]);
    const left = { factId: household.factId('carer-removed'), reason: 'made up' };
    household.stream.command(at('2026-03-28'), 'correct', { ...left, on: '2026-03-26' });
    expect(household.dates('connected.checks')?.[2]).toBe('2026-03-26');
    household.stream.command(at('2026-03-28'), 'withdraw', left);
    expect(stands(household)).toEqual(['open', ['references of carer-b', 'medical of carer-b']]);
  });

  test('one of two: the household goes on with the other', () => {
    const household = happens(placed(), [['2026-03-27', 'leaves', 'carer-b']]);
    household.waitUntil('2026-03-30');
    expect([household.stage(), household.derived(), household.stream.kept?.closed]).toEqual([
      'temporarily approved',
      [],
      false,
    ]);
  });
});

describe('a carer joins', () => {
  test.each<readonly [string, readonly Said[], string, readonly string[]]>([
    [
      'when all is there: that stays so, and what is asked of the new one is outstanding',
      [...all('2026-03-17'), ['2026-03-20', 'joins', 'carer-c'], ['2026-03-24', 'checks', 'carer-c']],
      '2026-03-17',
      ['references of carer-c', 'medical of carer-c'],
    ],
    [
      'and all of the new one comes in',
      [...all('2026-03-17'), ['2026-03-20', 'joins', 'carer-c'], ...all('2026-04-09')],
      '2026-03-17',
      [],
    ],
    [
      'before all is there: it is asked for of the new one too',
      [
        ['2026-03-10', 'checks'],
        ['2026-03-11', 'joins', 'carer-c'],
        ['2026-03-17', 'references'],
        ['2026-03-17', 'medical'],
      ],
      'open',
      ['checks of carer-c'],
    ],
    [
      'checks made before that count, and what is told of all on that day',
      [
        ['2026-03-10', 'checks'],
        ['2026-03-11', 'joins', 'carer-c'],
        ['2026-03-09', 'checks', 'carer-c'],
        ['2026-03-11', 'references'],
        ['2026-03-17', 'medical'],
      ],
      '2026-03-17',
      [],
    ],
  ])('%s', (_what, said, metOn, outstanding) => {
    expect(stands(happens(placed(), said))).toEqual([metOn, outstanding]);
  });

  test('and each assessment of the household asks for all of it anew', () => {
    const household = happens(placed(), all('2026-03-17'));
    household.waitUntil('2026-06-24');
    household.say('2026-06-24', 'record-child-left-carer', { childRef: CHILD, because: 'moved' });
    household.place('2026-07-06');
    const checks = household.duties('connected.checks');
    expect(checks.map(({ dueOn, metOn, outstanding }) => [dueOn, metOn, outstanding])).toEqual([
      ['2026-03-30', '2026-03-17', undefined],
      ['2026-08-03', null, [...CHECKS]],
    ]);
  });
});

describe('the last carer leaves', () => {
  const bothLeave: readonly Said[] = [
    ['2026-03-20', 'leaves', 'carer-a'],
    ['2026-03-27', 'leaves', 'carer-b'],
  ];

  test('and no child is there: the household has ended', () => {
    const household = new Household();
    household.name();
    happens(household, bothLeave.slice(0, 1));
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['assessment', false]);
    happens(household, bothLeave.slice(1));
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['ended', true]);
    expect(household.duty('kinship.viability')?.endedBecause).toBe('no carer is left');
  });

  // Checks were not complete, and are not so because nobody is left of whom they could be asked.
  test('with a child who is still there: the approval ends with the day, and the placement is unlawful from the next', () => {
    const household = happens(placed(), bothLeave);
    expect(household.stage()).toBe('temporarily approved');
    household.waitUntil('2026-03-28');
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['unlawful placement', false]);
    expect(household.derived('temporary-approval')).toEqual([
      '2026-03-27 temporary-approval-expired',
      '2026-03-27 temporary-approval-ended',
    ]);
    expect(household.duty('connected.unlawful')).toMatchObject({
      ...{ status: 'open', childRef: CHILD, inputs: { approvalEndedOn: '2026-03-27' } },
    });
    expect(stands(household)).toEqual(['open', []]);
    household.say('2026-03-30', 'record-child-left-carer', { childRef: CHILD, because: 'moved' });
    household.waitUntil('2026-03-31');
    expect([household.dates('connected.unlawful')?.[2], household.stream.kept?.closed]).toEqual(['2026-03-30', true]);
  });

  test('who had not left after all: nothing was unlawful', () => {
    const household = happens(placed(), bothLeave);
    household.waitUntil('2026-03-30');
    household.stream.command(at('2026-03-30'), 'withdraw', {
      factId: household.factId('carer-removed'),
      reason: 'made up',
    });
    expect([household.stage(), household.duty('connected.unlawful')]).toEqual(['temporarily approved', undefined]);
  });

  test('on the day on which another one joins: it goes on', () => {
    const household = happens(placed(), [...bothLeave, ['2026-03-27', 'joins', 'carer-c']]);
    household.waitUntil('2026-03-30');
    expect([household.stage(), household.derived()]).toEqual(['temporarily approved', []]);
  });

  test('before another one joins: the approval of those who left does not come back', () => {
    const household = happens(placed(), [...bothLeave, ['2026-03-30', 'joins', 'carer-c']]);
    household.waitUntil('2026-04-07');
    expect(household.stage()).toBe('unlawful placement');
  });

  test('an approval that is given when nobody is left ends with its day', () => {
    const household = new Household();
    household.name();
    happens(household, [...bothLeave, ['2026-04-20', 'joins', 'carer-c']]);
    for (const kind of ['give-temporary-approval', 'place-with-carer'])
      household.late('2026-04-20', '2026-04-01', [kind, { childRef: CHILD }]);
    expect(household.derived('temporary-approval-expired')).toEqual(['2026-04-01 temporary-approval-expired']);
  });

  test.each<readonly [string, (household: Household) => void, string]>([
    ['full approval', (household) => void household.decide('2026-03-09', 'approved'), 'full-approval-ended'],
    [
      'that of prospective adopters (CPPCR reg 25A)',
      (household) =>
        void household.say('2026-03-09', 'give-adopter-approval', { childRef: CHILD, approvedBy: 'made up' }),
      'adopter-approval-expired',
    ],
  ])('ends %s', (_what, approves, ended) => {
    const household = placed();
    approves(household);
    happens(household, bothLeave);
    household.waitUntil('2026-03-28');
    expect(household.derived(ended)).toEqual([`2026-03-27 ${ended}`]);
    expect([household.stage(), household.duty('connected.unlawful')?.status]).toEqual(['unlawful placement', 'open']);
  });
});

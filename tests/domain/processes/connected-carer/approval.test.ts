import { describe, expect, test } from 'vitest';
import { CHILD, Household, PLACED, SIBLING } from '../../../support/household.ts';
import { at } from '../../../support/child.ts';

function named(): Household {
  const household = new Household();
  household.name();
  return household;
}
function placed(): Household {
  const household = named();
  household.place();
  return household;
}

describe('temporary approval (CPPCR reg 24: not exceeding 16 weeks)', () => {
  // 2 March 2026 + 111 days is Sunday 21 June, + 112 days Monday 22 June.
  test('is due by the cautious reading, and runs out at the end of the last defensible day', () => {
    const household = placed();
    expect(household.dates('connected.temp-approval')).toEqual(['2026-06-21', '2026-06-22', 'open']);
    household.waitUntil('2026-06-22T22:59:00.000Z');
    expect(household.derived('temporary-approval-')).toEqual([]);
    // Midnight in London, British Summer Time.
    household.waitUntil('2026-06-22T23:00:00.000Z');
    expect(household.derived('temporary-approval-')).toEqual([
      '2026-06-22 temporary-approval-expired',
      '2026-06-22 temporary-approval-ended',
    ]);
    expect(household.stage()).toBe('unlawful placement');
  });

  test('reminds in weeks 4, 8, 12, 14 and 16, each working morning, those whom it concerns', () => {
    const household = placed();
    const taken = household.waitUntil('2026-06-22').filter((step) => step.includes('connected.temp-approval'));
    expect(taken).toEqual([
      '2026-03-30 connected.temp-approval week-4 taken',
      '2026-04-27 connected.temp-approval week-8 taken',
      '2026-05-26 connected.temp-approval week-12 taken',
      '2026-06-08 connected.temp-approval week-14 taken',
      '2026-06-19 connected.temp-approval week-16 taken',
    ]);
    const told = household.alerts('connected.temp-approval').filter(({ reason }) => reason === 'week-14');
    expect(told.map(({ role }) => role)).toEqual(['fostering-manager', 'nominated-officer', 'iro', 'panel-adviser']);
  });

  test('run out is told to director, lawyer and IRO at midnight, and stays until the placement is lawful', () => {
    const household = placed();
    household.waitUntil('2026-06-23T00:30:00.000Z');
    const alerts = household.alerts('connected.unlawful');
    expect(alerts.map(({ role }) => role)).toEqual(expect.arrayContaining(['director', 'lawyer', 'iro']));
    expect(alerts[0]).toMatchObject({ role: 'director', urgency: 'urgent', raisedAt: '2026-06-22T23:00:00.000Z' });
    household.waitUntil('2026-09-01');
    expect(household.dates('connected.unlawful')).toEqual(['2026-06-22', '2026-06-22', 'open']);
    household.decide('2026-09-02', 'approved');
    expect(household.dates('connected.unlawful')).toEqual(['2026-06-22', '2026-06-22', '2026-09-02']);
    // For ever late: approved after it had run out.
    expect(household.dates('connected.temp-approval')).toEqual(['2026-06-21', '2026-06-22', '2026-09-02']);
    household.waitUntil('2026-09-04');
    expect(household.derived('carer-fully')).toEqual(['2026-09-02 carer-fully-approved']);
  });

  test.each([
    ['the carers are approved', (home: Household) => home.decide('2026-06-22', 'approved')],
    [
      'the child has moved',
      (home: Household) => home.say('2026-06-22', 'record-child-left-carer', { childRef: CHILD, because: 'moved' }),
    ],
    [
      'an order is made',
      (home: Household) =>
        home.say('2026-06-22', 'record-securing-order', { childRef: CHILD, order: 'special-guardianship' }),
    ],
    [
      'the child returned to the parents',
      (home: Household) => home.hears('2026-06-22', 'placement-started', { code: 'P1' }),
    ],
    [
      'the child was placed for adoption',
      (home: Household) => home.hears('2026-06-22', 'placement-started', { code: 'A5' }),
    ],
    [
      'the child moved to other carers',
      (home: Household) => home.hears('2026-06-22', 'placement-started', { code: 'U6' }),
    ],
    ['the child left care', (home: Household) => home.hears('2026-06-22', 'left-care', { reason: 'E4A' })],
    ['the child left care by an order', (home: Household) => home.hears('2026-06-22', 'left-care', { reason: 'E45' })],
  ] as const)('on its last day is in time: %s', (_what, happens) => {
    const household = placed();
    happens(household);
    household.waitUntil('2026-07-01');
    expect(household.dates('connected.temp-approval')).toEqual(['2026-06-21', '2026-06-22', '2026-06-22']);
    expect(household.duty('connected.unlawful')).toBeUndefined();
    expect(household.derived('temporary-approval-')).toEqual(['2026-06-22 temporary-approval-ended']);
  });

  test.each([
    ['the return from a temporary placement', { code: 'T1' }],
    ['another code with connected persons', { code: 'U1' }],
    ['a code that is not recorded', { code: null }],
    ['the same carer under another code', { code: 'U1', sameCarer: true }],
    ['the return after a stay elsewhere', { code: 'U3', sameCarer: false, returned: true }],
  ])('is not ended by %s', (_what, payload) => {
    const household = placed();
    household.hears('2026-04-01', 'placement-started', payload);
    expect(household.dates('connected.temp-approval')?.[2]).toBe('open');
  });

  test.each([
    ['the move to these carers, recorded a week later', '2026-03-09', 'open'],
    ['a move to other relatives', '2026-03-10', '2026-03-10'],
  ])('a placement with a relative: %s', (_what, on, status) => {
    const household = placed();
    household.hears(on, 'placement-started', { code: 'U3', sameCarer: false });
    expect(household.dates('connected.temp-approval')?.[2]).toBe(status);
    household.waitUntil('2026-07-01');
    expect(household.duties('connected.unlawful').length).toBe(status === 'open' ? 1 : 0);
  });

  test('a move to other relatives of a child who is not with these carers says nothing', () => {
    const household = new Household();
    household.name();
    household.say(PLACED, 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.hears('2026-03-20', 'placement-started', { code: 'U3', sameCarer: false });
    expect(household.dates('connected.temp-approval')?.[2]).toBe('open');
  });

  test('that was given before the child came and ran out before is no approval of the placement', () => {
    const household = new Household();
    household.name();
    household.say(PLACED, 'record-suitability', { childRef: CHILD, suitable: true });
    household.say(PLACED, 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.waitUntil('2026-07-01');
    expect([household.derived('temporary-approval-e'), household.stage()]).toEqual([
      ['2026-06-22 temporary-approval-expired', '2026-06-22 temporary-approval-ended'],
      'assessment',
    ]);
    expect(household.dates('connected.temp-approval')?.[2]).toBe('2026-06-22');
    household.say('2026-07-01', 'place-with-carer', { childRef: CHILD });
    expect([household.dates('connected.initial'), household.stage()]).toEqual([
      ['2026-07-01', '2026-07-01', 'open'],
      'approval not recorded',
    ]);
  });

  test('given anew before the child came counts from the later day', () => {
    const household = new Household();
    household.name();
    household.say(PLACED, 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.place('2026-03-30');
    household.waitUntil('2026-03-31');
    expect(household.dates('connected.temp-approval')).toEqual(['2026-07-19', '2026-07-20', 'open']);
    expect(household.derived('temporary-approval-')).toEqual([]);
  });

  test('given a second time for the same placement, or to carers who are approved, is recorded without effect', () => {
    const household = placed();
    household.waitUntil('2026-06-24');
    const again = { childRef: CHILD, approvedBy: 'demo-nominated-officer' };
    expect(household.say('2026-06-24', 'give-temporary-approval', again)).toBeNull();
    expect([household.duties('connected.temp-approval').length, household.stage()]).toEqual([1, 'unlawful placement']);
    household.decide('2026-06-25', 'approved');
    household.say('2026-06-26', 'place-with-carer', { childRef: SIBLING });
    household.say('2026-06-26', 'give-temporary-approval', { ...again, childRef: SIBLING });
    household.waitUntil('2027-01-01');
    expect([household.duties('connected.temp-approval').length, household.stage()]).toEqual([1, 'approved']);
  });

  test('is given anew when the child comes back', () => {
    const household = placed();
    household.say('2026-04-01', 'record-child-left-carer', { childRef: CHILD, because: 'returned-to-parents' });
    household.place('2026-09-01');
    expect(household.duties('connected.temp-approval').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-06-21', 'met'],
      ['2026-12-21', 'open'],
    ]);
    household.extend('2026-12-01');
    expect(household.dates('connected.extension')).toEqual(['2027-02-15', '2027-02-16', 'open']);
    household.waitUntil('2027-02-17');
    expect(household.derived('temporary-approval-').slice(-2)).toEqual([
      '2027-02-16 temporary-approval-expired',
      '2027-02-16 temporary-approval-ended',
    ]);
  });
});

describe('the one extension (CPPCR reg 25)', () => {
  // + 167 days is Sunday 16 August 2026, + 168 days Monday 17 August.
  test.each([
    ['all on the last day', {}, '2026-06-22'],
    ['earlier', {}, '2026-06-01'],
  ])('has effect: %s', (_what, how, day) => {
    const household = placed();
    household.extend(day, how);
    expect(household.dates('connected.extension')).toEqual(['2026-08-16', '2026-08-17', 'open']);
    expect(household.duty('connected.temp-approval')?.endedBecause).toBe('it was extended');
    household.waitUntil('2026-08-17T22:00:00.000Z');
    expect(household.derived('temporary-approval-')).toEqual([]);
    household.waitUntil('2026-08-18');
    expect(household.derived('temporary-approval-')[0]).toBe('2026-08-17 temporary-approval-expired');
    expect(household.dates('connected.unlawful')).toEqual(['2026-08-17', '2026-08-17', 'open']);
  });

  test.each([
    ['was approved a day late', { on: '2026-06-23' }],
    ['the panel was asked a day late', { views: '2026-06-23' }],
    ['the IRO was told a day late', { iro: '2026-06-23' }],
  ])('is recorded without effect: it %s', (_what, late) => {
    const household = placed();
    const inTime = { views: '2026-06-20', iro: '2026-06-20', on: '2026-06-20' };
    expect(household.extend('2026-06-23', { ...inTime, ...late })).toBeNull();
    const extension = household.duty('connected.extension');
    expect([extension?.status, household.stage()]).toEqual(['ended', 'unlawful placement']);
    expect(extension?.endedBecause).toMatch(/^this extension has no lawful effect/);
    expect(household.factId('temporary-approval-extended')).not.toBe('');
  });

  test.each([
    ['the head of fostering', 'head-of-fostering', 'unlawful placement'],
    ['the agency decision maker', 'agency-decision-maker', 'unlawful placement'],
    ['the nominated officer', 'nominated-officer', 'temporarily approved'],
  ])('is approved by the nominated officer, and recorded without effect otherwise: %s', (_what, approvedAs, stage) => {
    const household = placed();
    expect(household.extend('2026-06-15', { approvedAs })).toBeNull();
    household.waitUntil('2026-06-24');
    expect([household.stage(), household.duty('connected.extension')?.status]).toEqual([
      stage,
      stage === 'unlawful placement' ? 'ended' : 'open',
    ]);
  });

  test('told before the role was asked was approved by the nominated officer', () => {
    const household = placed();
    household.say('2026-06-15', 'record-panel-views', { childRef: CHILD });
    household.say('2026-06-15', 'record-iro-informed', { childRef: CHILD });
    const extension = { childRef: CHILD, pending: 'assessment', until: null, approvedBy: 'person-41' };
    household.say('2026-06-15', 'extend-temporary-approval', extension);
    expect(household.dates('connected.extension')?.[2]).toBe('open');
  });

  test.each([
    ['fostering-manager', 'nominated-officer', 'person-41', 'not-the-nominated-officer'],
    ['nominated-officer', 'nominated-officer', 'person-41', null],
    ['fostering-manager', 'fostering-manager', 'person-41', null],
    ['fostering-manager', 'nominated-officer', 'person-42', null],
  ] as const)('recorded by a %s, approved as %s by %s: %s', (role, approvedAs, approvedBy, refusal) => {
    const household = placed();
    const extension = { childRef: CHILD, pending: 'assessment', until: null, approvedBy, approvedAs };
    const actor = { person: 'person-41', roles: [role] };
    expect(household.say('2026-06-15', 'extend-temporary-approval', extension, actor)).toBe(refusal);
  });

  test('approved by somebody who by the directory did not hold the post then has no effect, and says so', () => {
    const household = placed();
    household.late('2026-06-15', '2026-06-15', ['record-panel-views', { childRef: CHILD }]);
    household.late('2026-06-15', '2026-06-15', ['record-iro-informed', { childRef: CHILD }]);
    const extension = { pending: 'assessment', until: null, approvedBy: 'person-42', approvedAs: 'nominated-officer' };
    const actor = { person: 'person-41', roles: ['fostering-manager'] as const, notInPost: ['person-42'] };
    expect(
      household.say('2026-06-15', 'extend-temporary-approval', { childRef: CHILD, ...extension }, actor),
    ).toBeNull();
    expect(household.duty('connected.extension')?.endedBecause).toContain('did not hold the post of nominated officer');
    household.waitUntil('2026-06-23');
    expect(household.stage()).toBe('unlawful placement');
  });

  test('corrected, it is looked up who approved it, and a correction makes nobody the nominated officer', () => {
    const household = placed();
    household.extend('2026-06-15', { approvedBy: 'person-42' });
    const factId = household.factId('temporary-approval-extended');
    const correct = (approvedBy: string, notInPost: readonly string[] = []): string | null =>
      household.say(
        '2026-06-16',
        'correct',
        { factId, on: '2026-06-15', payload: { approvedBy }, reason: 'a slip' },
        { person: 'person-41', roles: ['fostering-manager'], notInPost },
      );
    const status = () => household.duties('connected.extension').map((duty) => duty.endedBecause);
    expect(status()).toEqual([null]);
    expect(correct('person-43', ['person-43'])).toBeNull();
    expect(status()).toEqual([expect.stringContaining('did not hold the post of nominated officer')]);
    expect(correct('person-41')).toBe('not-the-nominated-officer');
    expect(correct('person-44')).toBeNull();
    expect(status()).toEqual([null]);
  });

  // Unknown is not late: what it needs may come until the approval ends, at the end of Monday 22 June.
  describe('approved before what it needs is there', () => {
    const VIEWS = "the fostering panel's views on the extension";
    const IRO = 'the IRO informed of the extension';
    const extended = (day = '2026-06-01'): Household => {
      const household = placed();
      const approved = { approvedBy: 'person-41', approvedAs: 'nominated-officer', until: null };
      household.say(day, 'extend-temporary-approval', { childRef: CHILD, pending: 'assessment', ...approved });
      return household;
    };
    const stands = (household: Household) => [
      household.duty('connected.temp-approval')?.status,
      household.duty('connected.temp-approval')?.outstanding ?? [],
      household.duty('connected.extension')?.status,
    ];

    test('is not said to have no effect; what is missing is shown', () => {
      const household = extended();
      expect(stands(household)).toEqual(['open', [VIEWS, IRO], undefined]);
      household.say('2026-06-08', 'record-panel-views', { childRef: CHILD });
      expect(stands(household)).toEqual(['open', [IRO], undefined]);
      household.say('2026-06-22', 'record-iro-informed', { childRef: CHILD });
      expect(stands(household)).toEqual(['ended', [], 'open']);
    });

    test('has none once the approval has run out', () => {
      const household = extended();
      household.waitUntil('2026-06-22T22:59:00.000Z');
      expect(stands(household)).toEqual(['open', [VIEWS, IRO], undefined]);
      household.waitUntil('2026-06-24');
      expect(stands(household)).toEqual(['open', [], 'ended']);
      expect(household.stage()).toBe('unlawful placement');
    });

    test('has none once the approval has ended otherwise', () => {
      const household = extended();
      household.decide('2026-06-10', 'approved');
      expect(stands(household)).toEqual(['met', [], 'ended']);
    });

    test('of two that wait only one takes effect', () => {
      const household = extended();
      household.extend('2026-06-08');
      expect(household.duties('connected.extension').map(({ status }) => status)).toEqual(['ended', 'open']);
    });

    test('waits for a review after the one for the assessment, until that ends', () => {
      const household = placed();
      household.extend('2026-06-01');
      const approved = { approvedBy: 'person-41', approvedAs: 'nominated-officer', until: null };
      household.say('2026-07-01', 'extend-temporary-approval', {
        ...{ childRef: CHILD, pending: 'independent-review' },
        ...approved,
      });
      expect(household.duties('connected.extension')).toHaveLength(1);
      expect(household.duty('connected.extension')).toMatchObject({ status: 'open', outstanding: [VIEWS, IRO] });
      household.waitUntil('2026-08-18');
      expect(household.duties('connected.extension').map(({ status }) => status)).toEqual(['ended', 'open']);
    });
  });

  test('approved in time and recorded late takes the expiry back, and those who were told are told', () => {
    const household = placed();
    household.waitUntil('2026-06-25');
    expect(household.stage()).toBe('unlawful placement');
    const early = { views: '2026-06-18', iro: '2026-06-18', on: '2026-06-22' };
    household.extend('2026-06-25', early);
    expect([household.derived('temporary-approval-'), household.stage()]).toEqual([[], 'temporarily approved']);
    expect(household.duty('connected.unlawful')).toBeUndefined();
    const told = household.alerts('connected.unlawful').filter(({ reason }) => reason === 'withdrawn');
    expect(told.map(({ role }) => role)).toEqual(expect.arrayContaining(['director', 'lawyer', 'iro']));
  });

  test('is withdrawn with what it rests on', () => {
    const household = placed();
    household.extend('2026-06-01');
    household.waitUntil('2026-07-01');
    household.say('2026-07-01', 'withdraw', { factId: household.factId('extension-iro-informed'), reason: 'not so' });
    expect([household.derived('temporary-approval-')[0], household.stage()]).toEqual([
      '2026-06-22 temporary-approval-expired',
      'unlawful placement',
    ]);
  });

  test.each([
    ['for four weeks', '2026-07-20', ['2026-07-20', '2026-07-20', 'open'], '2026-07-20'],
    ['to a day before it begins', '2026-06-01', ['2026-06-22', '2026-06-22', 'open'], '2026-06-22'],
    ['to the day before the last', '2026-08-16', ['2026-08-16', '2026-08-16', 'open'], '2026-08-16'],
  ])('may be shorter: %s', (_what, until, dates, expiredOn) => {
    const household = placed();
    household.extend('2026-05-20', { until });
    expect(household.dates('connected.extension-until')).toEqual(dates);
    household.waitUntil('2026-09-01');
    expect(household.derived('temporary-approval-')[0]).toBe(`${expiredOn} temporary-approval-expired`);
  });

  test('is never planned beyond 24 weeks in all, and one recorded so lasts no longer', () => {
    const household = placed();
    expect(household.extend('2026-06-01', { until: '2026-08-18' })).toBe('longer-than-24-weeks');
    expect(household.extend('2026-06-01', { until: '2026-08-17' })).toBeNull();
    const factId = household.factId('temporary-approval-extended');
    household.say('2026-06-02', 'correct', {
      factId,
      on: '2026-06-01',
      payload: { until: '2027-01-01' },
      reason: 'a slip',
    });
    expect(household.dates('connected.extension')).toEqual(['2026-08-16', '2026-08-17', 'open']);
  });

  test('happens once: a second one adds nothing, and is shown to have no effect', () => {
    const household = placed();
    household.extend('2026-06-01');
    household.extend('2026-08-01');
    expect(household.duties('connected.extension').map(({ status }) => status)).toEqual(['ended', 'open']);
    expect(household.dates('connected.extension')).toEqual(['2026-08-16', '2026-08-17', 'open']);
  });

  test('warns four and two weeks before, and on the last working day', () => {
    const household = placed();
    household.extend('2026-06-01');
    const taken = household.waitUntil('2026-08-17').filter((step) => step.includes('connected.extension'));
    expect(taken.map((step) => step.slice(0, 10))).toEqual(['2026-07-17', '2026-07-31', '2026-08-14']);
  });

  test.each(['extend-temporary-approval', 'record-panel-views', 'record-iro-informed'])(
    'without an approval is a contradiction: %s',
    (kind) => {
      const household = new Household();
      household.name();
      expect(household.say(PLACED, kind, { childRef: CHILD, until: '2026-05-01' })).toBe('no-temporary-approval');
    },
  );
});

describe('an extension that waits for an independent review (CPPCR reg 25(1)(b))', () => {
  function reviewed(applied = '2026-06-15'): Household {
    const household = placed();
    household.decide('2026-06-10', 'qualifying-determination');
    household.step(applied, 'review-applied');
    household.extend('2026-06-20', { pending: 'independent-review' });
    return household;
  }

  test('has no end until the outcome is known; then it has', () => {
    const household = reviewed();
    household.waitUntil('2026-12-01');
    expect([household.stage(), household.derived('temporary-approval-')]).toEqual(['temporarily approved', []]);
    // Three months after 20 June: asked for, and never an alert of its own.
    expect(household.dates('connected.irm')).toEqual(['2026-09-20', '2026-09-20', 'open']);
    household.step('2026-12-01', 'review-outcome');
    expect(household.dates('connected.irm')).toEqual(['2026-09-20', '2026-09-20', '2026-12-01']);
    household.waitUntil('2026-12-02');
    expect(household.derived('temporary-approval-')[0]).toBe('2026-12-01 temporary-approval-expired');
  });

  test('that is known before the sixteen weeks are over changes nothing about them', () => {
    const household = reviewed();
    household.step('2026-06-21', 'review-outcome');
    household.waitUntil('2026-06-24');
    expect(household.derived('temporary-approval-')[0]).toBe('2026-06-22 temporary-approval-expired');
  });

  test('may follow the one for the assessment', () => {
    const household = placed();
    household.extend('2026-06-01');
    household.decide('2026-08-01', 'qualifying-determination');
    household.step('2026-08-10', 'review-applied');
    household.extend('2026-08-17', { pending: 'independent-review' });
    household.waitUntil('2026-10-01');
    expect([household.stage(), household.duty('connected.extension')?.endedBecause]).toEqual([
      'temporarily approved',
      'a review is pending',
    ]);
    household.decide('2026-10-01', 'approved');
    expect(household.dates('connected.irm')?.[2]).toBe('2026-10-01');
  });

  test('needs views and information of its own, later than those for the assessment', () => {
    const household = placed();
    household.extend('2026-06-01');
    household.decide('2026-08-01', 'qualifying-determination');
    household.step('2026-08-10', 'review-applied');
    const review = {
      childRef: CHILD,
      pending: 'independent-review',
      until: null,
      approvedBy: 'demo-nominated-officer',
    };
    household.say('2026-08-17', 'extend-temporary-approval', review);
    household.waitUntil('2026-08-18');
    expect([household.stage(), household.duty('connected.irm')]).toEqual(['unlawful placement', undefined]);
  });

  test.each([
    ['no decision', null],
    ['one that approved', 'approved'],
  ])('needs a decision against approval to be reviewed: %s', (_what, outcome) => {
    const household = placed();
    if (outcome !== null) household.decide('2026-06-01', outcome);
    household.step('2026-06-15', 'review-applied');
    household.extend('2026-06-20', { pending: 'independent-review' });
    expect(household.duty('connected.irm')).toBeUndefined();
  });

  test.each(['2026-06-23', null])('needs the application before the approval ends (%s)', (applied) => {
    const household = placed();
    household.decide('2026-06-10', 'qualifying-determination');
    household.extend('2026-06-20', { pending: 'independent-review' });
    if (applied !== null) household.step(applied, 'review-applied');
    household.waitUntil('2026-06-24');
    expect([
      household.stage(),
      household.duty('connected.irm'),
      household.dates('connected.temp-approval')?.[2],
    ]).toEqual(['unlawful placement', undefined, 'open']);
  });
});

describe('before the placement (CPPCR reg 24(2), Schedule 4)', () => {
  test('suitability and approval are due on the day of the placement, and at once from the next', () => {
    const household = new Household();
    household.name();
    household.say(PLACED, 'place-with-carer', { childRef: CHILD });
    expect([household.dates('connected.initial'), household.stage()]).toEqual([
      [PLACED, PLACED, 'open'],
      'approval not recorded',
    ]);
    expect(household.waitUntil('2026-03-03T00:00:00.000Z')).toEqual(['2026-03-03 connected.initial at-once taken']);
    // Nobody approved, or nobody any more: the same people are told at the same moment.
    expect(household.alerts('connected.initial').map(({ role }) => role)).toEqual(
      expect.arrayContaining(['director', 'lawyer', 'iro']),
    );
    household.say('2026-03-04', 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    expect(household.dates('connected.initial')?.[2]).toBe('open');
    const suitable = { childRef: CHILD, decidedBy: 'demo-nominated-officer', suitable: true, summary: 'made up' };
    household.say('2026-03-05', 'record-suitability', { ...suitable, suitable: false });
    expect(household.dates('connected.initial')?.[2]).toBe('open');
    household.say('2026-03-06', 'record-suitability', suitable);
    household.say('2026-03-09', 'record-suitability', suitable);
    expect(household.dates('connected.initial')?.[2]).toBe('2026-03-06');
  });

  test('is met where both were there, and not owed with carers who are fully approved', () => {
    const household = placed();
    expect(household.dates('connected.initial')?.[2]).toBe(PLACED);
    household.decide('2026-05-01', 'approved');
    household.say('2026-05-11', 'place-with-carer', { childRef: SIBLING });
    expect(household.duties('connected.initial')).toHaveLength(1);
    household.waitUntil('2026-05-12');
    expect(household.derived('carer-fully-approved')).toEqual([
      '2026-05-01 carer-fully-approved',
      '2026-05-11 carer-fully-approved',
    ]);
  });

  const SCHEDULE_4 = { accommodationSeen: true, adultsChecked: true, welfareConsidered: true };
  const assess = (household: Household, day: string, payload: object) =>
    household.say(day, 'record-suitability', { childRef: CHILD, ...SCHEDULE_4, suitable: true, ...payload });

  test('is not met by a suitability for which not everything was done; what is missing is shown', () => {
    const household = named();
    household.say(PLACED, 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    assess(household, PLACED, { adultsChecked: false, accommodationSeen: false });
    household.say(PLACED, 'place-with-carer', { childRef: CHILD });
    expect(household.duty('connected.initial')).toMatchObject({
      status: 'open',
      outstanding: ['the accommodation seen', 'every adult of the household checked'],
    });
    assess(household, '2026-03-04', {});
    expect(household.dates('connected.initial')?.[2]).toBe('2026-03-04');
  });

  test('stays met when the carers are found not to be suitable later, and is not when that was before the placement', () => {
    const later = placed();
    assess(later, '2026-04-01', { suitable: false });
    expect(later.dates('connected.initial')?.[2]).toBe(PLACED);
    const before = named();
    assess(before, '2026-02-20', {});
    assess(before, '2026-02-27', { suitable: false });
    before.say(PLACED, 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    before.say(PLACED, 'place-with-carer', { childRef: CHILD });
    expect(before.dates('connected.initial')?.[2]).toBe('open');
  });

  test('is owed anew for another stay: what was found for the first says nothing of it', () => {
    const household = placed();
    household.say('2026-04-01', 'record-child-left-carer', { childRef: CHILD, because: 'moved' });
    household.say('2026-09-01', 'give-temporary-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.say('2026-09-01', 'place-with-carer', { childRef: CHILD });
    expect(household.duties('connected.initial').map(({ status }) => status)).toEqual(['met', 'open']);
    assess(household, '2026-09-03', {});
    expect(household.dates('connected.initial')?.[2]).toBe('2026-09-03');
  });

  test('is overtaken by full approval', () => {
    const household = new Household();
    household.name();
    household.say(PLACED, 'place-with-carer', { childRef: CHILD });
    household.decide('2026-05-01', 'approved');
    expect(household.duty('connected.initial')?.endedBecause).toBe('the carer is fully approved');
  });
});

describe('approval of a prospective adopter as foster carer (CPPCR reg 25A)', () => {
  function adopters(): Household {
    const household = new Household();
    household.name();
    household.say(PLACED, 'record-suitability', { childRef: CHILD, suitable: true });
    household.say(PLACED, 'give-adopter-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.say(PLACED, 'place-with-carer', { childRef: CHILD });
    return household;
  }

  test('has no limit of weeks and is no temporary approval', () => {
    const household = adopters();
    household.waitUntil('2027-06-01');
    expect([household.stage(), household.duties('connected.temp-approval')]).toEqual(['temporarily approved', []]);
    expect(household.extend('2027-06-01')).toBe('no-temporary-approval');
  });

  test('given when the temporary approval has run out makes the placement lawful', () => {
    const household = placed();
    household.waitUntil('2026-06-24');
    household.say('2026-06-25', 'give-adopter-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.waitUntil('2026-07-01');
    expect([household.stage(), household.dates('connected.unlawful')?.[2]]).toEqual([
      'temporarily approved',
      '2026-06-25',
    ]);
    expect(household.derived('temporary-approval-')).toHaveLength(2);
  });

  test('given while the temporary approval runs takes its place, and that is made known', () => {
    const household = placed();
    household.say('2026-05-04', 'give-adopter-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.waitUntil('2026-05-05');
    expect(household.derived('temporary-approval-')).toEqual(['2026-05-04 temporary-approval-ended']);
    expect(household.dates('connected.temp-approval')?.[2]).toBe('2026-05-04');
  });

  test('ends 28 days after the written notice of the carers', () => {
    const household = adopters();
    household.say('2026-06-01', 'record-carer-notice');
    household.say('2026-06-08', 'record-carer-notice');
    expect(household.duties('foster.resign').length).toBe(1);
    expect(household.dates('foster.resign')).toEqual(['2026-06-29', '2026-06-29', 'open']);
    household.waitUntil('2026-06-30');
    expect(household.derived('adopter-approval')).toEqual([
      '2026-06-29 adopter-approval-expired',
      '2026-06-29 adopter-approval-ended',
    ]);
    expect(household.dates('connected.unlawful')?.[2]).toBe('open');
  });

  test.each([
    ['alone', [['2026-06-05', 'record-adopters-not-approved']], '2026-06-05'],
    [
      'before the notice has run',
      [
        ['2026-06-01', 'record-carer-notice'],
        ['2026-06-05', 'record-adopters-not-approved'],
      ],
      '2026-06-05',
    ],
    [
      'after it has',
      [
        ['2026-06-01', 'record-carer-notice'],
        ['2026-07-06', 'record-adopters-not-approved'],
      ],
      '2026-06-29',
    ],
  ] as const)('ends with the approval to adopt: %s', (_what, said, endedOn) => {
    const household = adopters();
    for (const [day, kind] of said) household.say(day, kind);
    household.waitUntil('2026-08-01');
    expect(household.derived('adopter-approval')[0]).toBe(`${endedOn} adopter-approval-expired`);
    expect([household.stage(), household.dates('connected.unlawful')?.[0]]).toEqual(['unlawful placement', endedOn]);
  });

  test('is not ended by what ended before it', () => {
    const household = new Household();
    household.name();
    household.say('2026-02-02', 'record-adopters-not-approved');
    household.say(PLACED, 'give-adopter-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.say(PLACED, 'place-with-carer', { childRef: CHILD });
    household.waitUntil('2026-08-01');
    expect(household.derived('adopter-approval')).toEqual([]);
  });

  test('given after such a notice is not ended by it, and ends when the child is placed for adoption', () => {
    const household = new Household();
    household.name();
    household.say(PLACED, 'record-carer-notice');
    household.say('2026-06-01', 'give-adopter-approval', { childRef: CHILD, approvedBy: 'demo-nominated-officer' });
    household.say('2026-06-01', 'place-with-carer', { childRef: CHILD });
    household.waitUntil('2026-07-01');
    expect(household.derived('adopter-approval')).toEqual([]);
    household.hears('2026-07-06', 'placement-started', { code: 'A5', sameCarer: true });
    household.waitUntil('2026-07-07');
    expect([household.derived('adopter-approval'), household.stage()]).toEqual([
      ['2026-07-06 adopter-approval-ended'],
      'ended',
    ]);
  });
});

describe('children of one household', () => {
  test('have each their own approval and expiry; a sibling who joins later has more time', () => {
    const household = placed();
    household.place('2026-04-13', SIBLING);
    expect(household.duties('connected.temp-approval').map(({ lastDefensibleOn }) => lastDefensibleOn)).toEqual([
      '2026-06-22',
      '2026-08-03',
    ]);
    household.extend('2026-06-01');
    household.waitUntil('2026-08-04');
    expect(household.derived('temporary-approval-expired')).toEqual(['2026-08-03 temporary-approval-expired']);
    expect(household.stage()).toBe('unlawful placement');
    household.say('2026-08-05', 'record-child-left-carer', { childRef: SIBLING, because: 'moved' });
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['temporarily approved', false]);
  });

  test('are there once, and leave when they are there', () => {
    const household = placed();
    expect(household.say('2026-03-03', 'place-with-carer', { childRef: CHILD })).toBe('child-in-household');
    const left = { childRef: SIBLING, because: 'moved' };
    expect(household.say('2026-03-03', 'record-child-left-carer', left)).toBe('child-not-in-household');
    household.hears('2026-03-09', 'placement-started', { code: 'K2' });
    expect(household.say('2026-03-09', 'record-child-left-carer', { ...left, childRef: CHILD })).toBeNull();
    expect(household.say('2026-03-10', 'record-child-left-carer', { ...left, childRef: CHILD })).toBe(
      'child-not-in-household',
    );
  });

  test('turn eighteen, and what is owed for them ends', () => {
    const household = placed();
    household.hears(PLACED, 'entered-care', { dateOfBirth: '2008-06-01' });
    household.waitUntil('2026-06-02');
    expect(household.derived('connected-child')).toEqual(['2026-05-31 connected-child-turned-eighteen']);
    expect(household.duties().filter(({ status }) => status === 'open')).toEqual([]);
    expect(household.stream.kept?.closed).toBe(true);
  });

  test('and what was heard of one is taken back when it was not so', () => {
    const household = placed();
    const moved = household.hears('2026-04-01', 'placement-started', { code: 'K2' });
    household.waitUntil('2026-04-02');
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['ended', true]);
    household.unhears('2026-04-07', moved);
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['temporarily approved', false]);
    expect(household.derived()).toEqual([]);
    expect(household.dates('connected.temp-approval')?.[2]).toBe('open');
  });
});

describe('full approval', () => {
  test('ends when it is terminated, and whoever is still there is there unlawfully', () => {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    household.decide('2026-09-01', 'terminated');
    household.waitUntil('2026-09-02');
    expect([household.derived('full-approval'), household.stage()]).toEqual([
      ['2026-09-01 full-approval-ended'],
      'unlawful placement',
    ]);
    expect(household.alerts('connected.unlawful')[0]?.raisedAt).toBe(at('2026-09-01T23:00:00.000Z'));
    household.decide('2026-10-01', 'approved');
    expect([household.stage(), household.dates('connected.unlawful')?.[2]]).toEqual(['approved', '2026-10-01']);
    household.decide('2026-11-02', 'terminated');
    household.waitUntil('2026-11-03');
    household.say('2026-11-04', 'record-child-left-carer', { childRef: CHILD, because: 'moved' });
    expect(household.duties('connected.unlawful').map(({ metOn }) => metOn)).toEqual(['2026-10-01', '2026-11-04']);
  });

  test.each([
    ['by notice first', '2026-06-01', '2026-09-01', '2026-06-29'],
    ['by termination first', '2026-08-20', '2026-09-01', '2026-09-01'],
  ])('ends %s', (_what, notice, terminated, endedOn) => {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    household.say(notice, 'record-carer-notice');
    household.decide(terminated, 'terminated');
    household.waitUntil('2026-10-01');
    expect(household.derived('full-approval')).toEqual([`${endedOn} full-approval-ended`]);
  });

  test('is not ended by a notice from before it, and one that ends on its own day is never made known', () => {
    const household = placed();
    household.say('2026-03-03', 'record-carer-notice');
    household.decide('2026-05-01', 'approved');
    household.decide('2026-05-01', 'terminated');
    household.waitUntil('2026-05-02');
    expect(household.derived('carer-fully')).toEqual([]);
    expect(household.derived('full-approval')).toEqual(['2026-05-01 full-approval-ended']);
  });

  test('holds for a child who comes back to the carers', () => {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    household.say('2026-06-01', 'record-child-left-carer', { childRef: CHILD, because: 'returned-to-parents' });
    household.say('2026-09-01', 'place-with-carer', { childRef: CHILD });
    household.waitUntil('2026-09-02');
    expect(household.state.children[0]?.stays.map(({ approvedOn }) => approvedOn)).toEqual([
      '2026-05-01',
      '2026-09-01',
    ]);
  });

  test('after which nobody is left is no unlawful placement', () => {
    const household = placed();
    household.place('2026-03-09', SIBLING);
    household.decide('2026-05-01', 'approved');
    household.say('2026-06-01', 'record-carer-notice');
    household.say('2026-06-10', 'record-child-left-carer', { childRef: CHILD, because: 'moved' });
    expect(household.dates('foster.resign')?.[2]).toBe('open');
    household.say('2026-06-20', 'record-child-left-carer', { childRef: SIBLING, because: 'moved' });
    expect(household.dates('foster.resign')?.[2]).toBe('2026-06-20');
    household.stream.change({ now: at('2026-07-01') });
    expect(household.duties('connected.unlawful')).toEqual([]);
  });
});

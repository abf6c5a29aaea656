import { describe, expect, test } from 'vitest';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';
import { nextVisit, visit } from '../../../../support/child-visits.ts';

const WORKER = who('social-worker');

function entered(payload: Parameters<Child['enter']>[0] = {}): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

const legal = (child: Child, on: string, legalStatus: string): string | null =>
  child.say(on, 'change-legal-status', { on, legalStatus }, WORKER);

/** The process of the connected carer makes an approval known. */
function approval(child: Child, on: string, kind: string, household = 'connected-carer:1'): void {
  const announcement = {
    processId: household,
    processKind: 'connected-carer',
    subjectRef: 'household-1',
    factId: `${kind}-${on}`,
    kind,
    on: on as never,
    payload: { childRef: 'subject-0001' },
  };
  child.stream.heard(at(on), [{ key: `${household}#${kind}-${on}`, kind, announcement }]);
}

// ENTERED is Monday 2 March 2026. Weeks and months are counted by hand.
describe('ordinary visits (CPPCR reg 28(2))', () => {
  test('the first within a week of the start of the placement, then six weeks from each visit', () => {
    const child = entered();
    expect(nextVisit(child)).toBe('first 2026-03-09');
    visit(child, '2026-03-06');
    expect(nextVisit(child)).toBe('standard 2026-04-17');
    visit(child, '2026-04-20');
    expect(nextVisit(child)).toBe('standard 2026-06-01');
    expect(child.duties('visit.standard')[0]).toMatchObject({
      status: 'met',
      metOn: '2026-04-20',
      dueOn: '2026-04-17',
    });
  });

  test.each([
    ['another placement starts anew', 'K2', false, 'first 2026-03-30'],
    ['with the same carer nothing does', 'U4', true, 'standard 2026-04-17'],
    ['a stay in hospital does not', 'T1', false, 'standard 2026-04-17'],
  ])('after a move on 23 March: %s', (_what, code, sameCarer, next) => {
    const child = entered();
    visit(child, '2026-03-06');
    expect(child.place('2026-03-23', code, sameCarer)).toBeNull();
    expect(nextVisit(child)).toBe(next);
  });

  test('a visit elsewhere on the day of a move belongs to what was before it, one in the new placement to that', () => {
    const [elsewhere, there] = [entered(), entered()];
    for (const child of [elsewhere, there]) {
      visit(child, '2026-03-06');
      child.place('2026-04-13', 'K2');
    }
    visit(elsewhere, '2026-04-13', { where: 'school' });
    visit(there, '2026-04-13');
    expect(nextVisit(elsewhere)).toBe('first 2026-04-20');
    expect(elsewhere.duties('visit.standard')[0]).toMatchObject({ status: 'met', metOn: '2026-04-13' });
    expect(nextVisit(there)).toBe('standard 2026-05-25');
  });

  test('in a placement that is to last, three months after the first year, and across the anniversary both readings', () => {
    const child = entered({ placement: 'U4' });
    // The year ends with 1 March 2027. Six weeks after 18 January are 1 March 2027, after 19 January 2 March.
    visit(child, '2027-01-18');
    expect(nextVisit(child)).toBe('standard 2027-03-01');
    visit(child, '2027-01-19');
    expect(nextVisit(child)).toBe('anniversary 2027-03-02 2027-04-19');
    visit(child, '2027-03-01');
    expect(nextVisit(child)).toBe('anniversary 2027-04-12 2027-06-01');
    visit(child, '2027-03-02');
    expect(nextVisit(child)).toBe('settled 2027-06-02');
  });

  test('a placement that is not to last stays at six weeks; confirmed to last it is three months from the same day', () => {
    const child = entered({ placement: 'K2' });
    visit(child, '2027-03-15');
    expect(nextVisit(child)).toBe('standard 2027-04-26');
    expect(child.say('2027-03-22', 'confirm-lasting-placement', { on: '2027-03-22' }, WORKER)).toBeNull();
    expect(nextVisit(child)).toBe('settled 2027-06-15');
  });

  test('in a long-term foster placement after a year six months, while the child agrees', () => {
    const child = entered({ placement: 'U4' });
    const agree = (on: string, agrees: boolean) => child.say(on, 'record-agreement-to-visits', { on, agrees }, WORKER);
    expect(agree('2026-09-01', true)).toBeNull();
    visit(child, '2026-09-02');
    expect(nextVisit(child)).toBe('standard 2026-10-14');
    visit(child, '2027-03-31');
    expect(nextVisit(child)).toBe('ltfp 2027-09-30');
    agree('2027-05-03', false);
    expect(nextVisit(child)).toBe('settled 2027-06-30');
  });
});

describe('with parents', () => {
  test('under an interim order weekly until a review is held, then four weeks', () => {
    const child = entered({ legalStatus: 'C1', placement: 'P1' });
    expect(nextVisit(child)).toBe('first 2026-03-09');
    visit(child, '2026-03-04');
    expect(nextVisit(child)).toBe('ico-parent-weekly 2026-03-11');
    visit(child, '2026-03-25');
    child.held('2026-03-27');
    expect(nextVisit(child)).toBe('ico-parent 2026-04-22');
  });

  test('a care order gives a week from the order, then six weeks', () => {
    const child = entered({ legalStatus: 'C1', placement: 'P1' });
    visit(child, '2026-03-06');
    child.held('2026-03-10');
    expect(legal(child, '2026-03-30', 'C2')).toBeNull();
    expect(nextVisit(child)).toBe('co-parent-first 2026-04-06');
    visit(child, '2026-04-01');
    expect(nextVisit(child)).toBe('co-parent 2026-05-13');
  });

  test('placed before the assessment weekly until a review, then six weeks; confirmed, as under a care order', () => {
    const child = entered({ legalStatus: 'C2', placement: 'U6' });
    visit(child, '2026-03-06');
    child.place('2026-04-07', 'P1');
    child.say('2026-04-07', 'record-placement-before-assessment', { on: '2026-04-07', approvedBy: 'person-9' }, WORKER);
    expect(nextVisit(child)).toBe('first 2026-04-14');
    visit(child, '2026-04-10');
    expect(nextVisit(child)).toBe('pwp-unassessed-weekly 2026-04-17');
    child.held('2026-04-15');
    expect(nextVisit(child)).toBe('pwp-unassessed 2026-05-22');
    const decision = { on: '2026-04-20', confirmed: true, approvedBy: 'person-9', iroConsulted: true };
    child.say('2026-04-20', 'decide-placement-with-parents', decision, WORKER);
    expect(nextVisit(child)).toBe('co-parent 2026-05-22');
  });

  test('without an order the ordinary visits apply', () => {
    const child = entered({ legalStatus: 'V2', placement: 'P1' });
    visit(child, '2026-03-06');
    expect(nextVisit(child)).toBe('standard 2026-04-17');
  });
});

describe('with a relative or friend', () => {
  test('of whose approval nothing is told the ordinary visits apply, and it is asked for', () => {
    const child = entered({ placement: 'U3' });
    visit(child, '2026-03-06');
    expect(nextVisit(child)).toBe('standard 2026-04-17');
    expect(child.shown('connected.approval-told', '2027-03-02')).toBe('not-recorded');
  });

  test('temporarily approved weekly until a review is held, then four weeks; fully approved six', () => {
    const child = entered({ placement: 'U3' });
    approval(child, ENTERED, 'temporary-approval-given');
    expect(child.duty('connected.approval-told')).toBeUndefined();
    expect(nextVisit(child)).toBe('first 2026-03-09');
    visit(child, '2026-03-06');
    expect(nextVisit(child)).toBe('connected-temp-weekly 2026-03-13');
    visit(child, '2026-03-25');
    child.held('2026-03-27');
    expect(nextVisit(child)).toBe('connected-temp 2026-04-22');
    approval(child, '2026-04-13', 'carer-fully-approved');
    expect(nextVisit(child)).toBe('standard 2026-05-06');
  });

  test('an approval that begins after the first review is weekly until the next one', () => {
    const child = entered({ placement: 'U6' });
    visit(child, '2026-03-06');
    child.held('2026-03-27');
    child.place('2026-04-13', 'U3');
    approval(child, '2026-04-13', 'temporary-approval-given');
    visit(child, '2026-04-15');
    expect(nextVisit(child)).toBe('connected-temp-weekly 2026-04-22');
    child.held('2026-04-20');
    expect(nextVisit(child)).toBe('connected-temp 2026-05-13');
  });

  test('an approval that ended is none, and one of the carer before says nothing of another', () => {
    const child = entered({ placement: 'U3' });
    approval(child, ENTERED, 'temporary-approval-given');
    visit(child, '2026-03-06');
    approval(child, '2026-03-10', 'temporary-approval-ended');
    expect(nextVisit(child)).toBe('standard 2026-04-17');
    approval(child, '2026-03-11', 'temporary-approval-given', 'connected-carer:2');
    expect(nextVisit(child)).toBe('connected-temp-weekly 2026-03-13');
  });

  test('between two households each has its own approval, in whichever order their ends are told', () => {
    const child = entered({ placement: 'U3' });
    approval(child, ENTERED, 'temporary-approval-given');
    visit(child, '2026-03-06');
    child.place('2026-03-09', 'U3');
    approval(child, '2026-03-09', 'temporary-approval-given', 'connected-carer:2');
    approval(child, '2026-03-09', 'temporary-approval-ended');
    visit(child, '2026-03-12');
    expect(nextVisit(child)).toBe('connected-temp-weekly 2026-03-19');
  });

  const RAN_OUT = '2026-06-22';
  function runOut(): Child {
    const child = entered({ placement: 'U3' });
    approval(child, ENTERED, 'temporary-approval-given');
    child.held('2026-03-27');
    visit(child, '2026-06-19');
    approval(child, RAN_OUT, 'temporary-approval-expired');
    approval(child, RAN_OUT, 'temporary-approval-ended');
    return child;
  }

  test('when the approval has run out, visits stay as they were until the placement is lawful again', () => {
    const child = runOut();
    // Four weeks after 19 June, and not six.
    expect(nextVisit(child)).toBe('connected-temp 2026-07-17');
    // A second one for the same placement has no effect: neither has its end.
    approval(child, '2026-06-29', 'temporary-approval-given');
    expect(nextVisit(child)).toBe('connected-temp 2026-07-17');
    approval(child, '2026-07-06', 'carer-fully-approved');
    expect(nextVisit(child)).toBe('standard 2026-07-31');
    // Nor has a temporary one of carers who are fully approved.
    approval(child, '2026-07-07', 'temporary-approval-given');
    expect(nextVisit(child)).toBe('standard 2026-07-31');
  });

  function noLongerApproved(): Child {
    const child = entered({ placement: 'U3' });
    approval(child, ENTERED, 'temporary-approval-given');
    child.held('2026-03-27');
    approval(child, '2026-04-13', 'carer-fully-approved');
    visit(child, '2026-06-19');
    expect(nextVisit(child)).toBe('standard 2026-07-31');
    approval(child, RAN_OUT, 'carer-no-longer-approved');
    return child;
  }

  test('when the full approval has ended, a child who is still there is visited as under a temporary one', () => {
    const child = noLongerApproved();
    // No review since: each week, and no longer six weeks after 19 June.
    expect(nextVisit(child)).toBe('connected-temp-weekly 2026-06-26');
    child.held('2026-06-30');
    visit(child, '2026-07-01');
    expect(nextVisit(child)).toBe('connected-temp 2026-07-29');
    approval(child, '2026-07-06', 'carer-fully-approved');
    expect(nextVisit(child)).toBe('standard 2026-08-12');
  });

  test('and a child who has moved since is not', () => {
    const child = noLongerApproved();
    child.place('2026-06-29', 'U3');
    visit(child, '2026-07-01');
    expect(nextVisit(child)).toBe('standard 2026-08-12');
  });

  test.each([
    ['an order gave another footing', (child: Child) => approval(child, '2026-06-29', 'temporary-approval-ended')],
    ['the child is with other relatives', (child: Child) => child.place('2026-06-29', 'U3')],
  ])('what had run out is over when %s', (_what, happens) => {
    const child = runOut();
    happens(child);
    visit(child, '2026-07-01');
    expect(nextVisit(child)).toBe('standard 2026-08-12');
  });

  test('what had run out and was given again before the child came is none', () => {
    const child = entered({ placement: 'U3' });
    approval(child, '2026-02-02', 'temporary-approval-expired');
    approval(child, '2026-02-03', 'temporary-approval-given');
    visit(child, '2026-03-06');
    expect(nextVisit(child)).toBe('standard 2026-04-17');
  });

  test('a child who comes back later may be approved anew', () => {
    const child = runOut();
    child.place('2026-06-29', 'U6');
    child.place('2026-07-06', 'U3');
    approval(child, '2026-07-06', 'temporary-approval-given');
    child.held('2026-07-07');
    visit(child, '2026-07-08');
    expect(nextVisit(child)).toBe('connected-temp 2026-08-05');
  });
});

describe('where another person is responsible (CPPCR reg 28(6))', () => {
  test('within a week of the start, six weeks in the first year, then three months', () => {
    const child = entered({ legalStatus: 'C2', placement: 'U6' });
    visit(child, '2026-03-06');
    child.place('2026-03-16', 'R2');
    expect(nextVisit(child)).toBe('other-responsible-first 2026-03-23');
    visit(child, '2026-03-20');
    expect(nextVisit(child)).toBe('other-responsible 2026-05-01');
    visit(child, '2027-03-01');
    expect(nextVisit(child)).toBe('other-responsible-anniversary 2027-04-12 2027-06-01');
    visit(child, '2027-03-16');
    expect(nextVisit(child)).toBe('other-responsible-settled 2027-06-16');
    child.place('2027-03-22', 'U6', true);
    expect(nextVisit(child)).toBe('first 2027-03-29');
  });
});

describe('short breaks (CPPCR reg 48)', () => {
  test('within three months of the first placement of the series, then six months; one cycle over all breaks', () => {
    const child = entered({ legalStatus: 'V4', placement: 'R1' });
    expect(nextVisit(child)).toBe('shortbreak-first 2026-06-02');
    child.place('2026-04-10', 'R1');
    expect(nextVisit(child)).toBe('shortbreak-first 2026-06-02');
    visit(child, '2026-05-31');
    expect(nextVisit(child)).toBe('shortbreak 2026-11-30');
    legal(child, '2026-07-01', 'V2');
    expect(nextVisit(child)).toBe('first 2026-07-08');
  });
});

describe('placed for adoption (AAR reg 36(4))', () => {
  test('within a week, weekly until a review decides how often, and the ordinary visits from the day of a disruption', () => {
    const child = entered({ legalStatus: 'E1', placement: 'U6', dateOfBirth: '2024-01-15' });
    visit(child, '2026-03-06');
    child.place('2026-04-13', 'A5');
    expect(nextVisit(child)).toBe('adoption-first 2026-04-20');
    visit(child, '2026-04-16');
    expect(nextVisit(child)).toBe('adoption-weekly 2026-04-23');
    visit(child, '2026-05-07');
    child.held('2026-05-08');
    expect(nextVisit(child)).toBe('adoption-weekly 2026-05-14');
    expect(child.say('2026-05-08', 'set-visit-frequency', { on: '2026-05-08', weeks: 3 })).toBeNull();
    expect(nextVisit(child)).toBe('adoption-decided 2026-05-28');
    visit(child, '2026-05-20');
    expect(nextVisit(child)).toBe('adoption-decided 2026-06-10');
    child.place('2026-06-01', 'U6');
    expect(nextVisit(child)).toBe('first 2026-06-08');
  });

  test('with the carers the child lives with already too', () => {
    const child = entered({ legalStatus: 'E1', placement: 'U5' });
    visit(child, '2026-03-06');
    child.place('2026-04-13', 'A6', true);
    expect(nextVisit(child)).toBe('adoption-first 2026-04-20');
  });
});

describe('on remand', () => {
  test.each(['K2', 'R5'])('in %s the ordinary visits apply', (placement) => {
    const child = entered({ legalStatus: 'J1', placement, dateOfBirth: '2010-05-05' });
    expect(nextVisit(child)).toBe('first 2026-03-09');
    visit(child, '2026-03-06');
    expect(nextVisit(child)).toBe('standard 2026-04-17');
  });
});

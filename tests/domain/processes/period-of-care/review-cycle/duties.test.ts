import { describe, expect, test } from 'vitest';
import { Child } from '../../../../support/child.ts';

describe('preparing a review', () => {
  test('that is booked after its preparation was due chases only what can still be done', () => {
    const child = new Child();
    child.enter();
    // Friday 27 March: 15 working days before is the 6th, 10 the 13th, 3 the 24th.
    child.say('2026-03-20', 'book-review', { bookedFor: '2026-03-27', time: null });
    const shown = ['iro.sw-consult', 'review.invites', 'review.report'].map((rule) => {
      const { dueOn, status, endedBecause } = child.duty(rule) ?? {};
      return [dueOn, status, endedBecause];
    });
    expect(shown).toEqual([
      ['2026-03-06', 'ended', 'booked too late for it'],
      ['2026-03-13', 'ended', 'booked too late for it'],
      ['2026-03-24', 'open', null],
    ]);
  });
});

describe('discharge of the order', () => {
  test.each(['C1', 'C2', 'E1'])(
    'is asked at each review of a child under %s, and met where it was considered',
    (code) => {
      const child = new Child();
      child.enter({ legalStatus: code });
      child.held('2026-03-27');
      child.held('2026-06-25', { dischargeConsidered: true });
      expect(child.duties('review.discharge').map(({ status, metOn }) => [status, metOn])).toEqual([
        ['open', null],
        ['met', '2026-06-25'],
      ]);
    },
  );

  test('is not asked of a review that is not complete', () => {
    const child = new Child();
    child.enter({ legalStatus: 'C2' });
    child.held('2026-03-25', { moreParts: true });
    expect(child.duties('review.discharge')).toEqual([]);
    child.say('2026-04-02', 'record-review-part', { on: '2026-04-02', last: true });
    expect(child.duties('review.discharge')).toHaveLength(1);
  });
});

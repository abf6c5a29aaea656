import { describe, expect, test } from 'vitest';
import { LADDER_IDS, type LadderId } from '../../../domain/rulebook/ladder.ts';
import { LADDERS } from '../../../domain/rulebook/ladders.ts';
import { RULEBOOK } from '../../../domain/rulebook/published.ts';
import { IRO_LINE, rolesOf } from '../../../domain/rulebook/role.ts';

function answering(id: LadderId): readonly string[] {
  return LADDERS[id].steps.flatMap(({ tells }) => tells.filter(({ answer }) => answer).map(({ role }) => role));
}

function toldAt(id: LadderId, step: string): readonly string[] {
  return LADDERS[id].steps.find((each) => each.id === step)?.tells.map(({ role }) => role) ?? [];
}

/** Of supervision and audits: work around it, which is told and not asked for. */
const ONLY_TELL = ['supervision.record', 'audit.follow-up', 'audit.closing'];

describe('who has to answer', () => {
  test.each(RULEBOOK.rules)(
    '$id asks for an answer only if it is regulation, the permanence plan, supervision or an action of an audit',
    (rule) => {
      const alsoAsks = ['permanence.plan', 'supervision.', 'audit.'].some((start) => rule.id.startsWith(start));
      const mayAsk = rule.force === 'regulation' || (alsoAsks && !ONLY_TELL.includes(rule.id));
      expect(answering(rule.ladder).length > 0).toBe(mayAsk);
    },
  );

  test.each(RULEBOOK.rules)('$id never asks for the answer of a line that it does not climb', (rule) => {
    const line: readonly string[] = rolesOf(rule.line);
    for (const role of answering(rule.ladder)) expect(line).toContain(role);
  });

  test.each(['review', 'permanence-plan', 'case-regulation'] as const)(
    '%s climbs the line of the case to the director',
    (id) => {
      expect(answering(id)).toEqual(['team-manager', 'service-manager', 'head-of-service', 'director']);
    },
  );

  test('a decision of supervision is carried to the next one before its manager is asked about it', () => {
    const steps = LADDERS['supervision-decision'].steps.map(({ id, urgency }) => [id, urgency]);
    expect(steps.slice(1)).toEqual([
      ['overdue', 'digest'],
      ['overdue-10', 'ordinary'],
      ['overdue-20', 'ordinary'],
    ]);
    expect(toldAt('supervision-decision', 'overdue')).toEqual(['social-worker', 'team-manager']);
    expect(answering('supervision-decision')).toEqual(['team-manager', 'service-manager']);
  });

  test('what the IRO owes climbs through those who do not manage the case', () => {
    expect(answering('iro-regulation')).toEqual(['iro-manager', 'head-of-quality-assurance', 'director']);
    const told = ['iro-regulation', 'iro-weekly'] as const;
    for (const id of told) {
      for (const { tells } of LADDERS[id].steps) for (const { role } of tells) expect(IRO_LINE).toContain(role);
    }
  });

  test('answers are wanted within two working days, within one where it is urgent', () => {
    for (const { steps } of Object.values(LADDERS)) {
      for (const { tells, urgency, answerWithinWorkingDays } of steps) {
        const wanted = tells.some(({ answer }) => answer) ? (urgency === 'urgent' ? 1 : 2) : 0;
        expect(answerWithinWorkingDays).toBe(wanted);
      }
    }
  });
});

describe('a placement that has become unlawful', () => {
  test('is told at once to director, lawyer and IRO, at night too, and the director has to answer', () => {
    const [first] = LADDERS['unlawful-placement'].steps;
    expect([first?.offset, first?.urgency]).toEqual([{ at: 'at-once' }, 'urgent']);
    expect(toldAt('unlawful-placement', 'at-once')).toEqual(expect.arrayContaining(['director', 'lawyer', 'iro']));
    expect(first?.tells.filter(({ answer }) => answer).map(({ role }) => role)).toEqual(['director']);
  });

  test('does not come as a surprise: weeks 4, 8, 12, 14 and 16 are told, the fourteenth to those who decide', () => {
    const steps = LADDERS['temporary-approval'].steps.map(({ id, offset }) => [
      id,
      offset.at === 'after-start' ? offset.days : null,
    ]);
    expect(steps).toEqual([
      ['week-4', 28],
      ['week-8', 56],
      ['week-12', 84],
      ['week-14', 98],
      ['week-16', null],
      ['overdue', null],
    ]);
    expect(toldAt('temporary-approval', 'week-14')).toEqual(
      expect.arrayContaining(['nominated-officer', 'iro', 'panel-adviser']),
    );
    expect(toldAt('temporary-approval', 'week-16')).toEqual(expect.arrayContaining(['director', 'lawyer']));
  });
});

describe('the ladder of reviews', () => {
  test('tells the IRO line at the steps at which the line of the case answers', () => {
    expect(LADDERS.review.steps.map(({ id }) => id)).toEqual([
      'nothing-booked',
      'at-risk',
      'overdue',
      'overdue-5',
      'overdue-10',
      'overdue-20',
    ]);
    expect(toldAt('review', 'nothing-booked')).toEqual(['iro', 'review-administrator']);
    expect(toldAt('review', 'at-risk')).toEqual(['iro', 'review-administrator', 'social-worker']);
    expect(toldAt('review', 'overdue')).toEqual(['social-worker', 'team-manager', 'iro', 'review-administrator']);
    expect(toldAt('review', 'overdue-5')).toEqual(['service-manager', 'iro-manager']);
    expect(toldAt('review', 'overdue-10')).toEqual(['head-of-service', 'head-of-quality-assurance']);
    expect(toldAt('review', 'overdue-20')).toEqual(['director']);
  });

  test('is at risk from the later of three quarters of the period and five working days before', () => {
    expect(LADDERS.review.steps.map(({ offset }) => offset)).toEqual([
      { at: 'share-of-period', share: 0.5 },
      { at: 'before-due', share: 0.75, workingDays: 5 },
      { at: 'overdue', workingDays: 0 },
      { at: 'overdue', workingDays: 5 },
      { at: 'overdue', workingDays: 10 },
      { at: 'overdue', workingDays: 20 },
    ]);
  });
});

describe('every ladder', () => {
  test.each(LADDER_IDS)('%s is found under its own id and names each step once', (id) => {
    const names = LADDERS[id].steps.map((step) => step.id);
    expect(LADDERS[id].id).toBe(id);
    expect(new Set(names).size).toBe(names.length);
  });

  const ordinary = LADDER_IDS.filter((id) => !id.startsWith('authority-'));

  test.each(['authority-hours', 'authority-days'] as const)(
    '%s tells legal and the director before a legal basis ends, and asks the director at once when it has',
    (id) => {
      const steps = LADDERS[id].steps;
      expect(steps.at(-1)).toMatchObject({ offset: { at: 'at-once' }, urgency: 'urgent' });
      expect(steps.slice(0, -1).flatMap(({ tells }) => tells.filter(({ answer }) => answer))).toEqual([]);
      const last = steps.at(-2);
      expect(last?.urgency).toBe('urgent');
      expect(last?.tells.map(({ role }) => role)).toEqual(expect.arrayContaining(['legal-manager', 'director']));
    },
  );

  test.each(ordinary)('%s reminds before the date in the digest only, and never of what is booked', (id) => {
    // Where hours count, who must act is told at the hour.
    const byTheHour = ['overdue', 'at-once', 'hours-before'];
    for (const step of LADDERS[id].steps.filter(({ offset }) => !byTheHour.includes(offset.at))) {
      expect([step.urgency, step.unlessBooked]).toEqual(['digest', true]);
    }
  });

  test.each(LADDER_IDS)('%s is climbed by some rule', (id) => {
    expect(RULEBOOK.rules.some(({ ladder }) => ladder === id)).toBe(true);
  });

  test.each(['case-weekly', 'iro-weekly', 'review-weekly', 'review-administration'] as const)(
    '%s is a line of the weekly summary after the date',
    (id) => {
      expect(LADDERS[id].steps.map(({ urgency }) => urgency)).toEqual(['digest', 'weekly']);
    },
  );

  test('a missing child is told of at the very moment, to the senior manager and then to the director', () => {
    const atOnce = (id: 'missing-manager' | 'missing-director') =>
      LADDERS[id].steps.map(({ offset, urgency }) => [offset.at, urgency]);
    expect([atOnce('missing-manager'), atOnce('missing-director')]).toEqual([
      [['at-once', 'urgent']],
      [['at-once', 'urgent']],
    ]);
    expect(toldAt('missing-manager', 'overdue')).toContain('service-manager');
    expect(toldAt('missing-director', 'overdue')).toContain('director');
  });

  test('information never leaves the digest', () => {
    expect(LADDERS.information.steps.map(({ urgency }) => urgency)).toEqual(['digest', 'digest']);
  });
});

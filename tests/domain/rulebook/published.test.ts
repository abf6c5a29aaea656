import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { LADDERS } from '../../../domain/rulebook/ladders.ts';
import { RULEBOOK, rulebookOf } from '../../../domain/rulebook/published.ts';
import type { Rule } from '../../../domain/rulebook/rule.ts';
import { editionHash, readPublished, ruleHashes } from '../../support/rule-hashes.ts';

const SOME_DAY = calendarDate('2026-03-02');

function versionsOf(id: string): readonly Rule[] {
  return RULEBOOK.rules.filter((rule) => rule.id === id);
}

const IDS = [...new Set(RULEBOOK.rules.map(({ id }) => id))];

describe('the published rulebook', () => {
  test('no published version of a rule has changed, and every version is published', () => {
    expect(Object.fromEntries(ruleHashes())).toEqual(readPublished().rules);
  });

  test('a change of one word of a rule gives another hash', () => {
    const [rule] = RULEBOOK.rules;
    if (rule === undefined) throw new Error('the rulebook is empty');
    const [[, hash] = []] = ruleHashes([{ ...rule, metBy: `${rule.metBy} And more.` }]);
    expect(hash).not.toBe(readPublished().rules[`${rule.id}@${String(rule.version)}`]);
  });

  test('the edition names exactly these rules and ladders', () => {
    const [edition, hash] = editionHash();
    expect(readPublished().editions[edition]).toBe(hash);
  });

  test.each(IDS)(
    '%s numbers its versions from 1, the first valid without end, each starting later than the one before',
    (id) => {
      const versions = versionsOf(id);
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, place) => place + 1));
      expect([versions.at(0)?.validFrom, versions.at(0)?.validTo]).toEqual([null, null]);
      const starts = versions.map(({ validFrom }) => validFrom ?? '');
      expect(starts).toEqual([...new Set(starts)].sort());
    },
  );

  test.each(RULEBOOK.rules)('$id is filled in completely', (rule) => {
    for (const text of [rule.title, rule.citation, rule.metBy]) expect(text.trim()).toMatch(/\S{3}/);
    for (const { name, means } of rule.anchors) {
      expect(name).toMatch(rule.count.unit === 'hours' ? /^[a-z][A-Za-z]+At$/ : /^[a-z][A-Za-z]+On$/);
      expect(means).toMatch(/^the (day|moment)/);
    }
    expect(rule.id).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
  });

  test('what is only remembered or local is marked for the authority to confirm', () => {
    for (const rule of RULEBOOK.rules) {
      if (/local practice/i.test(rule.citation))
        expect([rule.id, ['local', 'memory']]).toEqual([rule.id, expect.arrayContaining([rule.sure])]);
      if (rule.force === 'practice') expect([rule.id, rule.sure]).not.toEqual([rule.id, 'seen']);
    }
  });

  test('what the IRO owes climbs the IRO line and what the authority owes the line of the case', () => {
    const lineOf = (id: string): string => RULEBOOK.ruleFor(id, SOME_DAY).line;
    for (const id of IDS.filter((each) => each.startsWith('iro.'))) expect([id, lineOf(id)]).toEqual([id, 'iro']);
    for (const id of ['review.record', 'review.distribute', 'review.decisions'])
      expect([id, lineOf(id)]).toEqual([id, 'iro']);
    for (const id of [
      'review.first',
      'review.second',
      'review.subsequent',
      'permanence.plan',
      'adoption.review-placed',
    ]) {
      expect([id, lineOf(id)]).toEqual([id, 'case']);
    }
  });
});

describe('choosing the version of a rule', () => {
  const first = RULEBOOK.ruleFor('iro.appoint', SOME_DAY);
  const second: Rule = { ...first, version: 2, validFrom: calendarDate('2027-01-01') };
  const temporary: Rule = {
    ...second,
    version: 3,
    validFrom: calendarDate('2028-04-24'),
    validTo: calendarDate('2028-09-25'),
  };
  const rulebook = rulebookOf({ version: 'three', rules: [first, second, temporary], ladders: LADDERS });

  test.each([
    ['2010-01-01', 1],
    ['2026-12-31', 1],
    ['2027-01-01', 2],
    ['2028-04-23', 2],
    ['2028-04-24', 3],
    ['2028-09-25', 3],
    ['2028-09-26', 2],
    ['2040-01-01', 2],
  ])('an anchor on %s is counted by version %i', (anchorOn, version) => {
    expect(rulebook.ruleFor('iro.appoint', calendarDate(anchorOn)).version).toBe(version);
  });

  test('a rule that does not exist or is not valid for the day is a broken invariant', () => {
    expect(() => rulebook.ruleFor('review.thirteenth', SOME_DAY)).toThrow('no valid version');
    const later = rulebookOf({ version: 'one', rules: [second], ladders: LADDERS });
    expect(() => later.ruleFor('iro.appoint', calendarDate('2026-12-31'))).toThrow('no valid version');
  });
});

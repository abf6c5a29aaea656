import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');

function entered(payload: JsonObject = {}): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);

describe('accommodation by agreement', () => {
  test('asks for the agreement of everybody on the day it begins', () => {
    const child = entered();
    expect(child.duty('s20.consent')).toMatchObject({ status: 'open', dueOn: ENTERED });
    say(child, '2026-03-02', 'record-consent', { givenBy: 'mother', complete: false });
    expect(child.duty('s20.consent')?.status).toBe('open');
    say(child, '2026-03-05', 'record-consent', { givenBy: 'father', complete: true });
    expect(child.duty('s20.consent')).toMatchObject({ status: 'met', metOn: '2026-03-05' });
  });

  test('is confirmed every three months, and looked at after four weeks', () => {
    const child = entered();
    expect([child.due('s20.review'), child.due('s20.four-weeks')]).toEqual(['2026-06-02', '2026-03-30']);
    say(child, '2026-03-27', 'record-legal-planning-meeting');
    expect(child.duty('s20.four-weeks')).toMatchObject({ status: 'met', metOn: '2026-03-27' });
    say(child, '2026-05-29', 'confirm-consent');
    expect(child.duties('s20.review').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-06-02', '2026-05-29'],
      ['2026-08-29', null],
    ]);
    say(child, '2026-06-15', 'change-legal-status', { legalStatus: 'C1' });
    expect(child.duty('s20.review')).toMatchObject({ status: 'ended', endedBecause: 'the legal status changed' });
    expect(child.duty('s20.consent')).toMatchObject({ status: 'ended' });
  });

  test('withdrawn is an ended legal basis at once, until another takes its place', () => {
    const child = entered();
    const withdrawn = { at: '2026-04-13T17:40:00.000Z', by: 'mother' };
    child.say('2026-04-13T18:00:00.000Z', 'record-consent-withdrawn', { on: '2026-04-13', ...withdrawn }, WORKER);
    expect(child.duty('s20.withdrawn')).toMatchObject({ status: 'open', dueAt: '2026-04-13T17:40:00.000Z' });
    child.stream.waitUntil(at('2026-04-13T18:10:00.000Z'));
    const told = child.alerts('s20.withdrawn').filter(({ reason }) => reason === 'at-once');
    expect(told.map(({ role }) => role)).toEqual(expect.arrayContaining(['director', 'lawyer', 'out-of-hours']));
    say(child, '2026-04-14', 'change-legal-status', { legalStatus: 'L2' });
    expect(child.duty('s20.withdrawn')).toMatchObject({ status: 'met', metOn: '2026-04-14' });
  });

  test('withdrawn on a day of which no moment is told, and given again', () => {
    const child = entered();
    say(child, '2026-04-13', 'record-consent-withdrawn', { at: null, by: 'mother' });
    expect(child.duty('s20.withdrawn')).toMatchObject({ dueOn: '2026-04-13' });
    say(child, '2026-04-14', 'record-consent', { givenBy: 'mother', complete: true });
    expect(child.duty('s20.withdrawn')).toMatchObject({ status: 'met', metOn: '2026-04-14' });
  });

  test('of a child for whom nobody exercises parental responsibility asks for a legal planning meeting, flagged at once', () => {
    const child = entered();
    say(child, '2026-03-23', 'record-nobody-responsible', { reason: 'came to the country alone' });
    // Ten working days over Good Friday and Easter Monday.
    expect(child.due('s20.no-pr')).toBe('2026-04-08');
    child.stream.waitUntil(at('2026-03-23T12:00:00.000Z'));
    expect(child.alerts('s20.no-pr').map(({ role }) => role)).toEqual(
      expect.arrayContaining(['team-manager', 'service-manager', 'lawyer', 'iro']),
    );
    say(child, '2026-04-02', 'record-legal-planning-meeting');
    expect(child.duty('s20.no-pr')).toMatchObject({ status: 'met', metOn: '2026-04-02' });
  });

  test('that ended answers the question who is responsible', () => {
    const child = entered();
    say(child, '2026-03-23', 'record-nobody-responsible', { reason: 'x' });
    say(child, '2026-03-26', 'change-legal-status', { legalStatus: 'C1' });
    expect(child.duty('s20.no-pr')).toMatchObject({ status: 'ended', endedBecause: 'the legal status changed' });
  });

  test.each(['record-consent', 'record-consent-withdrawn', 'confirm-consent', 'record-nobody-responsible'])(
    '%s concerns section 20 alone, and nobody who has left',
    (kind) => {
      const [order, left] = [entered({ legalStatus: 'C1' }), entered()];
      expect(say(order, '2026-03-04', kind)).toBe('not-section-20');
      say(left, '2026-03-10', 'record-leaving', { reason: 'E4A' });
      expect(say(left, '2026-03-11', kind)).toBe('after-leaving');
    },
  );

  test('that a return tells is asked about, of an earlier time not at all, and of a later one as of any other', () => {
    const child = new Child();
    const legal = (on: string, code: string) => ({ kind: 'legal-status-changed', on, payload: { code } });
    const entry = { kind: 'entered-care', on: '2025-06-02', payload: { legalStatus: 'V2' } };
    child.take('2026-04-07', {
      asAt: '2026-03-31',
      told: [entry, legal('2025-07-01', 'C1'), legal('2026-02-02', 'V2')],
    });
    expect(child.duties('s20.consent')).toMatchObject([{ dueOn: '2026-02-02', knowledge: 'not-recorded' }]);
    const told = new Child();
    told.enter();
    say(told, '2026-03-09', 'change-legal-status', { legalStatus: 'C1' });
    say(told, '2026-03-16', 'change-legal-status', { legalStatus: 'V2' });
    say(told, '2026-03-17', 'record-consent', { givenBy: 'mother', complete: true });
    expect(told.duties('s20.consent').map(({ status }) => status)).toEqual(['ended', 'met']);
  });

  test('is met when each holder who was told has agreed, on the day of the last, and names who is outstanding', () => {
    const child = entered();
    const outstanding = () => child.duty('s20.consent')?.outstanding;
    const agreed = (on: string, holder: string | null) =>
      say(child, on, 'record-consent', { givenBy: 'in writing', holder, complete: false });
    agreed('2026-03-02', 'mother');
    expect(outstanding()).toBeUndefined();
    say(child, '2026-03-03', 'record-responsibility-holders', { holders: ['mother', 'father', 'guardian'] });
    expect(outstanding()).toEqual(['father', 'guardian']);
    agreed('2026-03-05', 'father');
    agreed('2026-03-06', null);
    expect(child.duty('s20.consent')).toMatchObject({ status: 'open', outstanding: ['guardian'] });
    agreed('2026-03-04', 'guardian');
    expect(child.duty('s20.consent')).toMatchObject({ status: 'met', metOn: '2026-03-05', outstanding: [] });
    // Another holder becomes known: everybody has to agree.
    say(child, '2026-03-20', 'record-responsibility-holders', { holders: ['mother', 'father', 'holder-by-order'] });
    expect(child.duty('s20.consent')).toMatchObject({ status: 'open', outstanding: ['holder-by-order'] });
    say(child, '2026-03-23', 'record-consent', { givenBy: 'all', complete: true });
    expect(child.duty('s20.consent')).toMatchObject({ status: 'met', metOn: '2026-03-23' });
  });

  test('of nobody at all is not agreement', () => {
    const child = entered();
    say(child, '2026-03-03', 'record-responsibility-holders', { holders: [] });
    expect(child.duty('s20.consent')).toMatchObject({ status: 'open', outstanding: [] });
  });

  test('withdrawn by one is not given again by another', () => {
    const child = entered();
    say(child, '2026-03-02', 'record-consent', { givenBy: 'both', complete: true });
    say(child, '2026-04-13', 'record-consent-withdrawn', { at: null, by: 'x', holder: 'father' });
    say(child, '2026-04-14', 'record-consent', { givenBy: 'x', holder: 'mother', complete: false });
    expect(child.duty('s20.withdrawn')?.status).toBe('open');
    say(child, '2026-04-16', 'record-consent', { givenBy: 'x', holder: 'father', complete: false });
    expect(child.duty('s20.withdrawn')).toMatchObject({ status: 'met', metOn: '2026-04-16' });
    say(child, '2026-05-04', 'record-consent-withdrawn', { at: null, by: 'x', holder: 'mother' });
    say(child, '2026-05-05', 'record-consent', { givenBy: 'both', complete: true });
    expect(child.duties('s20.withdrawn').map(({ metOn }) => metOn)).toEqual(['2026-04-16', '2026-05-05']);
  });

  test('of a time that is over is what was agreed in it', () => {
    const child = entered();
    say(child, '2026-03-02', 'record-responsibility-holders', { holders: ['mother'] });
    say(child, '2026-03-09', 'change-legal-status', { legalStatus: 'C1' });
    say(child, '2026-03-16', 'change-legal-status', { legalStatus: 'V2' });
    say(child, '2026-03-17', 'record-consent', { givenBy: 'x', holder: 'mother', complete: false });
    expect(child.duties('s20.consent').map(({ status, metOn }) => [status, metOn])).toEqual([
      ['ended', null],
      ['met', '2026-03-17'],
    ]);
  });
});

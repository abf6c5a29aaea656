import { describe, expect, test } from 'vitest';
import { announcementOf } from '../../../domain/heart/announcing.ts';
import { kindsToldBy, readHistory } from '../../../domain/heart/history.ts';
import { upcast, type ReadsEarlier } from '../../../domain/heart/upcasting.ts';
import { PERIOD_OF_CARE } from '../../../domain/processes/period-of-care/index.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { anEvent } from '../../support/an-event.ts';
import { at, Child, who } from '../../support/child.ts';
import { PERIOD_RENAMED } from '../../support/period-renamed.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

/** Reviews were meetings once, then had another shape, and the month without one had another name. */
const LATER: ReadsEarlier = {
  upcasters: {
    'meeting-held': (payload) => ({ kind: 'review-held', payload }),
    'review-held': ({ chair, ...payload }) => ({
      kind: 'review-held',
      payload: { ...payload, ...(chair === undefined ? {} : { chairedBy: chair }) },
    }),
    'silent-month': (payload) => ({ kind: 'quiet-month', payload }),
  },
};

const told = anEvent({ kind: 'meeting-held', payload: { factId: 'f1', payload: { chair: 'demo-iro' } } });
const today = anEvent({ kind: 'review-held', payload: { factId: 'f1', payload: { chairedBy: 'demo-iro' } } });

describe('what an earlier release recorded', () => {
  test('is read under its name and in its shape of today, one change of shape after another', () => {
    expect(upcast(told, LATER)).toEqual(today);
    expect(upcast(anEvent({ ...told, kind: 'review-held' }), LATER)).toEqual(today);
  });

  test.each([
    ['of today', today, LATER],
    ['where nothing was ever renamed', told, {}],
    ['of another kind', anEvent({ kind: 'left-care' }), LATER],
    ['that Holdfast did itself', anEvent({ class: 'done', kind: 'meeting-held' }), LATER],
  ])('is left as it is: an event %s', (_which, event, process) => {
    expect(upcast(event, process)).toEqual(event);
  });

  test('is read so in corrections, withdrawals, what was derived and what was heard', () => {
    const corrected = anEvent({
      sequence: 2,
      kind: 'fact-corrected',
      payload: { factId: 'f1', kind: 'meeting-held', payload: { chair: 'demo-iro-2' } },
    });
    const withdrawn = anEvent({
      sequence: 3,
      kind: 'fact-withdrawn',
      payload: { factId: 'f1', kind: 'meeting-held', reason: 'another child' },
    });
    const month = anEvent({
      sequence: 4,
      class: 'derived',
      kind: 'silent-month',
      payload: { derived: true, payload: {} },
    });
    const heard = anEvent({
      sequence: 5,
      class: 'derived',
      kind: 'heard',
      payload: { processId: 'p', processKind: 'k', factId: 'f9', announcedKind: 'meeting-held', payload: {} },
    });
    const history = readHistory([told, corrected, withdrawn, month, heard], LATER);
    expect(kindsToldBy(history)).toEqual(['review-held']);
    expect(history.versions.get('f1')?.map(({ fact }) => fact?.payload['chairedBy'])).toEqual([
      'demo-iro',
      'demo-iro-2',
      undefined,
    ]);
    expect(history.derived.map(({ derived }) => derived.kind)).toEqual(['quiet-month']);
    expect([...history.heard.values()].map(({ kind }) => kind)).toEqual(['review-held']);
    const made = announcementOf(withdrawn, { processId: 'p', subjectRef: 's', process: { kind: 'k', ...LATER } });
    expect(made).toEqual({ key: 'p#f1', kind: 'review-held', announcement: null });
  });

  test('gives the same duties under a release that names and shapes a fact anew', () => {
    const child = new Child();
    child.enter();
    child.held('2026-03-20');
    child.held('2026-06-15');
    child.say('2026-06-16', 'correct', {
      factId: child.factId('review-held', '2026-06-15'),
      on: '2026-06-12',
      reason: 'x',
    });
    child.say('2026-06-17', 'record-review-step', { on: '2026-06-16', step: 'record' }, who('iro'));
    child.stream.waitUntil(at('2026-12-20'));
    const stream = { subjectRef: SUBJECT, events: child.stream.events };
    const before = rebuild(PERIOD_OF_CARE, LAW, stream);
    const after = rebuild(PERIOD_RENAMED, LAW, stream);
    expect(after?.kept.duties).toEqual(before?.kept.duties);
    expect(after?.kept.state).toEqual(before?.kept.state);
    const forgotten = rebuild({ ...PERIOD_RENAMED, upcasters: {} }, LAW, stream);
    expect(forgotten?.kept.duties).not.toEqual(before?.kept.duties);
  });
});

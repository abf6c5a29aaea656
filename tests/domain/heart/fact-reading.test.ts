import { describe, expect, test } from 'vitest';
import { readMoment, readSource } from '../../../domain/heart/fact-reading.ts';

describe('who told a fact', () => {
  test.each([
    ['a person', {}, { by: 'person' }],
    [
      'a return',
      { by: 'return', importId: 'i', key: 'entry', asAt: '2026-03-31' },
      { by: 'return', importId: 'i', key: 'entry', asAt: '2026-03-31' },
    ],
    ['a feed', { by: 'feed', asAt: '2026-03-31' }, { by: 'feed', importId: '', key: '', asAt: '2026-03-31' }],
    ['nobody but a person, where it does not say to which day it speaks', { by: 'return' }, { by: 'person' }],
    ['nobody but a person, where its kind is unknown', { by: 'bird', asAt: '2026-03-31' }, { by: 'person' }],
  ])('is %s', (_who, recorded, source) => {
    expect(readSource(recorded)).toEqual(source);
  });
});

describe('the moment of a fact', () => {
  test.each([
    [{ at: '2026-03-02T22:15:00.000Z' }, { at: '2026-03-02T22:15:00.000Z' }],
    [{ at: '22:15' }, {}],
    [{}, {}],
  ])('of %j is %j', (recorded, moment) => {
    expect(readMoment(recorded)).toEqual(moment);
  });
});

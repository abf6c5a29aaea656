import { describe, expect, test } from 'vitest';
import {
  numberOf,
  objectOf,
  readDate,
  readFlag,
  readList,
  readObject,
  readObjects,
  readText,
  readTexts,
  textOf,
} from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';

const RECORDED: JsonObject = {
  text: 'U6',
  number: 7,
  flag: false,
  on: '2028-02-29',
  object: { code: 'U6' },
  list: ['a', 1, { code: 'U6' }, null, ['b']],
};

describe('recorded content', () => {
  test('is read as what it is', () => {
    expect([
      readText(RECORDED, 'text'),
      textOf(RECORDED, 'text'),
      numberOf(RECORDED, 'number'),
      readFlag(RECORDED, 'flag'),
      readDate(RECORDED, 'on'),
      readObject(RECORDED, 'object'),
      objectOf(RECORDED, 'object'),
      readList(RECORDED, 'list').length,
      readTexts(RECORDED, 'list'),
      readObjects(RECORDED, 'list'),
    ]).toEqual(['U6', 'U6', 7, false, '2028-02-29', { code: 'U6' }, { code: 'U6' }, 5, ['a'], [{ code: 'U6' }]]);
  });

  test.each(['absent', 'list', 'flag'])('that is not what was asked for (%s) is nothing, and stops no fold', (key) => {
    expect([readText(RECORDED, key), readDate(RECORDED, key), readObject(RECORDED, key)]).toEqual([null, null, null]);
    expect([textOf(RECORDED, key), numberOf(RECORDED, key), objectOf(RECORDED, key)]).toEqual(['', 0, {}]);
  });

  test.each(['absent', 'text', 'object', 'number'])('that is no list and no flag (%s) is read as neither', (key) => {
    expect([readFlag(RECORDED, key), readList(RECORDED, key), readTexts(RECORDED, key)]).toEqual([null, [], []]);
  });

  test.each(['2027-02-29', '29/02/2028', '2028-02-29T00:00:00.000Z'])('%s is no date', (written) => {
    expect(readDate({ on: written }, 'on')).toBeNull();
  });
});

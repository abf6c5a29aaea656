import { expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { byChild, dated, takenByChild, valueIn, type StagedRow } from '../../../domain/feeds/staged.ts';

function aRow(parts: Partial<StagedRow>): StagedRow {
  const place = { file: 'episodes.csv', table: 'episodes', line: 2 } as const;
  return {
    ...place,
    child: '9000001',
    values: {},
    dates: {},
    status: 'taken',
    repeated: false,
    decided: null,
    ...parts,
  };
}

test('a row says what stands in its columns, and nothing where it could not be read', () => {
  const read = aRow({ values: { LS: 'C1' }, dates: { DECOM: calendarDate('2024-09-01') } });
  expect([valueIn(read, 'LS'), dated(read, 'DECOM')]).toEqual(['C1', [{ row: read, on: '2024-09-01' }]]);
  const unread = aRow({ status: 'rejected' });
  expect([valueIn(unread, 'LS'), dated(unread, 'DECOM')]).toEqual(['', []]);
});

test('rows are grouped by child in their order, without those that name none', () => {
  const rows = [aRow({}), aRow({ child: null, line: 3 }), aRow({ child: '9000002', line: 4 }), aRow({ line: 5 })];
  expect([...byChild(rows)].map(([child, own]) => [child, own.map(({ line }) => line)])).toEqual([
    ['9000001', [2, 5]],
    ['9000002', [4]],
  ]);
});

test('rows taken are those of the table that wait for nobody and stand once', () => {
  const rows = [
    aRow({}),
    aRow({ line: 3, status: 'queried' }),
    aRow({ line: 4, repeated: true }),
    aRow({ line: 5, table: 'reviews' }),
    aRow({ line: 6 }),
  ];
  expect(
    takenByChild(rows, 'episodes')
      .get('9000001')
      ?.map(({ line }) => line),
  ).toEqual([2, 6]);
});

import { expect, test } from 'vitest';
import { createHearSoon } from '../../store/hear-soon.ts';
import type { Touched } from '../../store/record.ts';

const touched = (processId: string): Touched => ({
  processId,
  ...{ kind: 'period-of-care', nextChangeAt: null, armedFor: null, closed: false, by: 'command' },
});

test('what is committed while something is being delivered is delivered next, together and once', async () => {
  const delivered: (readonly string[] | null)[] = [];
  const soon = createHearSoon({ deliver: (ids) => Promise.resolve(delivered.push(ids)) }, () => expect.unreachable());
  soon.afterCommit([]);
  soon.afterCommit([touched('a')]);
  soon.afterCommit([touched('b'), touched('c')]);
  soon.afterCommit([touched('b')]);
  await soon.settle();
  expect(delivered).toEqual([['a'], ['b', 'c']]);
});

test('what could not be delivered is said and holds up nothing', async () => {
  const failures: unknown[] = [];
  const soon = createHearSoon({ deliver: () => Promise.reject(new Error('away')) }, (error) => failures.push(error));
  soon.afterCommit([touched('a')]);
  await soon.settle();
  soon.afterCommit([touched('b')]);
  await soon.settle();
  expect(failures).toHaveLength(2);
});

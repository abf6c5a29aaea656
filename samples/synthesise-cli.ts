import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isCalendarDate } from '../domain/calendar/calendar-date.ts';
import { synthesiseDirectory } from './directory.ts';
import { synthesiseFeed } from './synthesise-feed.ts';
import { synthesise } from './synthesise.ts';

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    'as-at': { type: 'string', default: '' },
    out: { type: 'string' },
    feed: { type: 'boolean', default: false },
    changed: { type: 'string', default: '0' },
  },
});

const [children, seed, asAt] = [Number(values.children), Number(values.seed), values['as-at']];
if (!Number.isInteger(children) || children < 1 || !Number.isInteger(seed) || !isCalendarDate(asAt)) {
  process.stderr.write(
    'npm run synthesise -- [--feed [--changed <of a hundred>]] --children <how many> --seed <whole number> --as-at <YYYY-MM-DD> [--out <folder>]\n',
  );
  process.exitCode = 2;
} else {
  const what = values.feed ? 'feed' : 'return';
  const out = values.out ?? join(import.meta.dirname, what);
  const wish = { children, seed, asAt };
  const files = values.feed ? synthesiseFeed(wish, Number(values.changed)) : synthesise(wish);
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
  const directory: Readonly<Record<string, string>> = values.feed
    ? {}
    : synthesiseDirectory(files['episodes.csv'] ?? '');
  for (const [name, text] of Object.entries(directory)) {
    mkdirSync(join(out, '..', 'directory'), { recursive: true });
    writeFileSync(join(out, '..', 'directory', name), text);
  }
  process.stdout.write(
    `A synthetic ${what} of ${String(children)} children as at ${asAt} is in ${out}. No real child is described.\n`,
  );
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isCalendarDate } from '../domain/calendar/calendar-date.ts';
import { synthesiseDirectory } from './directory.ts';
import { synthesise } from './synthesise.ts';

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    'as-at': { type: 'string', default: '' },
    out: { type: 'string', default: join(import.meta.dirname, 'return') },
  },
});

const [children, seed, asAt] = [Number(values.children), Number(values.seed), values['as-at']];
if (!Number.isInteger(children) || children < 1 || !Number.isInteger(seed) || !isCalendarDate(asAt)) {
  process.stderr.write(
    'npm run synthesise -- --children <how many> --seed <whole number> --as-at <YYYY-MM-DD> [--out <folder>]\n',
  );
  process.exitCode = 2;
} else {
  const files = synthesise({ children, seed, asAt });
  mkdirSync(values.out, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(values.out, name), text);
  const directory = join(values.out, '..', 'directory');
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(synthesiseDirectory(files['episodes.csv'] ?? '')))
    writeFileSync(join(directory, name), text);
  process.stdout.write(
    `A synthetic return of ${String(children)} children as at ${asAt} is in ${values.out}. No real child is described.\n`,
  );
}

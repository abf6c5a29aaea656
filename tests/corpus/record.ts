import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LIVES } from './lives.ts';
import { keep, outcomeOf, sealed } from './recording.ts';

// Adds the streams of this release: `npm run corpus`. What is recorded is never written again.
const STREAMS = fileURLToPath(new URL('./streams/', import.meta.url));
const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

for (const [name, live] of Object.entries(LIVES)) {
  const { kind, events } = live();
  const stream = sealed(kind, events);
  const isNew = await keep(`${STREAMS}${version}.${name}.json`, stream);
  if (isNew) await keep(`${STREAMS}${version}.${name}.expected.json`, outcomeOf(stream));
  process.stdout.write(`${version}.${name}: ${isNew ? 'recorded' : 'recorded before, left as it is'}\n`);
}

import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Asks before something is applied; where nobody sits at the terminal the answer is no. */
export async function saysYes(io: Io): Promise<boolean> {
  if (io.stderr.isTTY !== true) return false;
  const ask = createInterface({ input: io.stdin, output: process.stderr });
  const answer = await ask.question('Apply? [y/N] ');
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}

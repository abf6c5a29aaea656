import path from 'node:path';
import { readKept, writeKept } from '../platform/kept-file.ts';

const fileIn = (dataDir: string): string => path.join(dataDir, 'address');

/** The address of the API that was last started in a data directory; null if none was. */
export async function readRunning(dataDir: string): Promise<string | null> {
  return (await readKept(fileIn(dataDir)))?.trim() ?? null;
}

export async function writeRunning(dataDir: string, address: string): Promise<void> {
  await writeKept(fileIn(dataDir), `${address}\n`);
}

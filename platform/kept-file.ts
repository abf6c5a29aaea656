import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Text of a small file of the data directory; null when there is none. */
export async function readKept(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Written beside and renamed, so that a kill leaves the old text or the new one; readable by this account only. */
export async function writeKept(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${String(process.pid)}.new`;
  await writeFile(beside, `${text}\n`, { mode: 0o600 });
  await rename(beside, file);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

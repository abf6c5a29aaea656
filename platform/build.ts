import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Names the build by what decides about children: the version and the sources of the domain.
 * Rows of another build are recomputed, so two builds that decide alike share a name.
 */
export async function readBuild(root: string = ROOT): Promise<string> {
  const manifest = await readFile(path.join(root, 'package.json'), 'utf8');
  const version = /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? '0';
  const domain = path.join(root, 'domain');
  const files = (await readdir(domain, { recursive: true })).filter((name) => /\.[jt]s$/.test(name)).sort();
  const hash = createHash('sha256');
  for (const name of files) hash.update(name).update(await readFile(path.join(domain, name)));
  return `${version}+${hash.digest('hex').slice(0, 12)}`;
}

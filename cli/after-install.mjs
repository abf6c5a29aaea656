// Runs after npm ci: makes the database client from prisma/schema.prisma and puts the `holdfast` command where npx finds it.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
if (existsSync(at('../node_modules/prisma/build/index.js'))) {
  // The schema engine is a download that generating does not need; naming any program keeps Prisma from asking for it.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const made = spawnSync(process.execPath, [at('../node_modules/prisma/build/index.js'), 'generate'], {
    cwd: at('..'),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (made.status !== 0) process.exit(made.status ?? 1);
}
const link = at('../node_modules/.bin/holdfast');
rmSync(link, { force: true });
symlinkSync('../../cli/holdfast.mjs', link);

import { defineConfig } from 'vitest/config';

const INTEGRATION = 'tests/**/*.integration.test.ts';
const PRODUCTION = 'tests/**/*.production.test.ts';
const ATTACK = 'tests/**/*.attack.test.ts';
const SOAK = 'tests/**/*.soak.test.ts';

// A file named *.integration.test.ts needs PostgreSQL or Temporal, one named *.production.test.ts the production set
// (npm run production-set), one named *.attack.test.ts has the machine for itself, one named *.soak.test.ts takes its
// time (npm run soak); all others are fast.
export default defineConfig({
  test: {
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: [INTEGRATION, PRODUCTION, ATTACK, SOAK, 'tests/platform/**'],
          // Not threads: the engine's native part takes the whole run down when a thread that loaded it ends.
          pool: 'forks',
          setupFiles: ['tests/support/seeded.ts'],
          testTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [INTEGRATION, 'tests/platform/**/*.test.ts'],
          pool: 'forks',
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // Two cores: real servers, a worker and a test at once are enough.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'attacks',
          include: [ATTACK],
          pool: 'forks',
          globalSetup: ['tests/support/global-setup.ts'],
          // They hold how soon all is armed again: no other test beside them.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: { name: 'soak', include: [SOAK], pool: 'forks', globalSetup: ['tests/support/global-setup.ts'] },
      },
      { extends: true, test: { name: 'production-set', include: [PRODUCTION], pool: 'forks' } },
    ],
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { branches: 100 },
    },
  },
});

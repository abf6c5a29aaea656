import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimDataDir, DataDirInUse } from '../../platform/data-dir.ts';
import { makeDataDir, type TestDataDir } from '../support/data-dir.ts';

const MODULE = path.resolve('platform/data-dir.ts');

describe('a data directory', () => {
  let place: TestDataDir;

  beforeEach(async () => {
    place = await makeDataDir();
  });
  afterEach(() => place.remove());

  const startOwner = async () => {
    const script = `import { claimDataDir } from ${JSON.stringify(MODULE)}; await claimDataDir(${JSON.stringify(place.dataDir)}); console.log('claimed'); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(owner.stdout, 'data');
    return owner;
  };

  it('belongs to one Holdfast at a time, and to the next one after a kill', async () => {
    const owner = await startOwner();
    await expect(claimDataDir(place.dataDir)).rejects.toThrow(DataDirInUse);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const release = await claimDataDir(place.dataDir);
    await release();
  });

  it('is free again when its owner has let go of it', async () => {
    const release = await claimDataDir(place.dataDir);
    await release();
    const owner = await startOwner();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
  });
});

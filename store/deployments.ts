import { NewerBuildError } from './newer-build.ts';
import type { Queries } from './read-stream.ts';

/** Notes that a build was installed, once for as long as no other follows; installing an earlier one again is a roll-back. */
export async function noteDeployment(queries: Queries, build: string): Promise<void> {
  await queries.$executeRawUnsafe(
    `INSERT INTO deployment (build) SELECT $1::text
      WHERE $1::text IS DISTINCT FROM (SELECT build FROM deployment ORDER BY serial DESC LIMIT 1)`,
    build,
  );
}

/** Throws if one of the builds was installed after this one, which then must not recompute what it wrote. */
export async function refuseLaterBuilds(queries: Queries, own: string, builds: readonly string[]): Promise<void> {
  const [later] = await queries.$queryRawUnsafe<{ build: string }[]>(
    `SELECT build FROM deployment GROUP BY build
     HAVING build = ANY($2) AND max(serial) > (SELECT max(serial) FROM deployment WHERE build = $1) LIMIT 1`,
    own,
    builds,
  );
  if (later !== undefined) throw new NewerBuildError(`build ${later.build} was installed after this one`);
}

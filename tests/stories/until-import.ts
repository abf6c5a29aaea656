import { startUnarmed } from '../../activities/starter.ts';
import type { ImportView } from '../../store/imports/status.ts';
import type { Imports } from '../../use-cases/imports.ts';
import { actor, type World } from '../support/world.ts';

const ADMINISTRATOR = actor('administrator');

/** Waits for a stage on the real engine: the starter starts the import's workflow, which does the rest. */
export async function untilImport(
  { world, imports }: { readonly world: World; readonly imports: Imports },
  id: string,
  isThere: (view: ImportView) => boolean,
): Promise<ImportView> {
  for (let looks = 0; looks < 600; looks += 1) {
    await startUnarmed(world.starterDeps);
    for (const { processId } of world.held.splice(0))
      await world.engine.nudge(processId, 'test').catch(() => undefined);
    const view = await imports.get(ADMINISTRATOR, id);
    if (isThere(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the import did not get there');
}

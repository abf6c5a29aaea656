import type { Telling } from '../../../heart/fact.ts';
import { readDate, readObjects, readText, textOf } from '../../../json-reading.ts';
import type { JsonObject } from '../../../json.ts';
import type { PeriodOfCare } from '../state.ts';

/** Stands for the responsible team among the roles of a file of allocations. */
export const TEAM = 'team';

/** What a file of allocations tells that is not recorded yet: who held a role, or was responsible, on that day already is passed over. */
export function newAllocations(state: PeriodOfCare, payload: JsonObject): readonly Telling[] {
  return readObjects(payload, 'allocations').flatMap((told): readonly Telling[] => {
    const [on, role, who] = [readDate(told, 'on'), textOf(told, 'role'), readText(told, 'who')];
    if (on === null) return [];
    if (role !== TEAM) {
      const before = state.care.allocations.findLast((change) => change.role === role && change.on <= on);
      return before?.person === who ? [] : [{ kind: 'allocated', on, payload: { role, person: who } }];
    }
    const before = state.care.teams.findLast((change) => change.on <= on);
    return who === null || before?.team === who ? [] : [{ kind: 'team-assigned', on, payload: { team: who } }];
  });
}

/** How often one allocated worker followed another; a gap between them is no change of its own. */
export function workerChanges({ care }: PeriodOfCare): number {
  const workers = care.allocations.flatMap(({ role, person }) =>
    role === 'social-worker' && person !== null ? [person] : [],
  );
  return workers.filter((worker, place) => place > 0 && worker !== workers[place - 1]).length;
}

import { continueAsNew, sleep } from '@temporalio/workflow';

type Plan = { readonly wakeAt: readonly number[]; readonly latenesses: readonly number[]; readonly perRun: number };

/** Wakes at each instant and answers by how many milliseconds late; rolls over into a new run now and then. */
export async function yearlySleeper(plan: Plan): Promise<readonly number[]> {
  const latenesses = [...plan.latenesses];
  const ahead = [...plan.wakeAt];
  for (let woken = 0; ahead.length > 0; woken += 1) {
    if (woken === plan.perRun) await continueAsNew<typeof yearlySleeper>({ ...plan, wakeAt: ahead, latenesses });
    const next = ahead.shift() ?? 0;
    while (Date.now() < next) await sleep(next - Date.now());
    latenesses.push(Date.now() - next);
  }
  return latenesses;
}

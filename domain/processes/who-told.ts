import type { Fact } from '../heart/fact.ts';
import { readText } from '../json-reading.ts';

/** Where another person than the one who did something must do the next, a correction never says that it was somebody else. */
export function whoToldStands(fact: Fact | null, before: Fact): 'who-did-it-stands' | null {
  return fact === null || readText(fact.payload, 'by') === readText(before.payload, 'by') ? null : 'who-did-it-stands';
}

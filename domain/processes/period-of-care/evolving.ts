import type { Fact } from '../../heart/fact.ts';
import type { PeriodOfCare } from './state.ts';

/** What a fact changes; a string says why it cannot be. */
export type Evolve = (state: PeriodOfCare, fact: Fact) => PeriodOfCare | string;

/** Facts of a period lie between entry and leaving, both days included. */
export function outsideCare(state: PeriodOfCare, fact: Fact): string | null {
  return state.care.entry === null ? 'before-entry' : afterCare(state, fact);
}

/** What leads to care lies before it too, such as a letter before proceedings. */
export function afterCare({ care }: PeriodOfCare, fact: Fact): string | null {
  const turnedEighteen = care.turnedEighteenOn !== null && fact.on >= care.turnedEighteenOn;
  return care.left !== null || turnedEighteen ? 'after-leaving' : null;
}

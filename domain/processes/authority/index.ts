import type { Process } from '../../heart/process.ts';
import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { FactId } from '../../heart/fact.ts';
import { QUIET } from '../../heart/quiet.ts';
import { accept, refuse } from '../../result.ts';

export type Authority = { readonly begunBy: FactId | null };

/**
 * What an installation owes to itself, whatever child it is about: that bank holidays are known far enough ahead. The date is
 * that of the calendar in force, so that adopting a longer list moves it (timescales §1.1; design §6).
 */
export const AUTHORITY: Process<Authority> = {
  ...QUIET,
  kind: 'authority',
  stateVersion: 1,
  factKinds: ['authority-begun'],
  commandKinds: ['begin-authority'],
  initial: { begunBy: null },
  decide: (state, command, { today }) => {
    if (state.begunBy !== null) return refuse('already-open');
    return accept([{ kind: 'authority-begun', on: today, payload: command.payload }]);
  },
  evolve: (_state, fact) => ({ begunBy: fact.id }),
  duties: ({ begunBy }, law) =>
    begunBy === null
      ? []
      : [
          dutyFromRule(
            {
              ruleId: 'calendar.publish',
              anchor: begunBy,
              inputs: { publishedThroughOn: law.calendar.publishedThrough },
            },
            law,
          ),
        ],
  stage: () => 'kept',
  isClosed: () => false,
};

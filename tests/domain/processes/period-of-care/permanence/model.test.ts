import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { PLAN_SIDES, TOGETHER_OR_APART } from '../../../../../domain/processes/period-of-care/permanence/commands.ts';
import { PERMANENCE_PLANS } from '../../../../../domain/processes/period-of-care/review-cycle/commands.ts';
import type { PeriodOfCare } from '../../../../../domain/processes/period-of-care/state.ts';
import { who } from '../../../../support/child.ts';
import { heard } from '../../../../support/episode.ts';
import { careHoldsWhateverComes, saying, someDay } from '../../../../support/period-model.ts';
import type { Work } from '../../../../support/process-model.ts';
import { RATIFIED } from '../../../../support/ratified-plan.ts';

const outcome = fc.constant({ outcome: 'made up' });
const side = fc.constantFrom(...PLAN_SIDES);
const plan = fc.record({
  plan: fc.constantFrom(...PERMANENCE_PLANS),
  targetOn: someDay,
  evidence: fc.constantFrom('assessment', 'assessment', ''),
});
const NOT_EARLY = { outcome: 'not-suitable', reasons: 'made up' };
const apart = { outcome: 'apart', reason: 'made up', contactPlan: 'made up' };
const doing = (ruleId: string, kind: string, content: JsonObject = {}): Work<PeriodOfCare> => ({
  ...{ ruleId, kind, when: 'on', by: who('social-worker'), content: () => content },
});
const meeting = (ruleId: string): Work<PeriodOfCare> =>
  doing(ruleId, 'record-planning-meeting', { outcome: 'made up' });

describe('whatever comes to the way to permanence', () => {
  test('who owes what by when is known, what is late stays late unless it was done in time, and it can end', () => {
    careHoldsWhateverComes({
      say: [
        saying('record-planning-meeting', outcome),
        saying('record-panel', outcome),
        {
          ...saying('set-plan-decision', fc.record({ side, byOn: someDay, decision: fc.constant('made up') })),
          when: null,
        },
        saying('record-plan-decision', fc.record({ side, outcome: fc.constant('made up') })),
        saying('record-permanence-achieved'),
        saying('record-brothers-and-sisters', fc.record({ inCare: fc.boolean() })),
        saying(
          'record-together-apart',
          fc.constantFrom(...TOGETHER_OR_APART).map((decided) => ({ ...apart, outcome: decided })),
        ),
        saying('record-life-story'),
        saying('record-adoption-considered'),
        saying('consider-early-permanence', fc.constant(NOT_EARLY)),
        saying('record-legal-gateway', outcome),
        saying(
          'ratify-plan',
          plan.map((ratified) => ({ ...RATIFIED, ...ratified })),
          who('iro'),
        ),
        saying('ratify-plan', fc.constant(RATIFIED), who('social-worker')),
      ],
      work: [
        meeting('permanence.meeting1'),
        {
          ...meeting('permanence.meeting2'),
          content: ({ dueOn }, { permanence }) =>
            permanence.meetings.length === 1 && permanence.meetings.every(({ on }) => on <= dueOn)
              ? { outcome: 'made up' }
              : null,
        },
        meeting('permanence.meeting-later'),
        doing('permanence.panel', 'record-panel', { outcome: 'made up' }),
        doing('permanence.panel-again', 'record-panel', { outcome: 'made up' }),
        doing('s20.route', 'record-legal-gateway', { outcome: 'made up' }),
        doing('permanence.decision-primary', 'record-plan-decision', { side: 'primary', outcome: 'made up' }),
        doing('permanence.decision-parallel', 'record-plan-decision', { side: 'parallel', outcome: 'made up' }),
        doing('permanence.target', 'record-permanence-achieved'),
        doing('lifestory', 'record-life-story'),
        doing('permanence.early', 'consider-early-permanence', NOT_EARLY),
        doing('siblings.together-apart', 'record-together-apart', apart),
        { ...doing('permanence.plan', 'ratify-plan', RATIFIED), by: who('iro') },
      ],
      // Asked of those of whom it was said last that they are in care.
      redates: { 'record-brothers-and-sisters': ['siblings.together-apart'] },
      hears: fc
        .tuple(
          fc.constantFrom(
            'brothers-and-sisters-decided',
            'adoption-step-recorded',
            'adoption-plan-set',
            'early-permanence-considered',
          ),
          fc.constantFrom('2026-10-18', '2026-10-19'),
        )
        .map(([kind, on]) => heard(kind, on, { step: 'life-story-complete' })),
    });
  });
});

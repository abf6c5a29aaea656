import { HOLDFAST } from '../../domain/heart/actor.ts';
import { at } from '../support/child.ts';
import { SearchedFor } from '../support/searched-for.ts';
import type { Lived } from './lives.ts';

function accepted(refusal: string | null): void {
  if (refusal !== null) throw new Error(`this life cannot be told: ${refusal}`);
}

/** The search for a family, beside a period of care that it hears. */
function searchFor(tell: (her: SearchedFor) => void): () => Lived {
  return () => {
    const her = new SearchedFor();
    her.enter();
    tell(her);
    return { kind: her.search.process.kind, events: her.search.events };
  };
}

const AGENCY = { shouldBePlaced: true, decidedBy: 'demo-adm', reasons: 'made up' };

/** Searches for a family; the name of each is the name of its recordings. */
export const FAMILY_FINDING_LIVES: Readonly<Record<string, () => Lived>> = {
  'family-finding-to-the-order': searchFor((her) => {
    accepted(her.ofCare('2026-03-03', 'allocate', { role: 'adoption-worker', person: 'person-7' }));
    accepted(her.setPlan('2026-06-01', { siblings: true }));
    const apart = { outcome: 'together', decidedBy: 'person-2', reasons: 'made up', contactPlan: 'made up' };
    accepted(her.say('2026-06-22', 'decide-brothers-and-sisters', apart));
    her.search.waitUntil(at('2026-08-10'));
    accepted(her.say('2026-08-10', 'record-agency-decision', { ...AGENCY, on: '2026-07-30' }));
    accepted(her.status('2026-08-17', 'E1'));
    accepted(her.say('2026-08-24', 'refer-to-regional-agency'));
    accepted(her.say('2026-09-07', 'record-link', { adopters: 'adopters-1' }));
    accepted(her.say('2026-09-14', 'record-adoption-step', { step: 'adopters-notified-of-report' }));
    her.search.waitUntil(at('2026-10-05'));
    accepted(her.say('2026-10-05', 'record-adoption-panel', { purpose: 'match', recommends: true }));
    accepted(her.say('2026-10-12', 'record-final-minutes', { purpose: 'match' }));
    const match = { approved: true, adopters: 'adopters-1', decidedBy: 'demo-adm', reasons: 'made up' };
    accepted(her.say('2026-10-14', 'record-match-decision', match));
    accepted(her.say('2026-10-26', 'record-introductions'));
    accepted(her.place('2026-11-09', 'A6'));
    her.search.waitUntil(at('2027-02-01'));
    accepted(her.say('2027-02-01', 'record-adoption-application'));
    accepted(her.leave('2027-05-14', 'E12'));
    accepted(her.say('2027-05-28', 'record-adoption-ceremony'));
    her.search.waitUntil(at('2027-06-18'));
    accepted(her.say('2027-06-18', 'record-adoption-step', { on: '2027-06-10', step: 'life-story-complete' }));
    accepted(her.say('2027-06-18', 'record-adoption-step', { step: 'later-life-letter' }));
  }),
  'family-finding-disrupted-and-changed': searchFor((her) => {
    accepted(her.setPlan('2026-06-01'));
    accepted(her.say('2026-06-17', 'record-adoption-panel', { purpose: 'plan', recommends: true }));
    accepted(her.say('2026-07-02', 'record-agency-decision', AGENCY));
    accepted(her.status('2026-07-06', 'E1'));
    accepted(her.place('2026-09-14', 'A6'));
    her.search.waitUntil(at('2026-10-20'));
    accepted(her.place('2026-10-20', 'U6'));
    accepted(her.held('2026-11-20'));
    her.search.waitUntil(at('2027-01-20'));
    const change = { newPlan: 'long-term-fostering', ceased: 'RD3', decidedBy: 'demo-adm', reasons: 'made up' };
    accepted(her.say('2027-01-20', 'change-adoption-plan', change));
    accepted(
      her.say('2027-01-21', 'correct', {
        factId: her.factId('adoption-plan-changed'),
        on: '2027-01-18',
        reason: 'a slip',
      }),
    );
  }),
  'family-finding-of-a-return': searchFor((her) => {
    accepted(her.status('2026-03-10', 'E1'));
    const plan = { kind: 'adoption-plan-set', on: '2026-03-04', payload: { startKnown: false } };
    const decision = { kind: 'agency-decision-made', on: '2026-03-04', payload: { shouldBePlaced: true } };
    her.take('2026-04-20', { asAt: '2026-03-31', told: [plan, decision] });
    her.search.waitUntil(at('2026-07-06'));
    her.search.command(at('2026-07-07'), 'withdraw-return', { importId: 'import-1' }, HOLDFAST);
  }),
};

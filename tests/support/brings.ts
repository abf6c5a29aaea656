import { FAMILY_FINDING } from '../../domain/processes/family-finding/index.ts';
/** What follows, at once or in time, from a child's having left the carers after all, or not. */
const CARER_CHANGES = [
  ...['connected-child-turned-eighteen', 'carer-fully-approved', 'full-approval-ended'],
  ...['carer-no-longer-approved', 'answering-time-over', 'next-step-missed'],
  ...['temporary-approval', 'adopter-approval'].flatMap((approval) => [`${approval}-ended`, `${approval}-expired`]),
];

/**
 * What each process may derive, or take back, because of each kind of event that it hears. The tests of each process hold that
 * it is no more than this, and `tests/domain/processes/hearing.test.ts` that nothing comes back to where it began.
 */
export const BRINGS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'period-of-care': {
    'persistent-absence': ['early-review-called'],
    'brothers-and-sisters-decided': ['together-apart-heard'],
    'adoption-step-recorded': ['life-story-heard'],
    'adoption-plan-set': ['adoption-search-heard'],
    'early-permanence-considered': ['early-permanence-heard'],
    'placement-consent-given': ['placement-consent-heard'],
    'agency-decision-made': ['placement-consent-heard', 'early-review-called'],
    'adoption-plan-changed': ['placement-consent-heard', 'early-review-called'],
    'temporary-approval-given': ['carer-approval-changed'],
    'temporary-approval-expired': ['carer-approval-changed'],
    'temporary-approval-ended': ['carer-approval-changed'],
    'carer-fully-approved': ['carer-approval-changed'],
    'carer-no-longer-approved': ['carer-approval-changed'],
  },
  'family-finding': Object.fromEntries(
    FAMILY_FINDING.hears.map((kind) => [
      kind,
      kind === 'team-went-live' ? ['going-live-heard'] : ['heard-of-the-child', 'waiting-time-over'],
    ]),
  ),
  'connected-carer': {
    'entered-care': ['child-birth-known', ...CARER_CHANGES],
    allocated: ['child-team-known'],
    'placement-started': ['child-placed-elsewhere', ...CARER_CHANGES],
    'review-held': ['child-review-known'],
    'left-care': ['child-out-of-care', ...CARER_CHANGES],
    'team-went-live': ['child-team-went-live'],
  },
  'iro-dispute': { allocated: ['allocation-heard'], 'team-went-live': ['going-live-heard'] },
  'practice-evaluation': { allocated: ['allocation-heard'], 'team-went-live': ['going-live-heard'] },
  'visits-after-care': {
    allocated: ['allocation-heard'],
    'entered-care': ['back-in-care-heard'],
    'team-went-live': ['going-live-heard'],
  },
  'missing-episode': {
    allocated: ['allocation-heard'],
    'went-missing': ['earlier-absence-heard', 'persistent-absence'],
    'left-care': ['episode-over', 'persistent-absence'],
    'turned-eighteen': ['episode-over', 'persistent-absence'],
    'team-went-live': ['going-live-heard'],
  },
};

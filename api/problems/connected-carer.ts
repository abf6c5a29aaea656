import type { ConnectedCarerRefusal } from '../../domain/processes/connected-carer/refusal.ts';
import { conflict, type Said } from './said.ts';

/** What a household of connected persons refuses, as problems. */
export const CONNECTED_CARER_PROBLEMS = {
  'carers-not-named': conflict('No carers are named', 'Name the carers first; that opens the household.'),
  'carers-already-named': conflict('The carers are named', 'Add or remove a carer, or correct what is wrong.'),
  'no-such-carer': conflict('This carer is not of the household', 'Check the reference of the carer.'),
  'child-in-household': conflict('The child lives with these carers', 'Record that the child left first.'),
  'child-not-in-household': conflict('The child does not live with these carers', 'Check the child and the day.'),
  'children-in-household': conflict('Children live with these carers', 'A household is closed when nobody is left.'),
  'no-temporary-approval': conflict(
    'There is no temporary approval for this child',
    'Record it first; only a temporary approval is extended.',
  ),
  'not-the-nominated-officer': {
    status: 422,
    title: 'You are not the nominated officer',
    detail: 'Only the nominated officer extends a temporary approval (CPPCR reg 25). Say who did, and in which role.',
  },
  'household-closed': conflict('This household was closed', 'Correct or withdraw the closing if it was not so.'),
  'panel-in-the-past': {
    status: 422,
    title: 'A panel is planned for today or later',
    detail: 'A panel that was held is recorded: record-fostering-panel, record-adoption-panel.',
  },
  'longer-than-24-weeks': {
    status: 422,
    title: 'Temporary approval lasts at most 24 weeks in all',
    detail: 'One extension of up to 8 weeks is allowed (CPPCR reg 25).',
  },
} satisfies Record<ConnectedCarerRefusal, Said>;

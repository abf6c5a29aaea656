import type { FamilyFindingRefusal } from '../../domain/processes/family-finding/refusal.ts';
import { conflict, type Said } from './said.ts';

/** What family-finding refuses, as problems. */
export const FAMILY_FINDING_PROBLEMS = {
  'no-adoption-plan': conflict('Adoption is not the plan', 'Set the plan first.'),
  'adoption-plan-already-set': conflict('Adoption is the plan', 'Correct it if it is wrong.'),
  'before-the-adoption-plan': conflict(
    'Before adoption became the plan',
    'Check the day, or correct the day of the plan.',
  ),
  'family-finding-ended': conflict(
    'Family-finding has ended',
    'Check the day, or correct what ended it; a new plan of adoption opens a new one.',
  ),
  'panel-forbidden': {
    status: 422,
    title: 'No panel may be asked about this child',
    detail:
      'The agency decision maker decides alone on the reports (AAR reg 17); only a relinquished child goes to panel.',
  },
  'panel-in-the-past': {
    status: 422,
    title: 'A panel is planned for today or later',
    detail: 'A panel that was held is recorded: record-fostering-panel, record-adoption-panel.',
  },
  'adopters-may-still-comment': {
    status: 422,
    title: 'The adopters may still comment on the placement report',
    detail: 'Plan the panel for after their ten working days, or record their comments (AAR reg 31).',
  },
  'agency-decision-recorded': conflict('The agency decision is recorded', 'Correct it if it is wrong.'),
  'no-agency-decision': conflict('There was no agency decision by then', 'Record the decision first.'),
  'no-such-link': conflict('There is no such link', 'Check the reference of the adopters, or record the link first.'),
  'link-recorded': conflict('This link is recorded', 'End it first if it began anew.'),
  'not-adopted': conflict(
    'No adoption order was made by then',
    'Record with the period of care that the child is adopted.',
  ),
  'no-placement-report': conflict(
    'No placement report was sent by then',
    'Record first that the adopters were notified.',
  ),
} satisfies Record<FamilyFindingRefusal, Said>;

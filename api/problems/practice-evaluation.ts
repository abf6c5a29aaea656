import type { PracticeEvaluationRefusal } from '../../domain/processes/practice-evaluation/commands.ts';
import { conflict, type Said } from './said.ts';

/** What is refused of evaluations of practice; `already-closed` is said as of a dispute. */
export const PRACTICE_EVALUATION_PROBLEMS = {
  'not-evaluated': conflict('Nothing is evaluated here', 'Record the evaluation first.'),
  'already-evaluated': conflict(
    'The evaluation is recorded',
    'Correct it if it is wrong; another audit is an evaluation of its own.',
  ),
  'action-date-outside': {
    status: 422,
    title: 'The day of the action does not fit its grade',
    detail:
      'Immediate: within 24 hours; inadequate: 5 working days; requires improvement: 20; and not before it is agreed.',
  },
  'unknown-action': {
    status: 404,
    title: 'There is no such action',
    detail: 'The history lists the actions with their ids.',
  },
  'action-open': conflict('The action is open', 'A finding recurs once its action has been carried out.'),
  'action-completed': conflict(
    'The action is carried out',
    'Correct it if that is wrong, or record that its finding recurred.',
  ),
  'actions-open': conflict('Actions are open', 'An evaluation is closed when all its actions are carried out.'),
  'follow-up-missing': conflict('Nobody has looked again', 'Record the follow-up first.'),
  'same-person': {
    status: 403,
    title: 'Another person does this',
    detail:
      'Who evaluated, owns an action or carried one out neither follows up nor closes; who owns an action does not correct it, and nobody takes back what they evaluated or carried out themselves.',
  },
  'who-did-it-stands': {
    status: 403,
    title: 'Who did it stands',
    detail:
      'A correction does not say that it was somebody else. Another person withdraws it; whoever did it records it.',
  },
} satisfies Record<Exclude<PracticeEvaluationRefusal, 'already-closed'>, Said>;

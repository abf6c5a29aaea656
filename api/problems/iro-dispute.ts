import type { IroDisputeRefusal } from '../../domain/processes/iro-dispute/commands.ts';
import { conflict, type Said } from './said.ts';

/** What a dispute refuses, as problems. */
export const IRO_DISPUTE_PROBLEMS = {
  'no-dispute': conflict('No dispute is raised here', 'Raise it first.'),
  'already-raised': conflict(
    'The dispute is raised',
    'Correct it if it is wrong; another concern is a dispute of its own.',
  ),
  'not-a-later-stage': conflict('Not a later stage', 'A dispute goes on to any later stage and never back.'),
  'stage-not-reached': conflict('The dispute had not reached that stage', 'Check the day and the stage.'),
  'already-responded': conflict('The response of this stage is recorded', 'Correct it if it is wrong.'),
  'child-not-told': conflict(
    'Neither the child nor an advocate has been told',
    'Record with tell-child-of-dispute who was told, or why neither could be.',
  ),
  'already-closed': conflict('It is closed', 'Correct or withdraw the closing if it is wrong.'),
} satisfies Partial<Record<IroDisputeRefusal, Said>>;

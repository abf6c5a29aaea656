import type { MissingEpisodeRefusal } from '../../domain/processes/missing-episode/commands.ts';
import { conflict, type Said } from './said.ts';

/** What a missing episode refuses, as problems. */
export const MISSING_EPISODE_PROBLEMS = {
  'not-missing': conflict('Nobody is reported missing here', 'Report the absence first.'),
  'already-missing': conflict(
    'The absence is reported',
    'Correct it if it is wrong; another absence is an episode of its own.',
  ),
  'before-missing': conflict('Before the child was missed', 'Check the moment, or correct the report.'),
  'already-found': conflict('The return is recorded', 'Correct it if the moment is wrong.'),
  'still-missing': conflict('Before the child was found', 'Record that the child was found or came back first.'),
  'already-interviewed': conflict('The return interview is recorded', 'Correct it if it is wrong.'),
} satisfies Partial<Record<MissingEpisodeRefusal, Said>>;

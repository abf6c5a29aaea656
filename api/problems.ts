import type { Refusal } from '../use-cases/refused.ts';
import { CONNECTED_CARER_PROBLEMS } from './problems/connected-carer.ts';
import { FAMILY_FINDING_PROBLEMS } from './problems/family-finding.ts';
import { IRO_DISPUTE_PROBLEMS } from './problems/iro-dispute.ts';
import { MISSING_EPISODE_PROBLEMS } from './problems/missing-episode.ts';
import { PERIOD_OF_CARE_PROBLEMS } from './problems/period-of-care.ts';
import { PRACTICE_EVALUATION_PROBLEMS } from './problems/practice-evaluation.ts';
import { conflict, type Said } from './problems/said.ts';
import { VISITS_AFTER_CARE_PROBLEMS } from './problems/visits-after-care.ts';
import { WORKER_SUPERVISION_PROBLEMS } from './problems/worker-supervision.ts';

/** Every refusal as a problem: what it means and what to do. A new refusal does not compile until it is said here. */
export const PROBLEMS = {
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    detail: 'Send a valid bearer token; on an embedded installation: npx holdfast token --role <role>.',
  },
  'not-allowed': { status: 403, title: 'Not allowed', detail: 'Your roles do not allow this.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here under this reference.' },
  'invalid-content': {
    status: 422,
    title: 'The content cannot be used',
    detail: 'Put the fields right that are listed under errors and send it again.',
  },
  'key-missing': {
    status: 400,
    title: 'Idempotency-Key is missing',
    detail: 'Send a header Idempotency-Key, new for each command and the same for its repeats.',
  },
  'key-used-otherwise': {
    status: 422,
    title: 'This Idempotency-Key was used for another command',
    detail: 'Use a new key for a new command.',
  },
  'no-files': {
    status: 422,
    title: 'No files',
    detail: 'Send CSV as multipart/form-data, each file under the name files.',
  },
  'feed-under-way': conflict('Another feed is being applied', 'Deliver this one again when that one is applied.'),
  'row-not-open': conflict(
    'These rows do not wait for a decision',
    'Decide about rows that are queried or rejected; those of a refused file are delivered again.',
  ),
  'row-contradicts': conflict('The row contradicts itself or others', 'Correct it or leave it out, with the reason.'),
  'no-such-difference': {
    status: 404,
    title: 'No such difference waits',
    detail: 'The differences of the import list those that wait, with process and fact.',
  },
  'child-is-known': conflict(
    'It is known who this child is',
    'Only a child who was not known at night is identified; a mistaken entry is withdrawn by its fact.',
  ),
  'too-large': { status: 413, title: 'Too large', detail: 'A command may have 64 KB, a return 64 MB.' },
  'media-type': {
    status: 415,
    title: 'The content type is not read here',
    detail: 'Send commands as application/json in UTF-8, CSV files as multipart/form-data.',
  },
  'method-not-offered': {
    status: 405,
    title: 'Not offered in this way',
    detail: 'The API description says by which method each address is asked.',
  },
  unexpected: {
    status: 500,
    title: 'Something is wrong with Holdfast itself',
    detail: 'It was logged under the correlation id. Repeating with the same Idempotency-Key does no harm.',
  },
  'issuer-away': {
    status: 503,
    title: 'Nobody can be signed in now',
    detail: 'The issuer of tokens does not answer. Nothing happened; try again later.',
  },
  'newer-build': {
    status: 503,
    title: 'A newer version is at work',
    detail: 'This version may not change what a newer one wrote. Nothing happened; try again later.',
  },
  'record-away': {
    status: 503,
    title: 'The record cannot be reached',
    detail: 'Nothing happened. Try again with the same Idempotency-Key.',
  },
  'unknown-command': {
    status: 422,
    title: 'There is no such command here',
    detail: 'The API description lists the commands of each kind of process.',
  },
  'in-the-future': {
    status: 422,
    title: 'The day lies in the future',
    detail: 'What has not happened yet cannot be recorded; book or plan it.',
  },
  'process-closed': conflict('This process is closed', 'It ended; a return to care is a new period of care.'),
  'unknown-fact': {
    status: 404,
    title: 'There is no such fact',
    detail: 'The history of the process lists its facts with their ids.',
  },
  'fact-owned-by-feed': conflict('This fact comes from a feed', 'Correct it in the system it comes from.'),
  'contradicts-the-record': conflict(
    'This contradicts the record',
    'Look at the history and correct what is wrong first.',
  ),
  'nothing-changes': conflict('Nothing would change', 'The fact is already recorded like this.'),
  'unknown-alert': {
    status: 404,
    title: 'There is no such alert any more',
    detail: 'It was closed or superseded; look at your alerts again.',
  },
  'alert-not-open': conflict('This alert is not open', 'It was answered, closed or superseded.'),
  'answer-not-asked': conflict('No answer is asked', 'This alert only tells.'),
  'not-addressed-to-you': {
    status: 403,
    title: 'Not addressed to you',
    detail: 'Only the person or role an alert is addressed to answers it.',
  },
  'own-duty': { status: 403, title: 'Nobody answers for their own work', detail: 'The next above answers.' },
  'iro-cannot-answer': {
    status: 403,
    title: 'An IRO does not answer for the authority',
    detail: 'Record whether you are satisfied with its answer: record-iro-view.',
  },
  'promise-in-the-past': { status: 422, title: 'The promise lies in the past', detail: 'Give a day from today on.' },
  'already-open': conflict(
    'One of this kind is open',
    'Record in that one; a new one can be opened when it has closed.',
  ),
  ...PERIOD_OF_CARE_PROBLEMS,
  ...MISSING_EPISODE_PROBLEMS,
  ...IRO_DISPUTE_PROBLEMS,
  ...FAMILY_FINDING_PROBLEMS,
  ...PRACTICE_EVALUATION_PROBLEMS,
  ...WORKER_SUPERVISION_PROBLEMS,
  ...CONNECTED_CARER_PROBLEMS,
  ...VISITS_AFTER_CARE_PROBLEMS,
  'adoption-under-way': conflict(
    'Another change of settings or build is under way',
    'Approve, withdraw or roll back that one first.',
  ),
  'own-proposal': {
    status: 403,
    title: 'Nobody approves their own proposal',
    detail: 'A second person who may change settings approves it.',
  },
  'not-applying': conflict('It is not being applied', 'Only what is being applied can be stopped or finished.'),
  'not-stopped': conflict('It is not stopped', 'Only what was stopped can be resumed.'),
  'nothing-to-roll-back': conflict(
    'There is nothing to roll back',
    'What a build decides is taken back by installing the build before it.',
  ),
  'nothing-to-withdraw': conflict('It is no longer a proposal', 'What is being applied is stopped or rolled back.'),
  'not-previewed': conflict('It is not previewed yet', 'Wait until its status is previewed.'),
  'already-confirmed': conflict('The import is confirmed', 'It is being applied or has been.'),
  'already-withdrawn': conflict('The import is withdrawn', 'Deliver the return again.'),
  'decided-at-the-source': conflict(
    'Rows of a feed are put right at their source',
    'Correct the row in the system it comes from; the next feed brings it.',
  ),
  'nothing-to-do': conflict('Nothing to do', 'The import is at another stage.'),
} satisfies Record<Refusal, Said>;

/** The problem of a refusal; an unknown one of a newer process is said plainly. */
export function problemOf(refusal: Refusal): Said {
  return (
    new Map<string, Said>(Object.entries(PROBLEMS)).get(refusal) ?? conflict('Refused', 'The record refused this.')
  );
}

import { z } from 'zod';
import {
  ACTION_GRADES,
  ACTION_ROLES,
  GRADES,
  type PracticeEvaluationCommands,
} from '../../domain/processes/practice-evaluation/commands.ts';
import { AUDITING, CASE, IRO_ONLY, MODERATING } from '../access.ts';
import { calendarDay, instant, person, text, theme } from '../fields.ts';
import type { Offer } from './offer.ts';

const action = {
  what: text,
  owner: person,
  role: z.enum(ACTION_ROLES).default('social-worker'),
  grade: z.enum(ACTION_GRADES),
  byOn: calendarDay,
};
const factId = z.string().min(1).max(40);
const ACTION = {
  what: 'speak with the child alone, away from the home',
  owner: 'person-4',
  role: 'social-worker',
  grade: 'inadequate',
  byOn: '2026-05-18',
};

/** What may be said to an evaluation of practice. An action without owner and day is refused, and saved nowhere. */
export const PRACTICE_EVALUATION_OFFER = {
  kind: 'practice-evaluation',
  opening: { with: 'record-evaluation', subject: 'child' },
  commands: {
    'record-evaluation': {
      by: AUDITING,
      content: z.strictObject({
        at: instant,
        theme: theme.nullable().default(null),
        grade: z.enum(GRADES),
        experience: text,
        progress: text,
        findings: text,
        actions: z.array(z.strictObject(action)).max(30).default([]),
      }),
      example: {
        at: '2026-05-11T14:00:00.000Z',
        theme: 'supervision-2026',
        grade: 'inadequate',
        experience: 'he has not been seen alone for two months',
        progress: 'school attendance is better since March',
        findings: 'visits are recorded without the child’s view',
        actions: [ACTION],
      },
    },
    'agree-action': {
      by: AUDITING,
      content: z.strictObject({ at: instant, ...action }),
      example: { at: '2026-05-11T15:00:00.000Z', ...ACTION },
    },
    'complete-action': {
      by: [...CASE, ...IRO_ONLY],
      content: z.strictObject({ at: instant, action: factId, evidence: text }),
      example: { at: '2026-05-15T16:00:00.000Z', action: 'f3', evidence: 'visit of 15 May, seen alone at school' },
    },
    'record-follow-up': {
      by: AUDITING,
      content: z.strictObject({ on: calendarDay, findings: text }),
      example: { on: '2026-06-29', findings: 'seen alone at each visit since' },
    },
    'record-recurrence': {
      by: AUDITING,
      content: z.strictObject({ at: instant, action: factId, finding: text }),
      example: { at: '2026-09-14T10:00:00.000Z', action: 'f3', finding: 'not seen alone since July' },
    },
    'close-evaluation': {
      by: MODERATING,
      content: z.strictObject({ on: calendarDay, summary: text }),
      example: { on: '2026-07-02', summary: 'the change has lasted for six weeks' },
    },
  },
} satisfies Offer<PracticeEvaluationCommands>;

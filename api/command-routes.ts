import { z } from 'zod';
import { COMMAND_EXAMPLES } from '../use-cases/command-examples.ts';
import { HEART_COMMANDS, PERIOD_OF_CARE_COMMANDS } from '../use-cases/command-schemas.ts';
import type { Changed, UseCases } from '../use-cases/index.ts';
import { Refused } from '../use-cases/refused.ts';
import type { Route } from './route.ts';

const kinds = Object.entries({ ...PERIOD_OF_CARE_COMMANDS, ...HEART_COMMANDS });
const commandBody = z.union(
  kinds.map(([kind, payload]) => z.strictObject({ kind: z.literal(kind), payload }).meta({ id: kind, title: kind })),
);
const openingBody = z.strictObject({
  kind: z.literal('period-of-care'),
  command: z.strictObject({ kind: z.literal('record-entry'), payload: PERIOD_OF_CARE_COMMANDS['record-entry'] }),
});
const said = z.looseObject({ kind: z.string(), payload: z.unknown() });
const opening = z.looseObject({ kind: z.string(), command: said });

const answerBody = z.strictObject({
  kind: z.enum(['will-do', 'facts-wrong', 'cannot']),
  text: z.string(),
  byOn: z.string().nullable().default(null),
  who: z.string().nullable().default(null),
});

const examples = Object.fromEntries(
  Object.entries(COMMAND_EXAMPLES).map(([kind, payload]) => [
    kind,
    { summary: kind.replaceAll('-', ' '), value: { kind, payload } },
  ]),
);

/** Operations that change something. */
export function commandRoutes(useCases: UseCases): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/v1/processes',
      tag: 'Processes',
      summary: 'Open a period of care with the entry into care',
      status: 201,
      body: openingBody,
      examples: {
        'record-entry': {
          summary: 'entry into care',
          value: {
            kind: 'period-of-care',
            command: { kind: 'record-entry', payload: COMMAND_EXAMPLES['record-entry'] },
          },
        },
      },
      handle: async ({ actor, body, key }) => {
        const { kind, command } = parsed(opening, body);
        if (kind !== 'period-of-care')
          throw new Refused('invalid-content', { fields: [{ field: 'kind', message: 'must be period-of-care' }] });
        return shown(await useCases.open({ actor, key, kind: command.kind, payload: command.payload }));
      },
    },
    {
      method: 'post',
      path: '/v1/processes/{id}/commands',
      tag: 'Processes',
      summary: 'Say something to a process: book, record, correct, answer …',
      body: commandBody,
      examples,
      handle: async ({ actor, body, key, params }) => {
        const { kind, payload } = parsed(said, body);
        return shown(await useCases.command(params['id'] ?? '', { actor, key, kind, payload }));
      },
    },
    {
      method: 'post',
      path: '/v1/alerts/{id}/answer',
      tag: 'Alerts',
      summary: 'Answer an alert; its id is `<process id>~<alert id>`',
      body: answerBody,
      examples: {
        'will-do': {
          summary: 'it will be done',
          value: { kind: 'will-do', text: 'review is booked for Thursday', byOn: '2026-04-09', who: 'person-4' },
        },
      },
      handle: async ({ actor, body, key, params }) => {
        const id = params['id'] ?? '';
        const [processId, alertId] = [id.slice(0, Math.max(0, id.indexOf('~'))), id.slice(id.indexOf('~') + 1)];
        const answer = parsed(answerBody, body);
        return shown(
          await useCases.command(processId, { actor, key, kind: 'answer-alert', payload: { alertId, ...answer } }),
        );
      },
    },
  ];
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.') || 'body',
    message: issue.message,
  }));
  throw new Refused('invalid-content', { fields });
}

/** What a command is answered with: what it changed, and what is due now. */
function shown({ processId, events, standing, repeated }: Changed): object {
  return { processId, events, stage: standing.stage, duties: standing.duties, repeated };
}

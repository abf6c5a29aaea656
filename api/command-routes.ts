import { z } from 'zod';
import type { Changed, UseCases } from '../use-cases/index.ts';
import { COMMANDS, OFFERS } from '../use-cases/offers/index.ts';
import { parsed } from '../use-cases/parsed.ts';
import { CHANGED } from './answers.ts';
import type { Route } from './route.ts';

const commandBody = z.union(
  [...COMMANDS].map(([kind, { content: payload, process }]) =>
    z
      .strictObject({ kind: z.literal(kind), payload })
      .meta({ id: kind, title: kind, description: process === null ? 'to every kind of process' : `to ${process}` }),
  ),
);
const childRef = z.string().max(100).meta({ description: 'the child, by the reference of GET /v1/children' });

/** How each kind of process is opened: body and example. */
const openings = OFFERS.flatMap(({ kind, opening, commands }) => {
  const offered = opening === null ? undefined : commands[opening.with];
  if (kind === null || opening === null || offered === undefined) return [];
  const about = opening.subject === 'child';
  const command = z.strictObject({ kind: z.literal(opening.with), payload: offered.content });
  const body = z.strictObject({ kind: z.literal(kind), command, ...(about ? { childRef } : {}) });
  const said = { kind: opening.with, payload: offered.example };
  const value = { kind, ...(about ? { childRef: 'the reference of the child' } : {}), command: said };
  return [{ kind, body, value }];
});
const said = z.looseObject({ kind: z.string(), payload: z.unknown() });
const openingAsked = z.looseObject({ kind: z.string(), childRef: childRef.nullable().default(null), command: said });

const answerBody = z.strictObject({
  kind: z.enum(['will-do', 'facts-wrong', 'cannot']),
  text: z.string(),
  byOn: z.string().nullable().default(null),
  who: z.string().nullable().default(null),
});

const examples = Object.fromEntries(
  [...COMMANDS].map(([kind, { example: payload, process }]) => [
    kind,
    { summary: `${process ?? 'every process'}: ${kind}`.replaceAll('-', ' '), value: { kind, payload } },
  ]),
);

/** Operations that change something. */
export function commandRoutes(useCases: UseCases): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/v1/processes',
      tag: 'Processes',
      summary: 'Open a process with the command that opens its kind, a period of care with the entry into care',
      status: 201,
      body: z.union(openings.map(({ body }) => body)),
      examples: Object.fromEntries(
        openings.map(({ kind, value }) => [kind, { summary: kind.replaceAll('-', ' '), value }]),
      ),
      answer: CHANGED,
      handle: async ({ actor, body, key }) => {
        const { kind: process, childRef, command } = parsed(openingAsked, body);
        return shown(await useCases.open({ process, childRef }, { actor, key, ...command }));
      },
    },
    {
      method: 'post',
      path: '/v1/processes/{id}/commands',
      tag: 'Processes',
      summary: 'Say something to a process: book, record, correct, answer …',
      body: commandBody,
      examples,
      answer: CHANGED,
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
      answer: CHANGED,
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

/** What a command is answered with: what it changed, and what is due now. */
export function shown({ processId, events, standing, repeated }: Changed): object {
  return { processId, events, stage: standing.stage, duties: standing.duties, repeated };
}

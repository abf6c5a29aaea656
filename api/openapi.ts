import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { z } from 'zod';
import { PROBLEM, PROBLEMS_BY_STATUS } from './answers.ts';
import { problemOf, type PROBLEMS } from './problems.ts';
import type { Route } from './route.ts';
import { TAGS } from './tags.ts';

/** For who sees it for the first time. */
const DESCRIPTION = `Review cycles and statutory timescales of children in care.

1. **Sign in**: choose *Authorize* and give a token. On an embedded installation \`npx holdfast token --role iro\` makes one for a day.
2. **Read**: children, duties, alerts.
3. **Say what happened**: each command carries an \`Idempotency-Key\`, new for each command and the same for its repeats.

A refusal is a problem (\`application/problem+json\`) that says what to do.`;

/** The OpenAPI 3.1 document, from the same table and schemas that serve the requests. */
export function openApiDocument(routes: readonly Route[], version: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Holdfast',
        version,
        description: DESCRIPTION,
      },
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      servers: [{ url: '/', description: 'this installation' }],
      security: [{ bearer: [] }],
      paths,
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'the token alone, without the word Bearer',
          },
        },
      },
    },
    { override: withoutMachineBounds },
  );
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const path = z.object(
    Object.fromEntries(names.map((name) => [name, z.string().meta({ description: named(route.path, name) })])),
  );
  const key = z.object({
    'Idempotency-Key': z.string().meta({ description: 'new for each command, the same for its repeats' }),
  });
  return {
    summary: route.summary,
    tags: [route.tag],
    operationId: `${route.method}-${route.path.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '')}`,
    requestParams: {
      ...(names.length === 0 ? {} : { path }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(route.method === 'post' ? { header: key } : {}),
    },
    ...bodyOf(route),
    responses: {
      [String(route.status ?? 200)]: {
        description: route.status === 202 ? 'it was begun; asking again shows how far it is' : 'as asked',
        content: { 'application/json': { schema: route.answer } },
      },
      ...Object.fromEntries(
        Object.entries(PROBLEMS_BY_STATUS)
          .filter(([status]) => status !== '409' || route.method === 'post')
          .map(([status, { description, refusal }]) => [status, problemSaying(description, problemExample(refusal))]),
      ),
      default: problemSaying('refused for another reason, which it says'),
    },
  };
}

function problemSaying(description: string, example?: object): ZodOpenApiResponseObject {
  const content = { schema: PROBLEM, ...(example === undefined ? {} : { example }) };
  return { description, content: { 'application/problem+json': content } };
}

/** The bounds of whole numbers in JavaScript say nothing to a reader, and would be shown as examples. */
function withoutMachineBounds({ jsonSchema }: { readonly jsonSchema: { minimum?: number; maximum?: number } }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** A problem as it is answered. */
function problemExample(refusal: keyof typeof PROBLEMS): object {
  const { status, title, detail } = problemOf(refusal);
  return {
    ...{ type: `urn:holdfast:refusal:${refusal}`, title, status, detail, refusal },
    correlationId: '331b153a-7724-4c1e-8c1f-191337b95b8e',
    ...(refusal === 'invalid-content' ? { errors: [{ field: 'limit', message: 'must be at least 1' }] } : {}),
  };
}

const NAMED: Readonly<Record<string, string>> = {
  children: 'the child, by `childRef` of GET /v1/children',
  teams: 'the team, by its reference in the directory',
  cover: 'the entry, by `ref` of GET /v1/cover',
  rota: 'the entry, by `ref` of GET /v1/rota',
  alerts: 'the alert, `<process id>~<alert id>`',
};

/** What stands in the address. */
function named(path: string, name: string): string {
  const [, , listed = ''] = path.split('/');
  return NAMED[listed] ?? `\`${name}\` of GET /v1/${listed}`;
}

function bodyOf(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.form !== undefined) {
    const form = route.form.extend({ files: z.array(z.string().meta({ format: 'binary' })) });
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } } };
  }
  if (route.body === undefined) return {};
  return {
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: route.body,
          ...(route.examples === undefined ? {} : { examples: route.examples }),
        },
      },
    },
  };
}

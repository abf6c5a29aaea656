import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { z } from 'zod';
import { PROBLEM, PROBLEMS_BY_STATUS } from './answers.ts';
import type { Route } from './route.ts';

/** The OpenAPI 3.1 document, from the same table and schemas that serve the requests. */
export function openApiDocument(routes: readonly Route[], version: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version,
      description:
        'Review cycles and statutory timescales of children in care. Commands carry an Idempotency-Key; a refusal is a problem that says what to do.',
    },
    servers: [{ url: '/', description: 'this installation' }],
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
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
          .map(([status, description]) => [status, problemSaying(description)]),
      ),
      default: problemSaying('refused for another reason, which it says'),
    },
  };
}

function problemSaying(description: string): ZodOpenApiResponseObject {
  return { description, content: { 'application/problem+json': { schema: PROBLEM } } };
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

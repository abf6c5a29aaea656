import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import type { Route } from './route.ts';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    refusal: z.string().meta({ description: 'the reason as a stable word' }),
    correlationId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

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
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const path = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
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
        description: 'as asked',
        content: { 'application/json': { schema: z.looseObject({}) } },
      },
      default: { description: 'refused', content: { 'application/problem+json': { schema: problem } } },
    },
  };
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

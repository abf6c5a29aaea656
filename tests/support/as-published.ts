import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { RequestHandler } from 'express';

type Operation = {
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema: object }> }>;
};
type Document = {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: object };
};

/** A description as it goes over the wire. */
export function published(document: object): Document {
  return JSON.parse(JSON.stringify(document)) as Document;
}

/** What a JSON answer of the API is, and which of its published schemas it was held to. */
export type Answer = { readonly operation: string; readonly status: number; readonly faults: readonly string[] };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The schemas of all answers of a description, by operation and status; a schema that is none, or refers to none, throws. */
export function answersOf(document: Document): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  ajv.addFormat('date', DAY).addFormat('date-time', INSTANT).addFormat('email', true).addFormat('binary', true);
  ajv.addSchema({ $id: 'openapi', $defs: referring(document.components.schemas) });
  const schemas = new Map<string, ValidateFunction>();
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { responses }] of Object.entries(methods))
      for (const [status, { content }] of Object.entries(responses))
        for (const { schema } of Object.values(content))
          schemas.set(`${method} ${path} ${status}`, ajv.compile(referring(schema)));
  return schemas;
}

/** References point into the document, where each schema is compiled apart. */
function referring(schema: object): object {
  const text = JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi#/$defs/');
  return JSON.parse(text) as object;
}

/** Holds every JSON answer that passes to what the description publishes for it. */
export function heldToDescription(document: Document, seen: (answer: Answer) => void): RequestHandler {
  const schemas = answersOf(document);
  const patterns = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return (request, response, next) => {
    const send = response.json.bind(response);
    response.json = (body: unknown) => {
      const { path } = patterns.find(({ pattern }) => pattern.test(request.path)) ?? { path: null };
      if (path !== null) {
        const operation = `${request.method.toLowerCase()} ${path}`;
        const status = response.statusCode;
        const check = schemas.get(`${operation} ${String(status)}`) ?? schemas.get(`${operation} default`);
        // A method that is not offered has no description.
        if (check?.(JSON.parse(JSON.stringify(body))) === false)
          seen({
            operation,
            status,
            faults: (check.errors ?? []).map(
              ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
            ),
          });
        else seen({ operation, status, faults: [] });
      }
      return send(body);
    };
    next();
  };
}

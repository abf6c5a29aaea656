import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import type { Actor } from '../domain/heart/actor.ts';
import { ROLES, type Role } from '../domain/rulebook/role.ts';
import type { Log } from '../platform/log.ts';
import type { Imports } from '../use-cases/imports.ts';
import type { UseCases } from '../use-cases/index.ts';
import { Refused, type Refusal } from '../use-cases/refused.ts';
import { commandRoutes } from './command-routes.ts';
import { engineRoutes, type EnginePort } from './engine-routes.ts';
import { importRoutes } from './import-routes.ts';
import { openApiDocument } from './openapi.ts';
import { mountOperations, type Health } from './operations.ts';
import { problemOf } from './problems.ts';
import { readRoutes } from './read-routes.ts';
import type { Route } from './route.ts';

export type AppDeps = {
  readonly useCases: UseCases;
  readonly imports: Imports;
  readonly engine: EnginePort;
  readonly health: Health;
  readonly verify: (token: string) => Promise<{ readonly person: string; readonly roles: readonly string[] } | null>;
  /** Public keys of the embedded issuer; null where another issues tokens. */
  readonly keys: object | null;
  readonly log: Pick<Log, 'error' | 'info'>;
  readonly version: string;
};

/** Every operation of the API. */
export function routesOf({
  useCases,
  imports,
  engine,
}: Pick<AppDeps, 'useCases' | 'imports' | 'engine'>): readonly Route[] {
  return [
    ...importRoutes(imports),
    ...commandRoutes(useCases),
    ...readRoutes(useCases),
    ...engineRoutes(engine, useCases),
  ];
}

export function createApp(deps: AppDeps): Express {
  const app = express();
  const routes = routesOf(deps);
  const document = openApiDocument(routes, deps.version);
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } },
      strictTransportSecurity: false,
    }),
  );
  app.use(correlate);
  app.use(mountOperations(app, deps.health));
  app.get('/', (_request, response) => {
    response.redirect('/docs/');
  });
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  mountDocs(app);
  if (deps.keys !== null) app.get('/.well-known/jwks.json', (_request, response) => void response.json(deps.keys));
  for (const route of routes) {
    const body = route.isMultipart === true ? [] : [express.json({ limit: '64kb' })];
    app[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), ...body, handlerOf(route, deps));
  }
  app.use((_request, _response, next) => {
    next(new Refused('not-found'));
  });
  app.use(toProblem(deps.log));
  return app;
}

/** The browsable description: from our own disk, so that nothing is loaded from elsewhere. */
function mountDocs(app: Express): void {
  app.get('/docs/swagger-initializer.js', (_request, response) => {
    response
      .type('text/javascript')
      .send(
        `window.onload = () => { window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' }); };`,
      );
  });
  app.use('/docs', express.static(path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))));
}

const correlate: RequestHandler = (request, response, next) => {
  const given = request.get('X-Correlation-Id') ?? '';
  response.set('X-Correlation-Id', /^[\w-]{8,64}$/.test(given) ? given : randomUUID());
  next();
};

function handlerOf(route: Route, deps: AppDeps): RequestHandler {
  return async (request, response) => {
    const actor = await actorOf(request, deps.verify);
    const key = request.get('Idempotency-Key') ?? '';
    if (route.method === 'post' && key === '') throw new Refused('key-missing');
    const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
    const body: unknown = request.body;
    response
      .status(route.status ?? 200)
      .json(await route.handle({ actor, params, query: request.query, body, key, request }));
  };
}

async function actorOf(request: Request, verify: AppDeps['verify']): Promise<Actor> {
  const [scheme = '', token = ''] = (request.get('Authorization') ?? '').split(' ');
  const claims = scheme.toLowerCase() === 'bearer' ? await verify(token) : null;
  if (claims === null) throw new Refused('not-signed-in');
  return { person: claims.person, roles: claims.roles.filter(isRole) };
}

function isRole(role: string): role is Role {
  return ROLES.some((known) => known === role);
}

/** Every error becomes a problem; what is not a refusal is logged and said as "the record cannot be reached". */
function toProblem(log: Pick<Log, 'error'>): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line max-params
  return (error: unknown, _request, response, _next) => {
    const { refusal, detail, fields } = refusalOf(error);
    const said = problemOf(refusal);
    if (refusal === 'record-away') log.error({ err: error }, 'a request failed');
    response
      .status(said.status)
      .type('application/problem+json')
      .json({
        type: `urn:holdfast:refusal:${refusal}`,
        title: said.title,
        status: said.status,
        detail: detail ?? said.detail,
        refusal,
        ...(fields.length === 0 ? {} : { errors: fields }),
      });
  };
}

type Described = { readonly refusal: Refusal; readonly detail: string | null; readonly fields: Refused['fields'] };

function refusalOf(error: unknown): Described {
  if (error instanceof Refused)
    return {
      refusal: error.refusal,
      detail: error.message === error.refusal ? null : error.message,
      fields: error.fields,
    };
  if (error instanceof z.ZodError) {
    return {
      refusal: 'invalid-content',
      detail: null,
      fields: error.issues.map((issue) => ({ field: issue.path.map(String).join('.'), message: issue.message })),
    };
  }
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (status === 413) return { refusal: 'too-large', detail: null, fields: [] };
  if (status === 400) return { refusal: 'invalid-content', detail: 'The body is not JSON.', fields: [] };
  return { refusal: 'record-away', detail: null, fields: [] };
}

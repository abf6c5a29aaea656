import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Actor } from '../domain/heart/actor.ts';
import { isRole } from '../domain/rulebook/role.ts';
import type { Log } from '../platform/log.ts';
import type { Adoptions } from '../use-cases/adoptions.ts';
import type { Deliveries } from '../use-cases/deliveries.ts';
import type { Feeds } from '../use-cases/feeds.ts';
import type { GoLive } from '../use-cases/go-live.ts';
import type { Imports } from '../use-cases/imports.ts';
import type { UseCases } from '../use-cases/index.ts';
import { Refused } from '../use-cases/refused.ts';
import { adoptionRoutes } from './adoption-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { bodyReader, refuseUnkeepable } from './content.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { engineRoutes, type EnginePort } from './engine-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { goLiveRoutes } from './go-live-routes.ts';
import { importRoutes } from './import-routes.ts';
import { openApiDocument } from './openapi.ts';
import { measureRoutes } from './measure-routes.ts';
import { mountOperations, type Health } from './operations.ts';
import { mountPages } from './pages.ts';
import { peopleRoutes, type PeopleUseCases } from './people-routes.ts';
import { readRoutes } from './read-routes.ts';
import type { Route } from './route.ts';
import { toProblem } from './to-problem.ts';

export type AppDeps = {
  readonly useCases: UseCases;
  readonly imports: Imports;
  readonly feeds: Feeds;
  readonly adoptions: Adoptions;
  readonly people: PeopleUseCases;
  readonly deliveries: Deliveries;
  readonly goLive: GoLive;
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
  feeds,
  adoptions,
  people,
  deliveries,
  goLive,
  engine,
  version,
}: Pick<
  AppDeps,
  'useCases' | 'imports' | 'feeds' | 'adoptions' | 'people' | 'deliveries' | 'goLive' | 'engine' | 'version'
>): readonly Route[] {
  return [
    ...importRoutes(imports),
    ...feedRoutes(feeds),
    ...commandRoutes(useCases),
    ...readRoutes(useCases),
    ...measureRoutes(useCases),
    ...engineRoutes(engine, useCases),
    ...adoptionRoutes(adoptions, version),
    ...peopleRoutes(people),
    ...deliveryRoutes(deliveries),
    ...goLiveRoutes(goLive),
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
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  mountPages(app);
  if (deps.keys !== null) app.get('/.well-known/jwks.json', (_request, response) => void response.json(deps.keys));
  for (const route of routes) {
    app[route.method](pathOf(route), ...bodyReader(route), handlerOf(route, deps));
  }
  for (const path of new Set(routes.map(pathOf))) app.all(path, refuseMethod(routes, path));
  app.use((_request, _response, next) => {
    next(new Refused('not-found'));
  });
  app.use(toProblem(deps.log));
  return app;
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
    refuseUnkeepable(request);
    response
      .status(route.status ?? 200)
      .json(await route.handle({ actor, params, query: request.query, body, key, request }));
  };
}

function pathOf(route: Route): string {
  return route.path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** What is there and is asked in another way than it is offered. */
function refuseMethod(routes: readonly Route[], path: string): RequestHandler {
  const offered = routes.filter((route) => pathOf(route) === path).map(({ method }) => method.toUpperCase());
  return (_request, response, next) => {
    response.set('Allow', offered.join(', '));
    next(new Refused('method-not-offered', { detail: `Here is offered: ${offered.join(', ')}.` }));
  };
}

async function actorOf(request: Request, verify: AppDeps['verify']): Promise<Actor> {
  const [scheme = '', token = ''] = (request.get('Authorization') ?? '').split(' ');
  const claims = scheme.toLowerCase() === 'bearer' ? await verify(token).catch(issuerAway) : null;
  if (claims === null) throw new Refused('not-signed-in');
  return { person: claims.person, roles: claims.roles.filter(isRole) };
}

function issuerAway(): never {
  throw new Refused('issuer-away');
}

import type { EntryKind } from '../domain/people/entries.ts';
import type { Allocations } from '../use-cases/allocations.ts';
import { IDENTIFICATION, NIGHT_ENTRY, type OutOfHours } from '../use-cases/out-of-hours.ts';
import type { People } from '../use-cases/people.ts';
import { ENTRY_SCHEMAS } from '../use-cases/people-schemas.ts';
import { shown } from './command-routes.ts';
import { APPLIED, isApplied, readFile, readForm } from './form.ts';
import { pageQuery } from './queries.ts';
import { CHANGED, listOf, pageOf } from './answers.ts';
import { ALLOCATION_FILE, DIRECTORY_CHANGE, ENTRIES, IDENTIFIED, PEOPLE_FILES, SAVED } from './people-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

export type PeopleUseCases = {
  readonly people: People;
  readonly allocations: Allocations;
  readonly outOfHours: OutOfHours;
};

const always = { fromOn: '2026-03-02', toOn: null };

type Listed = {
  readonly kind: EntryKind;
  readonly path: string;
  readonly lists: string;
  readonly saves: string;
  readonly withdraws?: string;
  readonly example: object;
};
const LISTED: readonly Listed[] = [
  {
    kind: 'person',
    path: 'people',
    lists: 'People, each from the first to the last day here',
    saves: 'Record or change a person',
    example: { ref: 'person-4', name: 'Test Person Four', email: 'person-4@example.org', ...always },
  },
  {
    kind: 'team',
    path: 'teams',
    lists: 'Teams, and what each stands below',
    saves: 'Record or change a team',
    example: { ref: 'north', name: 'North team', above: 'children' },
  },
  {
    kind: 'post',
    path: 'posts',
    lists: 'Posts: who holds which role, in a team or for the whole authority',
    saves: 'Record or change a post',
    example: { person: 'person-4', role: 'team-manager', team: 'north', ...always },
  },
  {
    kind: 'cover',
    path: 'cover',
    lists: 'Cover: who acts for whom while they are away',
    saves: 'Record or change cover',
    withdraws: 'Withdraw cover; the log keeps it',
    example: { person: 'person-4', by: 'manager-north', fromOn: '2026-08-03', toOn: '2026-08-14' },
  },
  {
    kind: 'rota',
    path: 'rota',
    lists: 'Rota: who is on call in a role, to the minute',
    saves: 'Record or change a time on call',
    withdraws: 'Withdraw a time on call; the log keeps it',
    example: {
      role: 'service-manager',
      person: 'person-4',
      fromAt: '2026-03-06T17:00:00Z',
      toAt: '2026-03-09T08:00:00Z',
    },
  },
  {
    kind: 'worker',
    path: 'workers',
    lists: 'Workers of returns and feeds, and which person each is',
    saves: 'Say which person a worker is, by `ref` of GET /v1/imports/{id}/workers',
    withdraws: 'Take back which person a worker is; the log keeps it',
    example: { ref: 'd1f0a6c2b7e84935', person: 'person-4' },
  },
];

/** Operations of the directory: people, teams, posts, cover, rota; and what its files say of children. */
export function peopleRoutes({ people, allocations, outOfHours }: PeopleUseCases): readonly Route[] {
  return [
    ...LISTED.flatMap((listed) => entryRoutes(people, listed)),
    {
      method: 'get',
      path: '/v1/directory/changes',
      tag: 'People',
      summary: 'Who changed what of the directory, the latest first',
      query: pageQuery,
      answer: pageOf(DIRECTORY_CHANGE),
      handle: ({ actor, query }) => people.changes(actor, parsed(pageQuery, query)),
    },
    {
      method: 'post',
      path: '/v1/people/imports',
      tag: 'People',
      summary: 'Read people.csv and teams.csv: what would change, or with apply=yes changes (multipart/form-data)',
      form: APPLIED,
      answer: PEOPLE_FILES,
      handle: async ({ actor, key, request }) => {
        const { files, fields } = await readForm(request);
        return people.importFiles({ actor, key, files, apply: isApplied(fields) });
      },
    },
    {
      method: 'post',
      path: '/v1/allocations/imports',
      tag: 'People',
      summary:
        'Read allocations.csv: worker, IRO, team … of each child; with apply=yes it is told (multipart/form-data)',
      form: APPLIED,
      answer: ALLOCATION_FILE,
      handle: async ({ actor, key, request }) => {
        return allocations.take({ actor, key, ...(await readFile(request)) });
      },
    },
    {
      method: 'post',
      path: '/v1/out-of-hours',
      tag: 'Processes',
      summary: 'Record at night that a child has come into care: child, place, legal basis, time',
      status: 201,
      body: NIGHT_ENTRY,
      examples: {
        night: {
          summary: 'police protection, the child not known',
          value: { localReference: null, place: 'with a foster carer', legalBasis: 'L2', at: '2026-03-02T23:40:00Z' },
        },
      },
      answer: CHANGED,
      handle: async ({ actor, key, body }) => shown(await outOfHours.enter({ actor, key, body })),
    },
    {
      method: 'post',
      path: '/v1/children/{ref}/identification',
      tag: 'Children',
      summary: 'Say by its local reference who a child is that was not known at night',
      body: IDENTIFICATION,
      examples: { known: { summary: 'found by day', value: { localReference: '9000001' } } },
      answer: IDENTIFIED,
      handle: ({ actor, key, params, body }) =>
        outOfHours.identify({ actor, key, childRef: params['ref'] ?? '', body }),
    },
  ];
}

function entryRoutes(people: People, { kind, path, lists, saves, withdraws, example }: Listed): readonly Route[] {
  const at = { path: `/v1/${path}`, tag: 'People' } as const;
  const listing: Route = {
    ...at,
    method: 'get',
    summary: lists,
    answer: listOf(ENTRIES[kind]),
    handle: async ({ actor }) => ({ items: await people.list(actor, kind) }),
  };
  const saving: Route = {
    ...at,
    method: 'post',
    summary: saves,
    body: ENTRY_SCHEMAS[kind],
    examples: { [kind]: { summary: saves, value: example } },
    answer: SAVED,
    handle: ({ actor, key, body }) => people.save({ actor, key, kind, body }),
  };
  if (withdraws === undefined || (kind !== 'cover' && kind !== 'rota' && kind !== 'worker')) return [listing, saving];
  const withdrawal: Route = {
    ...at,
    method: 'post',
    path: `/v1/${path}/{ref}/withdrawal`,
    summary: withdraws,
    answer: SAVED,
    handle: ({ actor, key, params }) => people.withdraw({ actor, key, kind, ref: params['ref'] ?? '' }),
  };
  return [listing, saving, withdrawal];
}

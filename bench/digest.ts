import { MockActivityEnvironment } from '@temporalio/testing';
import { createDeliveryActivities } from '../activities/delivery.ts';
import type { ApiClient } from '../cli/api-client.ts';
import { LAW, type Parts } from '../cli/own-parts.ts';
import { addDays } from '../domain/calendar/calendar-date.ts';
import { instant, londonDateOf, type Instant } from '../domain/calendar/instant.ts';
import { digestOf } from '../domain/delivery/digest-day.ts';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import { mailFolder, mailsIn, startMailSink } from '../platform/mail/sink.ts';
import { createSmtpChannel } from '../platform/mail/smtp.ts';
import { findFreePort } from '../platform/ports.ts';
import { timed, type Figures } from './figures.ts';

const PEOPLE = 400;
const TEAMS = 20;
const WORKERS = PEOPLE - TEAMS;
/** Lines of each child for its worker, and one for the manager of the team. */
const LINES = 5;

type Of = { readonly parts: Parts; readonly api: ApiClient; readonly dataDir: string };

/** The digest of a Monday morning for an authority of 400 people: gathered from what is open, composed and handed to a mail server, one after another. */
export async function measureDigest({ parts, api, dataDir }: Of, figures: Figures): Promise<void> {
  const { prisma } = parts;
  const morning = nextWeek();
  await employ(api);
  const children = await allocate(api);
  await prisma.$executeRawUnsafe(ALERTS, LINES);
  const port = await findFreePort();
  const sink = await startMailSink({ folder: mailFolder(dataDir), port });
  const channel = createSmtpChannel({ url: `smtp://127.0.0.1:${String(port)}`, from: 'holdfast@bench.example' });
  const activities = createDeliveryActivities({
    ...{ prisma, law: LAW, clock: { now: () => morning }, newRef: () => randomIds.next(), channel, workerId: 'bench' },
    ...{ mailDomain: 'bench.example', publicUrl: 'http://127.0.0.1', log: { warn: () => undefined } },
  });
  const run = <Answer>(activity: (given: { readonly digest: boolean }) => Promise<Answer>): Promise<Answer> =>
    new MockActivityEnvironment().run(activity, { digest: true });
  const [gathered, gatheredMs] = await timed(() => run(activities.gather));
  const [, sentMs] = await timed(async () => {
    for (let more = true; more;) more = (await run(activities.send)).more;
  });
  const received = (await mailsIn(mailFolder(dataDir)).list(PEOPLE * 4)).map(({ messageId }) => messageId);
  const digests = await prisma.delivery.findMany({ where: { kind: 'digest' }, select: { messageId: true } });
  const once = digests.filter(({ messageId }) => received.filter((id) => id === messageId).length === 1).length;
  channel.close();
  await sink.stop();
  const [lines] = await prisma.$queryRawUnsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM delivery_alert a JOIN delivery d ON d.id = a.delivery_id WHERE d.kind = 'digest'`,
  );
  figures.add({
    what: `digest for ${String(gathered)} people, ${String(lines?.count ?? 0)} lines about ${String(children)} children: gathered`,
    measured: `${(gatheredMs / 1_000).toFixed(2)} s`,
  });
  figures.add({
    what: `the same, composed and sent one after another; received once ${String(once)}`,
    measured: `${(sentMs / 1_000).toFixed(1)} s`,
    target: 'each in one mail',
    met: gathered >= Math.min(WORKERS, children) && digests.length === gathered && once === gathered,
  });
}

/** The next morning on which the week's summary is gathered too. */
function nextWeek(): Instant {
  let on = addDays(londonDateOf(systemClock.now()), 1);
  while (!digestOf(on, LAW.calendar).includes('weekly')) on = addDays(on, 1);
  return instant(`${on}T08:30:00.000Z`);
}

/** Teams, a manager of each, and workers in all of them; every team is told. */
async function employ(api: ApiClient): Promise<void> {
  const team = (place: number): string => `team-${String(place % TEAMS)}`;
  const all = (count: number, row: (place: number) => string): string =>
    Array.from({ length: count }, (_none, place) => row(place)).join('\n');
  const person = (ref: string, role: string, of: string): string =>
    `${ref},Test ${ref},${ref}@bench.example,${role},${of},01/01/2020,`;
  await take(api, '/v1/people/imports', {
    'teams.csv': `team,name,above\n${all(TEAMS, (place) => `${team(place)},Team ${String(place)},`)}\n`,
    // What nobody holds the role for reaches the first manager.
    'people.csv': `person,name,email,role,team,from,to\n${person('manager-0', 'fallback', '')}\n${all(TEAMS, (place) => person(`manager-${String(place)}`, 'team-manager', team(place)))}\n${all(WORKERS, (place) => person(`worker-${String(place)}`, 'social-worker', team(place)))}\n`,
  });
  for (let place = 0; place < TEAMS; place += 1)
    await api.post(`/v1/teams/${team(place)}/go-live`, { recoverBy: null, recovery: null });
}

/** Every child in care has a worker, and the worker's team; gives how many children. */
async function allocate(api: ApiClient): Promise<number> {
  const children: string[] = [];
  type Page = { readonly items: readonly { readonly localReference: string }[]; readonly next: string | null };
  for (let after: string | null = ''; after !== null;) {
    const page: Page = await api.get(`/v1/children?limit=200&inCare=true${after === '' ? '' : `&after=${after}`}`);
    children.push(...page.items.map(({ localReference }) => localReference));
    after = page.next;
  }
  const rows = children.flatMap((child, place) => [
    `${child},social-worker,worker-${String(place % WORKERS)},20/11/2026,`,
    `${child},team,team-${String((place % WORKERS) % TEAMS)},20/11/2026,`,
  ]);
  await take(api, '/v1/allocations/imports', { 'allocations.csv': `child,role,who,from,to\n${rows.join('\n')}\n` });
  return children.length;
}

async function take(api: ApiClient, place: string, files: Readonly<Record<string, string>>): Promise<void> {
  const form = new FormData();
  form.set('apply', 'yes');
  for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
  const { rows, taken } = await api.post<{ readonly rows: number; readonly taken: number }>(place, form);
  if (taken < rows) throw new Error(`${String(rows - taken)} rows of ${place} were not taken`);
}

/** Reminders of what each child is owed, for its worker, and of the earliest for the manager: ladders would raise them over months. */
const ALERTS = `
INSERT INTO alert (process_id, id, subject_ref, duty_id, rule_id, due_on, dated_by, reason, role, person, urgency, raised_at, status)
SELECT d.process_id, 'a9' || lpad((row_number() OVER (PARTITION BY d.process_id ORDER BY d.due_on, d.id, told.role))::text, 6, '0'), d.subject_ref, d.id,
       d.rule_id, d.due_on, d.dated_by, 'reminder', told.role, told.person, 'digest', now(), 'open'
  FROM (SELECT *, row_number() OVER (PARTITION BY process_id ORDER BY due_on, id) AS place FROM duty WHERE status = 'open') d
  JOIN child_overview o ON o.process_id = d.process_id AND o.in_care
  JOIN LATERAL (VALUES ('social-worker', o.allocated_worker, $1::int), ('team-manager', NULL, 1)) AS told(role, person, lines) ON d.place <= told.lines`;

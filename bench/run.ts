import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { arch, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ApiClient } from '../cli/api-client.ts';
import { stopSignal } from '../cli/stop-signal.ts';
import { measureBurst, measureRestart } from './burst.ts';
import { measureChild } from './child.ts';
import { measureCommands } from './commands.ts';
import { measureDigest } from './digest.ts';
import { measureFeed } from './feed.ts';
import { createFigures, tableOf, type Figures } from './figures.ts';
import { createFloor, untilTaken, type Floor } from './floor.ts';
import { importChildren, quiet } from './import.ts';
import { startInstallation, type Installation, type Service } from './installation.ts';
import { measureLists, synthesiseRows } from './lists.ts';
import { measureRedating } from './redating.ts';

const SCENARIOS = [
  'import',
  'commands',
  'burst',
  'redating',
  'restart',
  'lists',
  'child',
  'feed',
  'digest',
  'lists-many',
] as const;
type Scenario = (typeof SCENARIOS)[number];

const HELP = `npm run bench -- [--children <n>] [--only <scenario>,…] [--keep <folder>]

Measures a Holdfast of its own beside plain Temporal in the same engine, and prints one table.
  --children <n>    children of the return (default 1400: minutes; 14000 takes half an hour)
  --only <…>        ${SCENARIOS.join(', ')}; the return is imported where a scenario needs children
  --keep <folder>   data directory that is kept; one that holds children is used as it is, without another import
`;

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '1400' },
    only: { type: 'string' },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const children = Number(values.children);
const only = values.only?.split(',') ?? SCENARIOS;
const isAsked = (scenario: Scenario): boolean => only.includes(scenario);
const isSound =
  Number.isInteger(children) && children > 0 && only.every((name) => SCENARIOS.some((one) => one === name));

const BURST = 1_400;
const OVERDUE_AT_RESTART = 200;
const FLOOR_STARTS = 400;
const MANY = 100_000;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function measure(installation: Installation, floor: Floor, figures: Figures): Promise<void> {
  const { parts, worker, api, stopServices } = installation;
  const [first, second] = [await installation.as('bench-1'), await installation.as('bench-2')];
  const isEmpty = (await parts.prisma.childOverview.count()) === 0;
  const needsChildren = ['import', 'redating', 'lists', 'child', 'digest', 'lists-many'] as const;
  say('the floor: plain workflows …');
  const before = await floor.startsASecond(FLOOR_STARTS);
  let startsASecond = before;
  if (isEmpty && needsChildren.some(isAsked)) {
    say(`a return of ${String(children)} children …`);
    const armedASecond = await importChildren({ api: first, engine: parts.engine }, children, figures);
    await quiet(first, 5_000);
    const stepsTaken = await parts.prisma.event.count({ where: { kind: 'step-taken' } });
    startsASecond = (before + (await floor.startsASecond(FLOOR_STARTS))) / 2;
    const ratio = startsASecond / armedASecond;
    figures.add({
      what: `armed a second, and ${(stepsTaken / children).toFixed(1)} steps taken for each child that were due`,
      measured: `${armedASecond.toFixed(0)}: ${ratio.toFixed(2)} of the floor's time`,
      floor: `${startsASecond.toFixed(0)} a second`,
      target: 'within 1.25 of the floor',
      met: ratio <= 1.25,
    });
    await quiet(first, 60_000);
    await memory('worker, asleep: all armed, idle for a minute', { service: worker, under: 400 }, figures);
  }
  if (isAsked('commands')) await measureCommands(first, figures);
  if (isAsked('burst')) {
    say(`${String(BURST)} steps in one second …`);
    await measureBurst({ parts, floor, startsASecond }, BURST, figures);
    await memory(`worker, ${String(BURST)} awake`, { service: worker, under: 700 }, figures);
    await quiet(first, 60_000);
    await memory('worker, asleep again after that', { service: worker, under: 400 }, figures);
  }
  if (isAsked('redating')) {
    await measureRedating(first, second, figures);
    // Workflows look again at what moved: what follows is measured by itself.
    await untilTaken(() => parts.engine.backlog());
    await quiet(first, 30_000);
  }
  if (isAsked('lists')) {
    // What was written before would be tidied up and written out while lists are measured.
    for (const tidied of ['VACUUM ANALYZE', 'CHECKPOINT']) await parts.prisma.$executeRawUnsafe(tidied);
    await measureLists(first, { children: await parts.prisma.childOverview.count(), underMs: 20 }, figures);
  }
  if (isAsked('child'))
    await measureChild(first, { children: await parts.prisma.childOverview.count(), underMs: 30 }, figures);
  if (isAsked('feed')) {
    say(`a daily feed of ${String(children)} children, and the next with 2 in 100 changed …`);
    await feeding(first, figures);
  }
  if (isAsked('digest')) {
    say('the digest of a Monday for 400 people …');
    await measureDigest({ parts, api: first, dataDir: installation.dataDir }, figures);
  }
  await highest('worker, highest so far', worker, figures);
  if (isAsked('restart')) await measureRestart({ installation, startsASecond }, OVERDUE_AT_RESTART, figures);
  await memory('API', { service: api, under: 300 }, figures);
  if (!isAsked('lists-many')) return;
  say(`${String(MANY)} children …`);
  await stopServices();
  await parts.close();
  const many = await synthesiseRows(parts.databaseUrl, 'bench_many', MANY);
  const { service, client } = await installation.serveOn('bench_many');
  await measureLists(client, { children: many, underMs: 30 }, figures);
  await memory(`API, with ${String(many)} children`, { service, under: 300 }, figures);
}

async function feeding(api: ApiClient, figures: Figures): Promise<void> {
  const fed = await measureFeed(api, children);
  figures.add({
    what: `daily feed of ${String(fed.children)} children, the first`,
    measured: `${fed.firstS.toFixed(1)} s`,
  });
  figures.add({
    what: `the next, ${String(fed.changedChildren)} children changed`,
    measured: `${fed.appliedS.toFixed(1)} s (compared after ${fed.stagedS.toFixed(1)} s)`,
  });
}

async function memory(
  what: string,
  { service, under }: { readonly service: Service; readonly under: number },
  figures: Figures,
): Promise<void> {
  const { now } = await service.memory();
  const target = `under ${String(under)} MB`;
  figures.add({ what: `memory of the ${what}`, measured: `${now.toFixed(0)} MB`, target, met: now < under });
}

async function highest(what: string, service: Service, figures: Figures): Promise<void> {
  figures.add({ what: `memory of the ${what}`, measured: `${(await service.memory()).highest.toFixed(0)} MB` });
}

if (values.help || !isSound) {
  (isSound ? process.stdout : process.stderr).write(HELP);
  process.exitCode = isSound ? 0 : 2;
} else {
  const dataDir = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'holdfast-bench-')));
  const figures = createFigures(say);
  const installation = await startInstallation(dataDir);
  const floor = await createFloor(installation.parts);
  try {
    // Interrupted, it stops the servers that it started.
    await Promise.race([measure(installation, floor, figures), stopSignal()]);
  } finally {
    // Interrupted at work the floor cannot be stopped cleanly; the servers are stopped all the same.
    await floor.stop().catch(() => undefined);
    await installation.stop();
    if (values.keep === undefined && existsSync(dataDir)) await rm(dataDir, { recursive: true, force: true });
    // A kill -9 of a run leaves what it measured on the terminal; a run that fails prints the table of what it has.
    process.stdout.write(
      `${cpus()[0]?.model ?? arch()}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 2 ** 30))} GiB; Node ${process.version}\n${tableOf(figures.all)}\n`,
    );
  }
}

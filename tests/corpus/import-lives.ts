import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonInstant } from '../../domain/calendar/instant.ts';
import { compareChild, type ToldByDeliveries } from '../../domain/feeds/ssda903/compare-child.ts';
import type { Delivered, Recorded } from '../../domain/feeds/ssda903/compare.ts';
import { childrenOf, type ReturnChild } from '../../domain/feeds/ssda903/periods.ts';
import { stageFeed } from '../../domain/feeds/ssd/stage.ts';
import { finished } from '../../domain/in-steps.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import type { Telling } from '../../domain/heart/fact.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { Process } from '../../domain/heart/process.ts';
import type { JsonObject } from '../../domain/json.ts';
import { CONNECTED_CARER } from '../../domain/processes/connected-carer/index.ts';
import { FAMILY_FINDING } from '../../domain/processes/family-finding/index.ts';
import { MISSING_EPISODE } from '../../domain/processes/missing-episode/index.ts';
import { readCsv } from '../../platform/csv.ts';
import { aReturn, childrenOfReturn } from '../domain/feeds/ssda903/a-return.ts';
import { changedRows, feedFiles, ONE_CHILD } from '../domain/feeds/ssd-feed.ts';
import { who } from '../support/child.ts';
import { Stream, SUBJECT } from '../support/stream.ts';
import type { Lived } from './lives.ts';

type Tables = Parameters<typeof feedFiles>[0];

/** What happens on a day: a feed of these tables or a return of these episodes is read, somebody says something, or time passes. */
type Happening =
  | readonly [on: string, what: 'feed', tables: Tables]
  | readonly [on: string, what: 'return', episodes: readonly string[]]
  | readonly [on: string, what: 'say', command: readonly [kind: string, payload: JsonObject]]
  | readonly [on: string, what: 'take back' | 'wait'];

const FROM = calendarDate('2000-01-01');

/** A process of a child that an import opened, read, compared and told as every import is. */
function importedLife<State extends JsonObject>(
  process: Process<State>,
  kind: ToldByDeliveries,
  happenings: readonly Happening[],
): () => Lived {
  return () => {
    const stream = new Stream(process);
    for (const [day, what, content] of happenings) {
      const on = calendarDate(day);
      const now = londonInstant(on, '02:30');
      stream.waitUntil(now);
      if (what === 'feed' || what === 'return') {
        const child = what === 'feed' ? fed(content, day) : returned(content, day);
        const delivered = {
          by: what,
          asAt: on,
          coversFrom: FROM,
          allocationsFrom: FROM,
          missingFrom: FROM,
          searchesFrom: FROM,
        } as const;
        const payload = told(stream, { kind, child, delivered });
        if (payload !== null) stream.command(now, 'take-return', payload, HOLDFAST);
      } else if (what === 'say') {
        const { refusal } = stream.command(now, content[0], { on: day, ...content[1] }, who('nominated-officer'));
        if (refusal !== null) throw new Error(`this life cannot be told: ${content[0]}, ${refusal}`);
      } else if (what === 'take back')
        stream.command(now, 'withdraw-return', { importId: `import of ${happenings[0]?.[0] ?? ''}` }, HOLDFAST);
    }
    return { kind: process.kind, events: stream.events };
  };
}

function fed(tables: Tables, asAt: string): ReturnChild {
  const files = feedFiles(tables).map(({ name, bytes }) => readCsv(name, bytes));
  const feed = finished(stageFeed(files, { asAt: calendarDate(asAt) }));
  return only(finished(childrenOf(feed.told, { by: 'feed', importId: `import of ${asAt}`, workers: new Map() })));
}

function returned(episodes: readonly string[], asAt: string): ReturnChild {
  return only(childrenOfReturn(aReturn({ episodes }, asAt), `import of ${asAt}`));
}

function only([child]: readonly ReturnChild[]): ReturnChild {
  if (child === undefined) throw new Error('a delivery of one child');
  return child;
}

/** The payload by which a delivery tells one process what is new, corrected and gone; null: nothing. */
function told<State extends JsonObject>(
  stream: Stream<State>,
  {
    kind,
    child,
    delivered,
  }: { readonly kind: ToldByDeliveries; readonly child: ReturnChild; readonly delivered: Delivered },
): JsonObject | null {
  const of = {
    'period-of-care': child.periods,
    'missing-episode': child.absences,
    'family-finding': child.searches,
    'connected-carer': child.stays,
  };
  const brought = of[kind].map((own) => ({ ...own, kind, processId: 'new', isWhole: true }));
  const [change] = compareChild(recordedIn(stream, kind), brought, delivered);
  if (change === undefined) return null;
  const { told: tellings, corrected, withdrawn } = change.differences;
  const { by, asAt } = delivered;
  const importId = `import of ${asAt}`;
  const source = { by, importId, key: `reading:${asAt}`, asAt };
  const reading = change.isLaterReading ? [{ kind: 'return-read', on: asAt, payload: { asAt }, source }] : [];
  const named = (telling: Telling): Telling =>
    telling.kind === 'child-joined-carer'
      ? { ...telling, payload: { ...telling.payload, childRef: SUBJECT } }
      : telling;
  return {
    ...{ importId, asAt, reason: `${by} as at ${asAt}`, withdrawn },
    told: [...reading, ...tellings.map(named)],
    corrected: corrected.map(({ because, telling, ...item }) => ({
      ...item,
      telling: named(telling),
      reason: because,
    })),
  };
}

const STARTS: Readonly<Record<ToldByDeliveries, string>> = {
  'period-of-care': 'entered-care',
  'missing-episode': 'went-missing',
  'family-finding': 'adoption-plan-set',
  'connected-carer': 'child-joined-carer',
};

function recordedIn<State extends JsonObject>(
  { kept, events, process }: Stream<State>,
  kind: ToldByDeliveries,
): readonly (Recorded & { readonly kind: ToldByDeliveries })[] {
  const facts = [...readHistory(events, process).facts.values()];
  const start = facts.find((fact) => fact.kind === STARTS[kind]);
  if (kept === null || start === undefined) return [];
  const isFed = facts.some(({ kind: read, source }) => read === 'return-read' && source.by === 'feed');
  return [{ kind, processId: 'known', startOn: start.on, isOpen: !kept.closed, readAsAt: null, isFed, facts }];
}

const WITH_RELATIVES = changedRows('ssd_cla_placement', (row) => row.replace('U4', 'U3'));
const later = (row: string): string => row.replaceAll('2026-03-02', '2026-03-12');
const permanence = (row: string): Tables => ({ ssd_permanence: [ONE_CHILD.ssd_permanence[0], row] });
const missing = (row: string): Tables => ({ ssd_missing: [ONE_CHILD.ssd_missing[0], row] });
const FOR_CHILD = { childRef: SUBJECT };

/** Lives of processes that an import of a return or of a daily feed opened. */
export const IMPORT_LIVES: Readonly<Record<string, () => Lived>> = {
  'connected-carer-of-a-feed': importedLife(CONNECTED_CARER, 'connected-carer', [
    ['2026-04-20', 'feed', WITH_RELATIVES],
    [
      '2026-04-22',
      'feed',
      {
        ssd_cla_placement: (WITH_RELATIVES['ssd_cla_placement'] ?? []).map(later),
        ...changedRows('ssd_cla_episodes', later),
      },
    ],
    ['2026-05-05', 'say', ['give-temporary-approval', { on: '2026-03-11', ...FOR_CHILD, approvedBy: 'demo' }]],
    ['2026-08-03', 'say', ['place-with-carer', { childRef: 'subject-0002' }]],
    ['2026-08-10', 'feed', {}],
    ['2026-09-14', 'wait'],
  ]),
  'connected-carer-of-a-return': importedLife(CONNECTED_CARER, 'connected-carer', [
    ['2026-03-31', 'return', ['9000001 05/01/2026 S V2 U6 02/03/2026 X1', '9000001 02/03/2026 P V2 U1']],
    ['2026-06-01', 'wait'],
    ['2026-06-02', 'take back'],
  ]),
  'family-finding-of-a-feed': importedLife(FAMILY_FINDING, 'family-finding', [
    ['2026-04-20', 'feed', {}],
    ['2026-04-28', 'feed', permanence('A1,9970001,2026-03-03,,2026-04-27')],
    ['2026-05-11', 'say', ['record-introductions', {}]],
    ['2026-06-15', 'feed', permanence('A1,9970001,2026-03-03,,2026-04-24')],
    ['2026-07-06', 'feed', { ssd_permanence: [ONE_CHILD.ssd_permanence[0]] }],
    ['2026-12-01', 'wait'],
  ]),
  'missing-of-a-feed': importedLife(MISSING_EPISODE, 'missing-episode', [
    ['2026-04-20', 'feed', missing('M1,9970001,2026-04-19 22:10:00,M,')],
    ['2026-04-21', 'feed', missing('M1,9970001,2026-04-19 21:40:00,M,')],
    ['2026-04-23', 'feed', missing('M1,9970001,2026-04-19 21:40:00,M,2026-04-22 06:30:00')],
    ['2026-05-11', 'feed', { ssd_missing: [ONE_CHILD.ssd_missing[0]] }],
    ['2026-05-20', 'wait'],
  ]),
};

import type { StreamEvent } from '../../domain/heart/event.ts';
import type { Process } from '../../domain/heart/process.ts';
import type { JsonObject } from '../../domain/json.ts';
import { AUTHORITY } from '../../domain/processes/authority/index.ts';
import { FEED_IMPORT } from '../../domain/processes/feed-import/index.ts';
import { RULE_ADOPTION } from '../../domain/processes/rule-adoption/index.ts';
import { settingsOf, type Settings } from '../../domain/rulebook/settings.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { at, Child, ENTERED, who } from '../support/child.ts';
import { CARE_LIVES } from './care-lives.ts';
import { CHILD, Household, PLACED, SIBLING } from '../support/household.ts';
import { Stream } from '../support/stream.ts';
import { EPISODE_LIVES } from './episode-lives.ts';
import { FAMILY_FINDING_LIVES } from './family-finding-lives.ts';
import { IMPORT_LIVES } from './import-lives.ts';

/** A life as it is played: the kind of process, and all that was recorded of it. Fixed instants, nothing by chance. */
export type Lived = { readonly kind: string; readonly events: readonly StreamEvent[] };

function lifeOf(tell: (child: Child) => void, entry: JsonObject = {}): () => Lived {
  return () => {
    const child = new Child();
    accepted(child.enter(entry));
    tell(child);
    return { kind: child.stream.process.kind, events: child.stream.events };
  };
}

function accepted(refusal: string | null): void {
  if (refusal !== null) throw new Error(`this life cannot be told: ${refusal}`);
}

const say = (child: Child, day: string, [kind, payload]: readonly [string, JsonObject], role: Role = 'iro'): void =>
  accepted(child.say(day, kind, payload, who(role)));
const waitUntil = (child: Child, day: string): void => void child.stream.waitUntil(at(day));
const held = (child: Child, on: string, payload: JsonObject = {}): void => accepted(child.held(on, payload));

/** Whoever an answer is asked of answers the latest such alert. */
function answer(child: Child, day: string, content: JsonObject): void {
  waitUntil(child, day);
  const asked = [...child.stream.alerts.values()].findLast(
    ({ status, answerBy, role }) => status === 'open' && answerBy !== null && role === 'team-manager',
  );
  if (asked === undefined) throw new Error(`nobody is asked on ${day}`);
  const whole = { alertId: asked.id, text: 'made up', byOn: null, who: null, ...content };
  accepted(child.say(day, 'answer-alert', whole, who('team-manager')));
}

const entered = (payload: JsonObject = {}) => ({
  kind: 'entered-care',
  on: '2025-06-02',
  payload: { startKnown: true, legalStatus: 'V2', dateOfBirth: '2016-05-05', ...payload },
});

function settings(id: string, on: string): Settings {
  const pack = settingsOf({
    id,
    bankHolidays: { added: [{ on, name: 'made-up holiday' }], removed: [], publishedThrough: null },
    tighter: [{ ruleId: 'placementplan.prepare', count: { unit: 'working-days', length: 3 } }],
    closureDays: [],
  });
  if (pack === null) throw new Error('no settings');
  return pack;
}

/** Commands of one process that is about no child, each on its day, each by its person. */
function work<State extends JsonObject>(
  process: Process<State>,
  commands: readonly (readonly [day: string, kind: string, payload: JsonObject, person?: string])[],
): Lived {
  const stream = new Stream(process);
  for (const [day, kind, payload, person = 'demo-administrator'] of commands)
    accepted(stream.command(at(day), kind, payload, who('administrator', person)).refusal);
  return { kind: process.kind, events: stream.events };
}

/** Every life of the corpus; its name is the name of its recordings. */
export const LIVES: Readonly<Record<string, () => Lived>> = {
  ...CARE_LIVES,
  'entry-review-leaving': lifeOf((child) => {
    say(child, ENTERED, ['allocate', { on: ENTERED, role: 'iro', person: 'demo-iro' }], 'iro-manager');
    say(child, '2026-03-04', ['record-placement-plan', { on: '2026-03-04' }], 'social-worker');
    say(child, '2026-03-10', ['record-care-plan', { on: '2026-03-10' }], 'social-worker');
    say(child, '2026-03-11', ['book-review', { bookedFor: '2026-03-26', time: '10:00' }]);
    held(child, '2026-03-26', { participation: 'PN1' });
    waitUntil(child, '2026-05-01');
    held(child, '2026-06-12');
    say(child, '2026-09-01', ['record-leaving', { on: '2026-08-31', reason: 'E4A' }], 'social-worker');
  }),
  'late-recording': lifeOf((child) => {
    waitUntil(child, '2026-04-20');
    say(child, '2026-04-20', ['record-review', { on: '2026-03-27', participation: null, moreParts: false }]);
    say(child, '2026-04-21', ['record-care-plan', { on: '2026-03-12' }], 'social-worker');
    waitUntil(child, '2026-07-20');
  }),
  'corrections-and-withdrawals': lifeOf((child) => {
    held(child, '2026-03-24');
    held(child, '2026-06-22');
    const [first, second] = child.facts('review-held').map(({ id }) => id);
    say(child, '2026-06-23', ['correct', { factId: first ?? '', on: '2026-03-26', reason: 'a slip' }]);
    say(child, '2026-06-24', ['withdraw', { factId: second ?? '', reason: 'another child' }]);
    waitUntil(child, '2026-08-03');
  }),
  'return-read-corrected-withdrawn': () => {
    const child = new Child();
    const placed = { kind: 'placement-started', on: '2025-06-02', payload: { code: 'U6', sameCarer: false } };
    const review = { kind: 'review-held', on: '2025-06-20', payload: { participation: 'PN1' } };
    child.take('2026-03-02', { asAt: '2026-02-27', told: [entered(), placed, review] });
    const source = { by: 'return', importId: 'import-2', key: 'row', asAt: '2026-03-31' };
    child.take('2026-04-07', {
      importId: 'import-2',
      asAt: '2026-03-31',
      told: [{ kind: 'review-held', on: '2025-09-12', payload: { participation: 'PN3' } }],
      corrected: [{ factId: child.factId('review-held'), telling: { ...review, on: '2025-06-23', source } }],
      withdrawn: [child.factId('placement-started')],
    });
    child.stream.waitUntil(at('2026-05-05'));
    child.tell('2026-05-06', 'withdraw-return', { importId: 'import-2' });
    return { kind: child.stream.process.kind, events: child.stream.events };
  },
  'adoption-placement-and-disruption': lifeOf(
    (child) => {
      held(child, '2026-03-27');
      say(child, '2026-05-11', ['change-legal-status', { on: '2026-05-11', legalStatus: 'E1' }], 'social-worker');
      held(child, '2026-06-23');
      accepted(child.place('2026-07-06', 'A5'));
      waitUntil(child, '2026-07-20');
      held(child, '2026-07-30');
      accepted(child.place('2026-09-14', 'U6'));
      waitUntil(child, '2026-11-02');
    },
    { legalStatus: 'C1', dateOfBirth: '2024-01-15' },
  ),
  'short-breaks': lifeOf(
    (child) => {
      held(child, '2026-05-29');
      waitUntil(child, '2026-12-07');
    },
    { legalStatus: 'V4' },
  ),
  remand: lifeOf(
    (child) => {
      held(child, '2026-03-25');
      accepted(child.place('2026-04-13', 'R5'));
      waitUntil(child, '2026-07-06');
    },
    { legalStatus: 'J1', dateOfBirth: '2010-05-05' },
  ),
  'early-review': lifeOf((child) => {
    held(child, '2026-03-27');
    const early = { on: '2026-04-20', trigger: 'child-asks', urgent: false, reason: 'made up' };
    say(child, '2026-04-20', ['trigger-early-review', early]);
    say(child, '2026-04-22', ['decline-early-review', { reason: 'made up' }]);
    const urgent = { on: '2026-05-11', trigger: 'risk-of-harm', urgent: true, reason: 'made up' };
    say(child, '2026-05-11', ['trigger-early-review', urgent]);
    waitUntil(child, '2026-05-14');
    held(child, '2026-05-18');
    waitUntil(child, '2026-06-01');
  }),
  'adjourned-and-in-parts': lifeOf((child) => {
    say(child, '2026-03-27', ['adjourn-review', { on: '2026-03-27', missing: 'a report' }]);
    say(child, '2026-04-10', ['record-review-part', { on: '2026-04-10', last: true }]);
    held(child, '2026-06-22', { moreParts: true });
    say(child, '2026-06-29', ['record-review-part', { on: '2026-06-29', last: false }]);
    say(child, '2026-07-06', ['record-review-part', { on: '2026-07-06', last: true }]);
    waitUntil(child, '2026-08-03');
  }),
  'answered-will-do': lifeOf((child) => {
    answer(child, '2026-04-02', { kind: 'will-do', byOn: '2026-04-10', who: 'demo-iro' });
    accepted(child.say('2026-04-09', 'record-review', { on: '2026-04-09', participation: null, moreParts: false }));
  }),
  'answered-facts-wrong': lifeOf((child) => {
    answer(child, '2026-04-02', { kind: 'facts-wrong' });
    waitUntil(child, '2026-04-20');
  }),
  'answered-cannot': lifeOf((child) => {
    answer(child, '2026-04-02', { kind: 'cannot' });
    waitUntil(child, '2026-04-20');
  }),
  'silence-and-a-missed-promise': lifeOf((child) => {
    answer(child, '2026-04-02', { kind: 'will-do', byOn: '2026-04-08', who: 'demo-iro' });
    waitUntil(child, '2026-06-01');
  }),
  'turning-eighteen': lifeOf(
    (child) => {
      held(child, '2026-03-27');
      waitUntil(child, '2026-05-11');
    },
    { dateOfBirth: '2008-05-05' },
  ),
  'settings-adopted-and-rolled-back': lifeOf((child) => {
    const now = at('2026-03-05');
    const cause = 'adoption rule-adoption:1';
    child.stream.change({ now, adopt: { settings: settings('pack-1', '2026-03-16'), cause } });
    waitUntil(child, '2026-03-12');
    child.stream.change({ now: at('2026-03-13'), adopt: { settings: null, cause: `${cause} rolled back` } });
    child.stream.change({ now: at('2026-03-16'), adopt: { settings: settings('pack-2', '2026-03-17'), cause } });
    held(child, '2026-03-27');
    waitUntil(child, '2026-05-04');
  }),
  'permanence-and-supervision': lifeOf((child) => {
    const told = (day: string, kind: string, payload: JsonObject = {}): void =>
      say(child, day, [kind, { on: day, ...payload }], 'team-manager');
    told('2026-03-06', 'record-brothers-and-sisters', { inCare: true });
    told('2026-03-24', 'record-discussion', {
      discussed: 'made up',
      decisions: [
        { what: 'made up', owner: 'person-4', byOn: '2026-04-07' },
        { what: 'made up too', owner: 'person-4', byOn: '2026-04-14' },
        { what: 'made up as well', owner: 'person-5', byOn: '2026-04-21' },
      ],
    });
    held(child, '2026-03-26');
    told('2026-04-02', 'record-review-step', { step: 'plan-explained' });
    const decided = (place: number): string => child.facts('supervision-decided')[place]?.id ?? '';
    told('2026-04-02', 'complete-decision', { decision: decided(0) });
    const reason = 'made up';
    say(child, '2026-04-03', ['move-decision', { decision: decided(1), byOn: '2026-05-05', reason }], 'team-manager');
    say(child, '2026-04-03', ['drop-decision', { decision: decided(2), reason }], 'team-manager');
    told('2026-04-10', 'record-planning-meeting', { outcome: 'made up' });
    told('2026-04-10', 'set-supervision-frequency', { weeks: 8, reason });
    say(
      child,
      '2026-04-10',
      ['set-plan-decision', { side: 'primary', byOn: '2026-05-29', decision: 'made up' }],
      'iro',
    );
    told('2026-05-04', 'record-life-story');
    told('2026-05-20', 'record-together-apart', { outcome: 'together', reason, contactPlan: 'none needed' });
    told('2026-05-28', 'record-plan-decision', { side: 'primary', outcome: 'made up' });
    waitUntil(child, '2026-06-25');
    held(child, '2026-06-25');
    told('2026-07-02', 'record-legal-gateway', { outcome: 'made up' });
    told('2026-07-14', 'record-panel', { outcome: 'made up' });
    const plan = { plan: 'long-term-fostering', legalRoute: 'made up', parallelPlan: null, targetOn: '2026-12-31' };
    const whole = { ...plan, evidence: 'made up', childsView: 'made up', subjectToCourt: null };
    say(child, '2026-08-03', ['ratify-plan', { on: '2026-08-03', ...whole }]);
    waitUntil(child, '2026-11-20');
    told('2026-11-23', 'record-permanence-achieved');
  }),
  contradictions: () => {
    const child = new Child();
    const early = { kind: 'review-held', on: '2025-05-20', payload: { participation: 'PN1' } };
    const left = { kind: 'left-care', on: '2025-09-30', payload: { reason: 'E4A' } };
    const after = { kind: 'review-held', on: '2025-11-03', payload: { participation: 'PN1' } };
    child.take('2026-03-02', { asAt: '2026-02-27', told: [entered(), early, left, after] });
    return { kind: child.stream.process.kind, events: child.stream.events };
  },
  import: () =>
    work(FEED_IMPORT, [
      ['2026-04-07', 'receive-return', { asAt: '2026-03-31' }],
      ['2026-04-07', 'record-preview', { asAt: '2026-03-31', coversFrom: '2025-04-01', children: 300 }],
      ['2026-04-08', 'confirm-import', {}],
      ['2026-04-08', 'finish-import', {}],
      ['2026-04-20', 'withdraw-import', { reason: 'the wrong year' }],
      ['2026-04-20', 'finish-withdrawal', {}],
    ]),
  adoption: () => {
    const proposed = { title: 'made-up holiday', settings: settings('pack-1', '2026-06-05') };
    return work(RULE_ADOPTION, [
      ['2026-04-07', 'propose-adoption', proposed],
      ['2026-04-07', 'record-effects', { processes: 40, moved: 61, overdue: 2 }],
      ['2026-04-08', 'approve-adoption', {}, 'demo-administrator-2'],
      ['2026-04-08', 'stop-adoption', { reason: 'looked at' }],
      ['2026-04-09', 'resume-adoption', {}],
      ['2026-04-09', 'finish-adoption', {}],
      ['2026-05-11', 'roll-back-adoption', { reason: 'not proclaimed' }],
      ['2026-05-11', 'finish-roll-back', {}],
    ]);
  },
  'connected-carer-extended-late-and-secured': () => {
    const household = new Household();
    accepted(household.name());
    household.place();
    household.hears(PLACED, 'entered-care', { dateOfBirth: '2016-05-05' });
    household.place('2026-04-13', SIBLING);
    household.step('2026-03-24', 'checks');
    household.waitUntil('2026-06-25');
    // Approved in time and recorded late: the expiry is taken back.
    accepted(household.extend('2026-06-25', { views: '2026-06-18', iro: '2026-06-18', on: '2026-06-22' }));
    household.hears('2026-07-06', 'placement-started', { code: 'U6' }, { on: '2026-07-03', childRef: SIBLING });
    accepted(household.decide('2026-08-10', 'approved'));
    household.hears('2026-09-24', 'review-held', {});
    accepted(household.secure('2026-11-02', 'application'));
    accepted(household.secure('2027-02-01', 'support-plan'));
    const order = { childRef: CHILD, order: 'special-guardianship' };
    accepted(household.say('2027-02-15', 'record-securing-order', order));
    household.waitUntil('2028-03-01');
    return { kind: household.stream.process.kind, events: household.stream.events };
  },
  'connected-carer-run-out': () => {
    const household = new Household();
    accepted(household.name());
    household.place();
    household.waitUntil('2026-07-06');
    const moved = household.hears('2026-07-06', 'placement-started', { code: 'K2' }, { on: '2026-07-02' });
    household.unhears('2026-07-08', moved);
    accepted(household.decide('2026-07-20', 'approved'));
    accepted(household.say('2026-09-01', 'record-carer-notice'));
    household.waitUntil('2026-10-12');
    return { kind: household.stream.process.kind, events: household.stream.events };
  },
  'connected-carer-stood-still-and-gave-up': () => {
    const household = new Household();
    accepted(household.name());
    accepted(household.step('2026-03-05', 'viability'));
    household.waitUntil('2026-04-13');
    household.place('2026-04-13');
    accepted(household.decide('2026-06-01', 'approved'));
    accepted(household.say('2026-07-01', 'record-carer-notice'));
    household.waitUntil('2026-08-10');
    return { kind: household.stream.process.kind, events: household.stream.events };
  },
  authority: () => {
    const stream = new Stream(AUTHORITY);
    accepted(stream.command(at(ENTERED), 'begin-authority', { by: 'build made-up' }).refusal);
    stream.waitUntil(at('2029-06-01'));
    return { kind: AUTHORITY.kind, events: stream.events };
  },
  ...EPISODE_LIVES,
  ...FAMILY_FINDING_LIVES,
  ...IMPORT_LIVES,
};

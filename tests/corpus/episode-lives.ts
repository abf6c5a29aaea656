import type { Process } from '../../domain/heart/process.ts';
import type { JsonObject } from '../../domain/json.ts';
import { IRO_DISPUTE } from '../../domain/processes/iro-dispute/index.ts';
import { MISSING_EPISODE } from '../../domain/processes/missing-episode/index.ts';
import { PRACTICE_EVALUATION } from '../../domain/processes/practice-evaluation/index.ts';
import { VISITS_AFTER_CARE } from '../../domain/processes/visits-after-care/index.ts';
import { WORKER_SUPERVISION } from '../../domain/processes/worker-supervision/index.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { who } from '../support/child.ts';
import { heard, Kept, moment } from '../support/episode.ts';
import type { Lived } from './lives.ts';

type Saying = readonly [when: string, kind: string, payload: JsonObject, role?: Role];

/** Commands of one process, each at its time by its role, with the steps between; `wait` only lets time pass. */
function lived<State extends JsonObject>(
  process: Process<State>,
  sayings: readonly Saying[],
  hears: readonly ReturnType<typeof heard>[] = [],
): Lived {
  const kept = new Kept(process);
  for (const [when, kind, payload, role = 'social-worker'] of sayings) {
    kept.stream.waitUntil(moment(when));
    if (kind === 'wait') continue;
    const refusal = kept.say(when, kind, payload, who(role));
    if (refusal !== null) throw new Error(`this life cannot be told: ${kind}, ${refusal}`);
    if (kept.stream.commands === 1 && hears.length > 0) kept.stream.heard(moment(when), hears);
  }
  return { kind: process.kind, events: kept.stream.events };
}

const MISSED = '2026-10-23T20:30';

const VISIT = { seen: true, alone: 'yes', visitor: 'person-4', notes: null };

/** Lives of missing episodes, disputes, audits, supervision of workers and visits after care. */
export const EPISODE_LIVES: Readonly<Record<string, () => Lived>> = {
  'missing-found-interviewed': () =>
    lived(
      MISSING_EPISODE,
      [
        [MISSED, 'report-missing', { at: moment(MISSED), absence: 'M', harmSuspected: true }],
        ['2026-10-24T09:00', 'record-strategy', { on: '2026-10-24', decisions: 'made up' }],
        ['2026-10-26T10:00', 'record-found', { at: moment('2026-10-26T08:00'), circumstances: null }],
        ['2026-10-27T10:00', 'offer-return-interview', { at: moment('2026-10-27T10:00') }],
        [
          '2026-10-30T10:00',
          'record-return-interview',
          { at: moment('2026-10-30T10:00'), outcome: 'carried-out', interviewer: 'demo-visitor', independent: true },
        ],
        ['2026-11-09', 'record-safety-plan', { on: '2026-11-09' }],
      ],
      [
        heard('allocated', '2026-03-02', { role: 'team-manager', person: 'demo-team-manager' }),
        heard('went-missing', '2026-09-01', { absence: 'M' }),
        heard('went-missing', '2026-10-01', { absence: 'A' }),
      ],
    ),
  'missing-refused-and-closed': () =>
    lived(MISSING_EPISODE, [
      [MISSED, 'report-missing', { at: moment(MISSED), absence: 'A', exploitation: true }],
      ['2026-10-24T04:00', 'record-found', { at: moment('2026-10-24T04:00') }],
      ['2026-10-25', 'record-return-interview', { at: moment('2026-10-25'), outcome: 'refused', reason: 'made up' }],
      ['2026-11-20', 'close-episode', { on: '2026-11-20', reason: 'made up' }, 'team-manager'],
    ]),
  'dispute-bypasses-and-closes': () =>
    lived(
      IRO_DISPUTE,
      [
        [
          '2026-05-11',
          'raise-dispute',
          { on: '2026-05-11', stage: 'informal', concern: 'review', summary: 'made up' },
          'iro',
        ],
        ['2026-05-14', 'note-privately', { what: 'draft', text: 'made up' }, 'iro'],
        ['2026-05-20', 'move-dispute', { on: '2026-05-20', stage: 'service-manager', reason: 'made up' }, 'iro'],
        ['2026-05-21', 'consider-cafcass', { on: '2026-05-21', refer: true, reason: 'made up' }, 'iro'],
        ['2026-06-01', 'record-dispute-response', { on: '2026-05-29', stage: 'service-manager' }, 'service-manager'],
        ['2026-06-02', 'move-dispute', { on: '2026-06-02', stage: 'director', reason: 'made up' }, 'iro'],
        ['2026-06-03', 'tell-child-of-dispute', { on: '2026-06-03', told: 'advocate', whyNot: null }, 'iro'],
        ['2026-06-22', 'close-dispute', { on: '2026-06-22', outcome: 'resolved', summary: 'made up' }, 'iro'],
      ],
      [heard('allocated', '2026-03-02', { role: 'iro', person: 'demo-iro' })],
    ),
  'audit-recurs-and-closes': () => {
    const action = { what: 'made up', owner: 'person-4', role: 'social-worker', evidence: 'made up' };
    const agreed = [
      { ...action, grade: 'inadequate', byOn: '2026-05-15' },
      { ...action, grade: 'immediate', byOn: '2026-05-12' },
    ];
    const evaluated = {
      theme: 'theme-1',
      grade: 'inadequate',
      experience: 'x',
      progress: 'x',
      findings: 'x',
      actions: agreed,
    };
    // The evaluation is the second event of its stream, its actions the third and fourth.
    const [first, second] = [{ action: 'f3' }, { action: 'f4' }];
    return lived(PRACTICE_EVALUATION, [
      ['2026-05-11', 'record-evaluation', { at: moment('2026-05-11'), ...evaluated }, 'head-of-quality-assurance'],
      ['2026-05-12T09:00', 'complete-action', { at: moment('2026-05-12T09:00'), ...second }],
      ['2026-05-27', 'complete-action', { at: moment('2026-05-27'), ...first }],
      ['2026-06-29', 'record-follow-up', { on: '2026-06-29', findings: 'x' }, 'iro'],
      ['2026-06-30', 'record-recurrence', { at: moment('2026-06-30'), finding: 'x', ...first }, 'iro'],
      ['2026-07-03', 'complete-action', { at: moment('2026-07-03'), ...first }],
      ['2026-08-14', 'record-follow-up', { on: '2026-08-14', findings: 'x' }, 'iro'],
      ['2026-08-17', 'close-evaluation', { on: '2026-08-17', summary: 'x' }, 'director'],
    ]);
  },
  'worker-supervised-away-and-left': () =>
    lived(WORKER_SUPERVISION, [
      [
        '2026-09-01',
        'begin-worker-supervision',
        { on: '2026-09-01', localReference: 'person-4', supervisor: 'person-9', fortnightlyThrough: '2026-09-18' },
        'team-manager',
      ],
      ['2026-09-10', 'book-worker-supervision', { bookedFor: '2026-09-15' }, 'team-manager'],
      ['2026-09-16', 'record-worker-supervision', { on: '2026-09-15' }, 'team-manager'],
      ['2026-10-02', 'record-worker-supervision', { on: '2026-10-02' }, 'team-manager'],
      [
        '2026-10-26',
        'record-worker-absence',
        { on: '2026-10-26', through: '2026-11-06', reason: 'leave' },
        'team-manager',
      ],
      ['2026-11-24', 'change-worker-supervisor', { on: '2026-11-24', supervisor: 'person-12' }, 'team-manager'],
      ['2026-12-11', 'record-worker-left', { on: '2026-12-11' }, 'service-manager'],
    ]),
  'visited-while-detained': () =>
    lived(
      VISITS_AFTER_CARE,
      [
        ['2026-09-07', 'begin-visits-after-care', { on: '2026-09-07', basis: 'detained', visitor: null }],
        ['2026-09-16', 'change-visitor-after-care', { on: '2026-09-16', visitor: 'person-4' }],
        ['2026-09-25', 'record-visit-after-care', { on: '2026-09-24', ...VISIT, where: 'where-detained' }],
        ['2026-10-05', 'request-visit-after-care', { on: '2026-10-05', requestedBy: 'governor', forOn: '2026-10-12' }],
        ['2026-10-12', 'record-visit-after-care', { on: '2026-10-12', ...VISIT, seen: false, where: 'where-detained' }],
        ['2026-10-19', 'record-visit-after-care', { on: '2026-10-19', ...VISIT, where: 'where-detained' }],
        ['2026-11-16', 'end-visits-after-care', { on: '2026-11-16', because: 'released' }],
      ],
      [
        heard('entered-care', '2026-03-02'),
        heard('allocated', '2026-03-02', { role: 'team-manager', person: 'demo-team-manager' }),
      ],
    ),
  'visited-in-accommodation-and-back-in-care': () =>
    lived(
      VISITS_AFTER_CARE,
      [
        ['2026-09-07', 'begin-visits-after-care', { on: '2026-09-07', basis: 'accommodated', visitor: 'person-4' }],
        ['2026-09-11', 'record-visit-after-care', { on: '2026-09-11', ...VISIT, where: 'accommodation' }],
        ['2026-10-02', 'record-visit-after-care', { on: '2026-10-01', ...VISIT, where: 'accommodation' }],
        ['2026-12-15', 'wait', {}],
      ],
      [heard('team-went-live', '2026-09-07', { recoverBy: null }), heard('entered-care', '2026-12-14')],
    ),
  'missing-of-a-return': () => {
    const kept = new Kept(MISSING_EPISODE);
    kept.take('2026-04-20', 'return', '2026-03-31', [
      { kind: 'went-missing', on: '2025-06-10', payload: { absence: 'M' } },
      { kind: 'found', on: '2025-06-14', payload: {} },
    ]);
    return { kind: MISSING_EPISODE.kind, events: kept.stream.events };
  },
};

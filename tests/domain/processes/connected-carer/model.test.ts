import fc from 'fast-check';
import { describe, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { addHours, londonDateOf } from '../../../../domain/calendar/instant.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import {
  ASSESSMENT_STEPS,
  CARER_CHECKS,
  FOSTERING_OUTCOMES,
  SECURING_STEPS,
} from '../../../../domain/processes/connected-carer/commands.ts';
import { CONNECTED_CARER } from '../../../../domain/processes/connected-carer/index.ts';
import type { ConnectedCarer } from '../../../../domain/processes/connected-carer/state.ts';
import { isUnsaid } from '../../../../domain/processes/connected-carer/time.ts';
import { who } from '../../../support/child.ts';
import { isLawfulOrSaidNotToBe } from '../../../support/carer-invariants.ts';
import { CHILD, SIBLING } from '../../../support/household.ts';
import { holdsWhateverComes, type Sayable, type Spell, type Work } from '../../../support/process-model.ts';

const by = [who('fostering-worker'), who('nominated-officer')];
const nothing = fc.constant({});
const childRef = fc.constantFrom(CHILD, CHILD, SIBLING, 'child-0003');
const ofChild = (content: Record<string, fc.Arbitrary<JsonObject[string]>> = {}): fc.Arbitrary<JsonObject> =>
  fc.record({ childRef, ...content });
const saying = (kind: string, content: fc.Arbitrary<JsonObject> = nothing): Sayable => ({
  ...{ kind, content, by, when: 'on' },
});
const stepping = (step: string): Sayable => saying('record-assessment-step', fc.constant({ step }));

const SAY: readonly Sayable[] = [
  ...['add-carer', 'remove-carer'].map((kind) =>
    saying(kind, fc.record({ carer: fc.constantFrom('carer-a', 'carer-b', 'carer-c') })),
  ),
  saying(
    'allocate-to-carer',
    fc.record({ role: fc.constant('fostering-worker'), person: fc.constantFrom('p1', null) }),
  ),
  saying(
    'record-suitability',
    ofChild({
      suitable: fc.constantFrom(true, true, false),
      ...{ accommodationSeen: fc.boolean(), adultsChecked: fc.constant(true), welfareConsidered: fc.constant(true) },
    }),
  ),
  ...['give-temporary-approval', 'place-with-carer', 'record-panel-views', 'record-iro-informed'].flatMap((kind) => [
    saying(kind, ofChild()),
    saying(kind, ofChild()),
  ]),
  saying('give-adopter-approval', ofChild()),
  saying('record-child-left-carer', ofChild({ because: fc.constantFrom('moved', 'returned-to-parents') })),
  ...[1, 2].map(() =>
    saying(
      'extend-temporary-approval',
      ofChild({
        pending: fc.constantFrom('assessment', 'assessment', 'independent-review'),
        until: fc.constantFrom(null, null, '2027-02-20', '2027-04-01', '2030-01-01'),
        approvedBy: fc.constant('demo-nominated-officer'),
        approvedAs: fc.constantFrom('nominated-officer', 'nominated-officer', 'team-manager'),
      }),
    ),
  ),
  saying('record-assessment-step', fc.record({ step: fc.constantFrom(...ASSESSMENT_STEPS) })),
  ...['review-applied', 'review-outcome'].map(stepping),
  ...CARER_CHECKS.map((check) =>
    saying(
      'record-assessment-step',
      fc.record({ step: fc.constant(check), carer: fc.constantFrom(null, null, 'carer-a', 'carer-b', 'carer-c') }),
    ),
  ),
  saying('record-fostering-panel'),
  saying('record-fostering-decision', fc.record({ outcome: fc.constantFrom(...FOSTERING_OUTCOMES) })),
  saying('record-carer-notice'),
  saying('record-adopters-not-approved'),
  saying(
    'record-securing-step',
    ofChild({ step: fc.constantFrom(...SECURING_STEPS), dueOn: fc.constantFrom(null, '2027-03-01') }),
  ),
  saying('record-securing-order', ofChild({ order: fc.constant('special-guardianship') })),
  saying('close-household', fc.constant({ reason: 'made up' })),
];

const doing = (ruleId: string, kind: string, content?: Work<ConnectedCarer>['content']): Work<ConnectedCarer> => ({
  ...{ ruleId, kind, when: 'on', by: who('fostering-worker') },
  ...(content === undefined ? {} : { content }),
});
const step = (ruleId: string, taken: string): Work<ConnectedCarer> =>
  doing(ruleId, 'record-assessment-step', () => ({ step: taken }));
const securing = (ruleId: string, taken: string): Work<ConnectedCarer> =>
  doing(ruleId, 'record-securing-step', ({ childRef: ref = '' }) => ({ childRef: ref, step: taken, dueOn: null }));
const leaving = (ruleId: string): Work<ConnectedCarer> =>
  doing(ruleId, 'record-child-left-carer', ({ childRef: ref = '' }) => ({ childRef: ref, because: 'moved' }));

const WORK: readonly Work<ConnectedCarer>[] = [
  ...['connected.temp-approval', 'connected.extension', 'connected.extension-until'].map(leaving),
  doing('connected.allocated', 'allocate-to-carer', () => ({ role: 'fostering-worker', person: 'p2' })),
  step('connected.midpoint', 'midpoint'),
  doing('connected.panel', 'record-fostering-panel'),
  step('connected.irm', 'review-outcome'),
  step('kinship.viability', 'viability'),
  step('foster.notify-oral', 'decision-told-orally'),
  step('foster.notify-written', 'decision-told-in-writing'),
  step('foster.irm-papers', 'review-papers'),
  step('foster.records', 'records-sent'),
  step('foster.training', 'training-complete'),
  step('foster.review', 'carer-reviewed'),
  step('foster.review-panel', 'review-to-panel'),
  step('foster.unannounced', 'unannounced-visit'),
  doing('foster.adm', 'record-fostering-decision', () => ({ outcome: 'not-approved', decidedBy: 'p3' })),
  step('foster.qualifying-determination', 'representations'),
  securing('kinship.secure', 'not-to-be-secured'),
  securing('kinship.secure-review', 'considered'),
  securing('sgo.report', 'report'),
  securing('sgo.report-local', 'report'),
  securing('sgo.support-plan', 'support-plan'),
  securing('sgo.support-review', 'support-reviewed'),
  securing('sgo.finance-statement', 'finance-reminder'),
  securing('sgo.finance-review', 'finance-reviewed'),
];

type Part = readonly [kind: string, content: JsonObject];

/** Parts in any order, one of them perhaps left out, each some days late or not; the first of them after a longer while. */
const inTurn = (parts: readonly Part[], after: fc.Arbitrary<number>): fc.Arbitrary<Spell> =>
  fc
    .tuple(
      fc.shuffledSubarray([...parts], { minLength: parts.length - 1 }),
      after,
      fc.infiniteStream(fc.constantFrom(0, 0, 24, 240)),
    )
    .map(([said, first, backs]) =>
      said.map(([kind, content], place) => ({
        ...{ kind, content, when: 'on' as const, by: who('nominated-officer') },
        ...{ after: place === 0 ? first : 1, back: backs.next().value ?? 0 },
      })),
    );
const OFFICER = { approvedBy: 'demo-nominated-officer', approvedAs: 'nominated-officer' };
const hoursOf = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max }).map((days) => days * 24);
const extending = (ref: string, pending: string, until: string | null): readonly Part[] => [
  ['record-panel-views', { childRef: ref }],
  ['record-iro-informed', { childRef: ref }],
  ['extend-temporary-approval', { childRef: ref, pending, until, ...OFFICER }],
];

const placing = (ref: string): readonly Part[] => [
  ['record-suitability', { childRef: ref, suitable: true }],
  ['give-temporary-approval', { childRef: ref }],
  ['place-with-carer', { childRef: ref }],
];
const leaves = (ref: string): Part => ['record-child-left-carer', { childRef: ref, because: 'moved' }];
const decides = (outcome: string): Part => ['record-fostering-decision', { outcome }];
const joined = (...parts: readonly fc.Arbitrary<Spell>[]): fc.Arbitrary<Spell> =>
  fc.tuple(...parts).map((spells) => spells.flat());

/** Approval runs out while the child is there, who leaves and comes back. */
const backAgain = childRef.chain((ref) =>
  joined(
    inTurn(placing(ref), hoursOf(0, 5)),
    inTurn([leaves(ref)], hoursOf(100, 130)),
    inTurn(placing(ref), hoursOf(1, 40)),
    inTurn([['record-carer-notice', {}]], hoursOf(113, 130)),
  ),
);

/** Children are placed with carers whose full approval ends while they are there. */
const approvalEnds = childRef.chain((ref) =>
  joined(
    inTurn([decides('approved')], hoursOf(0, 5)),
    inTurn([['place-with-carer', { childRef: ref }]], hoursOf(1, 5)),
    inTurn([decides('terminated')], hoursOf(1, 260)),
    inTurn([['record-carer-notice', {}], decides('approved')], hoursOf(1, 60)),
  ),
);

/** Approved once more when the yearly reviews and visits are overdue. */
const approvedAgain = joined(
  inTurn([decides('approved')], hoursOf(0, 5)),
  inTurn([['place-with-carer', { childRef: CHILD }]], hoursOf(1, 5)),
  inTurn([decides('approved')], hoursOf(370, 420)),
);

/** One of two carers has all that is asked for first; the other lacks some, and leaves, when it is overdue or before. */
const oneLeaves = fc
  .tuple(childRef, fc.constantFrom(...CARER_CHECKS))
  .chain(([ref, lacking]) =>
    joined(
      inTurn(placing(ref), hoursOf(0, 5)),
      inTurn(
        [
          ['add-carer', { carer: 'carer-b' }],
          ...CARER_CHECKS.map((step): Part => ['record-assessment-step', { step, carer: 'carer-a' }]),
          ...CARER_CHECKS.filter((step) => step !== lacking).map((step): Part => [
            'record-assessment-step',
            { step, carer: null },
          ]),
        ],
        hoursOf(1, 20),
      ),
      inTurn([['remove-carer', { carer: 'carer-b' }]], hoursOf(1, 40)),
      inTurn([['add-carer', { carer: 'carer-c' }]], hoursOf(1, 20)),
      inTurn([['remove-carer', { carer: 'carer-a' }]], hoursOf(1, 40)),
      inTurn([['remove-carer', { carer: 'carer-c' }]], hoursOf(1, 40)),
    ),
  );

/** A placement under a temporary approval, and what is said of an extension about when the approval ends. */
const extended: fc.Arbitrary<Spell> = fc
  .tuple(childRef, fc.constantFrom(null, null, '2027-02-20', '2027-04-01'), fc.constantFrom('none', 'one', 'review'))
  .chain(([ref, until, how]) =>
    fc.tuple(
      inTurn(placing(ref), hoursOf(0, 5)),
      how === 'none' ? fc.constant([]) : inTurn(extending(ref, 'assessment', until), hoursOf(95, 115)),
      how !== 'review'
        ? fc.constant([])
        : inTurn(
            [
              ['record-fostering-decision', { outcome: 'not-approved' }],
              ['record-assessment-step', { step: 'review-applied' }],
              ...extending(ref, 'independent-review', null),
            ],
            hoursOf(1, 55),
          ),
    ),
  )
  .map((parts) => parts.flat());

const spells = fc.oneof(extended, extended, backAgain, approvalEnds, approvedAgain, oneLeaves);

const CARE = 'period-of-care:1';
const heardOfCare = fc
  .tuple(
    fc.constantFrom<readonly [string, JsonObject]>(
      ['placement-started', { code: 'U6', sameCarer: false }],
      ['placement-started', { code: 'P1', sameCarer: false }],
      ['left-care', { reason: 'E45' }],
      ['left-care', { reason: 'E11' }],
      ['entered-care', { dateOfBirth: '2009-01-15' }],
      ['entered-care', { dateOfBirth: '2016-05-05' }],
      ['review-held', {}],
      ['allocated', { role: 'iro', person: 'demo-iro' }],
    ),
    childRef,
    fc.constantFrom('2026-10-10', '2026-10-17', '2026-10-19'),
  )
  .map(([[kind, payload], subjectRef, on]) => {
    const factId = `${kind} ${subjectRef} ${on} ${JSON.stringify(payload)}`;
    const from = { processId: CARE, processKind: 'period-of-care', subjectRef, factId };
    return { key: `${CARE}#${factId}`, kind, announcement: { ...from, kind, on: calendarDate(on), payload } };
  });

describe('whatever comes to a household of connected carers', () => {
  test('what is kept is what the stream says, nobody is placed unlawfully without a word, and it can end', () => {
    holdsWhateverComes({
      process: CONNECTED_CARER,
      open: saying(
        'name-connected-carer',
        fc.record({ localReference: fc.constant(null), carers: fc.constantFrom(['carer-a'], ['carer-a', 'carer-b']) }),
      ),
      say: SAY,
      work: WORK,
      hears: heardOfCare,
      spells,
      mayRest: (state) => (isUnsaid(state) ? 'its end is made known at the end of the day' : null),
      ...{ longest: 1500, steps: 18 },
      end: (stream, now) => {
        const on = londonDateOf(now);
        stream.command(now, 'name-connected-carer', { on, localReference: null, carers: ['carer-a'] });
        for (const { childRef: ref, stays } of stream.kept?.state.children ?? []) {
          if (stays.some(({ left }) => left === null))
            stream.command(now, 'record-child-left-carer', { on, childRef: ref, because: 'moved' });
          stream.command(now, 'record-securing-step', { on, childRef: ref, step: 'support-ended', dueOn: null });
        }
        if (stream.kept?.closed === false) stream.command(now, 'close-household', { on, reason: 'made up' });
        // What ended with it is made known at the end of the day.
        stream.waitUntil(addHours(now, 24));
      },
      always: isLawfulOrSaidNotToBe,
    });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../../../../domain/calendar/instant.ts';
import type { Telling } from '../../../../domain/heart/fact.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { STAGES } from '../../../../domain/processes/iro-dispute/commands.ts';
import { IRO_DISPUTE } from '../../../../domain/processes/iro-dispute/index.ts';
import { foldsInAnyOrder } from '../../../support/any-order.ts';
import { who } from '../../../support/child.ts';
import { heard } from '../../../support/episode.ts';
import { holdsWhateverComes, type Sayable, type Work } from '../../../support/process-model.ts';

const DISPUTE: Process<JsonObject> = IRO_DISPUTE;
const IRO = who('iro-manager');
const START = calendarDate('2026-05-01');
const nothing = fc.constant({});
const stage = fc.record({ stage: fc.constantFrom(...STAGES) });
const refer = fc.record({ refer: fc.boolean() });
const saying = (
  kind: string,
  content: fc.Arbitrary<JsonObject> = nothing,
  by = [IRO, who('iro', 'person-5')],
): Sayable => ({
  ...{ kind, content, by, when: 'on' },
});
const doing = (ruleId: string, kind: string, content: JsonObject): Work => ({
  ...{ ruleId, kind, when: 'on', by: IRO, content: () => content },
});

describe('whatever comes to a dispute', () => {
  test('what is kept is what the stream says, somebody owes the next thing, and the IRO can end it', () => {
    holdsWhateverComes({
      process: IRO_DISPUTE,
      open: saying('raise-dispute', stage, [IRO]),
      say: [
        saying('move-dispute', stage),
        saying('record-dispute-response', stage, [who('team-manager')]),
        saying('consider-cafcass', refer),
        saying('tell-child-of-dispute', fc.constant({ told: 'child' })),
        saying('note-privately', fc.constant({ text: 'made up' })),
        saying('close-dispute', nothing, [IRO, who('director')]),
      ],
      work: [
        ...STAGES.slice(1).map((reached) => ({
          ...{ ruleId: `dispute.${reached}`, kind: 'record-dispute-response', when: 'on' as const },
          ...{ by: who('team-manager'), content: () => ({ stage: reached }) },
        })),
        doing('iro.dispute-informal', 'move-dispute', { stage: 'team-manager' }),
        doing('iro.cafcass', 'consider-cafcass', { refer: false }),
        doing('iro.dispute-child', 'tell-child-of-dispute', { told: 'child' }),
        doing('iro.dispute', 'close-dispute', { outcome: 'resolved' }),
      ],
      editor: IRO,
      hears: fc.constant(heard('allocated', '2026-10-01', { role: 'iro', person: 'person-5' })),
      end: (stream, now) => {
        const on = londonDateOf(now);
        stream.command(now, 'raise-dispute', { on, stage: 'informal' }, IRO);
        stream.command(now, 'tell-child-of-dispute', { on, told: 'advocate' }, IRO);
        stream.command(now, 'close-dispute', { on, outcome: 'resolved' }, IRO);
      },
      always: ({ kept }) => {
        const [closing] = kept?.duties.filter(({ duty }) => duty.ruleId === 'iro.dispute') ?? [];
        if (kept?.closed !== true && closing !== undefined) expect(closing.duty.status).toBe('open');
      },
    });
  });

  test('the same facts come to the same, in whatever order and however late they were recorded', () => {
    const tell = (kind: string, content: fc.Arbitrary<JsonObject> = nothing): fc.Arbitrary<Telling> =>
      fc
        .tuple(fc.integer({ min: 0, max: 40 }), content)
        .map(([days, payload]) => ({ kind, on: addDays(START, days), payload }));
    const others = fc.oneof(
      tell('dispute-moved', stage),
      tell('dispute-responded', stage),
      tell('cafcass-considered', refer),
      tell('child-told-of-dispute'),
      tell('dispute-closed'),
      tell('dispute-raised', stage),
    );
    const life = fc
      .tuple(
        tell('dispute-raised', stage),
        fc.uniqueArray(others, { maxLength: 7, selector: (item) => JSON.stringify(item) }),
      )
      .map(([first, rest]) => [first, ...rest]);
    foldsInAnyOrder(DISPUTE, { start: START, end: addDays(START, 150) }, { life, numRuns: 100 });
  });

  test('no content makes it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DISPUTE.factKinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, any) => {
        const payload = JSON.parse(JSON.stringify(any)) as JsonObject;
        const fact = { id: 'f1', kind, on: START, payload, source: { by: 'person' as const } };
        const raised = DISPUTE.evolve(DISPUTE.initial, {
          ...fact,
          kind: 'dispute-raised',
          payload: { stage: 'informal' },
        });
        expect(() => DISPUTE.evolve(raised, { ...fact, id: 'f2' })).not.toThrow();
      }),
    );
  });
});

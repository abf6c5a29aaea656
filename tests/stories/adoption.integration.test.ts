import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../domain/heart/actor.ts';
import { digest } from '../../platform/digest.ts';
import { createAdoptions, type Adoptions } from '../../use-cases/adoptions.ts';
import type { Refused } from '../../use-cases/refused.ts';
import { createUseCases, type UseCases } from '../../use-cases/index.ts';
import { LAW } from '../support/stream.ts';
import { createWorld, type World } from '../support/world.ts';

const FIRST: Actor = { person: 'administrator-1', roles: ['administrator'] };
const SECOND: Actor = { person: 'administrator-2', roles: ['administrator'] };
const IRO: Actor = { person: 'demo-iro', roles: ['iro'] };

let world: World;
let adoptions: Adoptions;
let useCases: UseCases;
beforeAll(async () => {
  world = await createWorld('adoption');
  const now = () => world.now();
  adoptions = createAdoptions({ prisma: world.prisma, record: world.record, law: LAW, digest, now });
  useCases = createUseCases({ record: world.record, queries: world.prisma, law: LAW, digest, now });
});
afterAll(() => world.stop());

let keys = 0;
const key = (): string => `adoption-${String((keys += 1))}`;

/** Waits until the adoption's workflow has done what its stage asks for. */
async function until(id: string, status: string): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    await world.settle();
    if ((await adoptions.get(FIRST, id)).status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it stayed ${(await adoptions.get(FIRST, id)).status} and never became ${status}`);
}

const step = (id: string, kind: Parameters<Adoptions['step']>[2]['kind'], by: Actor = SECOND) =>
  adoptions.step(by, id, { key: key(), kind, reason: 'looked at' });

const ONE_OFF = {
  title: 'a one-off bank holiday',
  settings: { bankHolidays: { added: [{ on: '2027-01-18', name: 'one-off bank holiday' }] } },
};

describe('a change of the calendar', () => {
  test('is shown first, approved by a second person, moves dates with its cause, and is rolled back', async () => {
    // Monday 4 January 2027; twenty working days on: Monday 1 February.
    const id = await world.enter('9500001');
    const { id: adoption } = await adoptions.propose({ actor: FIRST, key: key(), body: ONE_OFF });
    await until(adoption, 'previewed');
    const shown = await adoptions.get(FIRST, adoption);
    expect(shown.effects).toMatchObject({ processes: 1, overdue: 0 });
    const effects = await adoptions.effects(FIRST, adoption, { limit: 50, after: null });
    expect(effects.items[0]?.moved).toContainEqual({
      dutyId: expect.stringMatching(/^review\.first@/) as string,
      kind: 'duty-re-dated',
      from: '2027-02-01',
      to: '2027-02-02',
    });
    expect((await world.duty(id, 'review.first'))?.dueOn).toBe('2027-02-01');
    await expect(step(adoption, 'approve-adoption', FIRST)).rejects.toMatchObject({ refusal: 'own-proposal' });
    await expect(adoptions.propose({ actor: SECOND, key: key(), body: ONE_OFF })).rejects.toMatchObject({
      refusal: 'adoption-under-way',
    });

    await step(adoption, 'approve-adoption');
    await until(adoption, 'adopted');
    expect((await world.duty(id, 'review.first'))?.dueOn).toBe('2027-02-02');
    const [moved] = await world.prisma.event.findMany({ where: { processId: id, kind: 'duty-re-dated' } });
    expect(moved?.cause).toBe(`adoption ${adoption}`);
    const later = await world.enter('9500002');
    expect((await world.duty(later, 'review.first'))?.dueOn).toBe('2027-02-02');
    const { items } = await useCases.duties(IRO, { processId: id, rule: 'review.first', limit: 10, after: null });
    expect(JSON.stringify(items[0]?.derivation)).toContain('one-off bank holiday');
    expect((await world.verify()).faults).toEqual([]);

    await step(adoption, 'roll-back-adoption', FIRST);
    await until(adoption, 'rolled-back');
    for (const process of [id, later]) expect((await world.duty(process, 'review.first'))?.dueOn).toBe('2027-02-01');
    expect((await world.duty(await world.enter('9500003'), 'review.first'))?.dueOn).toBe('2027-02-01');
    expect((await world.verify()).faults).toEqual([]);
  });

  test('is stopped half-way, resumed, and leaves nobody between the two', async () => {
    const children = await Promise.all(
      Array.from({ length: 90 }, (_none, place) => world.enter(`95100${String(place)}`)),
    );
    const body = { ...ONE_OFF, settings: { bankHolidays: { added: [{ on: '2027-01-19', name: 'another one' }] } } };
    const { id: adoption } = await adoptions.propose({ actor: FIRST, key: key(), body });
    await until(adoption, 'previewed');
    const stopping = (async () => {
      for (let looks = 0; looks < 2_000; looks += 1) {
        const { done, status } = await adoptions.get(FIRST, adoption);
        if (done > 0 && status === 'applying') break;
        if (status === 'adopted') return;
      }
      await step(adoption, 'stop-adoption').catch(() => undefined);
    })();
    await step(adoption, 'approve-adoption');
    await world.settle();
    await stopping;
    const { status } = await adoptions.get(FIRST, adoption);
    expect(['stopped', 'adopted']).toContain(status);
    const begun = await world.enter('9510999');
    expect((await world.duty(begun, 'review.first'))?.dueOn).toBe('2027-02-02');
    if (status === 'stopped') await step(adoption, 'resume-adoption');
    await until(adoption, 'adopted');
    for (const child of children) expect((await world.duty(child, 'review.first'))?.dueOn).toBe('2027-02-02');
    expect((await world.verify()).faults).toEqual([]);
  });
});

describe('a proposal repeated under its key', () => {
  const about = (on: string) => ({
    title: 'a one-off bank holiday',
    settings: { bankHolidays: { added: [{ on, name: 'one-off bank holiday' }] } },
  });

  test('gets its old answer after another one was adopted, and so does one that was refused', async () => {
    const propose = (asked: string, on: string) =>
      adoptions.propose({ actor: FIRST, key: asked, body: about(on) }).then(
        (view) => view.id,
        (error: unknown) => (error as Refused).refusal,
      );
    const first = await propose('repeated-1', '2027-03-01');
    expect(await propose('repeated-2', '2027-03-02')).toBe('adoption-under-way');
    await until(first, 'previewed');
    await step(first, 'approve-adoption');
    await until(first, 'adopted');
    const next = await propose('repeated-3', '2027-03-03');
    await until(next, 'previewed');
    await step(next, 'approve-adoption');
    await until(next, 'adopted');
    expect(await propose('repeated-1', '2027-03-01')).toBe(first);
    expect(await propose('repeated-2', '2027-03-02')).toBe('adoption-under-way');
    expect(await propose('repeated-1', '2027-03-04')).toBe('key-used-otherwise');

    await step(next, 'roll-back-adoption', FIRST);
    await until(next, 'rolled-back');
    const { settings } = await world.prisma.settingsInForce.findFirstOrThrow();
    expect(JSON.stringify(settings)).toContain('2027-03-01');
  });
});

describe("an authority's own dates", () => {
  test('stand beside the date of law, are reminded of, and never make anything overdue', async () => {
    const id = await world.enter('9520001', { on: '2027-01-04' });
    const body = {
      title: 'placement plans within three working days',
      settings: {
        tighter: [{ ruleId: 'placementplan.prepare', count: { unit: 'working-days', length: 3 } }],
        closureDays: [{ on: '2027-01-06', name: 'offices closed' }],
      },
    };
    const { id: adoption } = await adoptions.propose({ actor: FIRST, key: key(), body });
    await until(adoption, 'previewed');
    await step(adoption, 'approve-adoption');
    await until(adoption, 'adopted');
    const { items } = await useCases.duties(IRO, {
      processId: id,
      rule: 'placementplan.prepare',
      limit: 10,
      after: null,
    });
    // Three working days after Monday 4 January with Wednesday closed: Friday 8; the date of law stays Monday 11.
    expect(items[0]).toMatchObject({ dueOn: '2027-01-11', practiceOn: '2027-01-08' });
    await world.moveTo('2027-01-11T10:00:00.000Z');
    const told = (await world.alerts(id)).filter(({ reason }) => reason === 'practice-date-passed');
    expect(told.map(({ role }) => role)).toEqual(['social-worker', 'team-manager']);
    const today = await useCases.duties(IRO, { processId: id, rule: 'placementplan.prepare', limit: 10, after: null });
    expect(today.items[0]?.state).toBe('due');
    expect((await world.verify()).faults).toEqual([]);
  });

  test('that name no rule, no day or no length are refused with the field', async () => {
    const count = { unit: 'working-days', length: 0 };
    const body = {
      title: 'x',
      settings: { tighter: [{ ruleId: 'no.such', count }], closureDays: [{ on: '31/12/2026' }] },
    };
    await expect(adoptions.propose({ actor: FIRST, key: key(), body })).rejects.toMatchObject({
      refusal: 'invalid-content',
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'settings.tighter.0.count.length' }),
        expect.objectContaining({ field: 'settings.closureDays.0.on' }),
      ]) as unknown,
    });
    const unknown = { title: 'x', settings: { tighter: [{ ruleId: 'no.such', count: { unit: 'weeks', length: 1 } }] } };
    await expect(adoptions.propose({ actor: FIRST, key: key(), body: unknown })).rejects.toMatchObject({
      fields: [{ field: 'settings.tighter', message: 'there is no rule no.such' }],
    });
    await expect(adoptions.propose({ actor: IRO, key: key(), body: ONE_OFF })).rejects.toMatchObject({
      refusal: 'not-allowed',
    });
  });
});

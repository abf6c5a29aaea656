import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type DueStreams, runDue } from '../../cli/due.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function due(args: readonly string[], stdin: DueStreams['stdin'] = Readable.from([])): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const stdout = { write: (text: string): unknown => out.push(text) };
  const stderr = { write: (text: string): unknown => err.push(text) };
  const code = await runDue(args, { stdin, stdout, stderr });
  return { code, out: out.join(''), err: err.join('') };
}

async function batch(...chunks: readonly (string | Uint8Array)[]): Promise<readonly unknown[]> {
  const { code, out, err } = await due(['--batch'], Readable.from(chunks, { objectMode: true }));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out === ''
    ? []
    : out
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
}

function asked(rule: string, anchors: object): string {
  return JSON.stringify({ rule, anchors });
}

const ERROR: { readonly error: unknown } = { error: expect.stringMatching(/\S/) };

describe('holdfast due', () => {
  test('shows a date with its derivation to read', async () => {
    const { code, out, err } = await due(['review.first', '--from', '2026-03-22']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('First review: due on Tuesday 21 April 2026 (2026-04-21)');
    expect(out).toContain('CPPCR reg 33(1)');
    expect(out).toContain('Friday 3 April 2026 is not counted: Good Friday.');
    expect(out).toContain('Extension or excuse: No extension');
  });

  test('marks what the authority has to confirm', async () => {
    const { out } = await due(['iro.appoint', '--from', '2026-03-02']);
    expect(out).toContain('from general knowledge: confirm before relying on it');
    expect(out).not.toContain('Extension or excuse');
  });

  test('shows the time in London where hours count', async () => {
    const { out } = await due(['missing.rhi', '--from', '2026-10-24T02:00:00+01:00']);
    expect(out).toContain('due on Tuesday 27 October 2026, 01:00 in London (2026-10-27)');
  });

  test('answers in JSON', async () => {
    const { code, out } = await due(['connected.temp-approval', '--from', '2026-03-02', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      rule: 'connected.temp-approval',
      version: 2,
      dueOn: '2026-06-21',
      lastDefensibleOn: '2026-06-22',
      earliestOn: null,
      provisional: false,
      derivation: { anchor: { name: 'temporarilyApprovedOn', on: '2026-03-02' }, result: '2026-06-21' },
    });
  });

  test('takes anchors by their names and prefers the better one', async () => {
    const both = ['--anchor', 'firstReviewDueOn=2026-03-30', '--anchor', 'firstReviewHeldOn=2026-03-16'];
    const { out } = await due(['permanence.plan', '--json', ...both]);
    expect(JSON.parse(out)).toMatchObject({ dueOn: '2026-06-16' });
    const onlyDue = await due(['permanence.plan', '--json', '--anchor', 'firstReviewDueOn=2026-03-30']);
    expect(JSON.parse(onlyDue.out)).toMatchObject({ dueOn: '2026-06-30' });
  });

  test('lists every rule with its anchors, to read and as JSON', async () => {
    const { code, out } = await due(['--list']);
    expect(code).toBe(0);
    for (const { id, citation } of RULEBOOK.rules)
      expect([out.includes(`${id}  `), out.includes(citation)]).toEqual([true, true]);
    expect(out).toContain('or, where that is not known, the day the first review is due (firstReviewDueOn)');

    const listed: unknown = JSON.parse((await due(['--list', '--json'])).out);
    expect(listed).toHaveLength(RULEBOOK.rules.length);
    expect(listed).toContainEqual({
      id: 'review.first',
      version: 1,
      title: 'First review',
      force: 'regulation',
      citation: 'CPPCR reg 33(1)',
      sure: 'seen',
      validFrom: null,
      validTo: null,
      counts: '20 working days after',
      anchors: [{ name: 'becameLookedAfterOn', means: 'the day the child became looked after' }],
    });
  });
});

describe('a question that is not well put', () => {
  test.each<[string, readonly string[], string]>([
    ['no rule', [], 'Name a rule'],
    ['an unknown rule', ['review.thirteenth', '--from', '2026-03-02'], '--list'],
    ['an unknown option', ['--soon'], '--help'],
    ['a day that does not exist', ['review.first', '--from', '2026-02-30'], 'YYYY-MM-DD'],
    ['a date for hours', ['missing.rhi', '--from', '2026-03-02'], 'a moment with its offset'],
    ['an anchor without a name', ['review.first', '--anchor', '=2026-03-02'], 'name=date'],
    ['two rules', ['review.first', 'review.second'], '--help'],
  ])('%s: exit code 2, and what to do is said', async (_, args, told) => {
    const { code, out, err } = await due(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(told);
  });

  test.each<[string, readonly string[], string]>([
    ['no anchor', ['permanence.plan'], 'firstReviewHeldOn (the day the first review was held) or firstReviewDueOn'],
    ['another anchor', ['review.first', '--anchor', 'reviewHeldOn=2026-03-02'], 'becameLookedAfterOn'],
    ['a year that cannot be counted', ['review.second', '--from', '9999-12-31'], 'beyond the years'],
  ])('%s: exit code 1, there is no date', async (_, args, told) => {
    const { code, out, err } = await due(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(told);
  });

  test('help is no failure', async () => {
    const { code, out } = await due(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('npx holdfast due review.first --from 2026-03-02');
  });
});

describe('a batch', () => {
  test('answers each line with a line', async () => {
    const lines = [
      asked('review.first', { becameLookedAfterOn: '2026-03-02' }),
      asked('adoption.return-review', { returnedFromAdoptionOn: '2026-03-02', becameLookedAfterOn: 'not looked at' }),
      asked('missing.rhi', { returnedAt: '2026-03-27T23:30:00Z' }),
    ];
    const answers = await batch(`${lines.join('\n')}\n`);
    expect(answers).toHaveLength(3);
    expect(answers).toMatchObject([
      { rule: 'review.first', dueOn: '2026-03-30', earliestOn: null, derivation: { result: '2026-03-30' } },
      { rule: 'adoption.return-review', dueOn: '2026-04-13', earliestOn: '2026-03-30' },
      { rule: 'missing.rhi', dueOn: '2026-03-31', dueAt: '2026-03-30T23:30:00.000Z' },
    ]);
  });

  test.each([
    ['no JSON', 'rubbish'],
    ['an empty line', ''],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['no anchors', '{"rule":"review.first"}'],
    ['anchors that are a list', '{"rule":"review.first","anchors":["2026-03-02"]}'],
    ['a rule that is a number', '{"rule":1,"anchors":{}}'],
    ['a rule that every object has', asked('__proto__', {})],
    ['an anchor that is a number', asked('review.first', { becameLookedAfterOn: 20260302 })],
    ['an anchor that is null', asked('review.first', { becameLookedAfterOn: null })],
    ['an inherited anchor', asked('review.first', { toString: '2026-03-02' })],
    ['a day that does not exist', asked('review.first', { becameLookedAfterOn: '2026-02-30' })],
    ['a moment for a day', asked('review.first', { becameLookedAfterOn: '2026-03-02T00:00:00Z' })],
    ['a moment without offset', asked('missing.rhi', { returnedAt: '2026-03-02T00:00' })],
    ['the end of time', asked('review.second', { firstReviewHeldOn: '9999-12-31' })],
    ['JSON nested too deeply', '['.repeat(200_000)],
  ])('answers %s with an error and goes on', async (_, line) => {
    const good = asked('review.first', { becameLookedAfterOn: '2026-03-02' });
    expect(await batch(`${line}\n${good}\n`)).toEqual([ERROR, expect.objectContaining({ dueOn: '2026-03-30' })]);
  });

  test('an error never repeats what it was given', async () => {
    const [answer] = await batch(asked('Kind Mustermann', { becameLookedAfterOn: 'Kind Mustermann' }));
    expect(JSON.stringify(answer)).not.toContain('Mustermann');
  });

  test('lines may be cut anywhere, also within a character, and end with or without a line feed', async () => {
    const text = `\uFEFF${asked('review.first', { becameLookedAfterOn: '2026-03-02', note: 'é\u2028' })}\r\n${asked('nö', {})}`;
    const bytes = new TextEncoder().encode(text);
    const single = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(await batch(...single)).toEqual([expect.objectContaining({ dueOn: '2026-03-30' }), ERROR]);
    expect(await batch(text)).toEqual([expect.objectContaining({ dueOn: '2026-03-30' }), ERROR]);
  });

  test('nothing in, nothing out', async () => {
    expect(await batch()).toEqual([]);
    expect(await batch(Uint8Array.of(0xc3))).toEqual([ERROR]);
  });
});

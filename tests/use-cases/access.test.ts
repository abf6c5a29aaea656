import { describe, expect, test } from 'vitest';
import { ROLES } from '../../domain/rulebook/role.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import { COMMANDS, OFFERS, openingOf } from '../../use-cases/offers/index.ts';

const kinds = [...COMMANDS.keys()];

function mayCommand(kind: string): readonly string[] {
  return COMMANDS.get(kind)?.by ?? [];
}

describe('who may say what', () => {
  test.each(kinds)('%s is for somebody, and never for an auditor', (kind) => {
    expect(mayCommand(kind).length).toBeGreaterThan(0);
    expect(mayCommand(kind)).not.toContain('auditor');
    expect(ROLES).toEqual(expect.arrayContaining([...mayCommand(kind)]));
  });

  test.each(['adjourn-review', 'ratify-plan', 'record-plan-not-ratified', 'decline-early-review', 'record-iro-view'])(
    '%s is for the IRO and the IRO manager alone',
    (kind) => {
      expect([...mayCommand(kind)].sort()).toEqual(['iro', 'iro-manager']);
    },
  );

  test.each(['book-review', 'move-review', 'cancel-booking', 'record-review'])(
    '%s is for the IRO service, not for those who manage the case',
    (kind) => {
      expect(mayCommand(kind)).toEqual(expect.arrayContaining(['iro', 'iro-manager', 'review-administrator']));
      for (const role of ['social-worker', 'team-manager', 'service-manager'] as const)
        expect(mayCommand(kind)).not.toContain(role);
    },
  );

  test('an administrator inspects and does not answer', () => {
    expect(mayCommand('answer-alert')).not.toContain('administrator');
  });

  test('a command that nobody knows is for nobody', () => {
    expect(mayCommand('constructor')).toEqual([]);
  });

  test('a command is offered by one kind of process, which understands it', () => {
    const offered = OFFERS.flatMap(({ commands }) => Object.keys(commands));
    expect(new Set(offered).size).toBe(offered.length);
    for (const { kind, commands } of OFFERS.filter((offer) => offer.kind !== null))
      expect(PROCESSES.find((process) => process.kind === kind)?.commandKinds).toEqual(
        expect.arrayContaining(Object.keys(commands)),
      );
  });

  test('a kind of process that people do not open has no opening', () => {
    expect([openingOf('authority'), openingOf('feed-import')]).toEqual([undefined, undefined]);
    expect(openingOf('period-of-care')?.with).toBe('record-entry');
  });
});

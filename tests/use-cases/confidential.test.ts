import { describe, expect, test } from 'vitest';
import { LAW } from '../support/stream.ts';
import { ROLES, type Role } from '../../domain/rulebook/role.ts';
import { asSeenBy } from '../../use-cases/confidential.ts';
import { sentenceOf } from '../../use-cases/sentences.ts';
import { who } from '../support/child.ts';
import { IRO_DISPUTE } from '../../domain/processes/iro-dispute/index.ts';
import { Kept } from '../support/episode.ts';

const SECRET = 'made-up secret';
const PROCESS = 'iro-dispute:0001';

/** A dispute with a private note that was corrected and withdrawn, each with its reason. */
const dispute = new Kept(IRO_DISPUTE);
const IRO = who('iro');
dispute.say(
  '2026-05-11',
  'raise-dispute',
  { on: '2026-05-11', stage: 'informal', concern: 'other', summary: 'seen' },
  IRO,
);
dispute.say('2026-05-11', 'note-privately', { what: 'note', text: SECRET }, IRO);
const factId = dispute.factId('private-note');
dispute.say('2026-05-12', 'correct', { factId, payload: { text: `${SECRET} 2` }, reason: SECRET }, IRO);
dispute.say('2026-05-12', 'withdraw', { factId, reason: SECRET }, IRO);
const { events } = dispute.stream;
const seenBy = (role: Role) => events.map((event) => asSeenBy(event, PROCESS, who(role)));

describe('a private note of the IRO service', () => {
  test('is there three times to be withheld', () => {
    expect(JSON.stringify(events).split(SECRET)).toHaveLength(5);
  });

  test.each(['iro', 'iro-manager'] as const)('is read by the role %s', (role) => {
    expect(seenBy(role)).toEqual(events);
  });

  test.each(ROLES.filter((role) => role !== 'iro' && role !== 'iro-manager'))(
    'is seen to be there, and not read, by the role %s',
    (role) => {
      const seen = seenBy(role);
      expect(JSON.stringify(seen)).not.toContain(SECRET);
      expect(seen.map(({ sequence, kind }) => [sequence, kind])).toEqual(
        events.map(({ sequence, kind }) => [sequence, kind]),
      );
      expect(seen.find(({ kind }) => kind === 'private-note')?.payload).toMatchObject({ withheld: true });
      expect(JSON.stringify(seen)).toContain('seen');
      const sentences = seen.map((event) => sentenceOf(event, LAW.rules));
      expect(sentences).toContain('11 May 2026: The IRO service made a private note.');
      expect(sentences).toContain('11 May 2026: Withdrawn: private note. Reason: withheld.');
    },
  );

  test('hides nothing of other processes', () => {
    for (const event of events) expect(asSeenBy(event, 'period-of-care:0001', who('auditor'))).toBe(event);
  });
});

import type { JsonObject } from '../../domain/json.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { at, Child, who } from '../support/child.ts';
import { visit } from '../support/child-visits.ts';
import type { Lived } from './lives.ts';

/** Commands of one child's period of care, each on its day; a wait is a day alone. */
type Told = readonly [day: string, kind?: string, payload?: JsonObject, role?: Role];

function careLife(entry: JsonObject, told: readonly Told[]): () => Lived {
  return () => {
    const child = new Child();
    accepted(child.enter(entry));
    for (const [day, kind, payload = {}, role = 'social-worker'] of told) {
      if (kind === undefined) child.stream.waitUntil(at(day));
      else if (kind === 'visit') accepted(visit(child, day, payload));
      else accepted(child.say(day, kind, { on: day, ...payload }, who(role)));
    }
    return { kind: child.stream.process.kind, events: child.stream.events };
  };
}

function accepted(refusal: string | null): void {
  if (refusal !== null) throw new Error(`this life cannot be told: ${refusal}`);
}

const REVIEW = { participation: null, chairedBy: 'demo-iro', moreParts: false };

/** Lives of a child in care beside its reviews: visits, placements, legal bases. */
export const CARE_LIVES: Readonly<Record<string, () => Lived>> = {
  visits: careLife({ placement: 'U4' }, [
    ['2026-03-03', 'book-visit', { bookedFor: '2026-03-06' }],
    ['2026-03-06', 'visit', { seen: false }],
    ['2026-03-12'],
    ['2026-03-12', 'visit', { safeguarded: false, alone: 'no', dutyTeam: true }],
    ['2026-03-16', 'book-visit', { bookedFor: '2026-04-10' }],
    ['2026-03-17', 'cancel-visit-booking', { reason: 'made up' }],
    ['2026-03-18', 'request-visit', { requestedBy: 'child', forOn: '2026-03-20' }],
    ['2026-03-19', 'record-home-notice'],
    ['2026-03-20', 'visit'],
    ['2026-04-20', 'confirm-lasting-placement'],
    ['2026-04-20', 'record-agreement-to-visits', { agrees: true }],
    ['2027-03-10', 'visit'],
    ['2027-10-01'],
  ]),
  'visits-placed-for-adoption': careLife({ legalStatus: 'E1', placement: 'U5' }, [
    ['2026-03-06', 'visit'],
    ['2026-04-13', 'record-placement', { placement: 'A5', sameCarer: false }],
    ['2026-04-16', 'visit'],
    ['2026-05-08', 'record-review', REVIEW, 'iro'],
    ['2026-05-08', 'set-visit-frequency', { weeks: 3 }, 'iro'],
    ['2026-05-20', 'visit'],
    ['2026-06-15'],
  ]),
  'placement-with-parents': careLife({ legalStatus: 'C2', placement: 'U6' }, [
    ['2026-03-06', 'visit'],
    ['2026-03-16', 'propose-placement-with-parents', { plannedFor: '2026-04-07' }],
    ['2026-04-02', 'decide-placement-with-parents', { confirmed: false, approvedBy: 'person-9', iroConsulted: true }],
    ['2026-04-07', 'record-placement', { placement: 'P1', sameCarer: false }],
    ['2026-04-07', 'record-placement-before-assessment', { approvedBy: 'person-9', interviewedOn: '2026-04-07' }],
    ['2026-04-10', 'visit'],
    ['2026-04-15', 'record-review', REVIEW, 'iro'],
    ['2026-04-17', 'record-parents-assessment'],
    ['2026-05-05'],
    ['2026-05-05', 'decide-placement-with-parents', { confirmed: true, approvedBy: 'person-9', iroConsulted: true }],
  ]),
};

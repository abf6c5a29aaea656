import { addHours } from '../../domain/calendar/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { at, Child, ENTERED, who } from '../support/child.ts';
import { visit } from '../support/child-visits.ts';
import { heard } from '../support/episode.ts';
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
      else accepted(child.say(sayAt(day, payload), kind, { on: day, ...payload }, who(role)));
    }
    return { kind: child.stream.process.kind, events: child.stream.events };
  };
}

/** What happened at a moment is told an hour later, what happened before care when it has begun. */
function sayAt(day: string, { at: moment }: JsonObject): string {
  if (typeof moment === 'string') return addHours(at(moment), 1);
  return day < ENTERED ? ENTERED : day;
}

function accepted(refusal: string | null): void {
  if (refusal !== null) throw new Error(`this life cannot be told: ${refusal}`);
}

const REVIEW = { participation: null, chairedBy: 'demo-iro', moreParts: false };

/** Lives of a child in care beside its reviews: visits, placements, legal bases. */
export const CARE_LIVES: Readonly<Record<string, () => Lived>> = {
  'foster-placement-outside-terms': careLife({ placement: 'U6' }, [
    ['2026-03-09', 'record-placement', { placement: 'U4', sameCarer: false }],
    ['2026-03-09', 'record-placement-outside-terms', { reason: 'made up' }],
    ['2026-03-18'],
    ['2026-03-20', 'record-terms-amended'],
  ]),
  'early-permanence': () => {
    const child = new Child();
    accepted(child.enter({ legalStatus: 'C1' }));
    const say = (day: string, kind: string, payload: JsonObject = {}): void => {
      child.stream.waitUntil(at(day));
      accepted(child.say(day, kind, { on: day, ...payload }, who('social-worker')));
    };
    say('2026-03-16', 'record-adoption-considered');
    say('2026-04-07', 'consider-early-permanence', { outcome: 'concurrent-planning', reasons: 'made up' });
    child.stream.heard(at('2026-05-11'), [heard('early-permanence-considered', '2026-05-11')]);
    child.stream.waitUntil(at('2026-05-18'));
    return { kind: child.stream.process.kind, events: child.stream.events };
  },
  'care-plan-copied-and-decisions-carried-out': () => {
    const child = new Child();
    accepted(child.enter({ legalStatus: 'V2' }));
    const say = (day: string, kind: string, payload: JsonObject = {}, role: Role = 'social-worker'): void => {
      child.stream.waitUntil(at(day));
      accepted(child.say(day, kind, { on: day, ...payload }, who(role)));
    };
    say('2026-03-11', 'record-care-plan');
    say('2026-03-12', 'record-care-plan-copies', { recipients: ['parents', 'iro', 'carer'] });
    say('2026-03-13', 'record-care-plan-not-given', {
      ...{ recipient: 'child', because: 'not-appropriate', reason: 'made up' },
    });
    say('2026-03-27', 'record-review', REVIEW, 'iro');
    const decided = { what: 'made up', owner: 'person-4', byOn: '2026-04-30' };
    say('2026-03-27', 'record-review-decision', decided, 'iro');
    const decision = { decision: child.factId('review-decision-made') };
    say('2026-04-22', 'change-review-decision', { ...decision, byOn: '2026-05-29', reason: 'made up' }, 'iro');
    say('2026-05-22', 'complete-review-decision', decision);
    say('2026-06-01', 'change-legal-status', { at: null, legalStatus: 'C2' });
    say('2026-06-01', 'record-placement', { placement: 'P1', sameCarer: false });
    say('2026-12-07', 'record-discharge-decision', { apply: true, reason: 'made up' });
    return { kind: child.stream.process.kind, events: child.stream.events };
  },
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
  'legal-bases': careLife({ legalStatus: 'L1', at: '2026-03-02T01:30:00.000Z' }, [
    ['2026-03-04', 'change-legal-status', { legalStatus: 'L2', at: '2026-03-04T09:00:00.000Z' }],
    ['2026-03-11', 'record-authority-end', { endsOn: '2026-03-18' }],
    ['2026-03-17', 'change-legal-status', { legalStatus: 'C1' }],
    ['2026-03-18', 'record-secure-placement', { at: '2026-03-18T11:00:00.000Z' }],
    ['2026-03-20', 'record-secure-order', { endsOn: '2026-06-19' }],
    ['2026-04-15', 'record-secure-review', { persons: 3, independent: true }],
    ['2026-05-04', 'end-secure-placement', { at: '2026-05-04T10:00:00.000Z' }],
    ['2026-05-05', 'record-deprivation-of-liberty', { endsOn: '2026-06-24' }],
    ['2026-06-22', 'record-deprivation-review', { endsOn: '2026-09-22' }],
    ['2026-09-23'],
    ['2026-09-23', 'end-deprivation-of-liberty'],
  ]),
  'accommodated-by-agreement': careLife({}, [
    ['2026-03-02', 'record-consent', { givenBy: 'mother', complete: false }],
    ['2026-03-03', 'record-nobody-responsible', { reason: 'made up' }],
    ['2026-03-12', 'record-legal-planning-meeting'],
    ['2026-05-29', 'confirm-consent'],
    ['2026-06-15', 'record-consent-withdrawn', { at: '2026-06-15T09:00:00.000Z', by: 'mother' }],
    ['2026-06-16'],
    ['2026-06-16', 'change-legal-status', { legalStatus: 'L2' }],
  ]),
  'care-proceedings': careLife({ legalStatus: 'V2' }, [
    ['2026-02-16', 'record-preproceedings-letter'],
    ['2026-02-16', 'record-family-meeting', { step: 'offered', reason: null }],
    ['2026-03-05', 'record-family-meeting', { step: 'accepted', reason: null }],
    ['2026-04-08', 'record-preproceedings-review'],
    ['2026-04-20', 'record-family-meeting', { step: 'held', reason: null }],
    ['2026-05-11', 'record-care-application'],
    ['2026-05-18', 'change-legal-status', { legalStatus: 'C1' }],
    ['2026-06-03', 'record-case-management-hearing', {}, 'lawyer'],
    ['2026-11-02', 'extend-care-proceedings', { weeks: 8, endsOn: null }, 'lawyer'],
    ['2026-12-21', 'extend-care-proceedings', { weeks: null, endsOn: '2027-01-22' }, 'lawyer'],
    ['2027-01-26'],
    ['2027-01-29', 'end-care-proceedings', { outcome: 'final-order' }, 'lawyer'],
    ['2027-01-29', 'change-legal-status', { legalStatus: 'C2' }],
    ['2027-03-01', 'record-preproceedings-letter'],
    ['2027-03-10', 'end-preproceedings', { reason: 'made up' }],
  ]),
  'around-placements': careLife({}, [
    ['2026-03-03', 'record-placement-notices', { recipients: ['child', 'iro', 'school'] }],
    ['2026-03-03', 'record-notice-not-sent', { recipient: 'parents', because: 'risk-of-harm', reason: 'made up' }],
    ['2026-03-04', 'record-contact-decision', { decision: 'refused', reason: 'made up' }],
    ['2026-03-04', 'record-contact-notice'],
    ['2026-03-09', 'settle-contact-refusal', { by: 'court-order' }],
    ['2026-03-16', 'propose-placement-ending', { because: 'closure', endsOn: '2026-04-11' }],
    ['2026-03-18', 'withdraw-placement-ending', { reason: 'made up' }],
    ['2026-03-23', 'record-ending-without-review', { reason: 'made up' }],
    ['2026-03-23', 'record-placement', { placement: 'K2', sameCarer: false }],
    ['2026-03-23', 'record-placement-outside-area', { distance: 'at-a-distance', emergency: true, exempt: false }],
    ['2026-03-24', 'approve-placement-outside-area', { by: 'director' }],
    ['2026-03-26', 'record-area-consultation'],
    ['2026-03-27', 'record-area-notice'],
    ['2026-04-02', 'record-ending-notices'],
    ['2026-05-04', 'plan-ceasing', { plannedFor: '2026-06-30' }],
    ['2026-05-05', 'withdraw-ceasing-plan', { reason: 'made up' }],
    ['2026-05-06', 'plan-ceasing', { plannedFor: '2026-06-30' }],
    ['2026-06-22', 'approve-ceasing', { by: 'nominated-officer' }],
    ['2026-06-30', 'record-leaving', { reason: 'E4A' }],
  ]),
};

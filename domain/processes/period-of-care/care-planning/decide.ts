import { readDate, readFlag, readObject, readText, textOf } from '../../../json-reading.ts';
import { accept, refuse } from '../../../result.ts';
import { tell, type Decide } from '../deciding.ts';
import { newAllocations } from './allocations.ts';
import type { CarePlanningCommands } from './commands.ts';

/** Legal status and placement codes of the SSDA903 return (timescales §16). */
const LEGAL_STATUS = /^(C1|C2|D1|E1|V2|V3|V4|L1|L2|L3|J1|J2|J3)$/;
const PLACEMENT = /^(A[3-6]|K[1-3]|P[1-3]|R[1235]|S1|T[0-4]|U[1-6]|H5|Z1[1-4]?)$/;
const REASON_CEASED = /^(E11|E12|E2|E3|E4A|E4B|E13|E41|E4[3-8]|E5|E6|E7|E8|E9|E14|E15|E16|E17)$/;

/** What each command of care planning tells. */
export const CARE_PLANNING_DECISIONS = {
  'record-entry': (state, payload) => {
    if (state.care.entry !== null) return refuse('already-entered');
    const [code, placement] = [textOf(payload, 'legalStatus'), readText(payload, 'placement')];
    if (!LEGAL_STATUS.test(code) || (placement !== null && !PLACEMENT.test(placement))) return refuse('unknown-code');
    const night = readObject(payload, 'outOfHours');
    const ofTheNight = night === null ? {} : { outOfHours: true };
    const entry = {
      ...{ startKnown: true, legalStatus: code, dateOfBirth: readDate(payload, 'dateOfBirth') },
      ...night,
      ...ofTheNight,
    };
    return tell(
      payload,
      ['entered-care', entry],
      ['placement-started', { code: placement, sameCarer: false, ...ofTheNight }],
    );
  },
  'change-legal-status': (_state, payload) => {
    const code = textOf(payload, 'legalStatus');
    return LEGAL_STATUS.test(code) ? tell(payload, ['legal-status-changed', { code }]) : refuse('unknown-code');
  },
  'record-placement': (_state, payload) => {
    const code = textOf(payload, 'placement');
    return PLACEMENT.test(code)
      ? tell(payload, ['placement-started', { code, sameCarer: readFlag(payload, 'sameCarer') }])
      : refuse('unknown-code');
  },
  allocate: (_state, payload) =>
    tell(payload, ['allocated', { role: readText(payload, 'role'), person: readText(payload, 'person') }]),
  'assign-team': (_state, payload) => tell(payload, ['team-assigned', { team: readText(payload, 'team') }]),
  'take-allocations': (state, payload) => accept(newAllocations(state, payload)),
  'go-live': (_state, payload) => tell(payload, ['team-went-live', { recoverBy: readText(payload, 'recoverBy') }]),
  'record-care-plan': (_state, payload) => tell(payload, ['care-plan-prepared', {}]),
  'record-placement-plan': (_state, payload) => tell(payload, ['placement-plan-prepared', {}]),
  'record-leaving': (_state, payload) => {
    const reason = textOf(payload, 'reason');
    return REASON_CEASED.test(reason) ? tell(payload, ['left-care', { reason }]) : refuse('unknown-code');
  },
} satisfies Record<keyof CarePlanningCommands, Decide>;

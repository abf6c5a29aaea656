import { anchor } from '../anchors.ts';
import { workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

const OWED_BY_THE_IRO = { ...LOCAL_PRACTICE, owner: 'iro', line: 'iro', ladder: 'iro-weekly' } as const;

/** A stage's manager responds; the twenty working days of the whole run on meanwhile. */
const RESPONSE = {
  ...LOCAL_PRACTICE,
  citation: 'Local practice within the 20 working days of the IRO Handbook 2010 ch 6',
  anchors: [anchor('disputeStageOn')],
  count: workingDaysAfter(5),
  metBy: 'The response is recorded.',
  line: 'case',
} as const;

/** A dispute beside `iro.dispute`, which counts the whole of it from its formal date. */
export const DISPUTE_RULES = [
  {
    ...OWED_BY_THE_IRO,
    id: 'iro.dispute-informal',
    title: 'Concern settled informally, or made formal',
    citation: 'Local practice; the IRO Handbook 2010 gives the informal stage no number',
    anchors: [anchor('concernRaisedOn')],
    count: workingDaysAfter(5),
    metBy: 'The IRO closes it as settled, or raises the formal dispute.',
  },
  {
    ...OWED_BY_THE_IRO,
    id: 'iro.dispute-child',
    title: 'Child or advocate told of the dispute',
    citation: 'Local practice: before the dispute is closed, and early enough to be heard',
    anchors: [anchor('disputeRaisedOn')],
    count: workingDaysAfter(5),
    metBy: 'The child or an advocate is told, or it is recorded why neither could be.',
  },
  {
    ...OWED_BY_THE_IRO,
    id: 'iro.cafcass',
    title: 'Referral to Cafcass considered',
    citation: 'CPPCR reg 45(3) (the duty to consider, without a number of days); at each stage by local practice',
    anchors: [anchor('disputeStageOn')],
    count: workingDaysAfter(5),
    metBy: 'The IRO records whether to refer, and why. It may be done at any time and stops no clock.',
  },
  {
    ...RESPONSE,
    id: 'dispute.team-manager',
    title: 'Response of the team manager to a dispute',
    owner: 'team-manager',
    ladder: 'dispute-team-manager',
  },
  {
    ...RESPONSE,
    id: 'dispute.service-manager',
    title: 'Response of the service manager to a dispute',
    owner: 'service-manager',
    ladder: 'dispute-service-manager',
  },
  {
    ...RESPONSE,
    id: 'dispute.head-of-service',
    title: 'Response of the head of service to a dispute',
    owner: 'head-of-service',
    ladder: 'dispute-head-of-service',
  },
  {
    ...RESPONSE,
    id: 'dispute.director',
    title: 'Response of the director to a dispute',
    owner: 'director',
    ladder: 'dispute-director',
  },
] as const satisfies readonly Rule[];

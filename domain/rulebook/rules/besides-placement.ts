import { calendarDate } from '../../calendar/calendar-date.ts';
import { anchor } from '../anchors.ts';
import { hoursAfter, monthsAfter, ON_THE_DAY, workingDaysBeginningWith } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION, OWED_BY_WORKER } from './defaults.ts';

/** What is owed beside a placement: that education is not disrupted without approval, and somebody of the child's own. */
const OWED = { ...FIRST_VERSION, ...OWED_BY_WORKER } as const;

const UNDER_SIXTEEN = {
  ...OWED,
  id: 'arrangements.under16',
  title: 'Child under sixteen outside the listed settings',
  force: 'regulation',
  sure: 'seen',
  citation: 'CPPCR reg 27A (SI 2021/161, from 9 September 2021): not allowed at all',
  anchors: [anchor('unlistedSettingSinceAt')],
  count: hoursAfter(0),
  metBy: 'The child lives in a regulated placement, or in one of the listed settings.',
  extendedBy: null,
  ladder: 'authority-hours',
} as const;

export const BESIDES_PLACEMENT_RULES = [
  {
    ...OWED,
    id: 'ks4.move',
    title: 'Approval of a move that disrupts education in key stage 4',
    force: 'regulation',
    sure: 'seen',
    citation: 'CPPCR reg 10',
    anchors: [anchor('educationMoveOn')],
    count: ON_THE_DAY,
    metBy: 'The nominated officer has approved it before it takes effect; designated teacher and IRO were consulted.',
    extendedBy: 'Not in an emergency, nor where a placement is ended at immediate risk of significant harm.',
    ladder: 'case-regulation',
  },
  {
    ...OWED,
    id: 'visit.independent',
    title: 'Visit of the independent visitor',
    force: 'practice',
    sure: 'memory',
    citation: 'CA s.23ZB (no interval in law); usually monthly, by agreement',
    anchors: [anchor('independentVisitorSinceOn')],
    count: monthsAfter(1),
    metBy: 'The independent visitor has visited the child.',
    extendedBy: 'Not where the child objects: it is then recorded that none is needed.',
    ladder: 'case-weekly',
  },
  UNDER_SIXTEEN,
  {
    ...UNDER_SIXTEEN,
    version: 2,
    // The day on which it came into force: the first version named none, and no law held for those who lived there before.
    validFrom: calendarDate('2021-09-09'),
  },
  {
    ...OWED,
    id: 'arrangements.age-assessed',
    title: 'Move of a child who was assessed as under sixteen',
    force: 'regulation',
    sure: 'seen',
    citation: 'CPPCR reg 27B (SI 2021/161)',
    anchors: [anchor('ageAssessedOn')],
    count: workingDaysBeginningWith(10),
    metBy: 'The child is moved to a regulated placement, or to one of the listed settings.',
    extendedBy: null,
    ladder: 'case-regulation',
  },
] as const satisfies readonly Rule[];

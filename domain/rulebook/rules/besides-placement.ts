import { anchor } from '../anchors.ts';
import { monthsAfter, ON_THE_DAY } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION, OWED_BY_WORKER } from './defaults.ts';

/** What is owed beside a placement: that education is not disrupted without approval, and somebody of the child's own. */
const OWED = { ...FIRST_VERSION, ...OWED_BY_WORKER } as const;

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
] as const satisfies readonly Rule[];

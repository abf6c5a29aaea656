import type { Measures } from '../use-cases/measures.ts';
import { adoptionMeasuresQuery } from './queries.ts';
import { ADOPTION_MEASURES, IRO_CASELOADS } from './measure-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

/** Measures over many children. */
export function measureRoutes(measures: Measures): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/v1/measures/adoption',
      tag: 'Measures',
      summary: 'A1, A2 and A10 of adopted children beside the running days of open cases',
      query: adoptionMeasuresQuery,
      answer: ADOPTION_MEASURES,
      handle: ({ actor, query }) => measures.adoptionMeasures(actor, parsed(adoptionMeasuresQuery, query)),
    },
    {
      method: 'get',
      path: '/v1/measures/iro-caseloads',
      tag: 'Measures',
      summary: 'Children in care of each IRO beside the guidance of 50 to 70',
      answer: IRO_CASELOADS,
      handle: ({ actor }) => measures.iroCaseloads(actor),
    },
  ];
}

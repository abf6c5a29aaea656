/** A plan of adoption that is complete: what an IRO states to ratify it. */
export const RATIFIED = {
  plan: 'adoption',
  legalRoute: 'placement order',
  parallelPlan: null,
  targetOn: '2027-01-31',
  evidence: 'assessment',
  childsView: 'asked, too young to say',
  subjectToCourt: null,
};

/** Bodies of decisions about an import, as the API description shows them. */
export const ROW_EXAMPLES = {
  take: {
    summary: 'a row that is right although it looks wrong',
    value: {
      rows: [{ file: 'episodes.csv', line: 96 }],
      decision: 'take',
      reason: 'the child was with nobody of ours for ten days',
    },
  },
  correct: {
    summary: 'a row with another value',
    value: {
      rows: [{ file: 'missing.csv', line: 15 }],
      decision: 'correct',
      values: { MIS_END: '03/05/2025' },
      reason: 'day and month were changed over',
    },
  },
  'leave-out': {
    summary: 'a row that is wrong',
    value: {
      rows: [{ file: 'episodes.csv', line: 87 }],
      decision: 'leave-out',
      reason: 'the placement never happened',
    },
  },
};

export const DIFFERENCE_EXAMPLES = {
  keep: {
    summary: 'what the person recorded is right',
    value: {
      processId: 'period-of-care:00000000000000000000000000000000',
      factId: 'f12',
      decision: 'keep',
      reason: 'the minutes say the 24th',
    },
  },
  take: {
    summary: 'what the import says is right',
    value: {
      processId: 'period-of-care:00000000000000000000000000000000',
      factId: 'f12',
      decision: 'take',
      reason: 'the day was mistyped here',
    },
  },
};

import type { Standing, StandingStep } from '../../domain/heart/standing.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-12-03` as an administrator reads it. */
function spelledOut(on: string): string {
  const [year = '', month = '', day = ''] = on.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** What a timer waits for or an activity does, for the reader of Temporal's own page: rule, date and roles, no content. */
export function summaryOf(step: StandingStep): string {
  if (step.kind === 'elapse') return `the day before ${spelledOut(step.at.slice(0, 10))} ends: time changes something`;
  const due = step.dueOn === null ? '' : ` due ${spelledOut(step.dueOn)}`;
  const roles = [...new Set(step.roles)].map((role) => role.replaceAll('-', ' ')).join(', ');
  const what = step.step.startsWith('no-answer')
    ? 'no answer from'
    : step.step.startsWith('promise-missed')
      ? 'a promise missed by'
      : 'tell';
  return `${step.ruleTitle}${due}: ${what} ${roles}`.slice(0, 200);
}

/** The standing as the current details of the workflow. */
export function detailsOf(standing: Standing): string {
  const duties = standing.duties.map(
    (duty) => `- ${duty.title}: due ${spelledOut(duty.dueOn)}${duty.overdue ? ' (overdue)' : ''}`,
  );
  const more = standing.more === undefined ? [] : [`- and ${standing.more} more`];
  const steps = standing.steps.slice(0, 3).map((step) => `- ${step.at}: ${summaryOf(step)}`);
  return [
    `**${standing.stage}**`,
    '',
    'Open:',
    ...(duties.length + more.length === 0 ? ['- nothing'] : [...duties, ...more]),
    '',
    'Next:',
    ...(steps.length === 0 ? ['- nothing'] : steps),
  ].join('\n');
}

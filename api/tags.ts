/** The parts of the API, in the order in which they are shown. */
export const TAGS = {
  Children: 'Who is in care, and what is recorded and owed of each child.',
  Duties: 'What is owed, by whom and by when, with the count that leads to each date. On screens it is called a task.',
  Alerts: 'Who was told of what, and the answers.',
  Processes: 'What is kept of a child, of carers or of a worker. A command says what happened, or what is planned.',
  Evaluations: 'Audits of practice.',
  Tracker: 'What is in time over all children.',
  Measures: 'Figures beside those of law and guidance.',
  Imports: 'SSDA903 returns and deliveries: staged, previewed, confirmed, applied, and taken back.',
  Feeds: 'The daily feed of the case management system.',
  People: 'Who works here, in which team and role, and who covers for whom.',
  'Going live': 'Teams that begin, and what was overdue on that day.',
  Mail: 'What was sent to whom, and what could not be sent.',
  'Changes of settings':
    'Bank holidays, closure days, own dates and a new build: shown first, approved, then adopted everywhere.',
  Law: 'The rules with their sources, and the calendar.',
} as const;

export type Tag = keyof typeof TAGS;

/** A column of a table with its type in PostgreSQL. */
export type Column = readonly [name: string, type: string];

export const PROCESS: readonly Column[] = [
  ['id', 'text'],
  ['kind', 'text'],
  ['subject_ref', 'text'],
  ['kept', 'jsonb'],
  ['standing', 'jsonb'],
  ['stage', 'text'],
  ['state_version', 'int'],
  ['build', 'text'],
  ['sequence', 'int'],
  ['chain_head', 'text'],
  ['opened_at', 'timestamptz'],
  ['changed_at', 'timestamptz'],
  ['next_change_at', 'timestamptz'],
  ['closed', 'boolean'],
  ['settings_id', 'text'],
];
export const EVENT: readonly Column[] = [
  ['process_id', 'text'],
  ['sequence', 'int'],
  ['class', 'text'],
  ['kind', 'text'],
  ['occurred_on', 'date'],
  ['recorded_at', 'timestamptz'],
  ['actor', 'text'],
  ['command_id', 'text'],
  ['cause', 'text'],
  ['rulebook', 'text'],
  ['previous_hash', 'text'],
  ['content_digest', 'text'],
  ['hash', 'text'],
];
export const COMMAND: readonly Column[] = [
  ['id', 'text'],
  ['process_id', 'text'],
  ['actor', 'text'],
  ['kind', 'text'],
  ['body_digest', 'text'],
  ['answer', 'jsonb'],
  ['answered_at', 'timestamptz'],
];
export const DUTY: readonly Column[] = [
  ['process_id', 'text'],
  ['id', 'text'],
  ['subject_ref', 'text'],
  ['rule_id', 'text'],
  ['rule_version', 'int'],
  ['anchor', 'text'],
  ['status', 'text'],
  ['ended_because', 'text'],
  ['met_on', 'date'],
  ['met_at', 'timestamptz'],
  ['earliest_on', 'date'],
  ['due_on', 'date'],
  ['due_at', 'timestamptz'],
  ['last_defensible_on', 'date'],
  ['practice_on', 'date'],
  ['overdue_from', 'date'],
  ['provisional', 'boolean'],
  ['from_on', 'date'],
  ['owner', 'text'],
  ['line', 'text'],
  ['booked_on', 'date'],
  ['knowledge', 'text'],
  ['inputs', 'jsonb'],
  ['dated_by', 'int'],
];
export const ALERT: readonly Column[] = [
  ['process_id', 'text'],
  ['id', 'text'],
  ['subject_ref', 'text'],
  ['duty_id', 'text'],
  ['rule_id', 'text'],
  ['due_on', 'date'],
  ['dated_by', 'int'],
  ['reason', 'text'],
  ['role', 'text'],
  ['person', 'text'],
  ['urgency', 'text'],
  ['raised_at', 'timestamptz'],
  ['answer_by', 'timestamptz'],
  ['status', 'text'],
  ['answer', 'jsonb'],
];
export const CHILD_OVERVIEW: readonly Column[] = [
  ['child_ref', 'text'],
  ['local_reference', 'text'],
  ['date_of_birth', 'date'],
  ['process_id', 'text'],
  ['stage', 'text'],
  ['regime', 'text'],
  ['in_care', 'boolean'],
  ['entered_on', 'date'],
  ['left_on', 'date'],
  ['legal_status', 'text'],
  ['placement', 'text'],
  ['allocated_worker', 'text'],
  ['iro', 'text'],
  ['next_review_rule', 'text'],
  ['next_review_due_on', 'date'],
  ['review_booked_on', 'date'],
  ['review_overdue_from', 'date'],
  ['review_knowledge', 'text'],
];
export const REVIEW: readonly Column[] = [
  ['process_id', 'text'],
  ['fact_id', 'text'],
  ['subject_ref', 'text'],
  ['ordinal', 'int'],
  ['held_on', 'date'],
  ['completed_on', 'date'],
  ['kind', 'text'],
  ['participation', 'text'],
  ['chaired', 'boolean'],
  ['due_on', 'date'],
];

export const PROCESS_CHILD: readonly Column[] = [
  ['process_id', 'text'],
  ['child_ref', 'text'],
];

export const IN_PROCESS: readonly Column[] = [
  ['process_id', 'text'],
  ['id', 'text'],
];
export const CONTENT: readonly Column[] = [
  ['process_id', 'text'],
  ['sequence', 'int'],
  ['salt', 'text'],
  ['payload', 'text'],
];
export const OF_REVIEW: readonly Column[] = [
  ['process_id', 'text'],
  ['fact_id', 'text'],
];

import type { z } from 'zod';
import { Refused } from './refused.ts';

type Fields = Refused['fields'];
type RawIssue = z.core.$ZodRawIssue;

/** What was sent, by its schema; otherwise refused with the fields that are wrong, named below `under`. */
export function parsed<Schema extends z.ZodType>(schema: Schema, sent: unknown, under?: string): z.output<Schema> {
  const result = schema.safeParse(sent, { error: expected });
  if (result.success) return result.data;
  throw new Refused('invalid-content', { fields: fieldsOf(result.error, under === undefined ? [] : [under]) });
}

function fieldsOf({ issues }: z.ZodError, under: readonly string[]): Fields {
  return issues.flatMap((issue) => {
    const at = (...more: readonly string[]): string =>
      [...under, ...issue.path.map(String), ...more].join('.') || 'body';
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: at(key), message: 'is not known here' }))
      : [{ field: at(), message: issue.message }];
  });
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** In plain words what was expected, where the schema does not say it itself; never what was sent. */
function expected(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'must be given' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum);
    case 'too_big':
      return `must ${AMOUNTS[issue.origin] ?? 'be'} at most ${String(issue.maximum)}${UNITS[issue.origin] ?? ''}`;
    case 'invalid_format':
      return issue.format === 'email' ? 'must be an address like name@example.org' : undefined;
    default:
      return undefined;
  }
}

const AMOUNTS: Readonly<Record<string, string>> = { string: 'have', array: 'have' };
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function tooSmall(origin: string, minimum: number | bigint): string {
  const isEmpty = origin in AMOUNTS && Number(minimum) === 1;
  if (isEmpty) return 'must not be empty';
  return `must ${AMOUNTS[origin] ?? 'be'} at least ${String(minimum)}${UNITS[origin] ?? ''}`;
}

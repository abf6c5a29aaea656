import type { z } from 'zod';
import { Refused } from './refused.ts';

/** What was sent, by its schema; otherwise refused with the fields that are wrong. */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.') || 'body',
    message: issue.message,
  }));
  throw new Refused('invalid-content', { fields });
}

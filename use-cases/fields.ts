import { z } from 'zod';
import { isCalendarDate, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import { isInstant, parseInstant, type Instant } from '../domain/calendar/instant.ts';
import type { Json, JsonObject } from '../domain/json.ts';

/** A day in Europe/London, `YYYY-MM-DD`. */
export const calendarDay = z
  .string()
  .refine((text): text is CalendarDate => isCalendarDate(text), { error: 'must be a day written YYYY-MM-DD' })
  .meta({ format: 'date', examples: ['2026-03-02'], override: { type: 'string', format: 'date' } });

/** A moment, where hours count: in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export const instant = z
  .string()
  .refine((text): text is Instant => isInstant(text), {
    error: 'must be a moment in UTC written YYYY-MM-DDTHH:MM:SS.sssZ',
  })
  .meta({
    format: 'date-time',
    examples: ['2026-03-02T21:15:00.000Z'],
    override: { type: 'string', format: 'date-time' },
  });

/** A moment with its offset, kept in UTC. */
export const moment = z
  .string()
  .transform((text): string => {
    const read = parseInstant(text);
    return read.ok ? read.value : text;
  })
  .refine((text): text is Instant => isInstant(text), { error: 'must be a moment with its offset' })
  .meta({ examples: ['2026-03-02T17:00:00Z'], override: { type: 'string', format: 'date-time' } });

/** The opaque reference of a child, as `GET /v1/children` gives it. */
export const child = z.string().min(1).max(64).meta({ description: 'reference of a child who is known here' });

export const text = z.string().trim().min(1).max(4_000);
export const person = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'opaque reference of a person, as in the token' });
export const team = z.string().trim().min(1).max(100).meta({ description: 'reference of a team of the directory' });
export const code = z.string().trim().toUpperCase().min(1).max(5);
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written HH:MM');

export const theme = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'must be a reference of small letters, digits and hyphens')
  .meta({ description: 'reference of a themed audit', examples: ['supervision-2026'] });

const json: z.ZodType<Json> = z.json();
export const content: z.ZodType<JsonObject> = z.record(z.string(), json);

import { isCalendarDate, type CalendarDate } from './calendar/calendar-date.ts';
import { isInstant, type Instant } from './calendar/instant.ts';
import type { Json, JsonObject } from './json.ts';

/** Tolerant reading of recorded JSON: what is absent or of another type is null, so that old shapes never break a fold. */
export function readText(from: JsonObject, key: string): string | null {
  const value = from[key];
  return typeof value === 'string' ? value : null;
}

export function readFlag(from: JsonObject, key: string): boolean | null {
  const value = from[key];
  return typeof value === 'boolean' ? value : null;
}

export function readDate(from: JsonObject, key: string): CalendarDate | null {
  const value = from[key];
  return typeof value === 'string' && isCalendarDate(value) ? value : null;
}

export function readInstant(from: JsonObject, key: string): Instant | null {
  const value = from[key];
  return typeof value === 'string' && isInstant(value) ? value : null;
}

export function readObject(from: JsonObject, key: string): JsonObject | null {
  const value = from[key];
  return isJsonObject(value) ? value : null;
}

export function readList(from: JsonObject, key: string): readonly Json[] {
  const value = from[key];
  return isJsonList(value) ? value : [];
}

export function readObjects(from: JsonObject, key: string): readonly JsonObject[] {
  return readList(from, key).filter(isJsonObject);
}

export function readTexts(from: JsonObject, key: string): readonly string[] {
  return readList(from, key).filter((item) => typeof item === 'string');
}

/** Where absent and empty mean the same: no text, nothing, no content. */
export function textOf(from: JsonObject, key: string): string {
  return readText(from, key) ?? '';
}

export function numberOf(from: JsonObject, key: string): number {
  const value = from[key];
  return typeof value === 'number' ? value : 0;
}

export function objectOf(from: JsonObject, key: string): JsonObject {
  return readObject(from, key) ?? {};
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

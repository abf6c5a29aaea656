import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { canonical, type Json } from '../../domain/json.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';
import type { Rule } from '../../domain/rulebook/rule.ts';

export const PUBLISHED_FILE = new URL('../domain/rulebook/published.json', import.meta.url);

const Published = z.object({
  editions: z.record(z.string(), z.string()),
  rules: z.record(z.string(), z.string()),
});

export function readPublished(): z.infer<typeof Published> {
  return Published.parse(JSON.parse(readFileSync(PUBLISHED_FILE, 'utf8')));
}

function hashOf(content: Json): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** Content hash of each version of each rule by `<id>@<version>`. */
export function ruleHashes(rules: readonly Rule[] = RULEBOOK.rules): readonly (readonly [string, string])[] {
  return rules.map((rule) => [`${rule.id}@${String(rule.version)}`, hashOf(rule)]);
}

/** Name and content hash of the whole rulebook, ladders included. */
export function editionHash(): readonly [string, string] {
  return [RULEBOOK.version, hashOf({ rules: RULEBOOK.rules, ladders: RULEBOOK.ladders })];
}

/**
 * Writes `published.json`: the content hash of every published version of a rule and of every edition of the rulebook.
 * It adds what is new and refuses to change what was published: `npx node tests/domain/rulebook/publish.ts`.
 */
import { writeFileSync } from 'node:fs';
import { editionHash, PUBLISHED_FILE, readPublished, ruleHashes } from '../../support/rule-hashes.ts';

const { editions, rules } = readPublished();

function publish(known: Record<string, string>, [name, hash]: readonly [string, string]): void {
  if (known[name] !== undefined && known[name] !== hash) {
    throw new Error(`${name} was published with other content: make a new version (docs/changing-a-timescale.md)`);
  }
  known[name] = hash;
}

for (const named of ruleHashes()) publish(rules, named);
publish(editions, editionHash());
writeFileSync(PUBLISHED_FILE, `${JSON.stringify({ editions, rules }, null, 2)}\n`);

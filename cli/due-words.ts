import { spelledOut, weekdayNameOf } from '../domain/calendar/calendar-date.ts';
import { wordsOf } from '../domain/calendar/count.ts';
import { londonTimeOf } from '../domain/calendar/instant.ts';
import type { Rule, RuleAnchor, Sureness } from '../domain/rulebook/rule.ts';
import type { Due } from './due-question.ts';

/** A rule as the list shows it. */
export type ListedRule = Pick<
  Rule,
  'id' | 'version' | 'title' | 'force' | 'citation' | 'sure' | 'validFrom' | 'validTo'
> & {
  readonly counts: string;
  readonly anchors: readonly RuleAnchor[];
};

const SURE = {
  seen: 'wording read in the source',
  'seen-2nd': 'read in a secondary source',
  memory: 'from general knowledge: confirm before relying on it',
  local: 'local or good practice: confirm before relying on it',
} as const satisfies Record<Sureness, string>;

export function listedRules(rules: readonly Rule[]): readonly ListedRule[] {
  return rules.map(({ id, version, title, force, citation, sure, validFrom, validTo, anchors, count }) => {
    return { id, version, title, force, citation, sure, validFrom, validTo, counts: wordsOf(count), anchors };
  });
}

export function ruleListInWords(rules: readonly ListedRule[]): string {
  return rules.map(listedInWords).join('\n');
}

function listedInWords(rule: ListedRule): string {
  const anchors = rule.anchors.map(({ name, means }, place) => {
    return `  ${place === 0 ? rule.counts : 'or, where that is not known,'} ${means} (${name})\n`;
  });
  return [
    `${rule.id}  ${rule.title} (version ${String(rule.version)})\n`,
    ...anchors,
    `  ${rule.force}: ${rule.citation}; ${SURE[rule.sure]}\n`,
  ].join('');
}

export function answerInWords(due: Due, rule: Rule): string {
  const moment = due.dueAt === undefined ? '' : `, ${londonTimeOf(due.dueAt).slice(11)} in London`;
  return [
    `${rule.title}: due on ${weekdayNameOf(due.dueOn)} ${spelledOut(due.dueOn)}${moment} (${due.dueOn})\n\n`,
    ...due.derivation.sentences.map((sentence) => `  ${sentence}\n`),
    `\n  ${rule.id} version ${String(rule.version)}, ${rule.force}; ${SURE[rule.sure]}.\n`,
    `  Done when: ${rule.metBy}\n`,
    ...(rule.extendedBy === null ? [] : [`  Extension or excuse: ${rule.extendedBy}\n`]),
  ].join('');
}

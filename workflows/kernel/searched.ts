import { defineSearchAttributeKey, type SearchAttributePair, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Standing } from '../../domain/heart/standing.ts';
import { NEXT_AT, NEXT_RULE, OVERDUE } from '../contract.ts';

const NEXT_AT_KEY = defineSearchAttributeKey(NEXT_AT, 'DATETIME');
const NEXT_RULE_KEY = defineSearchAttributeKey(NEXT_RULE, 'KEYWORD');
const OVERDUE_KEY = defineSearchAttributeKey(OVERDUE, 'INT');

/** What an administrator finds a kept workflow by: references, rules and numbers only. */
export type Searched = { readonly nextAt: string | null; readonly rule: string; readonly overdue: number };

export function searchedOf({ steps: [next], overdue }: Standing): Searched {
  const rule = next === undefined || next.dutyId === '' ? 'none' : (next.dutyId.split('@')[0] ?? 'none');
  return { nextAt: next?.at ?? null, rule, overdue };
}

/** One text of it all: equal texts, equal search attributes. */
export function shownOf({ nextAt, rule, overdue }: Searched): string {
  return [nextAt ?? '', rule, overdue].join('|');
}

/** For a start. */
export function pairsOf({ nextAt, rule, overdue }: Searched): SearchAttributePair[] {
  return [
    ...(nextAt === null ? [] : [{ key: NEXT_AT_KEY, value: new Date(nextAt) }]),
    { key: NEXT_RULE_KEY, value: rule },
    { key: OVERDUE_KEY, value: overdue },
  ];
}

/** For a running workflow: what is no more is taken away. */
export function updatesOf(searched: Searched): SearchAttributeUpdatePair[] {
  return searched.nextAt === null ? [{ key: NEXT_AT_KEY, value: null }, ...pairsOf(searched)] : pairsOf(searched);
}

import { compareAbsences } from './compare-absences.ts';
import { compareSearches, isAnyHeldBack } from './compare-searches.ts';
import { compareStays } from './compare-stays.ts';
import {
  comparePeriods,
  type Brought,
  type Delivered,
  type DeliveredOfChild,
  type PeriodChange,
  type Recorded,
} from './compare.ts';

/** Kinds of processes that deliveries open and change, in the order in which they are told: all others lie in a time in care. */
export const TOLD_BY_DELIVERIES = ['period-of-care', 'missing-episode', 'family-finding', 'connected-carer'] as const;
export type ToldByDeliveries = (typeof TOLD_BY_DELIVERIES)[number];

type OfKind = { readonly kind: ToldByDeliveries };

/** A change, with the kind of process that it opens or changes. */
export type ChildChange = PeriodChange & OfKind;

/** Compares all that a delivery brings of one child with what is recorded. */
export function compareChild(
  recorded: readonly (Recorded & OfKind)[],
  brought: readonly (Brought & OfKind)[],
  delivered: Delivered,
): readonly ChildChange[] {
  const isWhole = brought.every((own) => own.isWhole);
  return TOLD_BY_DELIVERIES.flatMap((kind) => {
    const own = [recorded.filter((one) => one.kind === kind), brought.filter((one) => one.kind === kind)] as const;
    return COMPARE[kind](...own, { ...delivered, isWhole }).map((change) => ({ ...change, kind }));
  });
}

/** Something that a delivery brings of the child cannot be recorded yet. */
export function isHeldBack(recorded: readonly (Recorded & OfKind)[], brought: readonly (Brought & OfKind)[]): boolean {
  const searches = <One extends OfKind>(all: readonly One[]): readonly One[] =>
    all.filter(({ kind }) => kind === 'family-finding');
  return isAnyHeldBack(searches(recorded), searches(brought));
}

type Compare = (
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  delivered: DeliveredOfChild,
) => readonly PeriodChange[];

const COMPARE: Readonly<Record<ToldByDeliveries, Compare>> = {
  'period-of-care': comparePeriods,
  'missing-episode': compareAbsences,
  'family-finding': compareSearches,
  'connected-carer': compareStays,
};

import { compareAbsences } from './compare-absences.ts';
import { comparePeriods, type Brought, type Delivered, type PeriodChange, type Recorded } from './compare.ts';

/** Kinds of processes that deliveries open and change, in the order in which they are told: an absence lies in a time in care. */
export const TOLD_BY_DELIVERIES = ['period-of-care', 'missing-episode'] as const;
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
    const changes =
      kind === 'period-of-care'
        ? comparePeriods(...own, delivered)
        : compareAbsences(...own, { ...delivered, isWhole });
    return changes.map((change) => ({ ...change, kind }));
  });
}

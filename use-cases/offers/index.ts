import type { Offered, OpeningSubject } from './offer.ts';
import { FAMILY_FINDING_OFFER } from './family-finding.ts';
import { CONNECTED_CARER_OFFER } from './connected-carer.ts';
import { HEART_OFFER } from './heart.ts';
import { IRO_DISPUTE_OFFER } from './iro-dispute.ts';
import { MISSING_EPISODE_OFFER } from './missing-episode.ts';
import { PERIOD_OF_CARE_OFFER } from './period-of-care/index.ts';
import { PRACTICE_EVALUATION_OFFER } from './practice-evaluation.ts';
import { VISITS_AFTER_CARE_OFFER } from './visits-after-care.ts';
import { WORKER_SUPERVISION_OFFER } from './worker-supervision.ts';

type AnyOffer = {
  readonly kind: string | null;
  readonly opening: { readonly with: string; readonly subject: OpeningSubject } | null;
  readonly commands: Readonly<Record<string, Offered<unknown>>>;
};

/** What may be said to each kind of process. A new kind of process is one line here. */
export const OFFERS: readonly AnyOffer[] = [
  PERIOD_OF_CARE_OFFER,
  MISSING_EPISODE_OFFER,
  IRO_DISPUTE_OFFER,
  FAMILY_FINDING_OFFER,
  PRACTICE_EVALUATION_OFFER,
  WORKER_SUPERVISION_OFFER,
  CONNECTED_CARER_OFFER,
  VISITS_AFTER_CARE_OFFER,
  HEART_OFFER,
];

/** Every command with its kind of process (null: every kind), in the order in which they are shown. */
export const COMMANDS: ReadonlyMap<string, Offered<unknown> & { readonly process: string | null }> = new Map(
  OFFERS.flatMap(({ kind, commands }) =>
    Object.entries(commands).map(([command, offered]) => [command, { ...offered, process: kind }] as const),
  ),
);

/** How a kind of process is opened; undefined: it is not, over the API. */
export function openingOf(kind: string): AnyOffer['opening'] | undefined {
  return OFFERS.find((offer) => offer.kind === kind)?.opening;
}

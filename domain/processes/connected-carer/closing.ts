import { carersNow, NO_CARER_LEFT } from './carers.ts';
import { currentStay, isSupported, type ConnectedCarer } from './state.ts';

/**
 * Nobody lives with the carers any more and no support for an order runs, or the authority has closed it; null: it is open. That
 * the carers were not named after all, or that none is left, ends nothing for a child who is with them.
 */
export function closedBecause({ named, carers, closed, children }: ConnectedCarer): string | null {
  const isOver = children.every((child) => currentStay(child) === null && !isSupported(child));
  if (named === null && isOver) return 'the carers were not named after all';
  if (closed !== null) return closed.because;
  if (!isOver) return null;
  if (children.some(({ stays }) => stays.length > 0)) return 'no child lives with the carers';
  return carersNow({ carers }).length === 0 ? NO_CARER_LEFT : null;
}

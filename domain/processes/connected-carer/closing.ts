import { currentStay, isSupported, type ConnectedCarer } from './state.ts';

/** Nobody lives with the carers any more and no support for an order runs, or the authority has closed it; null: it is open. */
export function closedBecause(state: ConnectedCarer): string | null {
  const { named, closed, children } = state;
  if (named === null) return 'the carers were not named after all';
  if (closed !== null) return closed.because;
  const isOver = children.every((child) => currentStay(child) === null && !isSupported(child));
  return children.some(({ stays }) => stays.length > 0) && isOver ? 'no child lives with the carers' : null;
}

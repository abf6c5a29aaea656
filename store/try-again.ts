/** PostgreSQL's deadlock, serialisation failure and unique violation (two commands with one id at once): the same change may succeed now. */
const TRY_AGAIN = /\b(40P01|40001|23505|P2034)\b/;

/** Times a transaction is tried before it is given up. */
const TRIES = 5;

/** Runs a transaction, and again where it met another one. */
export async function tryingAgain<Value>(run: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (tried >= TRIES || !isTryAgain(error)) throw error;
    }
  }
}

function isTryAgain(error: unknown): boolean {
  return TRY_AGAIN.test(textOf(error));
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const meta = 'meta' in error ? JSON.stringify(error.meta) : '';
  return `${code} ${meta} ${error.message} ${textOf(error.cause)}`;
}

const MEGABYTE = 2 ** 20;
/** Resident bytes above which a service collects once it has grown by so many since it did, and how often it looks. */
const LARGE = 300 * MEGABYTE;
const GROWN = 50 * MEGABYTE;
const LOOK_EVERY_MS = 30_000;

/**
 * What the SDK hands over lies outside V8's heap and weighs nothing in its books: after an import of 14,000 children 200 of 460 MB
 * were garbage that V8 saw no reason to collect, and an API keeps what a large upload took. A service that is large collects as V8
 * does before it would run out of memory, which also gives pages back (an ordinary collection does not) and takes some tenths of a second.
 * Without `--expose-gc` it does nothing. Gives what stops it.
 */
export function collectWhenLarge({
  resident = () => process.memoryUsage.rss(),
  collect = lastResort(),
}: { readonly resident?: () => number; readonly collect?: (() => void) | undefined } = {}): () => void {
  if (collect === undefined) return () => undefined;
  let left = 0;
  const looking = setInterval(() => {
    if (resident() <= Math.max(LARGE, left + GROWN)) return;
    collect();
    left = resident();
  }, LOOK_EVERY_MS);
  looking.unref();
  return () => {
    clearInterval(looking);
  };
}

function lastResort(): (() => void) | undefined {
  const { gc } = globalThis;
  if (gc === undefined) return undefined;
  return () => {
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  };
}

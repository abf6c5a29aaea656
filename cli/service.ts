import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/**
 * On a large machine V8 lets a heap grow to several times what lives in it. Within these bounds it collects sooner, and a
 * return of 14,000 children is still read. Both also collect when they have grown (`collectWhenLarge`). The package's scripts
 * and the compose file say the same.
 */
export const MEMORY = ['--max-old-space-size=768', '--max-semi-space-size=16', '--expose-gc'] as const;

/**
 * The C library gives each of the SDK's many threads an area of its own and keeps what was freed in it: a quarter of a worker's
 * memory after an import. Two areas, given back early, cost nothing that was measurable. The package's scripts and the image say the same.
 */
export const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' } as const;

/** How one of our services is run as a process of its own. */
export function serviceArguments(name: 'work' | 'serve'): readonly string[] {
  return [...MEMORY, MAIN, name];
}

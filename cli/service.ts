import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/**
 * On a large machine V8 lets a heap grow to several times what lives in it. Within these bounds it collects sooner, and a
 * return of 14,000 children is still read. The package's scripts and the compose file say the same.
 */
export const MEMORY = ['--max-old-space-size=768', '--max-semi-space-size=8'] as const;

/** How one of our services is run as a process of its own. */
export function serviceArguments(name: 'work' | 'serve'): readonly string[] {
  return [...MEMORY, MAIN, name];
}

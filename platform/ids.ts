import { randomBytes } from 'node:crypto';

/** Makes opaque references. A dependency, so that a test can foresee them. */
export type Ids = { next(): string };

/** 128 random bits in lower-case hexadecimal: says nothing of whom it stands for. */
export const randomIds: Ids = { next: () => randomBytes(16).toString('hex') };

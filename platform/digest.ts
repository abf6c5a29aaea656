import { hash, randomUUID } from 'node:crypto';

/** SHA-256 of UTF-8 text, in lower-case hexadecimal; the record is given it, because domain has no cryptography. */
export function digest(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * 122 random bits: without the salt a short payload could be found again from its digest.
 * Node draws UUIDs from a pool, which an import's tens of thousands of salts need.
 */
export function newSalt(): string {
  return randomUUID().replaceAll('-', '');
}

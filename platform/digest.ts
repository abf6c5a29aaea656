import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of UTF-8 text, in lower-case hexadecimal; the record is given it, because domain has no cryptography. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** 128 random bits: without the salt a short payload could be found again from its digest. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

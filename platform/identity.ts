import path from 'node:path';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import type { Config } from './config.ts';
import { readKept, writeKept } from './kept-file.ts';

const ALGORITHM = 'ES256';
/** The embedded issuer serves one machine; a day is long enough to work with and short enough to lose. */
const TOKEN_LIFE = '24h';
export const EMBEDDED_ISSUER = 'urn:holdfast:embedded';
export const EMBEDDED_AUDIENCE = 'holdfast';

/** Who a token speaks for. */
export type Claims = { readonly person: string; readonly roles: readonly string[] };

export type Identity = {
  /** The claims of a good token; null for any other. */
  verify(token: string): Promise<Claims | null>;
  /** Public keys of the embedded issuer; null where a configured issuer has its own. */
  readonly keys: JSONWebKeySet | null;
};

/** Verifies bearer tokens against the configured issuer, or against the one embedded in the data directory. */
export async function createIdentity(config: Pick<Config, 'dataDir' | 'tokens'>): Promise<Identity> {
  const { tokens } = config;
  if (tokens !== null) return { verify: verifier(createRemoteJWKSet(new URL(tokens.jwksUrl)), tokens), keys: null };
  const key = await embeddedKey(config.dataDir);
  const { kty, crv, x, y, kid, alg } = key;
  const keys: JSONWebKeySet = { keys: [publicKey({ kty, crv, x, y, kid, alg })] };
  return { verify: verifier(createLocalJWKSet(keys), { issuer: EMBEDDED_ISSUER, audience: EMBEDDED_AUDIENCE }), keys };
}

function publicKey(parts: { readonly [Name in 'kty' | 'crv' | 'x' | 'y' | 'kid' | 'alg']: string | undefined }): JWK {
  const { kty = 'EC', crv = 'P-256', x = '', y = '', kid = '', alg = ALGORITHM } = parts;
  return { kty, crv, x, y, kid, alg, use: 'sig' };
}

function verifier(
  keys: JWTVerifyGetKey,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): Identity['verify'] {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience });
      const roles: unknown = payload['roles'];
      if (payload.sub === undefined || payload.sub === '' || !Array.isArray(roles)) return null;
      return { person: payload.sub, roles: roles.filter((role) => typeof role === 'string') };
    } catch (error) {
      if (isTokenAtFault(error)) return null;
      throw error;
    }
  };
}

/** A key set that cannot be fetched is our trouble, not the caller's: jose says so by a timeout or its bare error. */
function isTokenAtFault(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) return false;
  return error.code !== 'ERR_JOSE_GENERIC' && error.code !== 'ERR_JWKS_INVALID';
}

/** A token of the embedded issuer. */
export async function issueToken(dataDir: string, { person, roles }: Claims): Promise<string> {
  const key = await embeddedKey(dataDir);
  return new SignJWT({ roles: [...roles] })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid ?? '' })
    .setSubject(person)
    .setIssuer(EMBEDDED_ISSUER)
    .setAudience(EMBEDDED_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(TOKEN_LIFE)
    .sign(await importJWK(key, ALGORITHM));
}

/** The key of the embedded issuer, made once and readable by its owner only. */
async function embeddedKey(dataDir: string): Promise<JWK> {
  const file = path.join(dataDir, 'issuer.json');
  const kept = await readKept(file);
  if (kept !== null) {
    const key: unknown = JSON.parse(kept);
    if (isKey(key)) return key;
    throw new Error(`${file} holds no key: remove it, and a new one is made.`);
  }
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'embedded', alg: ALGORITHM };
  await writeKept(file, JSON.stringify(key));
  return key;
}

function isKey(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null && 'kty' in value;
}

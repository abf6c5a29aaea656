import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createIdentity, EMBEDDED_AUDIENCE, EMBEDDED_ISSUER, issueToken } from '../../platform/identity.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-identity-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

describe('the embedded issuer', () => {
  test('a token it issued speaks for its person and roles', async () => {
    const token = await issueToken(dataDir, { person: 'person-4', roles: ['iro'] });
    const identity = await createIdentity({ dataDir, tokens: null });
    expect(await identity.verify(token)).toEqual({ person: 'person-4', roles: ['iro'] });
  });

  test('its key is readable by its owner only, and what it publishes holds no private part', async () => {
    const { keys } = await createIdentity({ dataDir, tokens: null });
    expect((await stat(path.join(dataDir, 'issuer.json'))).mode & 0o777).toBe(0o600);
    expect(keys?.keys).toHaveLength(1);
    expect(keys?.keys[0]).not.toHaveProperty('d');
  });

  test.each([
    ['that is none', () => Promise.resolve('not.a.token')],
    ['of another installation', async () => issueToken(path.join(dataDir, 'other'), { person: 'p', roles: ['iro'] })],
    ['that another key signed', async () => signed({ roles: ['iro'] })],
  ])('a token %s is not taken', async (_what, make) => {
    const identity = await createIdentity({ dataDir, tokens: null });
    expect(await identity.verify(await make())).toBeNull();
  });
});

describe('a configured issuer', () => {
  test('that does not answer is not the fault of the token', async () => {
    const server = createServer((_request, response) => response.writeHead(500).end());
    const jwksUrl = await listening(server);
    try {
      const identity = await createIdentity({
        dataDir,
        tokens: { issuer: 'https://issuer.example', audience: 'a', jwksUrl },
      });
      expect(identity.keys).toBeNull();
      await expect(identity.verify(await signed({ roles: ['iro'] }))).rejects.toThrow();
    } finally {
      server.close();
    }
  });
});

async function signed(claims: Record<string, unknown>): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'embedded' })
    .setSubject('p')
    .setIssuer(EMBEDDED_ISSUER)
    .setAudience(EMBEDDED_AUDIENCE)
    .setExpirationTime('1h')
    .sign(privateKey);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : ''}/keys`;
}

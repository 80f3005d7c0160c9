/** An identity provider that answers what a test wants: wrong signatures, other audiences, unsigned claims. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientSecret, identities } from './portal.ts';

type Claims = Record<string, unknown>;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startForgedProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const sign = (claims: Claims, alg = 'RS256', key: KeyObject = privateKey): string => {
    const content = `${encode({ alg, kid: 'one' })}.${encode(claims)}`;
    if (alg === 'none') return `${content}.`;
    if (alg === 'HS256') return `${content}.${createHmac('sha256', clientSecret).update(content).digest('base64url')}`;
    return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
  };

  /** Of the next answers; `idToken` and `userinfo` change the honest claims, the makers make what is sent. */
  const honest = {
    idToken: (claims: Claims): Claims => claims,
    userinfo: (claims: Claims): Claims => claims,
    makeIdToken: (claims: Claims): string => sign(claims),
    makeUserinfo: (claims: Claims): { type: string; body: string } => ({ type: 'application/jwt', body: sign(claims) }),
    isAway: false,
  };
  const behaviour = { ...honest };
  let nonce = '';

  const server = createServer((request, response) => {
    const issuer = issuerOf();
    const seconds = Math.floor(Date.now() / 1000);
    const send = (type: string, body: string) => {
      response.setHeader('Content-Type', type);
      response.end(body);
    };
    if (behaviour.isAway) {
      response.destroy();
      return;
    }
    switch (new URL(request.url!, issuer).pathname) {
      case '/.well-known/openid-configuration':
        send(
          'application/json',
          JSON.stringify({
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            userinfo_endpoint: `${issuer}/userinfo`,
            jwks_uri: `${issuer}/jwks`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
          }),
        );
        return;
      case '/jwks':
        send(
          'application/json',
          JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] }),
        );
        return;
      case '/token': {
        const claims = behaviour.idToken({
          iss: issuer,
          aud: 'pro-one',
          sub: 'anne',
          nonce,
          iat: seconds,
          exp: seconds + 300,
          auth_time: seconds,
          acr: 'urn:be:fedict:iam:fas:Level450',
        });
        send(
          'application/json',
          JSON.stringify({
            access_token: 'token',
            token_type: 'Bearer',
            expires_in: 300,
            id_token: behaviour.makeIdToken(claims),
          }),
        );
        return;
      }
      case '/userinfo': {
        const { type, body } = behaviour.makeUserinfo(
          behaviour.userinfo({ iss: issuer, aud: 'pro-one', sub: 'anne', egovNRN: identities.anne.niss }),
        );
        send(type, body);
        return;
      }
      default:
        response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const issuerOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer: issuerOf(),
    sign,
    foreignKey,
    /** Answers honestly but for what is given, to who departed for this address. @returns where the browser comes back */
    answer(departedTo: string, changes: Partial<typeof honest>): string {
      Object.assign(behaviour, honest, changes);
      const asked = new URL(departedTo).searchParams;
      nonce = asked.get('nonce')!;
      return `/sign-in/return?${new URLSearchParams({ code: 'code', state: asked.get('state')! }).toString()}`;
    },
    goAway(isAway: boolean) {
      behaviour.isAway = isAway;
      server.closeAllConnections();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

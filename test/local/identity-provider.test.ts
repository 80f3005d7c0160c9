import { expect } from 'chai';
import * as oidc from 'openid-client';
import { acrOf, startIdentityProvider } from '../../local/identity-provider.ts';
import { signInAtProvider } from '../support/sign-in-at-provider.ts';

const portal = 'http://127.0.0.1:9';
const client = { clientId: 'pro-one', clientSecret: 'dev-only-0123456789', origins: [portal] };
const identities = [
  {
    sub: 'anne',
    givenName: 'Anne',
    surname: 'Exemple',
    mail: 'anne@exemple.be',
    niss: '85010112373',
    label: 'Administratrice',
  },
  {
    sub: 'bruno',
    givenName: 'Bruno',
    surname: 'Exemple',
    mail: 'bruno@exemple.be',
    niss: '85010112472',
    label: 'Agent',
  },
];

describe('development identity provider', () => {
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
  let config: oidc.Configuration;

  before(async () => {
    provider = await startIdentityProvider({ port: 0, clients: [client], identities });
    config = await oidc.discovery(
      new URL(provider.issuer),
      client.clientId,
      undefined,
      oidc.ClientSecretBasic(client.clientSecret),
      { execute: [oidc.allowInsecureRequests] },
    );
    oidc.enableNonRepudiationChecks(config);
  });
  after(() => provider.stop());

  const ask = async (extra: Record<string, string> = {}) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const checks = { pkceCodeVerifier: verifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${portal}/retour`,
      scope: 'openid profile egovnrn',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      acr_values: acrOf(450),
      ...extra,
    });
    return { url, checks };
  };

  it('has the paths of the federal sign-in', () => {
    const metadata = config.serverMetadata();
    expect(metadata.issuer).to.match(/\/fas\/oauth2$/);
    expect(metadata.authorization_endpoint).to.equal(`${metadata.issuer}/authorize`);
    expect(metadata.token_endpoint).to.equal(`${metadata.issuer}/access_token`);
    expect(metadata.userinfo_endpoint).to.equal(`${metadata.issuer}/userinfo`);
    expect(metadata.jwks_uri).to.equal(`${metadata.issuer}/connect/jwk_uri`);
    expect(metadata.acr_values_supported).to.include.members([500, 450, 400, 200, 100].map(acrOf));
  });

  it('signs a person in with PKCE and gives the claims in a signed userinfo', async () => {
    const { url, checks } = await ask();
    const tokens = await oidc.authorizationCodeGrant(config, await signInAtProvider(url, { sub: 'anne' }), checks);
    expect(tokens.claims())
      .to.include({ sub: 'anne', acr: acrOf(450) })
      .and.to.have.property('auth_time')
      .that.is.a('number');
    const claims = await oidc.fetchUserInfo(config, tokens.access_token, 'anne');
    expect(claims).to.include({
      surname: 'Exemple',
      givenName: 'Anne',
      mail: 'anne@exemple.be',
      prefLanguage: 'fr',
      egovNRN: '85010112373',
      fedid: 'anne',
      assurance_level: '450',
    });
    const raw = await fetch(config.serverMetadata().userinfo_endpoint!, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(raw.headers.get('content-type')).to.match(/application\/jwt/);
    expect(JSON.parse(Buffer.from((await raw.text()).split('.')[0]!, 'base64url').toString())).to.include({
      alg: 'RS256',
    });
  });

  it('lets somebody in with less than was asked, and says so, so that the portal can refuse', async () => {
    const { url, checks } = await ask();
    const tokens = await oidc.authorizationCodeGrant(
      config,
      await signInAtProvider(url, { sub: 'bruno', level: 200 }),
      checks,
    );
    expect(tokens.claims()).to.include({ acr: acrOf(200) });
    expect(await oidc.fetchUserInfo(config, tokens.access_token, 'bruno')).to.include({ assurance_level: '200' });
  });

  it('remembers the session, and asks again for prompt=login, for an old sign-in, and for a stronger means', async () => {
    const cookies = new Map<string, string>();
    const signIn = async (sub: string, level: number, extra?: Record<string, string>) => {
      const { url, checks } = await ask(extra);
      return (
        await oidc.authorizationCodeGrant(config, await signInAtProvider(url, { sub, level }, cookies), checks)
      ).claims()!;
    };
    expect(await signIn('anne', 450)).to.include({ sub: 'anne' });
    expect(await signIn('bruno', 450)).to.include({ sub: 'anne' });
    expect(await signIn('bruno', 450, { prompt: 'login' })).to.include({ sub: 'bruno' });
    expect(await signIn('anne', 500, { acr_values: acrOf(500) })).to.include({ sub: 'anne', acr: acrOf(500) });
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await signIn('bruno', 450, { max_age: '1' })).to.include({ sub: 'bruno' });
  });

  it('sends back whoever cancels, and refuses a request without PKCE or to another site', async () => {
    const { url } = await ask();
    expect((await signInAtProvider(url, { sub: '' })).searchParams.get('error')).to.equal('access_denied');
    const { url: bare } = await ask();
    bare.searchParams.delete('code_challenge');
    bare.searchParams.delete('code_challenge_method');
    expect((await signInAtProvider(bare, { sub: 'anne' })).searchParams.get('error')).to.equal('invalid_request');
    const { url: elsewhere } = await ask({ redirect_uri: 'http://evil.example/retour' });
    const failure: unknown = await signInAtProvider(elsewhere, { sub: 'anne' }).catch((error: unknown) => error);
    expect(String(failure)).to.match(/400.*redirect_uri/);
  });

  it('shows its page without inline script or style, with every name escaped', async () => {
    const { url } = await ask();
    const jar: string[] = [];
    const first = await fetch(url, { redirect: 'manual' });
    jar.push(...first.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!));
    const page = await fetch(new URL(first.headers.get('location')!, url), { headers: { cookie: jar.join('; ') } });
    const html = await page.text();
    expect(html)
      .to.include('Anne Exemple')
      .and.not.match(/<style|style=|<script(?! src)|\son\w+=/);
    expect(html).not.to.include('85010112373');
    expect(page.headers.get('content-security-policy'))
      .to.match(/default-src 'none'/)
      .and.not.match(/unsafe/);
  });

  it('ends its session when the portal signs out', async () => {
    const cookies = new Map<string, string>();
    const { url, checks } = await ask();
    const tokens = await oidc.authorizationCodeGrant(
      config,
      await signInAtProvider(url, { sub: 'anne' }, cookies),
      checks,
    );
    const logout = oidc.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: `${portal}/`,
    });
    const header = () => ({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') });
    const page = await fetch(logout, { headers: header(), redirect: 'manual' });
    for (const cookie of page.headers.getSetCookie())
      cookies.set(cookie.split('=')[0]!, cookie.split(';')[0]!.split('=').slice(1).join('='));
    const html = await page.text();
    const action = /action="([^"]+)"/.exec(html)![1]!;
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    const answer = await fetch(action, {
      method: 'POST',
      headers: header(),
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).to.equal(`${portal}/`);
  });

  for (const variable of ['NODE_ENV', 'PRO_ONE_MODE']) {
    it(`refuses to start when ${variable} says production`, async () => {
      const before = process.env[variable];
      process.env[variable] = 'production';
      try {
        const failure: unknown = await startIdentityProvider({ port: 0, clients: [client], identities }).catch(
          (error: unknown) => error,
        );
        expect(failure)
          .to.be.instanceOf(Error)
          .with.property('message')
          .that.matches(/refuse de démarrer en production/);
      } finally {
        if (before === undefined) delete process.env[variable];
        else process.env[variable] = before;
      }
    });
  }
});

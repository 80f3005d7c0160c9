/** The federal sign-in (CSAM/FAS), seen from here: OpenID Connect, code flow with PKCE, signed userinfo. */
import * as oidc from 'openid-client';
import type { Config } from '../../domain/config/read-config.ts';
import { parseNationalNumber } from '../../domain/national-number.ts';
import { cleanLine } from '../../domain/typed-text.ts';

export type Means = 'itsme' | 'eid';
/** Levels of the FAS: eID 500, itsme 450. */
const levels: Record<Means, number> = { itsme: 450, eid: 500 };
const acrOf = (level: number): string => `urn:be:fedict:iam:fas:Level${level}`;
const levelOf = (acr: unknown): number | undefined => {
  const found = typeof acr === 'string' ? /^urn:be:fedict:iam:fas:Level(\d{3})$/.exec(acr) : null;
  return found ? Number(found[1]) : undefined;
};

/** Why somebody goes to the provider: to sign in, or to show who an old account is to be of. */
type Purpose = 'sign-in' | 'convert';

/** The two buttons of a strong sign-in, for the partial `button-row`. `again`: the provider must ask who is there. */
export function meansButtons({
  returnTo = '/',
  again = false,
  purpose = 'sign-in',
}: {
  returnTo?: string;
  again?: boolean;
  purpose?: Purpose;
} = {}): { label: string; href: string; kind: 'go' }[] {
  const rest = {
    ...(again ? { max_age: '0' } : {}),
    ...(purpose === 'sign-in' ? {} : { purpose }),
    ...(returnTo === '/' ? {} : { returnTo }),
  };
  return (['itsme', 'eid'] as const).map((means) => ({
    label: means === 'eid' ? 'Connexion avec eID' : 'Connexion avec itsme',
    href: `/sign-in/start?${new URLSearchParams({ means, ...rest }).toString()}`,
    kind: 'go',
  }));
}

/** What is kept in the visitor's session between the departure and the return. */
export interface Departure {
  state: string;
  nonce: string;
  verifier: string;
  maxAge: number;
  purpose: Purpose;
  returnTo: string;
  at: number;
}

export interface Identity {
  /** 11 digits; the caller hashes it and lets go of it. */
  niss: string;
  /** As the signed userinfo writes them; empty when it does not. */
  firstName: string;
  familyName: string;
  /** 0 when the provider told none. */
  acr: number;
  /** Age of the identification at the provider, in milliseconds. */
  age: number;
  /** For the sign-out; undefined when it would put a national number into the session. */
  idToken: string | undefined;
}

/** `cancelled`: by the person. `refused`: the answer proves nothing. `unavailable`: no answer. `code` may be logged. */
export class SignInFailure extends Error {
  readonly kind: 'cancelled' | 'refused' | 'unavailable';
  readonly code: string;
  constructor(kind: SignInFailure['kind'], code: string) {
    super(code);
    this.name = 'SignInFailure';
    this.kind = kind;
    this.code = code;
  }
}

export function createIdentityClient(config: Config) {
  const redirectUri = `${config.publicUrl}/sign-in/return`;
  const mayBeInsecure =
    config.nodeEnv !== 'production' && config.mode !== 'production' && config.oidcIssuer.startsWith('http:');
  let discovered: Promise<oidc.Configuration> | undefined;

  /** Asked once; after a failure, again at the next sign-in. */
  function getProvider(): Promise<oidc.Configuration> {
    discovered ??= discover().catch((error: unknown) => {
      discovered = undefined;
      throw new SignInFailure('unavailable', codeOf(error));
    });
    return discovered;
  }

  function discover(): Promise<oidc.Configuration> {
    return oidc.discovery(
      new URL(config.oidcIssuer),
      config.oidcClientId,
      { id_token_signed_response_alg: 'RS256', userinfo_signed_response_alg: 'RS256' },
      oidc.ClientSecretBasic(config.oidcClientSecret),
      {
        timeout: 8,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- « deprecated » to stand out: for development, without https
        execute: [oidc.enableNonRepudiationChecks, ...(mayBeInsecure ? [oidc.allowInsecureRequests] : [])],
      },
    );
  }

  /** Where to send the browser, and what to keep until it comes back. `maxAge`: seconds; 0 asks who is there again. */
  async function depart({
    means,
    maxAge,
    purpose,
    returnTo,
    at,
  }: {
    means: Means;
    maxAge: number;
    purpose: Purpose;
    returnTo: string;
    at: number;
  }): Promise<{ url: URL; departure: Departure }> {
    const provider = await getProvider();
    const departure: Departure = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      maxAge,
      purpose,
      returnTo,
      at,
    };
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: 'openid profile egovnrn',
      state: departure.state,
      nonce: departure.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(departure.verifier),
      code_challenge_method: 'S256',
      acr_values: acrOf(levels[means]),
      max_age: String(maxAge),
      ui_locales: 'fr',
    });
    return { url, departure };
  }

  /**
   * Who came back. Checks state, nonce, PKCE, the signatures of the ID token and of the userinfo, and the age of the identification.
   * @throws SignInFailure
   */
  async function welcome(returnedTo: string, departure: Departure): Promise<Identity> {
    const provider = await getProvider();
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, new URL(returnedTo, config.publicUrl), {
        expectedState: departure.state,
        expectedNonce: departure.nonce,
        pkceCodeVerifier: departure.verifier,
        maxAge: departure.maxAge,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const person = await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub);
      const niss = typeof person.egovNRN === 'string' ? parseNationalNumber(person.egovNRN) : undefined;
      if (!niss?.ok) throw new SignInFailure('refused', 'no-national-number');
      return {
        niss: niss.value,
        firstName: nameOf(person.givenName),
        familyName: nameOf(person.surname),
        acr: weakestOf(claims, person),
        age: Math.max(0, claims.iat - (claims.auth_time ?? 0)) * 1000,
        idToken: JSON.stringify(claims).includes(niss.value) ? undefined : tokens.id_token,
      };
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** Where to end the session at the provider too; undefined when it has no such place, or does not answer. */
  async function findSignOutUrl(idToken: string | undefined): Promise<URL | undefined> {
    const provider = await getProvider().catch(() => undefined);
    if (!provider?.serverMetadata().end_session_endpoint) return undefined;
    return oidc.buildEndSessionUrl(provider, {
      post_logout_redirect_uri: `${config.publicUrl}/sign-in/signed-out`,
      ...(idToken ? { id_token_hint: idToken } : {}),
    });
  }

  return { depart, welcome, findSignOutUrl };
}

const nameOf = (value: unknown): string => (typeof value === 'string' ? cleanLine(value).slice(0, 100) : '');

/** `acr`, or the first level in `amr`; if the signed userinfo tells a weaker one, that one. */
function weakestOf(claims: oidc.IDToken, person: oidc.UserInfoResponse): number {
  const told =
    [claims.acr, claims.amr]
      .flat()
      .map(levelOf)
      .find((level) => level !== undefined) ?? 0;
  const assured =
    typeof person.assurance_level === 'string' && /^\d{3}$/.test(person.assurance_level)
      ? Number(person.assurance_level)
      : told;
  return Math.min(told, assured);
}

const changedMind = new Set(['access_denied', 'login_required', 'interaction_required']);

function failureOf(error: unknown): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (error instanceof oidc.AuthorizationResponseError)
    return new SignInFailure(changedMind.has(error.error) ? 'cancelled' : 'refused', 'authorization-response');
  const code = codeOf(error);
  // What the library has judged bears its own codes; the others tell of a connection.
  return new SignInFailure(code.startsWith('OAUTH_') && code !== 'OAUTH_TIMEOUT' ? 'refused' : 'unavailable', code);
}

/** Never the message: it may quote a claim. */
function codeOf(error: unknown): string {
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: { code?: unknown } };
  if (typeof code === 'string') return code;
  if (typeof cause?.code === 'string') return cause.code;
  return typeof name === 'string' ? name : 'Error';
}

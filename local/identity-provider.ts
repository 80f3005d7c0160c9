import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { Provider, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { renderChoicePage, renderLogoutPage, renderMessagePage, script, style } from './identity-provider-pages.ts';

// Modelled on the Belgian federal sign-in (CSAM/FAS): its paths, scopes, claims, levels and signed userinfo.

export interface Identity {
  /** Stable identifier at the provider. */
  sub: string;
  givenName: string;
  surname: string;
  mail: string;
  /** 11 digits. */
  niss: string;
  /** In French: what this person is in the demonstration. */
  label: string;
}

export interface IdentityClient {
  clientId: string;
  clientSecret: string;
  /** Where it may be sent back to: any path of these origins (`http://127.0.0.1:3000`). */
  origins: string[];
}

export interface IdentityProviderOptions {
  /** 0 takes any free port. */
  port: number;
  clients: IdentityClient[];
  identities: Identity[];
}

/** Means of signing in, strongest first, with the level the FAS gives them. */
export const means = [
  { level: 450, label: 'itsme' },
  { level: 500, label: 'Carte d’identité électronique (eID)' },
  { level: 400, label: 'Code de sécurité par SMS' },
  { level: 200, label: 'Nom d’utilisateur et mot de passe' },
  { level: 100, label: 'Compte sans vérification d’identité' },
] as const;

export type Level = (typeof means)[number]['level'];

export const acrOf = (level: number): string => `urn:be:fedict:iam:fas:Level${level}`;
const levelOf = (acr: string | undefined): number => Number(/Level(\d+)$/.exec(acr ?? '')?.[1] ?? 0);

const issuerPath = '/fas/oauth2';

/**
 * Starts the development identity provider on the loopback. Anyone may be anyone there: it refuses to start in production.
 * @throws Error when NODE_ENV or PRO_ONE_MODE says production
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<{ issuer: string; stop: () => Promise<void> }> {
  if (process.env.NODE_ENV === 'production' || process.env.PRO_ONE_MODE === 'production') {
    throw new Error('Le fournisseur d’identité de développement refuse de démarrer en production.');
  }
  const app = express().disable('x-powered-by');
  const server = app.listen(options.port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider = createProvider(`${origin}${issuerPath}`, options);
  const clientOrigins = options.clients.flatMap((client) => client.origins).join(' ');
  app.use((_request, response, next) => {
    // Browsers hold a form's redirects to form-action too.
    response.set(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self' ${clientOrigins}; frame-ancestors 'none'; base-uri 'none'`,
    );
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.get('/fas/style.css', (_request, response) => {
    response.type('css').send(style);
  });
  app.get('/fas/deconnexion.js', (_request, response) => {
    response.type('js').send(script);
  });
  app.get('/fas/identification/:uid', async (request, response) => {
    const { params } = await provider.interactionDetails(request, response);
    response.send(renderChoicePage(options.identities, means, askedLevel(params)));
  });
  app.post('/fas/identification/:uid', express.urlencoded({ extended: false }), async (request, response) => {
    const form = request.body as { personne?: string; moyen?: string };
    const identity = options.identities.find(({ sub }) => sub === form.personne);
    const level = means.find((one) => String(one.level) === form.moyen)?.level;
    const { session } = await provider.interactionDetails(request, response);
    const next = await provider.interactionResult(
      request,
      response,
      identity && level
        ? { login: { accountId: identity.sub, acr: acrOf(level), amr: [acrOf(level)] } }
        : { error: 'access_denied', error_description: 'identification annulée' },
      { mergeWithLastSubmission: false },
    );
    if (identity) await forgetAnother(provider, session, identity.sub);
    response.redirect(303, next);
  });
  app.use(issuerPath, provider.callback());
  app.use((_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    response
      .status(400)
      .send(renderMessagePage('Cette identification a expiré', 'Retournez au portail et identifiez-vous à nouveau.'));
  });

  return {
    issuer: provider.issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function createProvider(issuer: string, { clients, identities }: IdentityProviderOptions): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  /** Level of each grant, for the claim `assurance_level`. */
  const levels = new Map<string, number>();
  const policy = interactionPolicy.base();
  policy.get('login')!.checks.add(
    new interactionPolicy.Check('level_too_low', 'a stronger sign-in is asked for', 'login_required', (ctx) => {
      const { oidc } = ctx;
      // Who has just signed in with less goes through: refusing is the portal's duty, and must be seen to work.
      const mustAsk = !oidc.result && levelOf(oidc.session?.acr) < askedLevel(oidc.params ?? {});
      return mustAsk ? interactionPolicy.Check.REQUEST_PROMPT : interactionPolicy.Check.NO_NEED_TO_PROMPT;
    }),
  );

  const configuration: Configuration = {
    acrValues: means.map(({ level }) => acrOf(level)),
    claims: {
      openid: ['sub'],
      acr: null,
      amr: null,
      auth_time: null,
      profile: ['surname', 'givenName', 'mail', 'prefLanguage', 'fedid', 'assurance_level'],
      egovnrn: ['egovNRN'],
    },
    clients: clients.map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      require_auth_time: true,
      redirect_uris: ['http://127.0.0.1/'],
      id_token_signed_response_alg: 'RS256',
      userinfo_signed_response_alg: 'RS256',
    })),
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = renderLogoutPage(form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = renderMessagePage('Vous êtes déconnecté', 'Vous pouvez fermer cette page.');
        },
      },
    },
    findAccount: (ctx, sub) => {
      const identity = identities.find((one) => one.sub === sub);
      return (
        identity && {
          accountId: sub,
          claims: () => ({
            sub,
            surname: identity.surname,
            givenName: identity.givenName,
            mail: identity.mail,
            prefLanguage: 'fr',
            fedid: sub,
            egovNRN: identity.niss,
            assurance_level: String(levels.get(findGrantId(ctx) ?? '') ?? ''),
          }),
        }
      );
    },
    interactions: { policy, url: (_ctx, interaction) => `/fas/identification/${interaction.uid}` },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
    // Like the FAS: what a public service may know is agreed beforehand, not asked of each person.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client!.clientId,
        accountId: ctx.oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid profile egovnrn');
      levels.set(await grant.save(), levelOf(ctx.oidc.session!.acr));
      return grant;
    },
    pkce: { required: () => true },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = renderMessagePage('L’identification n’a pas abouti', `${out.error} – ${out.error_description ?? ''}`);
    },
    routes: {
      authorization: '/authorize',
      token: '/access_token',
      userinfo: '/userinfo',
      jwks: '/connect/jwk_uri',
      end_session: '/connect/endSession',
    },
    scopes: ['openid', 'profile', 'egovnrn'],
    ttl: { Session: 3600, Interaction: 1800, Grant: 3600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  };
  const provider = new Provider(issuer, configuration);
  const isOwn = (clientId: string, uri: string) =>
    clients.some(
      (client) => client.clientId === clientId && URL.canParse(uri) && client.origins.includes(new URL(uri).origin),
    );
  provider.Client.prototype.redirectUriAllowed = function (uri) {
    return isOwn(this.clientId, uri);
  };
  provider.Client.prototype.postLogoutRedirectUriAllowed = function (uri) {
    return isOwn(this.clientId, uri);
  };
  return provider;
}

/** Somebody else takes the keyboard. The library would end the other's session by a page with an inline script. */
async function forgetAnother(
  provider: Provider,
  known: { uid: string; accountId: string } | undefined,
  sub: string,
): Promise<void> {
  if (!known || known.accountId === sub) return;
  const session = await provider.Session.findByUid(known.uid);
  if (!session) return;
  session.accountId = undefined;
  session.authorizations = undefined;
  await session.persist();
}

function findGrantId(ctx: KoaContextWithOIDC): string | undefined {
  return (
    ctx.oidc.entities.AccessToken?.grantId ??
    ctx.oidc.entities.AuthorizationCode?.grantId ??
    ctx.oidc.entities.Grant?.jti
  );
}

/** The weakest level that satisfies `acr_values`; 0 when none is asked. */
function askedLevel(params: Record<string, unknown>): number {
  const asked = (typeof params['acr_values'] === 'string' ? params['acr_values'] : '')
    .split(' ')
    .map(levelOf)
    .filter(Boolean);
  return asked.length ? Math.min(...asked) : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { IDP_PORT, IDP_IDENTITIES, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = process.env;
  if (!IDP_PORT || !IDP_IDENTITIES || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !PUBLIC_URL) {
    throw new Error('Il faut IDP_PORT, IDP_IDENTITIES, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET et PUBLIC_URL.');
  }
  const { issuer } = await startIdentityProvider({
    port: Number(IDP_PORT),
    clients: [
      {
        clientId: OIDC_CLIENT_ID,
        clientSecret: OIDC_CLIENT_SECRET,
        origins: [PUBLIC_URL, PUBLIC_URL.replace('127.0.0.1', 'localhost')],
      },
    ],
    identities: JSON.parse(readFileSync(IDP_IDENTITIES, 'utf8')) as Identity[],
  });
  console.log(`Fournisseur d’identité de développement : ${issuer}`);
}

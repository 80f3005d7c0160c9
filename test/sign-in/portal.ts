/** A portal reduced to its door: the real middleware, sign-in and provider, and a few rooms behind. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { health } from '../../api/health.ts';
import type { Dependencies } from '../../api/context.ts';
import { protectForms } from '../../api/middleware/forms.ts';
import { logRequests } from '../../api/middleware/log-requests.ts';
import { ensureRecentSignIn, requirePortal } from '../../api/middleware/require-portal.ts';
import { setSecurityHeaders } from '../../api/middleware/security-headers.ts';
import { readSession } from '../../api/middleware/session.ts';
import { keepForms } from '../../api/kept/late.ts';
import { renderPage } from '../../api/page.ts';
import { missingPage, showProblem } from '../../api/problems.ts';
import { procedures } from '../../api/procedures.ts';
import { publicPages } from '../../api/public-pages/routes.ts';
import { signInRoutes } from '../../api/sign-in/routes.ts';
import { createAssets } from '../../api/static.ts';
import { createViews } from '../../api/views.ts';
import { instant } from '../../db/connect.ts';
import { dayOf } from '../../domain/calendar.ts';
import { readConfig } from '../../domain/config/read-config.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { startIdentityProvider } from '../../local/identity-provider.ts';
import { freshDatabase } from '../support/database.ts';

const personOf = (sub: string, givenName: string, sequence: number) => ({
  sub,
  givenName,
  surname: 'Exemple',
  mail: `${sub}@exemple.be`,
  label: '',
  niss: makeNationalNumber({ birthOn: '1985-01-01', sequence }),
});
export const identities = {
  anne: personOf('anne', 'Anne', 2),
  bruno: personOf('bruno', 'Bruno', 1),
  chloe: personOf('chloe', 'Chloé', 4),
  stranger: personOf('inconnue', 'Inconnue', 6),
};

export const clientSecret = 'dev-only-0123456789abcdef';

/** @param issuer another provider than the development one */
export async function openPortal({ issuer, publicUrl }: { issuer?: string; publicUrl?: string } = {}) {
  const { db, urlOf, dbOf, drop } = await freshDatabase();
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = issuer
    ? undefined
    : await startIdentityProvider({
        port: 0,
        clients: [{ clientId: 'pro-one', clientSecret, origins: [address] }],
        identities: Object.values(identities),
      });

  const clock = { now: Date.parse('2026-11-23T09:00:00Z') };
  const config = readConfig({
    PRO_ONE_MODE: 'test',
    NODE_ENV: 'test',
    PUBLIC_URL: publicUrl ?? address,
    DATABASE_URL: urlOf('web'),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    OIDC_ISSUER: issuer ?? provider!.issuer,
    OIDC_CLIENT_ID: 'pro-one',
    OIDC_CLIENT_SECRET: clientSecret,
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Pro.ONE <ne-pas-repondre@exemple.be>',
    SESSION_SECRET: 'test session secret, long enough to be one',
    NISS_PEPPER: 'test pepper, long enough to be one too',
    NISS_KEY: 'test key, long enough to be one as well',
    STORAGE_DIR: '/tmp',
  });
  const lines: string[] = [];
  const assets = createAssets();
  const deps = {
    config,
    db: dbOf('web'),
    procedures,
    now: () => clock.now,
    assets,
    views: createViews({ today: () => dayOf(clock.now), asset: assets.asset, cache: true }),
    log: pino(
      { level: 'debug' },
      {
        write: (line: string) => {
          lines.push(line);
        },
      },
    ),
  } as unknown as Dependencies;
  server.on('request', buildApp(deps));

  const person = async (
    name: keyof typeof identities,
    portal: 'pro' | 'office' = 'pro',
    more: Record<string, unknown> = {},
  ): Promise<string> => {
    const { givenName, surname, mail, niss } = identities[name];
    const [row] = await db('users')
      .insert({
        first_name: givenName,
        family_name: surname,
        email: mail,
        portal,
        niss_hash: hashNationalNumber(niss, config.nissPepper),
        ...more,
      })
      .returning<{ id: string }[]>('id');
    return row!.id;
  };

  return {
    address,
    db,
    config,
    deps,
    clock,
    lines,
    person,
    visitor: () => supertest.agent(address),
    deactivate: (userId: string) =>
      db('users')
        .where('id', userId)
        .update({ deactivated_at: instant(clock.now) }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await provider?.stop();
      await drop();
    },
  };
}
export type Portal = Awaited<ReturnType<typeof openPortal>>;

function buildApp(deps: Dependencies) {
  const app = express().disable('x-powered-by');
  deps.views.install(app);
  app.use(setSecurityHeaders(deps));
  deps.assets.serveStatic(app);
  app.use(
    health(deps),
    logRequests(deps),
    readSession(deps),
    protectForms(deps),
    signInRoutes(deps),
    publicPages(deps),
  );
  app.use('/pro', requirePortal('pro'));
  app.use('/office', requirePortal('office'));
  app.get(['/pro', '/pro/cases/:id'], (req, res) => {
    renderPage(deps, req, res, 'pages/aide', { title: 'Aide' });
  });
  app.get('/office', (_req, res) => {
    res.send('office');
  });
  app.post('/pro/change', (req, res) => {
    touched(req);
    res.sendStatus(200);
  });
  app.post('/pro/sign', async (req: Request, res: Response) => {
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    touched(req);
    res.redirect(303, '/pro');
  });
  app.get('/pro/broken', () => {
    throw new Error('broken');
  });
  app.use(missingPage, keepForms(deps), showProblem(deps));
  return app;
}

/** What has reached the rooms. */
export const received: Record<string, unknown>[] = [];
const touched = (req: Request) => {
  received.push({ ...(req.body as Record<string, unknown>) });
};

/** The whole portal over a database of its own, with the demonstration's people and cases, a clock that moves, and bells that are only counted. */
import { createServer } from 'node:http';
import { rmSync } from 'node:fs';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { answersFollowed } from '../../api/after-answer.ts';
import { createApp } from '../../api/app.ts';
import type { Dependencies } from '../../api/context.ts';
import { procedures as every } from '../../api/procedures.ts';
import { createAssets } from '../../api/static.ts';
import { createViews } from '../../api/views.ts';
import { directoryBlobStore } from '../../db/blob-store.ts';
import { demonstrationIdentities } from '../../db/seeds/demonstration.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { readConfig, type Config } from '../../domain/config/read-config.ts';
import type { TestDatabase } from './database.ts';
import { copyDemonstration } from './demonstration.ts';
import { signInAs, type SignedIn } from './sign-in.ts';

export interface Visitor extends SignedIn {
  userId: string | null;
  get(url: string): request.Test;
  /** Urlencoded, with the token of the session and the origin of the portal. */
  post(url: string, fields?: Record<string, string | string[]>): request.Test;
}
export interface House extends TestDatabase {
  app: Express;
  config: Config;
  deps: Dependencies;
  storageDir: string;
  clock: { now: Instant };
  /** Everything the portal wrote to its log. */
  log: string[];
  /** Cases whose bell was rung. */
  bells: { slug: string; caseId: string }[];
  /** Somebody of the demonstration, by name: « Sophie Lambert ». */
  as(name: string, options?: { acr?: number; authenticatedAt?: Instant }): Promise<Visitor>;
  asUser(userId: string, options?: { acr?: number; authenticatedAt?: Instant }): Promise<Visitor>;
  stranger: Visitor;
  close(): Promise<void>;
}

export async function openHouse({
  at = Date.parse('2026-11-23T09:00:00Z'),
  mode = 'test' as Config['mode'],
  procedures = every,
  clock: trust = undefined as Dependencies['clock'],
  publicUrl: origin = 'http://127.0.0.1:3000',
} = {}): Promise<House> {
  const nissPepper = 'dev-only-niss-pepper-0123456789abcdef';
  const nissKey = 'dev-only-niss-key-0123456789abcdefghij';
  const { storageDir, ...database } = await copyDemonstration(at, { nissPepper, nissKey });
  const config = readConfig({
    NODE_ENV: 'test',
    PRO_ONE_MODE: mode,
    PUBLIC_URL: origin,
    DATABASE_URL: database.urlOf('web'),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    OIDC_ISSUER: 'http://127.0.0.1:1/fas/oauth2',
    OIDC_CLIENT_ID: 'pro-one',
    OIDC_CLIENT_SECRET: 'dev-only-client-secret-0123456789',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Pro.ONE <pro-one@exemple.example>',
    SESSION_SECRET: 'dev-only-session-secret-0123456789abcdef',
    NISS_PEPPER: nissPepper,
    NISS_KEY: nissKey,
    STORAGE_DIR: storageDir,
  });
  const clock = { now: at };
  const log: string[] = [];
  const bells: House['bells'] = [];
  const blobs = directoryBlobStore(storageDir);
  const assets = createAssets();
  const views = createViews({ today: () => dayOf(clock.now), asset: assets.asset, cache: true });
  const deps: Dependencies = {
    config,
    db: database.dbOf('web'),
    procedures,
    now: () => clock.now,
    clock: trust,
    blobs,
    assets,
    views,
    log: pino(
      { level: 'info' },
      {
        write: (line: string) => {
          log.push(line);
        },
      },
    ),
    bell: {
      ring: (slug, caseId) => {
        bells.push({ slug, caseId });
      },
      waiting: () => 0,
      quiet: () => Promise.resolve(),
    },
    engine: { describe: () => Promise.resolve(undefined) },
  };
  const app = createApp(deps);
  // One for all that is asked: a server for each request takes thousands of ports, one of which is somebody else's sooner or later.
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const visitor = (signedIn: SignedIn, userId: string | null): Visitor => ({
    ...signedIn,
    userId,
    get: (url) => request(server).get(url).set('Cookie', signedIn.cookie).redirects(0),
    post: (url, fields = {}) =>
      request(server)
        .post(url)
        .set('Cookie', signedIn.cookie)
        .set('Origin', origin)
        .type('form')
        .send({ _csrf: signedIn.csrfToken, ...fields })
        .redirects(0),
  });
  const asUser: House['asUser'] = async (userId, options = {}) =>
    visitor(await signInAs(database.db, config, userId, { now: clock.now, ...options }), userId);
  return {
    ...database,
    app,
    config,
    deps,
    storageDir,
    clock,
    log,
    bells,
    asUser,
    async as(name, options) {
      const identity = demonstrationIdentities.find(({ givenName, surname }) => `${givenName} ${surname}` === name);
      if (!identity) throw new Error(`nobody called ${name} in the demonstration`);
      const row = (await database
        .db('users')
        .where({ niss_hash: hashNationalNumber(identity.niss, config.nissPepper) })
        .first('id')) as { id: string } | undefined;
      if (!row) throw new Error(`${name} is not a user`);
      return asUser(row.id, options);
    },
    stranger: visitor({ cookie: '', csrfToken: '' }, null),
    async close() {
      await answersFollowed();
      await new Promise((closed) => server.close(closed));
      await database.drop();
      rmSync(storageDir, { recursive: true, force: true });
    },
  };
}

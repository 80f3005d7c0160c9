import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOwnerUrl } from '../../domain/config/database-url.ts';
import { ConfigError } from '../../domain/config/problems.ts';
import { readConfig } from '../../domain/config/read-config.ts';
import { requiredVariables, secretVariables, variableNames } from '../../domain/config/variables.ts';

const odd = 'p/a:s@s?w#o%r"d é';

const demonstration = {
  PRO_ONE_MODE: 'demonstration',
  DATABASE_URL: 'postgres://proone:dev-only-x@127.0.0.1:5499/proone',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  OIDC_ISSUER: 'http://127.0.0.1:3001/fas/oauth2',
  OIDC_CLIENT_ID: 'pro-one',
  OIDC_CLIENT_SECRET: 'dev-only-0123456789abcdef',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  MAIL_FROM: 'Pro.ONE <ne-pas-repondre@exemple.be>',
  SESSION_SECRET: 'dev-only-abcdefghijklmnopqrstuvwxyz0123456789',
  NISS_PEPPER: 'dev-only-zyxwvutsrqponmlkjihgfedcba9876543210',
  NISS_KEY: 'dev-only-9876543210zyxwvutsrqponmlkjihgfedcba',
  STORAGE_DIR: 'var/documents',
};
const production = {
  ...demonstration,
  NODE_ENV: 'production',
  PRO_ONE_MODE: 'production',
  PUBLIC_URL: 'https://pro.exemple.be',
  DATABASE_URL: 'postgres://proone:s3cret@db/proone',
  OIDC_ISSUER: 'https://idp.exemple.be/fas/oauth2',
  OIDC_CLIENT_SECRET: 'kD83jf-Pw02msAq71',
  SESSION_SECRET: 'q8Zr1Yv5Kd0Xn3Bt7Lw2Hs9Gp4Cm6FjAeUo',
  NISS_PEPPER: 'm3Jx7Tq1Rb9Wd5Nz2Vk8Ly4Hc6Sf0PgEaIu',
  NISS_KEY: 'Ty5Rw2Qn8Lp1Kd7Vb3Zx9Mc4Jh6Gf0SaEuIo',
  CLAMAV_URL: 'tcp://clamav:3310',
};

function refused(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.variable);
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('reads a complete environment, with its defaults', () => {
    const config = readConfig(demonstration);
    expect(config).to.include({
      mode: 'demonstration',
      nodeEnv: 'development',
      host: '127.0.0.1',
      port: 3000,
      temporalNamespace: 'procedures',
      temporalTaskQueue: 'procedures',
      trustProxy: 0,
    });
    expect(config.publicUrl).to.equal('http://127.0.0.1:3000');
    expect(refused(production)).to.deep.equal([]);
    expect(readConfig(production).host, 'behind a proxy').to.equal(undefined);
  });

  it('names every missing variable at once', () => {
    expect(refused({})).to.have.members(requiredVariables);
    expect(refused({ ...demonstration, DATABASE_URL: '  ', SMTP_URL: '' })).to.deep.equal(['DATABASE_URL', 'SMTP_URL']);
  });

  it('says in French what is wrong and how to mend it, and never repeats a value', () => {
    expect(() => readConfig({ ...demonstration, SESSION_SECRET: 'hunter2', PORT: 'abc' }))
      .to.throw(ConfigError)
      .with.property('message')
      .that.matches(/PORT.*mal formée/)
      .and.matches(/SESSION_SECRET.*trop court/)
      .and.matches(/openssl rand/)
      .and.not.matches(/hunter2|abc\b/);
  });

  it('refuses malformed values', () => {
    const cases: Record<string, string> = {
      LISTEN_ADDRESS: 'partout',
      PORT: '0',
      PUBLIC_URL: 'https://pro.exemple.be/',
      DATABASE_URL: 'mysql://x/y',
      TEMPORAL_ADDRESS: 'http://x:1',
      OIDC_ISSUER: 'ftp://x',
      SMTP_URL: 'http://x',
      MAIL_FROM: 'a\nb@c',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'true',
      PRO_ONE_MODE: 'prod',
      TEMPORAL_TASK_QUEUE: 'a b',
      TEMPORAL_UI_URL: 'x',
    };
    for (const [name, value] of Object.entries(cases))
      expect(refused({ ...demonstration, [name]: value }), name).to.deep.equal([name]);
  });

  it('takes a password as it is, whatever its characters, beside the address', () => {
    const url = readConfig({
      ...production,
      DATABASE_URL: 'postgres://web@db/proone',
      DATABASE_PASSWORD: odd,
    }).databaseUrl;
    expect(decodeURIComponent(new URL(url).password)).to.equal(odd);
    expect(new URL(url)).to.include({ username: 'web', hostname: 'db', pathname: '/proone' });
    const smtp = readConfig({ ...production, SMTP_URL: 'smtps://ada@mail:465', SMTP_PASSWORD: odd }).smtpUrl;
    expect(decodeURIComponent(new URL(smtp).password)).to.equal(odd);
  });

  it('says where such a password belongs when it stands in the address', () => {
    expect(() => readConfig({ ...production, DATABASE_URL: `postgres://web:${odd}@db/proone` }))
      .to.throw(ConfigError)
      .with.property('message')
      .that.matches(/DATABASE_URL.*DATABASE_PASSWORD/)
      .and.not.include(odd);
  });

  it('reads each secret from a file of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pro-one-secrets-'));
    try {
      for (const name of secretVariables) {
        const path = join(folder, name);
        const secret = `${odd}${name}-q8Zr1Yv5Kd0Xn3Bt7Lw2Hs9Gp4Cm6FjAeUo`;
        writeFileSync(path, `${secret}\n`);
        const env = {
          ...production,
          DATABASE_URL: 'postgres://web@db/proone',
          MIGRATION_DATABASE_URL: 'postgres://owner@db/proone',
          SMTP_URL: 'smtp://ada@mail',
          [name]: undefined,
          [`${name}_FILE`]: path,
        };
        const holds = (value: unknown): boolean =>
          value === secret ||
          (URL.canParse(String(value)) && decodeURIComponent(new URL(String(value)).password) === secret);
        expect([...Object.values(readConfig(env)), readOwnerUrl(env)].some(holds), name).to.equal(true);
        expect(refused({ ...env, [name]: 'x'.repeat(40) }), `${name} given twice`).to.deep.equal([name]);
        expect(refused({ ...env, [`${name}_FILE`]: join(folder, 'none') }), `${name} not there`).to.include(name);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses in production what is only fit for a desk', () => {
    expect(refused({ ...production, PRO_ONE_MODE: 'demonstration' })).to.deep.equal(['PRO_ONE_MODE']);
    expect(refused({ ...production, NODE_ENV: 'development' })).to.deep.equal(['NODE_ENV']);
    for (const name of [
      'SESSION_SECRET',
      'NISS_PEPPER',
      'NISS_KEY',
      'OIDC_CLIENT_SECRET',
      'DATABASE_URL',
      'OIDC_ISSUER',
    ] as const) {
      expect(refused({ ...production, [name]: demonstration[name] }), name).to.deep.equal([name]);
    }
    expect(refused({ ...production, CLAMAV_URL: '' })).to.deep.equal(['CLAMAV_URL']);
    expect(refused({ ...demonstration, CLAMAV_URL: 'http://clamav' })).to.deep.equal(['CLAMAV_URL']);
    expect(refused({ ...production, SESSION_SECRET: 'ab'.repeat(20) })).to.deep.equal(['SESSION_SECRET']);
    expect(refused({ ...production, NISS_PEPPER: production.SESSION_SECRET })).to.deep.equal(['NISS_PEPPER']);
    for (const other of ['SESSION_SECRET', 'NISS_PEPPER'] as const)
      expect(refused({ ...production, NISS_KEY: production[other] })).to.deep.equal(['NISS_KEY']);
    expect(refused({ ...production, PUBLIC_URL: 'http://pro.exemple.be' })).to.deep.equal(['PUBLIC_URL']);
    expect(refused({ ...production, PUBLIC_URL: undefined })).to.deep.equal(['PUBLIC_URL']);
    expect(refused({ ...production, MAILBOX_URL: 'http://127.0.0.1:1080' })).to.deep.equal(['MAILBOX_URL']);
  });

  it('has every variable documented in .env.example, and no other', () => {
    const documented = [
      ...readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').matchAll(/^([A-Z_]+)=/gm),
    ].map((match) => match[1]);
    expect(documented).to.have.members(variableNames);
  });
});

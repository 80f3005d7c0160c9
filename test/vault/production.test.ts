import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { connect } from '../../db/connect.ts';
import { findFreePort } from '../../local/processes.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('a web in production', () => {
  let database: TestDatabase;
  const password = randomBytes(12).toString('hex');
  const [rewriter, plain] = [`rewriter_${password}`, `plain_${password}`];
  before(async () => {
    database = await freshDatabase();
    const admin = connect(database.adminUrl, { max: 1 });
    const make = `create role ${rewriter} login password '${password}' in role pro_one_owner;
      create role ${plain} login password '${password}' in role pro_one_web`;
    await admin.raw(make);
    await admin.destroy();
  });
  after(async () => {
    await database.drop();
    const admin = connect(new URL('/postgres', database.adminUrl).href, { max: 1 });
    const end = `drop role ${rewriter}, ${plain}`;
    await admin.raw(end);
    await admin.destroy();
  });

  /** Until it ends by itself, or for three seconds after it listens. */
  async function run(account: string): Promise<{ code: number | null; log: string }> {
    const url = new URL(database.adminUrl);
    [url.username, url.password] = [account, password];
    const secret = (): string => randomBytes(32).toString('base64');
    const child = spawn(process.execPath, ['--import', 'tsx', 'api/server.ts'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PRO_ONE_MODE: 'production',
        PORT: String(await findFreePort(0)),
        PUBLIC_URL: 'https://pro.exemple.be',
        DATABASE_URL: url.href,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
        OIDC_ISSUER: 'https://idp.exemple.be/fas/oauth2',
        OIDC_CLIENT_ID: 'pro-one',
        OIDC_CLIENT_SECRET: secret(),
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'Pro.ONE <pro-one@exemple.example>',
        SESSION_SECRET: secret(),
        NISS_PEPPER: secret(),
        NISS_KEY: secret(),
        STORAGE_DIR: '/tmp',
        CLAMAV_URL: 'tcp://127.0.0.1:1',
        LOG_LEVEL: 'info',
      },
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (log.includes('"listening"')) setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
      });
    return new Promise((done) => {
      child.once('close', (code) => {
        done({ code, log });
      });
    });
  }

  it('ends when its account could rewrite acts', async () => {
    const { code, log } = await run(rewriter);
    expect(log).to.include('could rewrite acts');
    expect(code).to.equal(1);
  });

  it('goes on under an account of the web', async () => {
    const { code, log } = await run(plain);
    expect(log).to.include('"listening"').and.not.to.include('rewrite');
    expect(code).to.equal(null);
  });
});

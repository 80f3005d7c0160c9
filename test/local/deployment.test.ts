import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { connect } from '../../db/connect.ts';
import { startPostgres, type Postgres } from '../../local/postgres.ts';
import { findFreePort, startChild, waitUntil, type Child } from '../../local/processes.ts';
import { findTemporalCli, hasPoller, startTemporal } from '../../local/temporal.ts';
import { fill, readCompose } from '../support/compose.ts';

const { services, secrets } = readCompose('docker-compose.yml');

// The commands of the compose file with its environment: the containers are processes, the names of its networks this machine.
describe('what docker-compose.yml starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pro-one-deployment-'));
  const started: { stop: () => Promise<unknown> }[] = [];
  let postgres: Postgres;
  let temporalAddress: string;
  before(async () => {
    chmodSync(folder, 0o711);
    for (const part of ['secrets', 'documents', 'chain']) mkdirSync(join(folder, part));
    postgres = await startPostgres({
      dataDir: join(folder, 'postgres'),
      port: await findFreePort(0),
      password: 'dev-only-deployment',
      durable: false,
    });
    // As the service `accounts` does it, with passwords of any characters.
    const admin = connect(postgres.adminUrl, { max: 1 });
    for (const secret of Object.keys(secrets)) write(secret, `p/a:s@s?w#o%r"d'-${randomBytes(32).toString('base64')}`);
    for (const account of ['owner', 'web', 'worker'])
      await admin.raw('select set_config(?, ?, false)', [
        `pro_one.${account}_password`,
        readFileSync(join(folder, 'secrets', `database_${account}_password`), 'utf8').trim(),
      ]);
    await admin.raw(readFileSync(new URL('../../db/roles.sql', import.meta.url), 'utf8'));
    await admin.destroy();
    write('chain_key', String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })));
    const port = await findFreePort(0);
    temporalAddress = `127.0.0.1:${String(port)}`;
    const temporal = await startTemporal({
      cli: await findTemporalCli(),
      port,
      dbFile: join(folder, 'temporal.db'),
      namespace: 'procedures',
    });
    started.push(temporal);
  });
  after(async () => {
    await Promise.all(started.map(({ stop }) => stop()));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (secret: string, text: string): void => {
    writeFileSync(join(folder, 'secrets', secret), `${text}\n`);
  };
  /** The process of a service. */
  async function start(name: string, more: Record<string, string> = {}): Promise<{ child: Child; log: () => string }> {
    const { command = [], environment = {} } = services[name] ?? {};
    const env: Record<string, string | undefined> = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...fill(environment, {
        '/run/secrets': join(folder, 'secrets'),
        '/var/lib/proone/documents': join(folder, 'documents'),
        '/var/lib/proone/chain': join(folder, 'chain'),
        '/etc/proone/extra-ca.pem': '/dev/null',
        '/usr/bin/chromium': process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      }),
      TEMPORAL_ADDRESS: temporalAddress,
      ...more,
    };
    for (const variable of ['DATABASE_URL', 'MIGRATION_DATABASE_URL'])
      if (env[variable]) env[variable] = env[variable].replace('postgres:5432', new URL(postgres.adminUrl).host);
    const logFile = join(folder, `${name}-${String(started.length)}.log`);
    const child = await startChild({ name, command: process.execPath, args: command.slice(1), env, logFile });
    started.push(child);
    return { child, log: () => readFileSync(logFile, 'utf8') };
  }
  const ready = (port: number): Promise<number> =>
    fetch(`http://127.0.0.1:${String(port)}/ready`, { headers: { connection: 'close' } }).then(
      ({ status }) => status,
      () => 0,
    );

  it('makes the schema under the account of its owner', async () => {
    const { child, log } = await start('migrate');
    expect((await child.exited).code, log()).to.equal(0);
  });

  it('serves two webs and a worker under their own accounts, in production', async () => {
    const ports = [await findFreePort(0), await findFreePort(0)];
    const webs = await Promise.all(
      ['web-1', 'web-2'].map((name, index) => start(name, { PORT: String(ports[index]) })),
    );
    const worker = await start('worker-1');
    for (const [index, { child }] of webs.entries())
      await waitUntil(child.name, async () => (await ready(ports[index] ?? 0)) === 200, { child });
    const page = await fetch(`http://127.0.0.1:${String(ports[0])}/`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(page.status).to.equal(200);
    expect(page.headers.get('strict-transport-security')).to.match(/max-age=\d{8}/);
    const { child } = worker;
    await waitUntil('the worker', () => hasPoller(temporalAddress, 'procedures', 'procedures', child.pid), { child });
    expect(worker.log())
      .to.include('"working"')
      .and.not.to.match(/rewrite|p\/a:s/);
  });

  it('says that a web leaves before it stops serving, and lets what is under way end', async () => {
    const port = await findFreePort(0);
    const { child, log } = await start('web-1', { PORT: String(port) });
    await waitUntil('web-1', async () => (await ready(port)) === 200, { child });
    // A form whose last byte comes after the web was told to leave.
    const answered = new Promise<number>((done, fail) => {
      const slow = request(
        {
          port,
          method: 'POST',
          path: '/nowhere',
          headers: { 'content-length': '9', 'content-type': 'application/x-www-form-urlencoded' },
        },
        (response) => {
          response.resume();
          done(response.statusCode ?? 0);
        },
      );
      slow.once('error', fail);
      slow.write('a=1');
      setTimeout(() => slow.end('&b=234'), 6_000);
    });
    await sleep(300);
    process.kill(child.pid, 'SIGTERM');
    await sleep(300);
    expect(await ready(port), 'the proxy is told').to.equal(503);
    expect((await fetch(`http://127.0.0.1:${String(port)}/health`)).status, 'and clicks are still served').to.equal(
      200,
    );
    expect(await answered, 'the form under way').to.be.within(300, 499);
    expect((await child.exited).code, log()).to.equal(0);
    expect(log()).to.include('"leaving"').and.not.include('"level":50');
  });
});

describe('a release', () => {
  it('brings up one web after the other, each healthy before the next, then the workers; and stops at what does not come up', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pro-one-release-'));
    try {
      const calls = join(folder, 'calls');
      const compose = join(folder, 'compose');
      writeFileSync(
        compose,
        `#!/bin/sh\necho "$*" >> ${calls}\ncase "$*" in *" \${FAILS:-nothing}") exit 1;; *lock-image-digests*) echo "services: {}";; esac\n`,
        { mode: 0o755 },
      );
      mkdirSync(join(folder, 'local/server'), { recursive: true });
      writeFileSync(
        join(folder, 'local/server/release.sh'),
        readFileSync(new URL('../../local/server/release.sh', import.meta.url)),
      );
      const release = (fails = ''): { code: number; order: string[] } => {
        writeFileSync(calls, '');
        let code = 0;
        try {
          execFileSync('sh', [join(folder, 'local/server/release.sh')], {
            env: { PATH: process.env.PATH, COMPOSE: compose, ...(fails ? { FAILS: fails } : {}) },
            stdio: 'pipe',
          });
        } catch (error) {
          code = (error as { status: number }).status;
        }
        const order = readFileSync(calls, 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(' ').at(-1) ?? '');
        return { code, order };
      };
      const { code, order } = release();
      expect(code).to.equal(0);
      expect(order.filter((name) => /^(migrate|web-|worker-|proxy)/.test(name))).to.deep.equal([
        'migrate', // the image
        'migrate', // the schema
        'web-1',
        'web-2',
        'proxy',
        'worker-1',
        'worker-2',
      ]);
      expect(readFileSync(calls, 'utf8')).to.match(/up -d --no-deps --wait --wait-timeout 120 web-1/);
      const stopped = release('web-1');
      expect(stopped.code).to.not.equal(0);
      expect(stopped.order.at(-1)).to.equal('web-1');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../domain/config/read-config.ts';
import { requiredVariables, secretVariables, variableNames } from '../../domain/config/variables.ts';
import { nodeArguments } from '../../local/node-arguments.ts';
import { fill, read, readCompose } from '../support/compose.ts';

const compose = readCompose('docker-compose.yml');
const ours = Object.entries(compose.services).filter(([, { image }]) => image?.startsWith('pro-one:'));
/** Without a value for these, nothing starts. */
const asked = [...new Set(compose.text.match(/(?<=\$\{)[A-Z_]+(?=:\?)/g) ?? [])];
const running = ours.filter(([name]) => /^(web|worker)-/.test(name));
const members = (network: string): string[] =>
  Object.entries(compose.services)
    .filter(([, { networks }]) => networks?.includes(network))
    .map(([name]) => name);

describe('docker-compose.yml', () => {
  it('has PostgreSQL, Temporal with its interface, two webs and two workers behind a proxy, and copies', () => {
    expect(compose.services).to.include.all.keys(
      'proxy',
      'web-1',
      'web-2',
      'worker-1',
      'worker-2',
      'postgres',
      'temporal',
      'temporal-ui',
      'temporal-schema',
      'migrate',
      'accounts',
      'backup',
    );
  });

  it('gives ours only variables that the configuration knows, and all that it requires', () => {
    expect(ours.map(([name]) => name)).to.have.members([
      'web-1',
      'web-2',
      'worker-1',
      'worker-2',
      'migrate',
      'first-accounts',
    ]);
    const known = [...variableNames, ...secretVariables.map((name) => `${name}_FILE`), 'NODE_EXTRA_CA_CERTS'];
    for (const [name, { environment = {} }] of ours) expect(known, name).to.include.members(Object.keys(environment));
    for (const [name, { environment = {} }] of running) {
      const given = Object.keys(environment).map((variable) => variable.replace(/_FILE$/, ''));
      expect([...given, 'CHAIN_KEY_FILE'], name).to.include.members(requiredVariables);
    }
  });

  it('makes a configuration that production accepts, once the blanks are filled in, whatever the passwords', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pro-one-compose-'));
    try {
      for (const secret of Object.keys(compose.secrets))
        writeFileSync(
          join(folder, secret),
          `p/a:s@s?w#o%r"d-${createHash('sha256').update(secret).digest('base64')}\n`,
        );
      for (const [name, service] of running) {
        const config = readConfig(fill(service.environment ?? {}, { '/run/secrets': folder }));
        expect(config, name).to.include({ mode: 'production', trustProxy: 1, temporalAddress: 'temporal:7233' });
        expect(config.publicUrl).to.equal('https://pro.exemple.be');
        expect(decodeURIComponent(new URL(config.databaseUrl).password)).to.include('p/a:s@s?w#o%r"d');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('runs webs and workers with the same arguments as everywhere else', () => {
    const programs = { web: 'api/server.ts', worker: 'activities/worker.ts' };
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [kind, file] of Object.entries(programs)) {
      const command = ['node', ...nodeArguments, file];
      expect(scripts[kind]).to.equal(command.join(' '));
      for (const replica of ['1', '2'])
        expect(compose.services[`${kind}-${replica}`]?.command, `${kind}-${replica}`).to.deep.equal(command);
    }
  });

  it('names in .env.example each value that it asks for', () => {
    const documented = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    for (const name of asked) expect(documented, name).to.match(new RegExp(`^# ?${name}=|^${name}=`, 'm'));
  });

  it('starts only what exists, and keeps what must be kept', () => {
    for (const [name, { depends_on: needs = [], volumes = [] }] of Object.entries(compose.services)) {
      expect(Object.keys(compose.services), name).to.include.members(Array.isArray(needs) ? needs : Object.keys(needs));
      const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((volume) => /^[a-z]/.test(volume));
      expect(Object.keys(compose.volumes), name).to.include.members(named);
    }
    expect(compose.services.postgres?.volumes).to.have.lengthOf(1);
  });

  it('lets each sign in to the database under an account of its own, and hands out no secret but as a file to who needs it', () => {
    const accounts = running.map(([name, { environment }]) => [
      name,
      new URL(environment?.DATABASE_URL ?? '').username,
    ]);
    expect(Object.fromEntries(accounts)).to.deep.equal({
      'web-1': 'pro_one_web',
      'web-2': 'pro_one_web',
      'worker-1': 'pro_one_worker',
      'worker-2': 'pro_one_worker',
    });
    const holders = (secret: string): string[] =>
      Object.entries(compose.services)
        .filter(([, { secrets }]) => secrets?.includes(secret))
        .map(([name]) => name);
    expect(holders('postgres_password')).to.have.members(['postgres', 'accounts']);
    expect(holders('database_owner_password')).to.have.members(['migrate', 'accounts', 'backup']);
    expect(holders('database_web_password')).to.have.members(['web-1', 'web-2', 'accounts']);
    expect(holders('chain_key')).to.have.members(['worker-1', 'worker-2']);
    expect(holders('temporal_database_password')).to.have.members(['accounts', 'temporal', 'temporal-schema']);
    for (const [name, { environment = {}, secrets = [] }] of Object.entries(compose.services)) {
      expect(Object.keys(compose.secrets), name).to.include.members(secrets);
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|PEPPER|PWD|KEY/.test(variable))
          expect(value, `${name} ${variable}`).to.match(/^\/run\/secrets\//);
        for (const [, secret] of value.matchAll(/\/run\/secrets\/(\w+)/g))
          expect(secrets, `${name} ${variable}`).to.include(secret);
      }
    }
  });

  it('lets Temporal be reached by webs, workers and its own interface only, and nothing inside from outside', () => {
    expect(members('engine')).to.have.members([
      'web-1',
      'web-2',
      'worker-1',
      'worker-2',
      'temporal',
      'temporal-namespace',
      'temporal-ui',
    ]);
    expect(compose.services.temporal?.networks).to.have.members(['engine', 'engine-data']);
    expect(members('engine-data')).to.have.members(['postgres', 'temporal', 'temporal-schema']);
    expect(members('data')).to.not.include.members(['temporal']).and.not.include('proxy');
    for (const network of ['edge', 'data', 'engine', 'engine-data'])
      expect(compose.networks[network], network).to.deep.equal({ internal: true });
    for (const [name, { networks }] of Object.entries(compose.services))
      if (name !== 'trying') expect(networks, name).to.not.equal(undefined);
  });

  it('opens to the outside only the proxy', () => {
    const open = Object.entries(compose.services)
      .filter(([, { ports = [] }]) => ports.some((port) => !port.startsWith('127.0.0.1:')))
      .map(([name]) => name);
    expect(open).to.deep.equal(['proxy']);
  });

  it('bounds what each may use and write', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service.mem_limit, name).to.match(/^\d+[mg]$/);
      expect(service.logging, name).to.deep.include({ driver: 'json-file' });
      expect(service.logging?.options, name).to.have.all.keys('max-size', 'max-file');
    }
  });

  it('has a proxy whose error page shows its style: the hash of its policy is that of the sheet', () => {
    const caddyfile = read('local/server/Caddyfile');
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(caddyfile) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(caddyfile).to.include(`style-src 'sha256-${hash}'`);
    for (const setting of [
      'lb_policy least_conn',
      'lb_try_duration 10s',
      'fail_duration 2s',
      'max_fails 1',
      'dial_timeout 1s',
      'health_uri /ready',
    ])
      expect(caddyfile).to.include(setting);
  });

  it('can be tried by a newcomer without weakening production: another image, started alone, on the loopback', () => {
    const { trying } = compose.services;
    expect(trying).to.deep.include({ profiles: ['trying'], command: ['npm', 'start'] });
    expect(trying).to.not.have.any.keys('depends_on', 'secrets');
    expect(trying?.image).to.not.equal(compose.services['web-1']?.image);
    for (const [name, { environment = {}, profiles }] of running) {
      expect(environment, name).to.include({ NODE_ENV: 'production', PRO_ONE_MODE: 'production' });
      expect(profiles, name).to.equal(undefined);
    }
    const given = readFileSync(new URL('../../local/server/trying.env', import.meta.url), 'utf8');
    for (const name of asked) expect(given, name).to.match(new RegExp(`^${name}=.`, 'm'));
  });
});

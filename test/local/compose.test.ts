import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readConfig, requiredVariables, variableNames } from '../../domain/config.ts';

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, unknown>;
  volumes?: string[];
  profiles?: string[];
  ports?: string[];
}

const compose = parse(readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const ours = Object.entries(compose.services).filter(([, service]) => service.image === 'pro-one:local');

describe('docker-compose.yml', () => {
  it('has PostgreSQL, Temporal with its interface, two webs and two workers behind a proxy', () => {
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
    );
    for (const web of ['web-1', 'web-2'])
      expect(compose.services['proxy']!.command!.join(' ')).to.include(`${web}:3000`);
  });

  it('gives ours only variables that the configuration knows, and all that it requires', () => {
    expect(ours.map(([name]) => name)).to.have.members(['web-1', 'web-2', 'worker-1', 'worker-2', 'migrate']);
    for (const [name, service] of ours) {
      const given = Object.keys(service.environment!);
      expect(variableNames, name).to.include.members(given);
      expect(given, name).to.include.members(requiredVariables);
    }
  });

  it('makes a configuration that production accepts, once the blanks are filled in', () => {
    const filled: Record<string, string> = {
      PUBLIC_URL: 'https://pro.exemple.be',
      DATABASE_WEB_PASSWORD: 'k3Jd9',
      OIDC_ISSUER: 'https://idp.exemple.be/fas/oauth2',
      OIDC_CLIENT_ID: 'pro-one',
      OIDC_CLIENT_SECRET: 'kD83jf-Pw02msAq71',
      SMTP_URL: 'smtp://mail.exemple.be:25',
      MAIL_FROM: 'ne-pas-repondre@exemple.be',
      SESSION_SECRET: 'q8Zr1Yv5Kd0Xn3Bt7Lw2Hs9Gp4Cm6FjAeUo',
      NISS_PEPPER: 'm3Jx7Tq1Rb9Wd5Nz2Vk8Ly4Hc6Sf0PgEaIu',
    };
    const environment = Object.fromEntries(
      Object.entries(compose.services['web-1']!.environment!).map(([name, text]) => [
        name,
        text.replace(
          /\$\{(\w+)(?::([?-])([^}]*))?\}/g,
          (_match, variable: string, kind: string, rest: string) => filled[variable] ?? (kind === '-' ? rest : ''),
        ),
      ]),
    );
    expect(readConfig(environment)).to.include({ mode: 'production', trustProxy: 1, temporalAddress: 'temporal:7233' });
  });

  it('starts only what exists, and keeps what must be kept', () => {
    for (const [name, { depends_on: needs = [], volumes = [] }] of Object.entries(compose.services)) {
      expect(Object.keys(compose.services), name).to.include.members(Array.isArray(needs) ? needs : Object.keys(needs));
      expect(Object.keys(compose.volumes), name).to.include.members(volumes.map((volume) => volume.split(':')[0]!));
    }
    expect(compose.services['postgres']!.volumes).to.have.lengthOf(1);
  });

  it('lets each sign in to the database under an account of its own, the administrator nowhere', () => {
    const accounts = ours.map(([name, { environment }]) => [
      name,
      /\/\/(\w+):/.exec(environment!['DATABASE_URL']!)![1],
    ]);
    expect(Object.fromEntries(accounts)).to.include({
      'web-1': 'pro_one_web',
      'web-2': 'pro_one_web',
      'worker-1': 'pro_one_worker',
      'worker-2': 'pro_one_worker',
    });
    for (const [name, { environment = {} }] of Object.entries(compose.services)) {
      if (name !== 'migrate') expect(environment, name).not.to.have.property('MIGRATION_DATABASE_URL');
      if (!['postgres', 'accounts'].includes(name))
        expect(JSON.stringify(environment), name).not.to.include('POSTGRES_PASSWORD');
    }
    expect(compose.services['temporal']!.environment).to.include({ POSTGRES_USER: 'temporal' });
  });

  it('opens to the outside only the proxy, and the mailbox only when trying', () => {
    const open = Object.entries(compose.services)
      .filter(([, { ports = [] }]) => ports.some((port) => !port.startsWith('127.0.0.1:')))
      .map(([name]) => name);
    expect(open).to.deep.equal(['proxy']);
    expect(compose.services['maildev']!.profiles).to.deep.equal(['trying']);
  });
});

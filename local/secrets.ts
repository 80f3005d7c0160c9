import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { developmentMark } from '../domain/config.ts';

export interface Secrets {
  databasePassword: string;
  oidcClientSecret: string;
  sessionSecret: string;
  nissPepper: string;
}

/** Marked, so that a production configuration refuses them. */
export function createSecrets(): Secrets {
  const secret = () => developmentMark + randomBytes(24).toString('hex');
  return { databasePassword: secret(), oidcClientSecret: secret(), sessionSecret: secret(), nissPepper: secret() };
}

/** The secrets of this machine, made once: another pepper would lose every account. */
export function readSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets = createSecrets();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { developmentMark } from '../domain/config/in-production.ts';

export interface Secrets {
  databasePassword: string;
  oidcClientSecret: string;
  sessionSecret: string;
  nissPepper: string;
  nissKey: string;
}

/** Marked, so that a production configuration refuses them. */
export function createSecrets(): Secrets {
  const secret = () => developmentMark + randomBytes(24).toString('hex');
  return {
    databasePassword: secret(),
    oidcClientSecret: secret(),
    sessionSecret: secret(),
    nissPepper: secret(),
    nissKey: secret(),
  };
}

/** The secrets of this machine, each made once: another pepper would lose every account. */
export function readSecrets(file: string): Secrets {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets = { ...createSecrets(), ...known };
  if (Object.keys(secrets).length === Object.keys(known).length) return secrets;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** The key that signs the heads of the chain of acts, made once. */
export function ensureChainKey(file: string): string {
  if (existsSync(file)) return file;
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}

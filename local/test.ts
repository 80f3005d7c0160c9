import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, constants, setPriority, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './chromium.ts';
import { startPostgres } from './postgres.ts';
import { findCommandLine, findFreePort, stopProcess } from './processes.ts';
import { findTimeSkippingServer } from './temporal-test-server.ts';
import { findTemporalCli } from './temporal.ts';
import { findTestFiles, keepDurations, longestFirst, waits } from './test-files.ts';
import { carries, runFiles, type FileResult } from './test-pool.ts';

// `npm test`: its own PostgreSQL, Temporal and browser, on free ports and in a folder that goes away; nothing is left running.
// `npm test -- <paths> [--grep "…"]` runs only those, without the checks of the whole tree.

const root = resolve(import.meta.dirname, '..');
const { values: given, positionals: paths } = readArguments();
const isWhole = paths.length === 0 && Object.keys(given).length === 0;
const minutes = (name: string, usual: number): number => (Number(process.env[name]) || usual) * 60_000;
const fileLimit = given['inspect-brk'] ? Infinity : minutes('TEST_FILE_MINUTES', 20);
const overallLimit = given['inspect-brk'] ? Infinity : minutes('TEST_MINUTES', 60);

const dir = mkdtempSync(join(tmpdir(), 'pro-one-test-'));
chmodSync(dir, 0o711); // as root, the server runs as somebody else
const mark = `PRO_ONE_TEST_RUN=${dir}`;
const begun = performance.now();
const over = new AbortController();
const say = (line: string) => {
  console.log(line);
};
let passed = 0;
let failed = 0;
let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;

async function run(): Promise<void> {
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
    settings: { max_connections: '300' },
  });
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    PRO_ONE_MODE: 'test',
    PRO_ONE_TEST_RUN: dir,
    TEST_DATABASE_URL: postgres.adminUrl,
    TEMPORAL_CLI: temporalCli,
    TEMPORAL_TEST_SERVER: timeSkippingServer,
    CHROMIUM: chromium.path,
    CHROMIUM_PATH: chromium.path,
  };
  say(`Set up in ${seconds(begun)}: PostgreSQL, Temporal, Chromium`);
  await Promise.all([...(isWhole ? checks(env) : []), runTests(env)]);
}

/** Of the whole tree, beside the tests and behind them in the queue for the processor. */
function checks(env: NodeJS.ProcessEnv): Promise<void>[] {
  const structure = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const rooms = ['workflows', 'activities', 'api', 'db', 'domain', 'local', 'bench', 'test'];
  return [
    check('format', ['node_modules/@biomejs/biome/bin/biome', 'format', '.'], env),
    check('types', ['node_modules/typescript/bin/tsc', '--noEmit'], env).then(() =>
      check('structure', [structure, '--config', '.dependency-cruiser.cjs', ...rooms], env),
    ),
    check('unused', ['node_modules/knip/bin/knip.js'], env),
    check('lint', ['node_modules/eslint/bin/eslint.js', '.'], env),
  ];
}

/** What a check says is shown only when it fails. */
async function check(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const from = performance.now();
  let output = '';
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: over.signal,
  });
  child.on('error', () => undefined);
  if (child.pid) lowerPriority(child.pid);
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number>((done) => {
    child.once('close', (ended) => {
      done(ended ?? 1);
    });
  });
  if (code === 0) passed++;
  else failed++;
  say(code === 0 ? `✓ ${name} (${seconds(from)})` : `✗ ${name} (${seconds(from)})\n${output.trim()}\n`);
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some containers refuse it.
  }
}

async function runTests(env: NodeJS.ProcessEnv): Promise<void> {
  const files = longestFirst(findTestFiles(paths));
  const results = await runFiles({
    files,
    // One more than there are cores: every second one begins with the files that mostly wait.
    jobs: Number(process.env.TEST_JOBS) || Math.min(6, availableParallelism() + 1),
    waits,
    env,
    fileLimit,
    signal: over.signal,
    execArgv: given['inspect-brk'] ? ['--inspect-brk'] : [],
    mocha: {
      grep: given.grep,
      fgrep: given.fgrep,
      invert: given.invert,
      bail: given.bail,
      forbidOnly: isWhole,
      ...(given.timeout ? { timeout: Number(given.timeout) } : {}),
      ...(given['inspect-brk'] ? { timeout: 0 } : {}),
    },
    onOutput: (text) => process.stdout.write(text),
    onResult: (result) => {
      const { file, said } = result;
      passed += result.passed;
      failed += result.failed;
      if (result.passed + result.failed + result.pending === 0) return;
      const counts = [
        `${result.passed} passed`,
        result.failed && `${result.failed} FAILED`,
        result.pending && `${result.pending} pending`,
      ].filter(Boolean);
      const times = `${inSeconds(result.took).trim()} s, ${inSeconds(result.cpu).trim()} s of processor`;
      say(`${result.failed ? '✗' : '✓'} ${file}: ${counts.join(', ')} (${times})`);
      if (said) say(said);
      if (given.bail && failed > 0) over.abort();
    },
  });
  if (results.length < files.length) {
    failed++;
    say(`✗ ${files.length - results.length} files were not begun`);
  }
  const all = results.filter(({ failed: count }) => count > 0);
  if (files.length > 1 && all.length > 0) say(`\nFailures, once more:\n${all.map(({ said }) => said).join('')}`);
  if (!isWhole) return;
  if (all.length === 0) keepDurations(results);
  say(`\nThe slowest of ${results.length} files:\n${slowest(results).join('\n')}`);
}

const slowest = (results: readonly FileResult[]): string[] =>
  [...results]
    .sort((a, b) => b.took - a.took)
    .slice(0, 12)
    .map(({ file, took, cpu }) => `${inSeconds(took)} s (${inSeconds(cpu)} s of processor)  ${file}`);
const inSeconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1).padStart(6);

/** Stops whatever a test has started and forgotten: every process that carries this run's mark. */
async function stopForgotten(): Promise<void> {
  if (!existsSync('/proc/self/environ')) return;
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid && carries(pid, mark));
  for (const pid of pids) {
    say(`! stopped, left running by a test: ${findCommandLine(pid)?.slice(0, 120) ?? pid}`);
    await stopProcess(pid, 'SIGTERM', 2000);
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'grep': { type: 'string', short: 'g' },
        'fgrep': { type: 'string', short: 'f' },
        'invert': { type: 'boolean' },
        'bail': { type: 'boolean', short: 'b' },
        'timeout': { type: 'string', short: 't' },
        /** The process of the tests waits for a debugger; no limit holds then. */
        'inspect-brk': { type: 'boolean' },
      },
    });
  } catch (error) {
    console.error(`✗ ${(error as Error).message}`);
    process.exit(2);
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
  if (isWhole) say(`In ${seconds(begun)}`);
  say(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    failed++;
    over.abort();
    void end();
  });
if (Number.isFinite(overallLimit))
  setTimeout(() => {
    failed++;
    say(`✗ not ended after ${overallLimit / 60_000} minutes: cut short`);
    over.abort();
    // Whatever does not let itself be cut short is left behind.
    setTimeout(() => void end(), 30_000).unref();
  }, overallLimit).unref();
try {
  await run();
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  failed++;
}
await end();

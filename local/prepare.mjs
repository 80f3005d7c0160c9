// Plain JavaScript without dependencies: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Checks Node, installs what is missing, and teaches this process TypeScript. */
export async function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Pro.ONE demande Node 20.19 ou plus récent ; celui-ci est ${process.versions.node}. Installez Node 24 (https://nodejs.org).`,
    );
    process.exit(1);
  }
  process.chdir(root);
  const missing = findMissing();
  if (missing) {
    console.log(`Installation des dépendances (${missing})…`);
    const npm = process.env.npm_execpath
      ? [process.execPath, process.env.npm_execpath]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
    const { status } = spawnSync(
      npm[0],
      [...npm.slice(1), 'install', '--no-save', '--include=dev', '--no-audit', '--no-fund'],
      { stdio: 'inherit' },
    );
    if (status !== 0) {
      console.error(
        '« npm install » a échoué : voyez le message ci-dessus (réseau, registre npm, espace disque), puis recommencez.',
      );
      process.exit(1);
    }
  }
  const { register } = await import('tsx/esm/api');
  register();
}

/** Why the installed packages are not those of package-lock.json; undefined when they are. */
function findMissing() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return 'première fois, une minute ou deux';
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = read(installedList);
  const changed = Object.entries(read(join(root, 'package-lock.json'))).filter(
    ([path, wanted]) => path && !wanted.optional && !wanted.peer && installed[path]?.version !== wanted.version,
  );
  return changed.length > 0 ? `${changed.length} à mettre à jour` : undefined;
}

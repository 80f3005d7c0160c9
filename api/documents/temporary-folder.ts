/** Where files wait that nobody has looked at yet: a folder of this process alone, which goes with it. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ours = process.getuid?.() ?? 0;

/**
 * Makes the folder `<parent>/<process>-…` that only this user may enter, and removes those of processes that were killed.
 * @throws Error when somebody else made the parent
 */
export function openTemporaryFolder(parent = path.join(tmpdir(), `pro-one-uploads-${String(ours)}`)): string {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const found = lstatSync(parent);
  if (!found.isDirectory() || found.uid !== ours) throw new Error(`${parent} is not a folder of ours: remove it`);
  chmodSync(parent, 0o700);
  for (const name of readdirSync(parent)) {
    const owner = Number(name.split('-')[0]);
    if (owner === process.pid || !isRunning(owner)) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(path.join(parent, `${String(process.pid)}-`));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

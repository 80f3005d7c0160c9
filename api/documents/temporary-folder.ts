/** Where files wait that nobody has looked at yet: a folder of this process alone, which goes with it. */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Makes the folder `<parent>/<process>-…` that only this user may enter, and removes those of processes that were killed.
 * @throws Error when somebody else made the parent, or left it open
 */
export function openTemporaryFolder(parent = path.join(tmpdir(), 'pro-one-uploads')): string {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const found = lstatSync(parent);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !isOurs || (found.mode & 0o077) !== 0)
    throw new Error(`${parent} is not a folder of ours alone (mode 0700): remove it`);
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

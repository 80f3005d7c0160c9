import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findListeners } from '../../local/listening.ts';
import { answersHttp, findFreePort, isAlive, waitUntil } from '../../local/processes.ts';

describe('npm start', function () {
  this.timeout(180_000);
  let dir: string;
  let launcher: ChildProcess;
  let said = '';
  let address: string;
  const pidOf = (name: string): number =>
    (JSON.parse(readFileSync(join(dir, 'run', `${name}.json`), 'utf8')) as { pid: number }).pid;
  const postgresPid = (): number =>
    Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const programs = (): Record<string, number> => ({
    ...Object.fromEntries(readdirSync(join(dir, 'run')).map((file) => [file, pidOf(file.replace('.json', ''))])),
    postgres: postgresPid(),
  });

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'pro-one-start-'));
    chmodSync(dir, 0o711);
    const { DATABASE_URL: _, ...env } = process.env;
    launcher = spawn(process.execPath, ['local/start.mjs'], {
      env: { ...env, PRO_ONE_MODE: '', NODE_ENV: '', PRO_ONE_VAR: dir, PORT: String(await findFreePort(0)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [launcher.stdout!, launcher.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    await waitUntil(
      'npm start',
      async () => {
        if (launcher.exitCode !== null) throw new Error(said);
        return said.includes('Pro.ONE est prêt');
      },
      { timeout: 150_000 },
    );
    address = /Portail\s+(http:\S+)/.exec(said)![1]!;
  });
  after(async () => {
    launcher.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  it('has everything in its own processes, and says where', async () => {
    expect(Object.keys(programs())).to.have.members([
      'identity-provider.json',
      'mailbox.json',
      'postgres',
      'start.json',
      'temporal.json',
      'web.json',
      'worker.json',
    ]);
    expect(await answersHttp(address)).to.equal(true);
    expect(said).to.include('Émilie Delvaux');
  });

  it('listens on the loopback and nowhere else', function () {
    const listeners = Object.entries(programs()).flatMap(([name, pid]) =>
      (findListeners(pid) ?? []).map((listener) => ({ name, ...listener })),
    );
    if (listeners.length === 0) this.skip();
    expect(listeners.map(({ name }) => name)).to.include.members(['web.json', 'postgres', 'temporal.json']);
    expect(listeners.filter((one) => !['127.0.0.1', '::1'].includes(one.address))).to.deep.equal([]);
  });

  it('starts the web again when it ends', async () => {
    const killed = pidOf('web');
    process.kill(killed, 'SIGKILL');
    await waitUntil('the web', async () => pidOf('web') !== killed && (await answersHttp(`${address}/ready`)));
    expect(said).to.include('Le portail s’est arrêté (signal SIGKILL)');
  });

  it('leaves nothing running behind', async () => {
    const pids = Object.values(programs());
    const ended = new Promise((exit) => launcher.once('exit', exit));
    launcher.kill('SIGINT');
    expect(await ended).to.equal(0);
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(said).to.include('Tout est arrêté');
  });
});

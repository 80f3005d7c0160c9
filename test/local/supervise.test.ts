import { expect } from 'chai';
import { mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, startChild, waitUntil } from '../../local/processes.ts';
import { createSupervisor, type Running } from '../../local/supervise.ts';
import { watchRooms } from '../../local/watch.ts';

describe('a program while one edits it', () => {
  const said: string[] = [];
  const heard = (words: string) => waitUntil(words, async () => said.some((line) => line.includes(words)));
  const sleeper = async (): Promise<Running> => {
    const child = await startChild({
      name: 'sleeper',
      command: process.execPath,
      args: ['-e', 'setTimeout(()=>{},60e3)'],
    });
    return { child, stop: child.stop };
  };
  let supervisor: ReturnType<typeof createSupervisor>;
  beforeEach(() => {
    said.length = 0;
    supervisor = createSupervisor((line) => said.push(line), { isWatching: true });
  });
  afterEach(() => supervisor.stopAll());

  it('starts anew when its files change, without a word of failure', async () => {
    const pids: number[] = [];
    const start = async (): Promise<Running> => {
      const running = await sleeper();
      pids.push(running.child.pid);
      return running;
    };
    await supervisor.keep('Le dormeur', start);
    for (const times of [1, 2]) {
      said.length = 0;
      await supervisor.restart('Le dormeur');
      await heard('Le dormeur est de nouveau en marche');
      expect(pids).to.have.lengthOf(times + 1);
      expect(pids.map(isAlive)).to.deep.equal([...Array.from({ length: times }, () => false), true]);
      expect(said.join()).not.to.include('s’est arrêté');
    }
  });

  it('that does not start waits for the next change', async () => {
    let isBroken = false;
    await supervisor.keep('Le dormeur', async () => {
      if (isBroken) throw new Error('une faute de frappe');
      return sleeper();
    });
    isBroken = true;
    await supervisor.restart('Le dormeur');
    await heard('une faute de frappe) : il reprendra au prochain changement');
    isBroken = false;
    await supervisor.restart('Le dormeur');
    await heard('est de nouveau en marche');
  });

  it('is told of TypeScript, once for many files at once, and not of templates', async () => {
    const root = mkdtempSync(join(tmpdir(), 'pro-one-watch-'));
    mkdirSync(join(root, 'api', 'cases'), { recursive: true });
    mkdirSync(join(root, 'db'));
    const told: string[] = [];
    const end = watchRooms(root, ['api', 'db'], (room) => told.push(room));
    try {
      writeFileSync(join(root, 'db', 'page.hbs'), '<p>');
      for (const name of ['one', 'two', 'three']) writeFileSync(join(root, 'api', 'cases', `${name}.ts`), '1');
      await waitUntil('the change', async () => told.length > 0);
      await new Promise((done) => setTimeout(done, 500));
      expect(told).to.deep.equal(['api']);
    } finally {
      end();
      rmSync(root, { recursive: true, force: true });
    }
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from './binaries.ts';
import type { Child } from './processes.ts';

export interface Running {
  child: Child;
  stop: () => Promise<void>;
}

const attemptsPerMinute = 5;

/**
 * Keeps programs running: one that ends by itself is started again, and all are stopped in reverse order.
 * @param isWatching one edits: a program that does not start waits for `restart`, instead of trying again
 */
export function createSupervisor(say: Say, { isWatching = false } = {}) {
  const running = new Map<string, Running>();
  /** Stopped on purpose, to be started anew; and those that wait for it. */
  const asked = new Set<string>();
  const waiting = new Map<string, () => void>();
  let isStopping = false;

  const watch = async (name: string, start: () => Promise<Running>): Promise<void> => {
    const attempts: number[] = [];
    for (;;) {
      const { code, signal } = await running.get(name)!.child.exited;
      let reason = signal ? `signal ${signal}` : `code ${code}`;
      for (;;) {
        if (isStopping) return;
        if (!asked.delete(name)) {
          if (isWatching) {
            say(`✗ ${name} s’est arrêté (${reason}) : il reprendra au prochain changement.`);
            await new Promise<void>((resolve) => waiting.set(name, resolve));
          } else {
            const now = performance.now();
            attempts.push(now);
            if (attempts.filter((at) => now - at < 60_000).length > attemptsPerMinute) {
              say(
                `✗ ${name} s’arrête sans cesse (${reason}) : il n’est plus relancé. Voyez son journal, puis relancez « npm start ».`,
              );
              return;
            }
            say(`! ${name} s’est arrêté (${reason}) : redémarrage…`);
            await sleep(500);
          }
        }
        if (isStopping) return;
        try {
          running.set(name, await start());
          say(`✓ ${name} est de nouveau en marche.`);
          // Its files have changed again while it started.
          if (asked.has(name)) await running.get(name)!.stop();
          break;
        } catch (error) {
          reason = (error as Error).message;
        }
      }
    }
  };

  return {
    /** @throws whatever the first start throws */
    async keep(name: string, start: () => Promise<Running>): Promise<Running> {
      if (isStopping) throw new Error('arrêt en cours');
      const first = await start();
      if (isStopping) {
        await first.stop();
        throw new Error('arrêt en cours');
      }
      running.set(name, first);
      void watch(name, start);
      return first;
    },
    /** Stops a program that is kept, and starts it anew. */
    async restart(name: string): Promise<void> {
      const wake = waiting.get(name);
      if (wake) {
        waiting.delete(name);
        wake();
        return;
      }
      asked.add(name);
      const program = running.get(name);
      if (program?.child.isRunning()) await program.stop();
    },
    async stopAll(): Promise<void> {
      isStopping = true;
      for (const one of [...running.values()].reverse()) await one.stop();
    },
  };
}

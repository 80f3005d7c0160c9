/** Callers that go on one after the other, and callers that arrive at a fixed rate; what they waited, in milliseconds. */
export interface Measured {
  count: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  failed: number;
}

/** `callers` at once, each sending its next when its last was answered, for `seconds`. */
export async function inClosedLoop(
  callers: number,
  seconds: number,
  call: (caller: number) => Promise<void>,
): Promise<Measured> {
  const waits: number[] = [];
  let failed = 0;
  const from = performance.now();
  const end = from + seconds * 1000;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < end) {
        const sent = performance.now();
        try {
          await call(caller);
          waits.push(performance.now() - sent);
        } catch {
          failed += 1;
        }
      }
    }),
  );
  return summary(waits, failed, (performance.now() - from) / 1000);
}

/** One call every 1/rate second, whether or not the last was answered: what persons do. */
export async function atRate(rate: number, seconds: number, call: (index: number) => Promise<void>): Promise<Measured> {
  const waits: number[] = [];
  let failed = 0;
  const calls: Promise<void>[] = [];
  const from = performance.now();
  for (let index = 0; index < rate * seconds; index += 1) {
    const due = from + (index * 1000) / rate;
    const left = due - performance.now();
    if (left > 1) await new Promise((done) => setTimeout(done, left));
    calls.push(
      call(index).then(
        () => {
          waits.push(performance.now() - due);
        },
        () => {
          failed += 1;
        },
      ),
    );
  }
  await Promise.all(calls);
  return summary(waits, failed, (performance.now() - from) / 1000);
}

/** @param seconds that it took, where a rate means something */
export function summary(waits: number[], failed: number, seconds = Number.NaN): Measured {
  waits.sort((a, b) => a - b);
  const at = (share: number): number =>
    waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;
  return { count: waits.length, perSecond: waits.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), failed };
}

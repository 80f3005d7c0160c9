/** Web and worker compare their clock with the database's, which all of them share: an act bears the hour, and a wrong one may cost a right. */
import type { Instant } from '../domain/calendar.ts';
import type { Database } from './connect.ts';

/** Beyond this, a warning; beyond that, no act (milliseconds). */
const noticeable = 2_000;
const intolerable = 60_000;
const minute = 60_000;

/** @returns by how much this process is ahead of the database, in milliseconds; exact to half a round trip */
export async function measureDrift(db: Database, now: () => Instant): Promise<number> {
  const asked = now();
  const { rows } = await db.raw<{ rows: { at: number }[] }>(
    'select cast(extract(epoch from clock_timestamp()) * 1000 as float8) as at',
  );
  return Math.round((asked + now()) / 2 - (rows[0]?.at ?? NaN));
}

export interface Clock {
  /** false: acts are not accepted, their hour would be wrong. */
  isTrusted(): boolean;
  /** Compares now. A database that does not answer leaves the last verdict. */
  compare(): Promise<void>;
  /** Resolves once the clock may be trusted. */
  trusted(): Promise<void>;
  stop(): void;
}
export type Verdict = 'right' | 'noticeable' | 'intolerable';

/** Compares at once and every minute. `onVerdict` hears each verdict but `right`, and the return to it. */
export function watchClock({
  db,
  now,
  onVerdict,
  every = minute,
}: {
  db: Database;
  now: () => Instant;
  onVerdict: (verdict: Verdict, drift: number) => void;
  every?: number;
}): Clock {
  let verdict: Verdict = 'right';
  let waiting: (() => void)[] = [];
  const compare = async (): Promise<void> => {
    const drift = await measureDrift(db, now).catch(() => undefined);
    if (drift === undefined) return;
    const before = verdict;
    verdict = judge(drift);
    if (verdict !== 'right' || before !== 'right') onVerdict(verdict, drift);
    if (verdict !== 'intolerable') {
      for (const go of waiting) go();
      waiting = [];
    }
  };
  const timer = setInterval(() => void compare(), every);
  timer.unref();
  const first = compare();
  return {
    isTrusted: () => verdict !== 'intolerable',
    compare,
    async trusted() {
      await first;
      if (verdict !== 'intolerable') return;
      await new Promise<void>((go) => {
        waiting.push(go);
        timer.ref();
      });
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

function judge(drift: number): Verdict {
  const distance = Math.abs(drift);
  if (distance > intolerable) return 'intolerable';
  return distance > noticeable ? 'noticeable' : 'right';
}

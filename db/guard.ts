/** What web and worker make sure of as long as they run: a clock that is right, and an account that cannot rewrite what is kept. */
import type { Instant } from '../domain/calendar.ts';
import { watchClock, type Clock } from './clock.ts';
import type { Database } from './connect.ts';
import { mayRewrite } from './roles.ts';

interface Log {
  warn(what: object, message: string): void;
  error(what: object, message: string): void;
  fatal(what: object, message: string): void;
}

/**
 * @param onAstray the clock is more than a minute off: nothing may be written
 * @returns undefined where the clock is moved on purpose: demonstration and tests
 */
export function standGuard({
  mode,
  db,
  now,
  log,
  onAstray = () => undefined,
}: {
  mode: 'demonstration' | 'production' | 'test';
  db: Database;
  now: () => Instant;
  log: Log;
  onAstray?: () => void;
}): Clock | undefined {
  if (mode !== 'production') return undefined;
  void refuseRewriter(db, log);
  return watchClock({
    db,
    now,
    onVerdict: (verdict, drift) => {
      if (verdict === 'intolerable') {
        log.error({ drift }, 'clock astray: no act is accepted');
        onAstray();
      } else log.warn({ drift }, verdict === 'right' ? 'clock right again' : 'clock differs from the database');
    },
  });
}

/** The database may be away at start: it is asked again until it answers. */
async function refuseRewriter(db: Database, log: Log): Promise<void> {
  const may = await mayRewrite(db).catch(() => undefined);
  if (may === undefined) setTimeout(() => void refuseRewriter(db, log), 10_000).unref();
  else if (may) {
    log.fatal({}, 'this account of the database could rewrite acts: see db/roles.sql');
    process.exit(1);
  }
}

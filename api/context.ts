/** What the pages are given: made once in `server.ts` (or by a test), passed to every room by `createApp`. */
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { BlobStore } from '../db/blob-store.ts';
import type { Clock } from '../db/clock.ts';
import type { Database } from '../db/connect.ts';
import type { Viewer } from '../db/access/viewer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Config } from '../domain/config/read-config.ts';
import { isUuid } from '../domain/identifiers.ts';
import type { Bell } from '../workflows/bell.ts';
import type { createViews } from './views.ts';
import type { createAssets } from './static.ts';
import type { AnyProcedurePages } from './cases/procedure-pages.ts';

export interface Dependencies {
  config: Config;
  procedures: readonly AnyProcedurePages[];
  db: Database;
  now: () => Instant;
  /** Absent where the clock is moved on purpose. */
  clock?: Pick<Clock, 'isTrusted'> | undefined;
  bell: Bell;
  blobs: BlobStore;
  log: Logger;
  views: ReturnType<typeof createViews>;
  assets: ReturnType<typeof createAssets>;
  engine: Engine;
  /** The process was told to leave: it still serves, but wants no new work. */
  isLeaving?: () => boolean;
}

/** What supervision asks the engine about one case. Undefined answers: the engine is away, or knows no such workflow. */
export interface Engine {
  describe(slug: string, caseId: string): Promise<EngineView | undefined>;
}
export interface EngineView {
  running: boolean;
  number: number;
  waitingUntil: Instant | null;
  carryingOut: { effect: string; attempt: number; lastFailure: string | null }[];
}

/** The person signed in. @throws when the route was not behind `requirePortal` */
export function getViewer(res: Response): Viewer {
  const { viewer } = res.locals as { viewer?: Viewer };
  if (!viewer) throw new Error('no viewer: the route is not behind requirePortal');
  return viewer;
}
export const findViewerOf = (res: Response): Viewer | undefined => (res.locals as { viewer?: Viewer }).viewer;

/** A path parameter that must be an id; anything else is looked for in vain, and gives 404. */
export const idOf = (req: Request, name = 'id'): string => {
  const value = req.params[name];
  return isUuid(value) ? value : '00000000-0000-0000-0000-000000000000';
};

/** A page that is read with a follow-up code, by who has no account: the code is posted, never in an address, and opens no session. */
import { Router, type Response } from 'express';
import { z } from 'zod';
import type { Database } from '../../db/connect.ts';
import type { Dependencies } from '../context.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { unknownField } from '../forms/sentences.ts';
import { isAway } from '../problems.ts';
import { createThrottle } from '../sign-in/throttle.ts';

/** Wrong codes from one address (hypothèse): a code has eighty bits, guessing leads nowhere. */
const wrongCodes = { points: 10 };
const tooMany = 'Trop de codes inconnus depuis cette connexion. Réessayez dans un quart d’heure.';
const Code = z.object({ code: requiredLine('Encodez votre code de suivi.', 40) });

export type Typed = Readonly<Record<string, unknown>>;
export interface FollowCode<Found> {
  path: string;
  /** Under which wrong codes are counted. */
  throttle: string;
  /** What its forms send beside the code. */
  fields: readonly string[];
  find: (db: Database, code: string) => Promise<Found | undefined>;
  /** Said of a code that leads nowhere. */
  unknownCode: string;
  /** Draws `follow-code/code` in the page of the procedure; `page` is what the view reads. */
  draw: (res: Response, page: Record<string, unknown>) => void;
  /** While the database is away; without it, as any page. */
  away?: (res: Response, typed: Typed) => void;
  /** What the code opens: shown, or acted on as `typed` says. */
  open: (res: Response, opened: { code: string; found: Found; typed: Typed }) => Promise<void>;
}

export function followCodeRoutes<Found>(deps: Dependencies, follow: FollowCode<Found>): Router {
  const { path, fields, find, unknownCode, draw, open } = follow;
  const throttle = createThrottle(deps, follow.throttle, wrongCodes);
  const known = new Set(['code', ...fields]);
  const router = Router();

  const show = (res: Response, typed: unknown, faults: Faults, status = 422): void => {
    if (Object.keys(faults).length > 0) res.status(status);
    draw(res, { action: path, typed, error: faults, errors: errorLinks(faults, ['code']) });
  };

  router.get(path, (_req, res) => {
    show(res, undefined, {});
  });
  router.post(path, async (req, res) => {
    const typed = (req.body ?? {}) as Typed;
    try {
      await answer(res, typed, req.ip ?? '');
    } catch (error) {
      if (!follow.away || !isAway(error)) throw error;
      follow.away(res, typed);
    }
  });

  async function answer(res: Response, typed: Typed, from: string): Promise<void> {
    const read = Code.safeParse(typed);
    if (!read.success) {
      show(res, typed.code, faultsIn(read.error));
      return;
    }
    const { code } = read.data;
    if (Object.keys(typed).some((name) => !known.has(name))) {
      show(res, code, { code: unknownField });
      return;
    }
    if (await throttle.isUsedUp(from)) {
      show(res, code, { code: tooMany }, 429);
      return;
    }
    const found = await find(deps.db, code);
    if (!found) {
      await throttle.tryConsume(from);
      show(res, code, { code: unknownCode });
      return;
    }
    await open(res, { code, found, typed });
  }
  return router;
}

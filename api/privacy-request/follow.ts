/** « Suivre ma demande »: who has no account reads the answer with the code. It is posted, never in an address, and opens no session. */
import { Router, type Response } from 'express';
import { z } from 'zod';
import { findByCode, type Followed } from '../../db/privacy-request/askers.ts';
import { newToken } from '../../db/record-act.ts';
import { isUuid } from '../../domain/identifiers.ts';
import type { Dependencies } from '../context.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { askPath, followPath, renderOpen } from './ask.ts';
import { actOfAsker, type After } from './asker-act.ts';
import { sendOwnDocument } from './own-document.ts';
import { presentFollowed } from './told.ts';

/** Wrong codes from one address (hypothèse): a code has eighty bits, guessing leads nowhere. */
const wrongCodes = { points: 10 };
const Code = z.object({ code: requiredLine('Encodez votre code de suivi.', 40) });
const unknownCode =
  'Aucune demande ne correspond à ce code. Vérifiez-le dans le courriel reçu ; une demande ancienne est effacée.';

export function followRoutes(deps: Dependencies): Router {
  const { db } = deps;
  const throttle = createThrottle(deps, 'privacy-code', wrongCodes);
  const router = Router();

  router.get(followPath, (_req, res) => {
    showCode(deps, res, {});
  });
  router.post(followPath, async (req, res) => {
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const read = Code.safeParse(typed);
    if (!read.success) {
      showCode(deps, res, { typed: typed.code, faults: faultsIn(read.error) });
      return;
    }
    if (await throttle.isUsedUp(req.ip ?? '')) {
      showCode(deps, res, {
        typed: typed.code,
        status: 429,
        faults: { code: 'Trop de codes inconnus depuis cette connexion. Réessayez dans un quart d’heure.' },
      });
      return;
    }
    const { code } = read.data;
    const followed = await findByCode(db, code);
    if (!followed) {
      await throttle.tryConsume(req.ip ?? '');
      showCode(deps, res, { typed: typed.code, faults: { code: unknownCode } });
      return;
    }
    if (isUuid(typed.document))
      return sendOwnDocument(deps, res, { caseId: followed.id, documentId: typed.document, userId: null });
    const after = typed.action === undefined ? {} : await actOfAsker(deps, followed, typed, arrivedAt(res));
    await show(res, code, followed, after);
  });

  async function show(res: Response, code: string, followed: Followed, after: After): Promise<void> {
    res.status(after.status ?? 200);
    renderOpen(deps, res, 'follow', {
      title: 'Votre demande',
      action: followPath,
      code,
      one: presentFollowed((await findByCode(db, code)) ?? followed),
      token: newToken(),
      ...after,
    });
  }
  return router;
}

function showCode(
  deps: Dependencies,
  res: Response,
  { typed, faults = {}, status = 422 }: { typed?: unknown; faults?: Faults; status?: number },
): void {
  if (Object.keys(faults).length > 0) res.status(status);
  renderOpen(deps, res, 'code', {
    title: 'Suivre ma demande',
    action: followPath,
    askPath,
    typed,
    error: faults,
    errors: errorLinks(faults, ['code']),
  });
}

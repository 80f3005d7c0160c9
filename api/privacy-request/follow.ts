/** « Suivre ma demande »: who has no account reads the answer with the code, downloads what is joined to it, and acts. */
import type { Router, Response } from 'express';
import { findByCode, type Followed } from '../../db/privacy-request/askers.ts';
import { newToken } from '../../db/record-act.ts';
import { isUuid } from '../../domain/identifiers.ts';
import type { Dependencies } from '../context.ts';
import { followCodeRoutes } from '../follow-code/routes.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { askPath, followPath, renderOpen } from './ask.ts';
import { actOfAsker, type After } from './asker-act.ts';
import { sendOwnDocument } from './own-document.ts';
import { presentFollowed } from './told.ts';

export function followRoutes(deps: Dependencies): Router {
  const { db } = deps;
  return followCodeRoutes<Followed>(deps, {
    path: followPath,
    throttle: 'privacy-code',
    fields: ['document', 'action', 'token', 'version', 'text'],
    find: findByCode,
    unknownCode:
      'Aucune demande ne correspond à ce code. Vérifiez-le dans le courriel reçu ; une demande ancienne est effacée.',
    draw: (res, page) => {
      renderOpen(deps, res, 'follow-code/code', {
        title: 'Suivre ma demande',
        purpose: 'Pour lire la réponse du délégué à la protection des données, lui répondre ou retirer votre demande.',
        askPath,
        askLabel: 'Faire une demande',
        lost: 'écrivez au délégué par la poste',
        ...page,
      });
    },
    async open(res, { code, found, typed }) {
      if (isUuid(typed.document)) {
        await sendOwnDocument(deps, res, { caseId: found.id, documentId: typed.document, userId: null });
        return;
      }
      const after = typed.action === undefined ? {} : await actOfAsker(deps, found, typed, arrivedAt(res));
      await show(res, code, found, after);
    },
  });

  async function show(res: Response, code: string, followed: Followed, after: After): Promise<void> {
    res.status(after.status ?? 200);
    renderOpen(deps, res, 'privacy-request/follow', {
      title: 'Votre demande',
      action: followPath,
      code,
      one: presentFollowed((await findByCode(db, code)) ?? followed),
      token: newToken(),
      ...after,
    });
  }
}

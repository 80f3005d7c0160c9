/** « Suivre ma pré-demande »: the family reads the answers with its code and acts on them. The code is posted, never in an address, and opens no session. */
import type { Response, Router } from 'express';
import { z } from 'zod';
import { findByCode } from '../../db/pre-request/families.ts';
import { recordFamilyAct } from '../../db/pre-request/family-act.ts';
import { ActRefused, newToken } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { familyActs, slug, type FamilyAct } from '../../workflows/pre-request/contract.ts';
import type { Dependencies } from '../context.ts';
import { id, oneOf, token, version } from '../forms/envelope.ts';
import { followCodeRoutes } from '../follow-code/routes.ts';
import { incomplete } from '../forms/sentences.ts';
import { requiredText } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { renderPublic } from '../premiers-pas/render-public.ts';
import { askRoot, showAway } from './ask-pages.ts';
import { presentFollowed } from './follow-words.ts';
import { childInWords, daysInWords } from './own.ts';

const path = `${askRoot}/suivi`;

const done: Readonly<Record<FamilyAct, string>> = {
  'answer-question': "Votre réponse est envoyée au lieu d'accueil.",
  'confirm-place': 'La place est confirmée. Vos autres pré-demandes sont retirées.',
  'decline-place': 'Vous avez décliné la place.',
  'withdraw': 'Votre pré-demande est retirée.',
};
const oneChildOnePlace =
  "Vous avez déjà confirmé une autre place : rien n'est fait. Pour prendre celle-ci, retirez d'abord l'autre.";
const unknownCode =
  'Aucune pré-demande ne correspond à ce code. Vérifiez-le dans le courriel reçu ; une pré-demande terminée depuis quelques mois est effacée.';

const acts = Object.fromEntries(familyActs.map((action) => [action, true]));
const Act = z.object({
  case: id,
  action: oneOf(acts),
  token,
  version,
  answer: z.unknown().optional(),
});
const fields = ['case', 'action', 'token', 'version', 'answer'];
const Answer = requiredText('Écrivez votre réponse.', 2000);
type Found = NonNullable<Awaited<ReturnType<typeof findByCode>>>;
type Sent = z.infer<typeof Act> & { code: string };

export function followRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const drawCode = (res: Response, page: Record<string, unknown>): void => {
    renderPublic(deps, res, 'follow-code/code', {
      title: 'Suivre ma pré-demande',
      purpose: 'Pour lire les réponses, confirmer une place ou retirer votre pré-demande.',
      noindex: true,
      styles: ['styles/pre-request.css'],
      askPath: askRoot,
      askLabel: 'Faire une pré-demande',
      lost: 'refaites une pré-demande',
      ...page,
    });
  };

  return followCodeRoutes<Found>(deps, {
    path,
    throttle: 'pre-request-code',
    fields,
    find: findByCode,
    unknownCode,
    draw: drawCode,
    away: (res, typed) => {
      showAway(deps, res, path, typed, ['code', ...fields]);
    },
    async open(res, { code, found, typed }) {
      if (typed.action === undefined && typed.case === undefined) {
        await showFollowed(res, code, found, {});
        return;
      }
      const read = Act.safeParse(typed);
      if (read.success) await act(res, { ...read.data, code }, found);
      else await showFollowed(res, code, found, { status: 422, errors: [{ text: incomplete }] });
    },
  });

  async function act(res: Response, sent: Sent, found: Found): Promise<void> {
    const {
      cases,
      family: { id: familyId },
    } = found;
    const mine = cases.find((each) => each.id === sent.case);
    const action = sent.action as FamilyAct;
    if (!mine) {
      await showFollowed(res, sent.code, found, {
        status: 422,
        errors: [{ text: 'Cette pré-demande n’est pas la vôtre.' }],
      });
      return;
    }
    const answer = action === 'answer-question' ? Answer.safeParse(sent.answer) : undefined;
    if (answer && !answer.success) {
      const text = answer.error.issues[0]?.message ?? '';
      await showFollowed(res, sent.code, found, {
        status: 422,
        errors: [{ text, href: `#answer-${mine.id}` }],
        fault: { id: mine.id, text, typed: sent.answer },
      });
      return;
    }
    try {
      const recorded = await recordFamilyAct(
        db,
        { familyId, caseId: mine.id },
        {
          action,
          token: `${familyId}.${sent.token}`,
          facts: {},
          content: answer ? { answer: answer.data } : null,
          actor: { role: 'procedure', userId: null },
          at: arrivedAt(res),
          seen: sent.version,
        },
      );
      if (!recorded) {
        await showFollowed(res, sent.code, found, { status: 409, flash: { kind: 'warning', text: oneChildOnePlace } });
        return;
      }
      if (recorded.ring) deps.bell.ring(slug, mine.id);
      await showFollowed(res, sent.code, found, { flash: { kind: 'done', text: done[action] } });
    } catch (error) {
      if (!(error instanceof ActRefused)) throw error;
      await showFollowed(res, sent.code, found, {
        status: 409,
        flash: {
          kind: 'warning',
          text: `Votre pré-demande chez ${mine.facility_name} a changé entre-temps : rien n'est fait. Voici où elle en est maintenant.`,
        },
      });
    }
  }

  /** As it stands after what was just done. */
  async function showFollowed(
    res: Response,
    code: string,
    before: Found,
    {
      status = 200,
      ...page
    }: { status?: number; fault?: { id: string } & Record<string, unknown> } & Record<string, unknown>,
  ): Promise<void> {
    const { family, cases } = (await findByCode(db, code)) ?? before;
    const today = dayOf(now());
    res.status(status);
    renderPublic(deps, res, 'pre-request/follow', {
      title: 'Votre pré-demande',
      noindex: true,
      styles: ['styles/pre-request.css'],
      action: path,
      code,
      askPath: askRoot,
      line: `${childInWords(family.child_on, today)} · entrée souhaitée le ${formatLongDate(family.wished_on)} · ${daysInWords(family.days)}`,
      cases: cases.map((each) => ({
        ...presentFollowed(each, today),
        token: newToken(),
        ...(page.fault?.id === each.id ? { fault: page.fault } : {}),
      })),
      ...page,
    });
  }
}

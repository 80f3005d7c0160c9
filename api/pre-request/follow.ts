/** « Suivre ma pré-demande »: the family reads the answers with its code and acts on them. The code is posted, never in an address, and opens no session. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findByCode, type FollowedCase } from '../../db/pre-request/families.ts';
import { recordFamilyAct } from '../../db/pre-request/family-act.ts';
import { ActRefused, newToken } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { familyActs, slug, type FamilyAct } from '../../workflows/pre-request/contract.ts';
import type { Dependencies } from '../context.ts';
import { id, oneOf, token, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { requiredLine, requiredText } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { renderPublic } from '../premiers-pas/render-public.ts';
import { isAway } from '../problems.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { askRoot, showAway } from './ask-pages.ts';
import { presentFollowed } from './follow-words.ts';
import { childInWords, daysInWords } from './own.ts';

const path = `${askRoot}/suivi`;
/** Wrong codes from one address (hypothèse): a code has eighty bits, guessing leads nowhere. */
const wrongCodes = { points: 10 };

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

const Code = z.strictObject({ code: requiredLine('Encodez votre code de suivi.', 40) });
const acts = Object.fromEntries(familyActs.map((action) => [action, true]));
const Act = z.strictObject({
  code: Code.shape.code,
  case: id,
  action: oneOf(acts),
  token,
  version,
  answer: z.unknown().optional(),
});
const Answer = requiredText('Écrivez votre réponse.', 2000);

export function followRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const throttle = createThrottle(deps, 'pre-request-code', wrongCodes);
  const router = Router();

  router.get(path, (_req, res) => {
    showCode(deps, res, {});
  });
  router.post(path, async (req, res) => {
    const typed = (req.body ?? {}) as Record<string, unknown>;
    try {
      await answer(req, res, typed);
    } catch (error) {
      if (!isAway(error)) throw error;
      showAway(deps, res, path, typed, Object.keys(Act.shape));
    }
  });

  async function answer(req: Request, res: Response, typed: Record<string, unknown>): Promise<void> {
    const isAct = typed.action !== undefined || typed.case !== undefined;
    const read: z.ZodSafeParseResult<z.infer<typeof Act> | z.infer<typeof Code>> = (isAct ? Act : Code).safeParse(
      typed,
    );
    if (!read.success) {
      showCode(deps, res, { typed: typed.code, faults: onPage(faultsIn(read.error)) });
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
    const found = await findByCode(db, read.data.code);
    if (!found) {
      await throttle.tryConsume(req.ip ?? '');
      showCode(deps, res, { typed: typed.code, faults: { code: unknownCode } });
      return;
    }
    if ('case' in read.data) await act(res, read.data, found.cases, found.family.id);
    else await showFollowed(res, read.data.code, {});
  }

  async function act(
    res: Response,
    sent: z.infer<typeof Act>,
    cases: readonly FollowedCase[],
    familyId: string,
  ): Promise<void> {
    const mine = cases.find((each) => each.id === sent.case);
    const action = sent.action as FamilyAct;
    if (!mine) {
      await showFollowed(res, sent.code, { status: 422, errors: [{ text: 'Cette pré-demande n’est pas la vôtre.' }] });
      return;
    }
    const answer = action === 'answer-question' ? Answer.safeParse(sent.answer) : undefined;
    if (answer && !answer.success) {
      const text = answer.error.issues[0]?.message ?? '';
      await showFollowed(res, sent.code, {
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
        await showFollowed(res, sent.code, { status: 409, flash: { kind: 'warning', text: oneChildOnePlace } });
        return;
      }
      if (recorded.ring) deps.bell.ring(slug, mine.id);
      await showFollowed(res, sent.code, { flash: { kind: 'done', text: done[action] } });
    } catch (error) {
      if (!(error instanceof ActRefused)) throw error;
      await showFollowed(res, sent.code, {
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
    {
      status = 200,
      ...page
    }: { status?: number; fault?: { id: string } & Record<string, unknown> } & Record<string, unknown>,
  ): Promise<void> {
    const found = await findByCode(db, code);
    const today = dayOf(now());
    if (!found) {
      showCode(deps, res, { faults: { code: unknownCode } });
      return;
    }
    const { family, cases } = found;
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
  return router;
}

const onPage = (faults: Faults): Faults => (faults.code ? { code: faults.code } : { code: Object.values(faults)[0] });

function showCode(
  deps: Dependencies,
  res: Response,
  { typed, faults = {}, status = 422 }: { typed?: unknown; faults?: Faults; status?: number },
): void {
  if (Object.keys(faults).length > 0) res.status(status);
  renderPublic(deps, res, 'pre-request/code', {
    title: 'Suivre ma pré-demande',
    noindex: true,
    styles: ['styles/pre-request.css'],
    action: path,
    askPath: askRoot,
    typed,
    error: faults,
    errors: errorLinks(faults, ['code']),
  });
}

/** Signing an account that was prepared: a strong and recent sign-in, then the act, its row and its statement in one transaction. */
import { Router, type Request, type Response } from 'express';
import { findOpenerRole, onBehalfOf } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { insertAccount } from '../../db/bank-accounts/drafts.ts';
import { subjectOfDraft } from '../../db/drafts.ts';
import { ActRefused, openCase } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { kinds, slug } from '../../workflows/bank-account/contract.ts';
import { process } from '../../workflows/bank-account/process.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { isFaulty, type Faults } from '../forms/form.ts';
import { incomplete } from '../forms/sentences.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash } from '../page.ts';
import { forbidden } from '../problems.ts';
import { accountsPath, chosenBody } from './body.ts';
import { showDraft } from './draft-page.ts';
import { lackingIn, openDraft, sameFault } from './drafting.ts';
import { statementField } from './fields.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const changed = "L'ajout a changé depuis que vous avez ouvert cette page : relisez-le, puis signez.";

export function sendRoutes(deps: Dependencies): Router {
  const router = Router();
  router.post(`/pro/${slug}/drafts/:id/send`, (req, res) => send(deps, req, res));
  return router;
}

async function send(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const drafting = await openDraft(deps, req, res);
  if (!drafting) return;
  const { draft, form, statement, body, paid } = drafting;
  const viewer = getViewer(res);
  const role = findOpenerRole(viewer, process, 'add', asSubject('Draft', draft));
  if (!role) throw forbidden();
  const at = arrivedAt(res);
  const faults: Faults = { ...lackingIn(drafting, dayOf(at)), ...(await sameFault(deps.db, drafting)) };
  const seen = version.safeParse(((req.body ?? {}) as { version?: unknown }).version);
  if (!seen.success) faults.form = incomplete;
  const moved = seen.success && seen.data !== draft.version;
  if (isFaulty(faults) || moved) {
    // Its twin may have been sent since it was read: its account is then in the list, and its statement with the case.
    if (!(await openDraft(deps, req, res))) return;
    showDraft(deps, req, res, drafting, { faults: moved ? { form: changed } : faults, moved });
    return;
  }
  if (!(await ensureRecentSignIn(deps, req, res))) return;
  const { number, holder, purposes, statementOn } = form;
  if (!number || !holder || !purposes || !statementOn || !statement)
    throw new Error('nothing lacks, and something does');
  const replaces = purposes.some((purpose) => paid[purpose] !== undefined);
  try {
    const recorded = await deps.db.transaction(async (trx) => {
      const opened = await openCase(trx, process, {
        caseId: draft.id,
        token: draft.token,
        draftId: draft.id,
        kind: kinds[0],
        ...subjectOfDraft(draft),
        action: 'add',
        facts: { account: draft.id, purposes, ...(replaces ? { replaces: true } : {}) },
        // The number stands in the row of the account alone, under seal.
        content: {
          account: number.masked,
          holder,
          ...(form.bic ? { bic: form.bic } : {}),
          statementOn,
          documents: [{ ...statement, slot: statementField }],
        },
        documentIds: [statement.id],
        at,
        actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, draft) },
      });
      await insertAccount(trx, {
        id: draft.id,
        bodyId: body.id,
        form: { ...form, number, holder, purposes, statementOn },
        by: viewer.userId,
        at,
      });
      return opened;
    });
    if (recorded.ring) deps.bell.ring(slug, recorded.caseId, recorded.reference);
    leaveFlash(req, {
      kind: 'done',
      title: `Compte ${number.masked} ajouté, référence ${recorded.reference}.`,
      text: "Deux personnes de l'ONE le contrôlent. Chaque administrateur en est averti par courriel, sans le numéro.",
    });
  } catch (error) {
    // Its twin was sent at the same moment.
    if (!(error instanceof ActRefused) || error.code !== 'stale') throw error;
  }
  res.redirect(303, accountsPath(chosenBody(viewer, body.id)));
}

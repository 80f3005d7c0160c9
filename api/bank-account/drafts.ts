/** An account from its encoding to its signature: shown again, changed, or thrown away. `send.ts` signs it. */
import { Router, type Request, type Response } from 'express';
import { numberKept, type AccountForm } from '../../db/bank-accounts/drafts.ts';
import { discardDraft, saveDraft, withdrawDraftDocuments } from '../../db/drafts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { slug } from '../../workflows/bank-account/contract.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { isFaulty } from '../forms/form.ts';
import { incomplete, unknownField } from '../forms/sentences.ts';
import { leaveFlash } from '../page.ts';
import { accountsOf, draftPath, lackingIn, loadDrafting, openDraft, sameFault, type Drafting } from './drafting.ts';
import { showDraft } from './draft-page.ts';
import { fieldNames, readAccount, statementField } from './fields.ts';
import { attachStatement, receiveStatement } from './statement.ts';

const changed = 'Cet ajout a été modifié ailleurs pendant que vous écriviez : relisez-le, puis enregistrez à nouveau.';

export function draftsRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(`/pro/${slug}/drafts/:id`, async (req, res) => {
    const drafting = await openDraft(deps, req, res);
    if (drafting) showDraft(deps, req, res, drafting, { edits: req.query.edit !== undefined });
  });
  router.post(`/pro/${slug}/drafts/:id`, async (req, res) => {
    const drafting = await openDraft(deps, req, res);
    if (drafting) await save(deps, req, res, drafting);
  });
  router.post(`/pro/${slug}/drafts/:id/discard`, async (req, res) => {
    const drafting = await openDraft(deps, req, res);
    if (!drafting) return;
    await discardDraft(deps.db, { id: drafting.draft.id, by: getViewer(res).userId, at: deps.now() });
    leaveFlash(req, { kind: 'done', text: "L'ajout commencé est supprimé. Rien n'a été envoyé à l'ONE." });
    res.redirect(303, accountsOf(res, drafting.draft));
  });
  return router;
}

async function save(deps: Dependencies, req: Request, res: Response, drafting: Drafting): Promise<void> {
  const { draft, body, form: before, months } = drafting;
  const { userId } = getViewer(res);
  const sent = (req.body ?? {}) as Record<string, unknown>;
  const typed = Object.fromEntries(Object.entries(sent).filter(([name]) => fieldNames.includes(name)));
  if (Object.keys(sent).some((name) => !fieldNames.includes(name) && !['token', 'version', '_csrf'].includes(name))) {
    showDraft(deps, req, res, drafting, { typed, faults: { form: unknownField } });
    return;
  }
  const seen = version.safeParse(sent.version);
  if (!seen.success) {
    showDraft(deps, req, res, drafting, { typed, faults: { form: incomplete } });
    return;
  }
  const received = await receiveStatement(deps, res);
  const at = deps.now();
  const { iban, form, faults } = readAccount(typed, { today: dayOf(at), months, kept: before.number !== undefined });
  const number = iban ? numberKept(iban, deps.config, draft.id) : before.number;
  const next: AccountForm = { ...form, ...(number ? { number } : {}) };
  const saved = await deps.db.transaction(async (trx) => {
    const to = await saveDraft(trx, { id: draft.id, version: seen.data, form: next, by: userId, at });
    if (to === undefined || !received.file) return to;
    await withdrawDraftDocuments(trx, draft.id, { slot: statementField }, { by: userId, at });
    await attachStatement(trx, { id: draft.id, body, file: received.file, by: userId, at });
    return to;
  });
  if (saved === undefined) {
    // Sent meanwhile, by this very form or in another tab: the accounts say so.
    const now = await openDraft(deps, req, res);
    if (now) {
      showDraft(deps, req, res, now, { typed, faults: { form: changed }, moved: true });
    }
    return;
  }
  const after = await loadDrafting(deps, { ...draft, form: next as Record<string, unknown>, version: saved });
  const all = {
    ...lackingIn(after, dayOf(at)),
    ...faults,
    ...(await sameFault(deps.db, after)),
    ...(received.fault ? { [statementField]: received.fault } : {}),
  };
  if (isFaulty(all)) showDraft(deps, req, res, after, { typed, faults: all });
  else res.redirect(303, draftPath(draft.id));
}

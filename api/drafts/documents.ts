/** The documents of a draft: one line for each kind, several files in each, one sending for all that was chosen. */
import { Router } from 'express';
import { withdrawDraftDocuments } from '../../db/drafts.ts';
import { ownedByDraft } from '../../db/save-document.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf, fileHint, removedIn, takeFiles, takenText } from '../documents/file-fields.ts';
import { errorLinks, isFaulty, type Faults } from '../forms/form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { missingDocuments, openDraft, type DraftFile, type Drafting } from './draft-file.ts';
import type { AnyDraftForms } from './draft-forms.ts';
import { documentRows, draftPage } from './present.ts';

export function draftDocumentRoutes(deps: Dependencies, procedure: AnyProcedurePages, drafts: AnyDraftForms): Router {
  const router = Router();

  router.get('/drafts/:id/documents', async (req, res) => {
    const one: Drafting = { deps, procedure, drafts, req, res };
    const file = await openDraft(one);
    if (file) showDocuments(one, file);
  });

  // Whichever button was pressed, what was chosen is taken.
  router.post('/drafts/:id/documents', async (req, res) => {
    const one: Drafting = { deps, procedure, drafts, req, res };
    const file = await openDraft(one);
    if (!file) return;
    const fields = file.asked.map(({ slot }) => ({ name: slot, slot }));
    const taken = await takeFiles(deps, res, fields, ownedByDraft(file.draft));
    const removed = removedIn(req, file.documents);
    if (removed)
      await withdrawDraftDocuments(
        deps.db,
        file.draft.id,
        { id: removed.id },
        { by: getViewer(res).userId, at: deps.now() },
      );
    const { then } = (req.body ?? {}) as { then?: unknown };
    const text = takenText(taken, removed !== undefined);
    if (isFaulty(taken.faults) || (!text && then !== 'check')) {
      const now = await openDraft(one);
      if (now) showDocuments(one, now, isFaulty(taken.faults) ? taken.faults : nothingChosen(now), text);
      return;
    }
    if (text) leaveFlash(req, { kind: 'done', text });
    const line = taken.keptIn.at(-1) ?? removed?.slot;
    res.redirect(303, then === 'check' ? `${file.base}/check` : `${file.base}/documents${line ? `#${line}` : ''}`);
  });

  return router;
}

const nothingChosen = (file: DraftFile): Faults => {
  const line = missingDocuments(file)[0] ?? file.asked[0];
  return line ? { [line.slot]: 'Choisissez au moins un fichier sur votre appareil.' } : {};
};

/** @param done what was taken all the same */
function showDocuments(one: Drafting, file: DraftFile, faults: Faults = {}, done = ''): void {
  const { deps, req, res } = one;
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  renderPage(deps, req, res, 'drafts/documents', {
    ...draftPage(one, file),
    title: 'Les documents',
    over: draftPage(one, file).title,
    back: { href: file.base, label: 'à la liste des étapes' },
    action: `${file.base}/documents`,
    rows: documentRows(file, faults),
    fileHint,
    errors: isFaulty(faults)
      ? errorLinks(
          faults,
          file.asked.map(({ slot }) => slot),
        )
      : undefined,
    scripts: ['scripts/files.js'],
    ...(done ? { flash: { kind: 'done' as const, text: done } } : {}),
  });
}

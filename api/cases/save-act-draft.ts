/** Keeping and erasing what somebody has begun to write of an act. Nothing of it is an act, and nobody else reads it. */
import { discardFormDraft, saveFormDraft } from '../../db/form-drafts.ts';
import { savedFrom, typedFields } from '../forms/typed-fields.ts';
import { versionOf } from '../forms/versions.ts';
import { leaveFlash } from '../page.ts';
import { findActDraft, placeOfAct } from './act-draft.ts';
import { showAct } from './act-page.ts';
import { fromList, getCaseRow, getForm, type Asked } from './case-context.ts';

/** By the script, which asks for JSON, every now and then; or by the button « Enregistrer sans envoyer ». A case that has moved on hinders nobody from keeping a text. */
export async function saveActDraft(asked: Asked): Promise<void> {
  const { deps, req, res } = asked;
  const row = await getCaseRow(asked);
  const { action } = getForm(asked, row);
  const { draft, page, token } = (req.body ?? {}) as Record<string, unknown>;
  const fields = typedFields(req.body);
  const place = placeOfAct(asked, row, action);
  const now = deps.now();
  const saved = await saveFormDraft(deps.db, {
    ...place,
    fields,
    seen: versionOf(draft) ?? 0,
    from: savedFrom(page),
    token: typeof token === 'string' ? token.slice(0, 100) : undefined,
    at: now,
  });
  if (req.get('x-autosave') === '1' || req.accepts(['html', 'json']) === 'json') {
    if (saved === undefined) res.status(409).json({ error: 'changed-elsewhere' });
    else res.json({ savedAt: now, version: saved });
    return;
  }
  if (saved === undefined) {
    await showAct(asked, { typed: fields, elsewhere: await findActDraft(asked, row, action) });
    return;
  }
  if (saved > 0) leaveFlash(req, { kind: 'done', text: "Brouillon enregistré. Rien n'est encore envoyé." });
  res.redirect(303, place.place + fromList(req));
}

export async function discardActDraft(asked: Asked): Promise<void> {
  const { deps, req, res } = asked;
  const row = await getCaseRow(asked);
  const { action } = getForm(asked, row);
  const place = placeOfAct(asked, row, action);
  if ((await discardFormDraft(deps.db, place)) > 0) leaveFlash(req, { kind: 'done', text: 'Le brouillon est effacé.' });
  res.redirect(303, `${req.baseUrl}/${row.id}`);
}

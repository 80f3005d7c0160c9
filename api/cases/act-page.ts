/** The page of one act: what was declared on one side, on the other what one does, with what it will change. */
import { newToken } from '../../db/record-act.ts';
import { getViewer } from '../context.ts';
import { errorLinks, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { neighboursOf } from '../inbox/neighbours.ts';
import { renderPage } from '../page.ts';
import { wordOfKind, wordsOfAction } from '../procedure-words.ts';
import type { Typed } from './act-form.ts';
import { actionsOf, contextOf, getCaseRow, getForm, loadCaseFile, readerOf, type Asked } from './case-context.ts';
import { documentShown, placeOf, waitingDocuments } from './present-case.ts';
import { refusalOf } from './refusal.ts';

export interface Sent {
  typed?: Typed;
  faults?: Faults;
}

export async function showAct(asked: Asked, sent: Sent = {}): Promise<void> {
  const { deps, procedure, req, res } = asked;
  const row = await getCaseRow(asked);
  const { action, form } = getForm(asked, row);
  const file = await loadCaseFile(asked, row);
  if (!actionsOf(asked, row).includes(action)) throw refusalOf(asked, file);
  const context = contextOf(asked, file);
  const reader = readerOf(req);
  const words = wordsOfAction(deps.procedures, row.slug, action);
  const typed = sent.typed ?? form.begins?.(context) ?? {};
  const faults = sent.faults ?? {};
  if (isFaulty(faults)) res.status(422);
  const base = `${req.baseUrl}/${row.id}`;
  const uploads = reader === 'operator' && (procedure.receives?.includes(row.status) ?? false);
  renderPage(deps, req, res, 'cases/act', {
    title: words.task,
    line: [wordOfKind(deps.procedures, row.slug, row.kind), placeOf(row).join(', '), row.reference].join(' · '),
    reference: row.reference,
    // From a list of tasks, one goes on through the list; the case is one link further.
    ...(reader === 'one' && req.query.list !== undefined
      ? await neighboursOf(deps, getViewer(res), req.query.list, req.query.task)
      : { back: { href: base, label: 'à la demande' } }),
    intro: form.intro?.(context),
    fields: form.fields(context).map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults),
    actionUrl: `${base}/${action}`,
    token: typeof typed.token === 'string' ? typed.token : newToken(),
    version: row.act_number,
    buttons: [
      { label: words.button, kind: form.stop ? 'stop' : 'go' },
      ...Object.entries(form.previews ?? {}).map(([name, { label, kind }]) => ({
        label,
        kind: 'plain',
        formaction: `${base}/${action}/${name}`,
        newTab: kind === 'letter',
      })),
      { label: 'Annuler', href: base, kind: 'link' },
    ],
    declared: procedure.declared(file),
    panels: reader === 'one' ? procedure.panels?.(file, reader).beside : undefined,
    formPanels: form.panels?.(context),
    documents: file.documents
      .filter(({ origin, act_number }) => origin === 'operator' && act_number !== null)
      .map(documentShown),
    waiting: uploads ? waitingDocuments(file, 'operator').map(({ name, size }) => ({ name, size })) : undefined,
    uploads,
    changes: form.ahead?.(context),
    due: row.state.tasks.find((task) => task.action === action)?.dueOn ?? undefined,
    base,
  });
}

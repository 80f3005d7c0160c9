/** What the operator is given for a request: its number, its hash, and what follows. */
import { findReceipt, findReceiptLetter } from '../../db/cases/receipt.ts';
import { casePath } from '../cases/case-context.ts';
import { means } from '../cases/who.ts';
import { getViewer, idOf } from '../context.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import type { Drafting } from './draft-file.ts';
import { wordOfDraft } from './present.ts';

export async function showReceipt(one: Drafting): Promise<void> {
  const { deps, procedure, drafts, req, res } = one;
  const { slug, effects } = procedure.process;
  const row = await findReceipt(deps.db, getViewer(res).ability, { slug, id: idOf(req), action: drafts.action });
  if (!row) throw notFound();
  const letter = await findReceiptLetter(deps.db, row.id);
  const kind = wordOfDraft(one, row.kind);
  const caseHref = casePath('pro', row);
  renderPage(deps, req, res, 'drafts/receipt', {
    title: 'Demande introduite',
    back: { href: '/pro/cases', label: 'à mes demandes' },
    printHead: `${row.reference} – ${kind}`,
    panel: {
      title: `${kind} : demande introduite`,
      reference: row.reference,
      at: row.opened_at,
      by: row.by ? `${row.by}${means(row.acr)}` : undefined,
      hash: row.hash,
      receiptHref: letter ? `/documents/${letter}` : undefined,
      next: drafts.next(row),
    },
    line: `${row.facility_name}, ${row.postcode} ${row.locality}`,
    caseHref,
    // A procedure without that letter has nothing to wait for.
    refreshHref: letter || !('receipt' in effects) ? undefined : `${caseHref}/receipt`,
  });
}

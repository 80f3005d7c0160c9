/** The page of an account before it is signed: what was typed, masked, with what it will change; and its form, open where something is missing. */
import type { Request, Response } from 'express';
import { findDraft } from '../../db/drafts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/bank-account/contract.ts';
import { purposeWords } from '../../views/bank-account/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { errorLinks, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { accountsOf, draftPath, lackingIn, loadDrafting, type Drafting } from './drafting.ts';
import { accountInputs, holderWarning, statementAccept, statementField, statementHint } from './fields.ts';

interface Shown {
  typed?: Record<string, unknown>;
  faults?: Faults;
  /** The form is open, though nothing is wrong. */
  edits?: boolean;
  /** Somebody else has changed it meanwhile. */
  moved?: boolean;
}
export function showDraft(
  deps: Dependencies,
  req: Request,
  res: Response,
  drafting: Drafting,
  { typed, faults = {}, edits = false, moved = false }: Shown = {},
): void {
  const { draft, body, form, statement, paid, months } = drafting;
  const lacks = lackingIn(drafting, dayOf(deps.now()));
  const complete = !isFaulty(lacks);
  const shown = typed ?? { ...form, number: undefined };
  const inputs = accountInputs(paid, { kept: form.number?.masked, months });
  if (isFaulty(faults)) res.status(moved ? 409 : faultStatusOf(res));
  const warning = form.holder === undefined ? undefined : holderWarning(form.holder, body);
  renderPage(deps, req, res, 'bank-account/check', {
    title: 'Vérifiez, puis signez',
    line: `${body.name} · ajout d'un compte bancaire`,
    back: { href: accountsOf(res, draft), label: 'aux comptes bancaires' },
    scripts: ['scripts/files.js', 'scripts/iban.js'],
    rows: [
      { label: 'Compte', value: form.number?.masked },
      ...(form.bic ? [{ label: 'BIC', value: form.bic }] : []),
      { label: 'Titulaire', value: form.holder },
      { label: 'Finalités', values: (form.purposes ?? []).map((purpose) => purposeWords[purpose]) },
      {
        label: 'Relevé (RIB)',
        value: statement
          ? `${statement.name}${form.statementOn ? `, du ${formatShortDate(form.statementOn)}` : ''}`
          : undefined,
        ...(statement ? { href: `/documents/${statement.id}` } : {}),
      },
    ],
    warning,
    ready: complete && !isFaulty(faults) && !edits,
    effects: effectsOf(drafting),
    opened: edits || isFaulty(faults) || !complete,
    editHref: `${draftPath(draft.id)}?edit=1`,
    send: `${draftPath(draft.id)}/send`,
    discard: `${draftPath(draft.id)}/discard`,
    action: draftPath(draft.id),
    fields: inputs.map((input) => withTyped(input, shown, faults)),
    file: {
      name: statementField,
      label: "Relevé d'identité bancaire (RIB)",
      hint: statementHint(months),
      required: true,
      accept: statementAccept,
      have: statement && { name: statement.name, size: statement.size, href: `/documents/${statement.id}` },
      error: faults[statementField],
    },
    errors: errorLinks(faults, [...idsOf(inputs), statementField]),
    token: draft.token,
    version: draft.version,
  });
}

/** What signing it will change: the money moves, and who is told. */
const effectsOf = ({ form, paid }: Drafting): { text: string }[] => [
  ...(form.purposes ?? []).map((purpose) => ({
    text: paid[purpose]
      ? `« ${purposeWords[purpose]} » : ce compte remplacera ${paid[purpose]}, une fois validé. Jusque-là, rien ne change.`
      : `« ${purposeWords[purpose]} » : aucun compte aujourd'hui ; les versements commenceront une fois ce compte validé.`,
  })),
  { text: 'Tous les administrateurs reçoivent un courriel, sans le numéro de compte, et peuvent bloquer l’ajout.' },
  { text: "Deux personnes de l'ONE contrôlent le compte ; 48 heures plus tard, il reçoit les versements." },
];

/** One begun from the page of the accounts, with what is wrong with it. */
export async function showNewDraft(
  deps: Dependencies,
  req: Request,
  res: Response,
  id: string,
  sent: Shown,
): Promise<void> {
  const draft = await findDraft(deps.db, getViewer(res).ability, slug, id);
  if (!draft) throw notFound();
  showDraft(deps, req, res, await loadDrafting(deps, draft), sent);
}

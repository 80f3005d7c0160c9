/** An account from its encoding to its signature: what was typed is shown again, masked, with what it will change; then it is signed and sent. */
import { Router, type Request, type Response } from 'express';
import { findAccountBody, findSameOfBody, type AccountBody } from '../../db/bank-accounts/accounts.ts';
import { formOf, numberKept, type AccountForm } from '../../db/bank-accounts/drafts.ts';
import { accountsInUse } from '../../db/bank-accounts/in-use.ts';
import { asSubject } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import {
  discardDraft,
  findDraft,
  listDraftDocuments,
  saveDraft,
  withdrawDraftDocuments,
  type DraftRow,
} from '../../db/drafts.ts';
import { saveDocument } from '../../db/save-document.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { slug, type Purpose } from '../../workflows/bank-account/contract.ts';
import { purposeWords } from '../../views/bank-account/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import type { AcceptedFile } from '../documents/accept-file.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { errorLinks, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { version } from '../forms/envelope.ts';
import { incomplete, unknownField } from '../forms/sentences.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { accountsPath, chosenBody } from './body.ts';
import {
  accountInputs,
  bicFault,
  fieldNames,
  holderWarning,
  noStatement,
  readAccount,
  statementAccept,
  statementFault,
  statementField,
  statementHint,
} from './fields.ts';
import { receiveStatement } from './statement.ts';
import { paidTo, statementMonths } from './terms.ts';

export const draftPath = (id: string): string => `/pro/${slug}/drafts/${id}`;
const changed = 'Cet ajout a été modifié ailleurs pendant que vous écriviez : relisez-le, puis enregistrez à nouveau.';

/** What a draft is shown and judged with. */
export interface Drafting {
  draft: DraftRow;
  body: AccountBody;
  form: AccountForm;
  statement: { id: string; name: string; size: number; digest: string } | undefined;
  paid: Partial<Record<Purpose, string>>;
  months: number;
}

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
    res.redirect(303, pathOf(res, drafting.draft));
  });
  return router;
}

const pathOf = (res: Response, draft: DraftRow): string => accountsPath(chosenBody(getViewer(res), draft.subject_id));

/** One that was sent leads to the accounts: undefined is given back. @throws Problem 404, 403 */
export async function openDraft(deps: Dependencies, req: Request, res: Response): Promise<Drafting | undefined> {
  const { ability } = getViewer(res);
  const draft = await findDraft(deps.db, ability, slug, idOf(req));
  if (!draft || draft.discarded_at !== null) throw notFound();
  if (!ability.can('prepare', asSubject('Draft', draft))) throw forbidden();
  if (draft.submitted_case_id !== null) {
    res.redirect(303, pathOf(res, draft));
    return undefined;
  }
  return loadDrafting(deps, draft);
}

async function loadDrafting(deps: Dependencies, draft: DraftRow): Promise<Drafting> {
  const [body, documents, used, months] = await Promise.all([
    findAccountBody(deps.db, draft.subject_id),
    listDraftDocuments(deps.db, draft.id),
    accountsInUse(deps.db, [draft.subject_id]),
    statementMonths(deps),
  ]);
  if (!body) throw notFound();
  const statement = documents.findLast(({ slot }) => slot === statementField);
  return { draft, body, form: formOf(draft), statement, paid: paidTo(used), months };
}

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
    back: { href: pathOf(res, draft), label: 'aux comptes bancaires' },
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

/** What is missing or has become wrong: a statement grows old while a draft waits. */
export function lackingIn({ form, statement, months }: Drafting, today: string): Faults {
  const old = form.statementOn && statementFault(form.statementOn, today, months);
  const bic = bicFault(form.number?.country, form.bic);
  return {
    ...(form.number ? {} : { iban: 'Encodez le numéro de compte (IBAN).' }),
    ...(bic ? { bic } : {}),
    ...(form.holder ? {} : { holder: 'Encodez le titulaire du compte, comme sur le relevé.' }),
    ...(form.purposes?.length ? {} : { purposes: 'Cochez au moins une finalité.' }),
    ...(form.statementOn ? {} : { statementOn: 'Encodez la date du relevé.' }),
    ...(old ? { statementOn: old } : {}),
    ...(statement ? {} : { [statementField]: noStatement }),
  };
}

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

/** The body has this number already: that is its own affair, and told. That another body has it is not told here. */
export async function sameFault(db: Database, { body, form }: Drafting): Promise<Faults> {
  if (!form.number || !form.purposes) return {};
  const same = await findSameOfBody(db, body.id, Buffer.from(form.number.digest, 'base64'));
  if (same.some(({ status }) => status !== 'active'))
    return { iban: "Ce compte est déjà dans la liste, en cours de validation par l'ONE." };
  const held = form.purposes.filter((purpose) => same.some(({ purposes }) => purposes.includes(purpose)));
  return held.length > 0
    ? {
        purposes: `Ce compte reçoit déjà « ${held.map((purpose) => purposeWords[purpose]).join(' » et « ')} » : décochez-le.`,
      }
    : {};
}

/** The statement of a draft. */
export const attachStatement = (
  trx: Database,
  { id, body, file, by, at }: { id: string; body: AccountBody; file: AcceptedFile; by: string; at: number },
) =>
  saveDocument(trx, {
    ...file,
    slot: statementField,
    draftId: id,
    organisingBodyId: body.id,
    facilityId: null,
    administration: body.administration,
    origin: 'operator',
    uploadedBy: by,
    at,
  });

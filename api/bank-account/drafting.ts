/** An account that is being added: found, with what it is judged by, and what is missing or wrong in it. */
import type { Request, Response } from 'express';
import { findAccountBody, findSameOfBody, type AccountBody } from '../../db/bank-accounts/accounts.ts';
import { formOf, type AccountForm } from '../../db/bank-accounts/drafts.ts';
import { accountsInUse } from '../../db/bank-accounts/in-use.ts';
import { asSubject } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import { findDraft, listDraftDocuments, type DraftRow } from '../../db/drafts.ts';
import { slug, type Purpose } from '../../workflows/bank-account/contract.ts';
import { purposeWords } from '../../views/bank-account/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import type { Faults } from '../forms/form.ts';
import { forbidden, notFound } from '../problems.ts';
import { accountsPath, chosenBody } from './body.ts';
import { bicFault, noStatement, statementFault, statementField } from './fields.ts';
import { paidTo, statementMonths } from './terms.ts';

export const draftPath = (id: string): string => `/pro/${slug}/drafts/${id}`;

/** What a draft is shown and judged with. */
export interface Drafting {
  draft: DraftRow;
  body: AccountBody;
  form: AccountForm;
  statement: { id: string; name: string; size: number; digest: string } | undefined;
  paid: Partial<Record<Purpose, string>>;
  months: number;
}

/** Where one comes from, and goes back to. */
export const accountsOf = (res: Response, draft: DraftRow): string =>
  accountsPath(chosenBody(getViewer(res), draft.subject_id));

/** One that was sent leads to the accounts: undefined is given back. @throws Problem 404, 403 */
export async function openDraft(deps: Dependencies, req: Request, res: Response): Promise<Drafting | undefined> {
  const { ability } = getViewer(res);
  const draft = await findDraft(deps.db, ability, slug, idOf(req));
  if (!draft || draft.discarded_at !== null) throw notFound();
  if (!ability.can('prepare', asSubject('Draft', draft))) throw forbidden();
  if (draft.submitted_case_id !== null) {
    res.redirect(303, accountsOf(res, draft));
    return undefined;
  }
  return loadDrafting(deps, draft);
}

export async function loadDrafting(deps: Dependencies, draft: DraftRow): Promise<Drafting> {
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

/** « Comptes bancaires »: where the money goes today, each account with its state, and the form of a new one. */
import { Router, type Request, type Response } from 'express';
import { findAccountBody, listAccounts, type AccountBody } from '../../db/bank-accounts/accounts.ts';
import { findOpenDraft, numberKept, startAccountDraft } from '../../db/bank-accounts/drafts.ts';
import { accountsInUse } from '../../db/bank-accounts/in-use.ts';
import { newToken } from '../../db/record-act.ts';
import { isRecent } from '../../db/access/strength.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { contactCard } from '../contact.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { errorLinks, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { unknownField } from '../forms/sentences.ts';
import { renderPage } from '../page.ts';
import { conflict, notFound } from '../problems.ts';
import { accountsPath, askedBody, chosenBody, type Chosen } from './body.ts';
import { showNewDraft } from './draft-page.ts';
import { draftPath } from './drafting.ts';
import {
  accountInputs,
  bicFault,
  fieldNames,
  noStatement,
  readAccount,
  statementAccept,
  statementField,
  statementHint,
} from './fields.ts';
import { accountShown, blockForm, coolingShown, purposesTable } from './present.ts';
import { attachStatement, receiveStatement } from './statement.ts';
import { paidTo, statementMonths } from './terms.ts';

export function accountsRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/accounts', (req, res) => showAccounts(deps, req, res));
  router.post('/pro/accounts', (req, res) => addAccount(deps, req, res));
  return router;
}

async function bodyOf(deps: Dependencies, chosen: Chosen): Promise<AccountBody> {
  const body = await findAccountBody(deps.db, chosen.id);
  if (!body) throw notFound();
  return body;
}

interface Sent {
  typed?: Record<string, unknown>;
  faults?: Faults;
}
async function showAccounts(
  deps: Dependencies,
  req: Request,
  res: Response,
  { typed, faults = {} }: Sent = {},
): Promise<void> {
  const viewer = getViewer(res);
  const chosen = chosenBody(viewer, askedBody(req));
  const now = deps.now();
  const [body, accounts, used, draft, months] = await Promise.all([
    bodyOf(deps, chosen),
    listAccounts(deps.db, viewer.ability, chosen.id),
    accountsInUse(deps.db, [chosen.id]),
    findOpenDraft(deps.db, chosen.id),
    statementMonths(deps),
  ]);
  const presenting = { now, mayAct: true, used, token: newToken };
  const inputs = accountInputs(paidTo(used), { months });
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  const isOver = (account: { closedAt: number | null }): boolean => account.closedAt !== null;
  renderPage(deps, req, res, 'bank-account/accounts', {
    title: 'Comptes bancaires',
    scripts: ['scripts/files.js', 'scripts/iban.js'],
    line: [body.name, body.enterpriseNumber && `n° d'entreprise ${enterprise(body.enterpriseNumber)}`]
      .filter(Boolean)
      .join(' · '),
    bodies:
      chosen.among.length > 1
        ? chosen.among.map(({ id, name }) => ({
            name,
            href: accountsPath({ id, among: chosen.among }),
            current: id === chosen.id,
          }))
        : undefined,
    cooling: accounts.flatMap((account) => coolingShown(account, now, blockForm(account, newToken)) ?? []),
    unpaid: used.length === 0,
    table: purposesTable(used, accounts),
    accounts: accounts.filter((account) => !isOver(account)).map((account) => accountShown(account, presenting)),
    over: accounts.filter(isOver).map((account) => accountShown(account, presenting)),
    draft: draft && {
      text: `${draft.masked ?? 'Sans numéro encore'} · commencé par ${draft.by}, modifié le ${formatDateTime(draft.at)}`,
      href: draftPath(draft.id),
      discard: `${draftPath(draft.id)}/discard`,
    },
    action: '/pro/accounts',
    token: newToken(),
    body: chosen.id,
    fields: inputs.map((input) => withTyped(input, typed ?? { holder: body.name }, faults)),
    file: {
      name: statementField,
      label: "Relevé d'identité bancaire (RIB)",
      hint: statementHint(months),
      required: true,
      accept: statementAccept,
      error: faults[statementField],
    },
    errors: errorLinks(faults, [...idsOf(inputs), statementField]),
    signsSoon: !isRecent(viewer, now),
    contact: contactCard([], { role: 'subsidy-manager', administration: body.administration }),
  });
}
const enterprise = (number: string): string => number.replace(/^(....)(...)(...)$/u, '$1.$2.$3');

/** Becomes a draft as soon as its statement is there, whatever the rest is worth: a file is not to be chosen twice. */
async function addAccount(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const viewer = getViewer(res);
  const chosen = chosenBody(viewer, askedBody(req));
  const body = await bodyOf(deps, chosen);
  const sent = (req.body ?? {}) as Record<string, unknown>;
  const typed = Object.fromEntries(Object.entries(sent).filter(([name]) => fieldNames.includes(name)));
  const isStrange = Object.keys(sent).some(
    (name) => !fieldNames.includes(name) && !['body', 'token', '_csrf'].includes(name),
  );
  const statement = await receiveStatement(deps, res);
  const months = await statementMonths(deps);
  const { iban, form, faults } = readAccount(typed, { today: dayOf(deps.now()), months, kept: false });
  const bic = bicFault(iban?.slice(0, 2), form.bic);
  if (bic) faults.bic ??= bic;
  if (isStrange) faults.form = unknownField;
  if (!statement.file) {
    await showAccounts(deps, req, res, {
      typed,
      faults: { ...faults, [statementField]: statement.fault ?? noStatement },
    });
    return;
  }
  if (isStrange) {
    await showAccounts(deps, req, res, { typed, faults });
    return;
  }
  const { file } = statement;
  const at = deps.now();
  const token = typeof sent.token === 'string' && isUuid(sent.token) ? sent.token : newToken();
  const id = await deps.db.transaction(async (trx) => {
    const started = await startAccountDraft(trx, {
      body,
      token,
      form: (draftId) => ({ ...form, ...(iban ? { number: numberKept(iban, deps.config, draftId) } : {}) }),
      by: viewer.userId,
      at,
    });
    if (started) await attachStatement(trx, { id: started, body, file, by: viewer.userId, at });
    return started;
  });
  const draft = await findOpenDraft(deps.db, chosen.id);
  // The same form sent twice at once is the same draft.
  if (!id && draft?.token !== token) {
    throw conflict({
      title: 'Un compte est déjà en cours d’ajout',
      what: draft
        ? `Un ajout a été commencé par ${draft.by}, modifié le ${formatDateTime(draft.at)}`
        : 'Un ajout est commencé',
      state: "Envoyez-le ou supprimez-le d'abord : ce que vous venez d'encoder n'est pas gardé.",
      possible: draft ? [{ label: "Continuer l'ajout commencé", href: draftPath(draft.id) }] : [],
      backHref: accountsPath(chosen),
      backText: 'Retour aux comptes bancaires',
    });
  }
  if (id && isFaulty(faults)) await showNewDraft(deps, req, res, id, { typed, faults });
  else res.redirect(303, draft ? draftPath(draft.id) : accountsPath(chosen));
}

/** An account that is being added: one at a time for each body. Its number is sealed from the moment it is typed. */
import { randomUUID } from 'node:crypto';
import { digestAccountNumber, sealAccountNumber } from '../../domain/account-number.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { maskIban } from '../../domain/iban.ts';
import { kinds, slug, type Purpose } from '../../workflows/bank-account/contract.ts';
import { instant, type Database } from '../connect.ts';
import type { DraftRow } from '../drafts.ts';
import type { AccountBody } from './accounts.ts';

/** What is kept of the form. A draft has the id that its case and its account will have: the number is sealed for it. */
export interface AccountForm {
  number?: { sealed: string; digest: string; masked: string; country: string };
  bic?: string;
  holder?: string;
  purposes?: Purpose[];
  statementOn?: Day;
}
export const formOf = ({ form }: Pick<DraftRow, 'form'>): AccountForm => form as AccountForm;

export const numberKept = (
  iban: string,
  { nissKey, nissPepper }: { nissKey: string; nissPepper: string },
  draftId: string,
): NonNullable<AccountForm['number']> => ({
  sealed: sealAccountNumber(iban, nissKey, draftId).toString('base64'),
  digest: digestAccountNumber(iban, nissPepper).toString('base64'),
  masked: maskIban(iban),
  country: iban.slice(0, 2),
});

interface NewAccountDraft {
  body: AccountBody;
  /** Of the form that begins it, and of the act that sends it. */
  token: string;
  form: (draftId: string) => AccountForm;
  by: string;
  at: Instant;
}
/** @returns undefined when one is being prepared already: two people do not add at once without knowing */
export async function startAccountDraft(
  trx: Database,
  { body, token, form, by, at }: NewAccountDraft,
): Promise<string | undefined> {
  const id = randomUUID();
  const [row] = await trx('drafts')
    .insert({
      id,
      slug,
      kind: kinds[0],
      organising_body_id: body.id,
      subject_kind: 'organising-body',
      subject_id: body.id,
      administration: body.administration,
      token,
      form: JSON.stringify(form(id)),
      created_by: by,
      updated_by: by,
      created_at: instant(at),
      updated_at: instant(at),
    })
    .onConflict()
    .ignore()
    .returning<{ id: string }[]>('id');
  return row?.id;
}

export const findOpenDraft = (
  db: Database,
  bodyId: string,
): Promise<{ id: string; token: string; at: Instant; by: string; masked: string | null } | undefined> =>
  db('drafts as d')
    .join('users as u', 'u.id', 'd.updated_by')
    .where({ 'd.subject_id': bodyId, 'd.slug': slug, 'd.submitted_case_id': null, 'd.discarded_at': null })
    .first({
      id: 'd.id',
      token: 'd.token',
      at: 'd.updated_at',
      by: db.raw("u.first_name || ' ' || u.family_name"),
      masked: db.raw("d.form -> 'number' ->> 'masked'"),
    });

/** The row of the account, beside the act that opens its case: written once. */
export async function insertAccount(
  trx: Database,
  {
    id,
    bodyId,
    form,
    by,
    at,
  }: { id: string; bodyId: string; form: Required<Omit<AccountForm, 'bic'>> & AccountForm; by: string; at: Instant },
): Promise<void> {
  await trx('bank_accounts')
    .insert({
      id,
      organising_body_id: bodyId,
      case_id: id,
      iban_sealed: Buffer.from(form.number.sealed, 'base64'),
      iban_digest: Buffer.from(form.number.digest, 'base64'),
      masked: form.number.masked,
      country: form.number.country,
      bic: form.bic ?? null,
      holder: form.holder,
      purposes: form.purposes,
      added_by: by,
      added_at: instant(at),
    })
    .onConflict('id')
    .ignore();
}

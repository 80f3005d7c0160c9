/** An account of a body, added as its page would: the case, the row and the statement. For the demonstration and for tests. */
import { sealAccountNumber, digestAccountNumber } from '../../../../domain/account-number.ts';
import type { Day, Instant } from '../../../../domain/calendar.ts';
import { maskIban } from '../../../../domain/iban.ts';
import { kinds, type Purpose } from '../../../../workflows/bank-account/contract.ts';
import { process } from '../../../../workflows/bank-account/process.ts';
import { insertAccount } from '../../../bank-accounts/drafts.ts';
import type { Database } from '../../../connect.ts';
import { openCase } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';

export interface MadeAccount {
  /** Of the case and of the account. */
  id: string;
  bodyId: string;
  iban: string;
  holder: string;
  purposes: Purpose[];
  statementOn: Day;
  replaces?: boolean;
  by: string;
  at: Instant;
  statement?: { digest: string; size: number };
}

export async function makeAccount(
  db: Database,
  { nissKey, nissPepper }: { nissKey: string; nissPepper: string },
  { id, bodyId, iban, holder, purposes, statementOn, replaces, by, at, statement }: MadeAccount,
): Promise<void> {
  const masked = maskIban(iban);
  await db.transaction(async (trx) => {
    await openCase(trx, process, {
      caseId: id,
      token: id,
      kind: kinds[0],
      subject: { kind: 'organising-body', id: bodyId },
      action: 'add',
      facts: { account: id, purposes, ...(replaces ? { replaces: true } : {}) },
      content: { account: masked, holder, statementOn },
      actor: { role: 'operator', userId: by, onBehalfOf: bodyId, acr: 450 },
      at,
    });
    await insertAccount(trx, {
      id,
      bodyId,
      form: {
        number: {
          sealed: sealAccountNumber(iban, nissKey, id).toString('base64'),
          digest: digestAccountNumber(iban, nissPepper).toString('base64'),
          masked,
          country: iban.slice(0, 2),
        },
        holder,
        purposes,
        statementOn,
      },
      by,
      at,
    });
    if (!statement) return;
    const { administration } = await trx('cases').where({ id }).first<{ administration: string }>('administration');
    await saveDocument(trx, {
      caseId: id,
      actNumber: 1,
      organisingBodyId: bodyId,
      facilityId: null,
      administration,
      slot: 'statement',
      origin: 'operator',
      name: 'releve-identite-bancaire.pdf',
      mediaType: 'application/pdf',
      ...statement,
      uploadedBy: by,
      at,
    });
  });
}

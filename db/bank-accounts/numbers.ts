/** The full numbers of accounts, for the few who need them: each look leaves a line in the audit. */
import type { Instant } from '../../domain/calendar.ts';
import { openAccountNumber } from '../../domain/account-number.ts';
import { recordAudits } from '../audit.ts';
import type { Database } from '../connect.ts';

export interface Look {
  accountIds: readonly string[];
  /** `consult` on a page, `export` in a file of payments. */
  event: 'consult' | 'export';
  /** Null: the application itself. */
  actorId: string | null;
  acr?: number | null;
  at: Instant;
}

/** By the id of the account; written down before anybody reads them. @throws when one does not open under this key */
export async function readAccountNumbers(
  db: Database,
  { nissKey }: { nissKey: string },
  { accountIds, event, actorId, acr = null, at }: Look,
): Promise<Map<string, string>> {
  const rows = await db('bank_accounts')
    .whereIn('id', [...new Set(accountIds)])
    .select<{ id: string; body: string; sealed: Buffer }[]>(
      'id',
      'organising_body_id as body',
      'iban_sealed as sealed',
    );
  await recordAudits(
    db,
    rows.map(({ id, body }) => ({ at, actorId, onBehalfOf: body, acr, event, subject: 'bank-account', subjectId: id })),
  );
  return new Map(
    rows.map(({ id, sealed }) => {
      const iban = openAccountNumber(sealed, nissKey, id);
      if (iban === undefined) throw new Error('an account number that does not open: the key has changed');
      return [id, iban];
    }),
  );
}

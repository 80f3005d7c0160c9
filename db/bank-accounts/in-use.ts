/** To which account a body is paid: the one that is used for a purpose while its case stands validated. */
import type { Instant } from '../../domain/calendar.ts';
import { slug, type Purpose } from '../../workflows/bank-account/contract.ts';
import type { Database } from '../connect.ts';

/** Without its number: `readAccountNumbers` opens it, for a payment, and notes that it was read. */
export interface AccountInUse {
  id: string;
  caseId: string;
  organisingBodyId: string;
  purpose: Purpose;
  /** « BE68 •••• •••• 7034 » */
  masked: string;
  bic: string | null;
  holder: string;
  usedFrom: Instant;
}

/** The accounts used today by many bodies for one purpose: none for a body that is to be held back. */
export const accountsInUse = (
  db: Database,
  organisingBodyIds: readonly string[],
  purpose?: Purpose,
): Promise<AccountInUse[]> =>
  db('bank_account_uses as u')
    .join('bank_accounts as a', 'a.id', 'u.account_id')
    .join('cases as c', 'c.id', 'a.case_id')
    .whereIn('u.organising_body_id', [...organisingBodyIds])
    .modify((query) => {
      if (purpose) void query.where('u.purpose', purpose);
    })
    .whereNull('u.used_until')
    // The act that closes an account counts at once, whenever the clerk comes by.
    .where({ 'c.slug': slug, 'c.status': 'active' })
    .select({
      id: 'a.id',
      caseId: 'a.case_id',
      organisingBodyId: 'u.organising_body_id',
      purpose: 'u.purpose',
      masked: 'a.masked',
      bic: 'a.bic',
      holder: 'a.holder',
      usedFrom: 'u.used_from',
    });

/** @returns undefined where nothing may be paid: no account, or one that has been closed */
export const accountInUse = async (
  db: Database,
  organisingBodyId: string,
  purpose: Purpose,
): Promise<AccountInUse | undefined> => (await accountsInUse(db, [organisingBodyId], purpose))[0];

/** Payments of a file whose account was left since the file was made: contested, closed or replaced. Nothing is carried to the bank for them. */
import type { Database } from '../connect.ts';

export interface AccountLeft {
  body: string;
  facility: string;
  /** « BE68 •••• •••• 7034 » */
  masked: string;
}

export const accountsLeft = async (db: Database, fileId: string): Promise<AccountLeft[]> =>
  (await db('payments as p')
    .join('bank_accounts as a', 'a.id', 'p.account_id')
    .join('cases as c', 'c.id', 'a.case_id')
    .join('organising_bodies as b', 'b.id', 'p.organising_body_id')
    .join('facilities as f', 'f.id', 'p.facility_id')
    .where({ 'p.file_id': fileId, 'p.status': 'in-file' })
    .whereNot('p.kind', 'recovery')
    // The act that contests or closes an account counts at once, whenever the clerk comes by.
    .where((left) =>
      left
        .whereNot('c.status', 'active')
        .orWhereNotExists(
          db('bank_account_uses as u')
            .whereRaw('u.account_id = a.id and u.purpose = p.purpose')
            .whereNull('u.used_until')
            .select(db.raw('1')),
        ),
    )
    .orderBy(['b.name', 'f.name', 'p.id'])
    .select('b.name as body', 'f.name as facility', 'a.masked')) as AccountLeft[];

/** What an operator is given for a request that was introduced. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { letterSlot } from '../../domain/letter.ts';
import type { Parameters } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { Document } from '../models/document.ts';

export interface ReceiptRow {
  id: string;
  slug: string;
  reference: string;
  kind: string;
  facility_name: string;
  postcode: string;
  locality: string;
  opened_at: Instant;
  target_on: Day;
  parameters: Parameters;
  /** Of the act that opened the case, in hexadecimal. */
  hash: string;
  acr: number | null;
  by: string | null;
}

/** Of a case that this act opened; undefined when the person may not see it. */
export async function findReceipt(
  db: Database,
  ability: Ability,
  { slug, id, action }: { slug: string; id: string; action: string },
): Promise<ReceiptRow | undefined> {
  const query = db('cases')
    .join('acts as a', (on) => {
      on.on('a.case_id', 'cases.id').andOnVal('a.number', 1).andOnVal('a.action', action);
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'cases.id': id, 'cases.slug': slug });
  return accessibleBy(query, ability, 'read', 'Case').first<ReceiptRow | undefined>(
    'cases.id',
    'cases.slug',
    'cases.reference',
    'cases.kind',
    'cases.facility_name',
    'cases.postcode',
    'cases.locality',
    'cases.opened_at',
    'cases.target_on',
    'cases.parameters',
    'a.acr',
    db.raw("encode(a.hash, 'hex') as hash"),
    db.raw("u.first_name || ' ' || u.family_name as by"),
  );
}

/** The letter that acknowledges the request, once it is drawn up. @returns its id */
export async function findReceiptLetter(db: Database, caseId: string): Promise<string | undefined> {
  const letter = await Document.query(db)
    .where({ case_id: caseId, act_number: 1, origin: 'one' })
    .whereIn('slot', ['receipt', letterSlot('receipt')])
    .whereNull('withdrawn_at')
    .first();
  return letter?.id;
}

/** The certificates of a group, one after the other, with the line that each belongs to. */
import type { Day } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { pendingLines } from './pending.ts';

export interface Certificate {
  caseId: string;
  reference: string;
  documentId: string | null;
  mediaType: string | null;
  person: string;
  facility: string | null;
  organisation: string;
  module: string;
  fromOn: Day;
  toOn: Day;
  hours: number;
}

/** The lines of these spellings that the reader may see: those with a certificate first, then by date. */
export async function findCertificate(
  db: Database,
  ability: Ability,
  spellings: readonly number[],
  place: number,
): Promise<{ total: number; certificate: Certificate | undefined }> {
  const seen = accessibleBy(
    pendingLines(db)
      .join('cases', 'cases.id', 'l.case_id')
      .whereIn('s.id', [...spellings]),
    ability,
    'read',
    'Case',
  );
  const documents = accessibleBy(db('documents').whereNull('withdrawn_at'), ability, 'read', 'Document').select(
    'documents.id',
    'documents.media_type',
  );
  const [counted, certificate] = await Promise.all([
    seen.clone().first(db.raw('count(*) as total')) as unknown as Promise<{ total: number }>,
    seen
      .clone()
      .leftJoin(documents.as('d'), 'd.id', 'l.document_id')
      .leftJoin('facilities as f', 'f.id', 'l.facility_id')
      .orderByRaw('(d.id is null), l.entered_at desc, l.case_id')
      .offset(place)
      .first(
        'l.case_id as caseId',
        'cases.reference',
        'd.id as documentId',
        'd.media_type as mediaType',
        'cases.facility_name as person',
        'f.name as facility',
        's.organisation',
        's.module',
        'l.from_on as fromOn',
        'l.to_on as toOn',
        'l.hours',
      ) as unknown as Promise<Certificate | undefined>,
  ]);
  return { total: counted.total, certificate };
}

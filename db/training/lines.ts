/** What stands beside a case of training: the line that somebody has followed, or the title that they have. Written with the act. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Status, Title } from '../../workflows/training-recognition/contract.ts';
import { instant, type Database } from '../connect.ts';

/** Organisation and module: from the lists, or as they were written. */
export interface Followed {
  organisationId: string | null;
  organisationTyped: string | null;
  moduleId: string | null;
  moduleTyped: string | null;
  /** From 0.5 to 50, by quarters. */
  hours: number;
  fromOn: Day;
  toOn: Day;
}
export interface Place {
  collaborationId: string;
  organisingBodyId: string;
  facilityId: string | null;
}
export interface LineView extends Followed, Place {
  caseId: string;
  organisation: string;
  module: string;
  documentId: string | null;
  enteredAt: Instant;
  status: Status;
}
export interface QualificationView extends Place {
  caseId: string;
  title: Title;
  obtainedOn: Day;
  documentId: string | null;
  enteredAt: Instant;
  status: Status;
}
/** What a case is about: one of the two. */
export interface Subject {
  line?: LineView;
  qualification?: QualificationView;
}

export const rowOfLine = ({
  organisationId,
  organisationTyped,
  moduleId,
  moduleTyped,
  hours,
  fromOn,
  toOn,
}: Followed): Record<string, unknown> => ({
  organisation_id: organisationId,
  organisation_typed: organisationTyped,
  module_id: moduleId,
  module_typed: moduleTyped,
  hours,
  from_on: fromOn,
  to_on: toOn,
});

export const insertLine = (
  trx: Database,
  line: Followed & Place & { caseId: string; status: Status; documentId: string | null; at: Instant },
): Promise<unknown> =>
  trx('training_lines').insert({
    ...rowOfLine(line),
    case_id: line.caseId,
    collaboration_id: line.collaborationId,
    organising_body_id: line.organisingBodyId,
    facility_id: line.facilityId,
    document_id: line.documentId,
    entered_at: instant(line.at),
    status: line.status,
  });

/** Lines with the names of their organisation and module. Cases are joined: rights look at them. */
export const linesWithNames = (db: Database) =>
  db('training_lines as l')
    .join('cases', 'cases.id', 'l.case_id')
    .leftJoin('training_organisations as o', 'o.id', 'l.organisation_id')
    .leftJoin('training_modules as m', 'm.id', 'l.module_id');

export const lineColumns = (db: Database) => ({
  caseId: 'l.case_id',
  collaborationId: 'l.collaboration_id',
  organisingBodyId: 'l.organising_body_id',
  facilityId: 'l.facility_id',
  organisationId: 'l.organisation_id',
  organisationTyped: 'l.organisation_typed',
  moduleId: 'l.module_id',
  moduleTyped: 'l.module_typed',
  organisation: db.raw('coalesce(o.name, l.organisation_typed)'),
  module: db.raw('coalesce(m.title, l.module_typed)'),
  hours: db.raw('cast(l.hours as float8)'),
  fromOn: 'l.from_on',
  toOn: 'l.to_on',
  documentId: 'l.document_id',
  enteredAt: 'l.entered_at',
  status: 'l.status',
});

/** The case is one that its reader may see: asked for by its pages. */
export async function findSubject(db: Database, caseId: string): Promise<Subject> {
  const [line, qualification] = await Promise.all([
    linesWithNames(db).where('l.case_id', caseId).first(lineColumns(db)) as unknown as Promise<LineView | undefined>,
    db('training_qualifications').where({ case_id: caseId }).first({
      caseId: 'case_id',
      collaborationId: 'collaboration_id',
      organisingBodyId: 'organising_body_id',
      facilityId: 'facility_id',
      title: 'title',
      obtainedOn: 'obtained_on',
      documentId: 'document_id',
      enteredAt: 'entered_at',
      status: 'status',
    }) as Promise<QualificationView | undefined>,
  ]);
  return { ...(line ? { line } : {}), ...(qualification ? { qualification } : {}) };
}

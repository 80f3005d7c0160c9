/** A case as its pages need it: the row through the access filter, its acts, documents, place and people. */
import { accessibleBy } from '../../db/access/sql-filter.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { Database } from '../../db/connect.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type Action, type CaseData, type Kind, type Status } from '../../workflows/authorisation-adaptation/contract.ts';
import type { CaseState, Parameters } from '../../workflows/procedure.ts';

export interface CaseRow {
  id: string; slug: string; reference: string; kind: Kind; status: Status; turn: 'operator' | 'one' | 'nobody';
  organising_body_id: string; facility_id: string; facility_name: string; facility_kind: string; postcode: string; locality: string; administration: string;
  excluded_user_id: string | null; linked_case_id: string | null; opened_at: Instant; closed_at: Instant | null; status_since: Instant;
  due_on: Day | null; target_on: Day; act_number: number; moved_by: number; bell_seq: number; engine_seq: number;
  state: CaseState<Status, CaseData>; parameters: Parameters;
}
export interface ActView {
  number: number; action: Action; facts: Record<string, unknown>; content: Record<string, unknown> | null; erased: boolean;
  at: Instant; status: Status; actor_role: string; actor_id: string | null; actor_name: string | null; acr: number | null; hash: Buffer; deadline: string | null;
}
export interface DocumentView {
  id: string; slot: string; origin: 'operator' | 'one'; name: string; size: number; media_type: string; act_number: number | null; uploaded_at: Instant; uploaded_by: string | null;
}
export interface VersionView {
  status: string; street: string; number: string; box: string | null; postcode: string; locality: string; capacity: number; valid_from: Day; planned_end_on: Day | null;
}
export interface CaseFile {
  row: CaseRow;
  acts: ActView[];
  documents: DocumentView[];
  /** Effects not done yet: being prepared, or waiting for a person. */
  effects: { act_number: number; effect: string; status: 'pending' | 'failed' }[];
  facility: { name: string; kind: string; home: boolean; opening_hours: string; body_name: string };
  /** The authorisation the day the case was opened; what is asked is compared with it. */
  version: VersionView;
  agents: { role: string; name: string; email: string; user_id: string }[];
  tasks: { id: string; action: string; role: string; due_on: Day; assignee_id: string | null; assignee: string | null }[];
}

/** The row alone, when the person may see it. */
export async function findCaseRow(db: Database, viewer: Viewer, id: string): Promise<CaseRow | undefined> {
  return await accessibleBy(db('cases').where({ id, slug }), viewer.ability, 'read', 'Case').first() as CaseRow | undefined;
}

export async function loadCaseFile(db: Database, row: CaseRow): Promise<CaseFile> {
  const [acts, documents, effects, facility, version, agents, tasks] = await Promise.all([
    db.raw<{ rows: ActView[] }>(actsOfCase, { caseId: row.id }),
    db('documents').where({ case_id: row.id }).whereNull('withdrawn_at').orderBy('uploaded_at')
      .select('id', 'slot', 'origin', 'name', 'size', 'media_type', 'act_number', 'uploaded_at', 'uploaded_by') as Promise<DocumentView[]>,
    db('effects').where({ case_id: row.id }).whereNot({ status: 'done' }).select('act_number', 'effect', 'status') as Promise<CaseFile['effects']>,
    db('facilities as f').join('organising_bodies as b', 'b.id', 'f.organising_body_id').where('f.id', row.facility_id)
      .first('f.name', 'f.kind', 'f.home', 'f.opening_hours', 'b.name as body_name') as Promise<CaseFile['facility'] | undefined>,
    db.raw<{ rows: VersionView[] }>(versionAtOpening, { facilityId: row.facility_id, caseId: row.id, openedAt: new Date(row.opened_at).toISOString() }),
    db('facility_agents as a').join('users as u', 'u.id', 'a.user_id').where('a.facility_id', row.facility_id).orderBy('a.role')
      .select('a.role', 'u.email', 'a.user_id', db.raw("u.first_name || ' ' || u.family_name as name")) as Promise<CaseFile['agents']>,
    db('tasks as t').leftJoin('users as u', 'u.id', 't.assignee_id').where('t.case_id', row.id).whereNull('t.closed_at').orderBy('t.due_on')
      .select('t.id', 't.action', 't.role', 't.due_on', 't.assignee_id', db.raw("u.first_name || ' ' || u.family_name as assignee")) as Promise<CaseFile['tasks']>,
  ]);
  const [authorised] = version.rows;
  if (!facility || !authorised) throw new Error('the facility of the case is missing');
  return { row, acts: acts.rows, documents, effects, facility, version: authorised, agents, tasks };
}

const actsOfCase = `
select a.number, a.action, a.facts, c.content, c.erased_at is not null as erased, a.at, a.status, a.actor_role, a.actor_id, a.acr, a.hash, a.deadline,
  u.first_name || ' ' || u.family_name as actor_name
from acts a
left join act_contents c on c.case_id = a.case_id and c.number = a.number
left join users u on u.id = a.actor_id
where a.case_id = :caseId order by a.number`;

const versionAtOpening = `
select status, street, number, box, postcode, locality, capacity, valid_from, planned_end_on from authorisation_versions
where facility_id = :facilityId and case_id is distinct from :caseId and valid_from <= cast(cast(:openedAt as timestamptz) at time zone 'Europe/Brussels' as date)
order by valid_from desc, created_at desc limit 1`;

/** The last act of a name, or nothing. */
export const lastAct = (file: CaseFile, action: Action): ActView | undefined => file.acts.findLast((act) => act.action === action);
/** What was asked for, as it was typed. */
export const contentAsked = (file: CaseFile): Record<string, unknown> => file.acts[0]?.content ?? {};
/** Documents put with the case but not yet sent with an act. */
export const waitingDocuments = (file: CaseFile, userSide: 'operator' | 'one'): DocumentView[] =>
  file.documents.filter(({ act_number, origin }) => act_number === null && origin === userSide);

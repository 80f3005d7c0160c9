/** A case as its pages need it: the row through the access filter, its acts, documents, place and people. */
import { accessibleBy } from '../../db/access/sql-filter.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { Database } from '../../db/connect.ts';
import { Act } from '../../db/models/act.ts';
import { Document } from '../../db/models/document.ts';
import { Effect } from '../../db/models/effect.ts';
import { AuthorisationVersion, Facility, FacilityAgent } from '../../db/models/facility.ts';
import { Task } from '../../db/models/task.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import {
  slug,
  type Action,
  type CaseData,
  type Kind,
  type Status,
} from '../../workflows/authorisation-adaptation/contract.ts';
import type { CaseState, Parameters } from '../../workflows/procedure.ts';

export interface CaseRow {
  id: string;
  slug: string;
  reference: string;
  kind: Kind;
  status: Status;
  turn: 'operator' | 'one' | 'nobody';
  organising_body_id: string;
  facility_id: string;
  facility_name: string;
  facility_kind: string;
  postcode: string;
  locality: string;
  administration: string;
  excluded_user_id: string | null;
  linked_case_id: string | null;
  opened_at: Instant;
  closed_at: Instant | null;
  status_since: Instant;
  due_on: Day | null;
  target_on: Day;
  act_number: number;
  moved_by: number;
  bell_seq: number;
  engine_seq: number;
  state: CaseState<Status, CaseData>;
  parameters: Parameters;
}
export interface ActView {
  number: number;
  action: Action;
  facts: Record<string, unknown>;
  content: Record<string, unknown> | null;
  erased: boolean;
  at: Instant;
  status: Status;
  actor_role: string;
  actor_id: string | null;
  actor_name: string | null;
  acr: number | null;
  hash: Buffer;
  deadline: string | null;
}
export interface DocumentView {
  id: string;
  slot: string;
  origin: 'operator' | 'one';
  name: string;
  size: number;
  media_type: string;
  act_number: number | null;
  uploaded_at: Instant;
  uploaded_by: string | null;
}
export interface VersionView {
  status: string;
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
  capacity: number;
  valid_from: Day;
  planned_end_on: Day | null;
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
  tasks: {
    id: string;
    action: string;
    role: string;
    due_on: Day;
    assignee_id: string | null;
    assignee: string | null;
  }[];
}

/** The row alone, when the person may see it. */
export async function findCaseRow(db: Database, viewer: Viewer, id: string): Promise<CaseRow | undefined> {
  return (await accessibleBy(db('cases').where({ id, slug }), viewer.ability, 'read', 'Case').first()) as
    | CaseRow
    | undefined;
}

export async function loadCaseFile(db: Database, row: CaseRow): Promise<CaseFile> {
  const [acts, documents, effects, facility, version, agents, tasks] = await Promise.all([
    Act.query(db).where('acts.case_id', row.id).modify('told'),
    Document.query(db).where('case_id', row.id).modify('standing'),
    Effect.query(db).where('case_id', row.id).modify('notDone'),
    Facility.query(db).where('facilities.id', row.facility_id).modify('withBody').first(),
    AuthorisationVersion.query(db)
      .where('facility_id', row.facility_id)
      .whereRaw('case_id is distinct from ?', [row.id])
      .modify('on', dayOf(row.opened_at))
      .first(),
    FacilityAgent.query(db).where('facility_agents.facility_id', row.facility_id).modify('named'),
    Task.query(db).where('tasks.case_id', row.id).modify('open'),
  ]);
  if (!facility || !version) throw new Error('the facility of the case is missing');
  // The modifiers say which columns are read; the models alone cannot.
  return { row, acts, documents, effects, facility, version, agents, tasks } as unknown as CaseFile;
}

/** The last act of a name, or nothing. */
export const lastAct = (file: CaseFile, action: Action): ActView | undefined =>
  file.acts.findLast((act) => act.action === action);
/** What was asked for, as it was typed. */
export const contentAsked = (file: CaseFile): Record<string, unknown> => file.acts[0]?.content ?? {};
/** Documents put with the case but not yet sent with an act. */
export const waitingDocuments = (file: CaseFile, userSide: 'operator' | 'one'): DocumentView[] =>
  file.documents.filter(({ act_number, origin }) => act_number === null && origin === userSide);

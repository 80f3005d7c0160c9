/** A case as its pages need it: the row through the access filter, its acts, documents, tasks and people. Of any procedure. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { ActionOf, CaseState, Parameters, Vocabulary } from '../../workflows/procedure.ts';
import { prepare, run } from '../acts/prepared.ts';
import { asSubject } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { listContacts, listContactsOfCase, type ContactRow } from '../contacts.ts';
import { Act } from '../models/act.ts';
import { Case } from '../models/case.ts';
import { Document } from '../models/document.ts';
import { Effect } from '../models/effect.ts';
import { Task } from '../models/task.ts';

export interface CaseRow<W extends Vocabulary = Vocabulary, Kind extends string = string> {
  id: string;
  slug: string;
  reference: string;
  kind: Kind;
  status: W['status'];
  turn: 'operator' | 'one' | 'nobody';
  /** Null, like `administration`, where a person asks about their own data: it is of no body. */
  organising_body_id: string | null;
  /** Null where the case is about an organising body or a person; the name is then theirs. */
  facility_id: string | null;
  facility_name: string;
  facility_kind: string;
  postcode: string;
  locality: string;
  administration: string | null;
  excluded_user_id: string | null;
  appealed: boolean;
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
  state: CaseState<W['status'], W['data']>;
  parameters: Parameters;
  last_hash: Buffer;
}
/** What every case but those of no body has. */
export interface OfBody {
  organising_body_id: string;
  administration: string;
}
export interface ActView<W extends Vocabulary = Vocabulary> {
  number: number;
  action: ActionOf<W>;
  facts: Record<string, unknown>;
  content: Record<string, unknown> | null;
  erased: boolean;
  at: Instant;
  status: W['status'];
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
  /** Of a photo, in pixels. */
  width: number | null;
  height: number | null;
}
export interface CaseRecords<W extends Vocabulary = Vocabulary, Kind extends string = string> {
  row: CaseRow<W, Kind>;
  acts: ActView<W>[];
  documents: DocumentView[];
  /** Effects not done yet: being prepared, or waiting for a person. */
  effects: { act_number: number; effect: string; status: 'pending' | 'failed' }[];
  /** Who follows the facility at ONE. */
  agents: ContactRow[];
  tasks: {
    id: string;
    action: string;
    role: string;
    due_on: Day;
    assignee_id: string | null;
    assignee: string | null;
  }[];
}

// Read at each page and act of a case: planned once for each connection, which a filter that is each person's own cannot be.
// By name: a kept plan fails once a migration adds a column to `*`.
const columns: (keyof CaseRow)[] = [
  ...([
    'id',
    'slug',
    'reference',
    'kind',
    'status',
    'turn',
    'organising_body_id',
    'facility_id',
    'facility_name',
  ] as const),
  ...(['facility_kind', 'postcode', 'locality', 'administration', 'excluded_user_id', 'appealed'] as const),
  ...(['linked_case_id', 'opened_at', 'closed_at', 'status_since', 'due_on', 'target_on'] as const),
  ...(['act_number', 'moved_by', 'bell_seq', 'engine_seq', 'state', 'parameters', 'last_hash'] as const),
];
const findCase = prepare(
  'find-case',
  `select ${columns.join(', ')} from cases where id = cast(:id as uuid) and slug = cast(:slug as text)`,
);

/** The row alone, when the person may see it. */
export async function findCaseRow(
  db: Database,
  { ability }: Pick<Viewer, 'ability'>,
  slug: string,
  id: string,
): Promise<CaseRow | undefined> {
  const [found] = await run<Record<string, unknown>>(db, findCase, { id, slug });
  if (!found) return undefined;
  const row = Case.fromDatabaseJson(found);
  return ability.can('read', asSubject('Case', row)) ? row : undefined;
}

export async function loadCaseRecords(db: Database, row: CaseRow, today: Day): Promise<CaseRecords> {
  const [acts, documents, effects, agents, tasks] = await Promise.all([
    Act.query(db).where('acts.case_id', row.id).modify('told'),
    Document.query(db).where('case_id', row.id).modify('standing'),
    Effect.query(db).where('case_id', row.id).modify('notDone'),
    row.facility_id === null ? listContactsOfCase(db, row, today) : listContacts(db, [row.facility_id], today),
    Task.query(db).where('tasks.case_id', row.id).modify('open'),
  ]);
  // An act of this case is one of its procedure's words: the model knows no procedure.
  return { row, acts, documents, effects, agents, tasks } as unknown as CaseRecords;
}

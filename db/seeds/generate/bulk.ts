/** Many rows in one statement. */
import type { Database } from '../../connect.ts';

/** The columns of a table with their types, as PostgreSQL writes them. */
export interface Table {
  name: string;
  columns: Readonly<Record<string, string>>;
}

/** Rows travel as JSON: instants and days as text, bytea as « \x… ». Missing keys are null. */
export async function insertMany(
  db: Database,
  { name, columns }: Table,
  rows: readonly object[],
  size = 4000,
): Promise<void> {
  const names = Object.keys(columns).join(', ');
  const types = Object.entries(columns)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ');
  const sql = `insert into ${name} (${names}) select ${names} from json_to_recordset(cast(? as json)) as row (${types})`;
  for (let start = 0; start < rows.length; start += size)
    await db.raw(sql, [JSON.stringify(rows.slice(start, start + size))]);
}

export const bytes = (buffer: Buffer | null): string | null => (buffer ? `\\x${buffer.toString('hex')}` : null);

const place = { street: 'text', number: 'text', postcode: 'text', locality: 'text' };
const table = (name: string, columns: Record<string, string>): Table => ({ name, columns });

export const tables = {
  bodies: table('organising_bodies', {
    id: 'uuid',
    name: 'text',
    kind: 'text',
    enterprise_number: 'text',
    ...place,
    email: 'text',
    phone: 'text',
    created_at: 'timestamptz',
  }),
  users: table('users', {
    id: 'uuid',
    first_name: 'text',
    family_name: 'text',
    email: 'text',
    portal: 'text',
    niss_hash: 'bytea',
    consent_at: 'timestamptz',
    consent_text_version: 'text',
    created_at: 'timestamptz',
  }),
  facilities: table('facilities', {
    id: 'uuid',
    organising_body_id: 'uuid',
    number: 'text',
    name: 'text',
    kind: 'text',
    home: 'boolean',
    administration: 'text',
    opening_hours: 'text',
    phone: 'text',
    email: 'text',
    created_at: 'timestamptz',
  }),
  availablePlaces: table('available_places', {
    id: 'uuid',
    facility_id: 'uuid',
    age_group: 'text',
    from_on: 'date',
    until_on: 'date',
    places: 'int',
    version: 'int',
    changed_at: 'timestamptz',
  }),
  placesConfirmed: table('places_confirmed', {
    facility_id: 'uuid',
    confirmed_at: 'timestamptz',
    full_until: 'date',
    version: 'int',
  }),
  agents: table('facility_agents', { facility_id: 'uuid', role: 'text', user_id: 'uuid' }),
  grants: table('grants', {
    id: 'uuid',
    user_id: 'uuid',
    role: 'text',
    organising_body_id: 'uuid',
    dossier: 'text',
    administration: 'text',
    valid_from: 'date',
  }),
  versions: table('authorisation_versions', {
    id: 'uuid',
    facility_id: 'uuid',
    status: 'text',
    ...place,
    capacity: 'int',
    valid_from: 'date',
    planned_end_on: 'date',
    decided_on: 'date',
    case_id: 'uuid',
    act_number: 'int',
    created_at: 'timestamptz',
  }),
  cases: table('cases', {
    id: 'uuid',
    slug: 'text',
    reference: 'text',
    kind: 'text',
    status: 'text',
    turn: 'text',
    organising_body_id: 'uuid',
    facility_id: 'uuid',
    subject_kind: 'text',
    subject_id: 'uuid',
    facility_name: 'text',
    facility_kind: 'text',
    postcode: 'text',
    locality: 'text',
    administration: 'text',
    excluded_user_id: 'uuid',
    opened_at: 'timestamptz',
    closed_at: 'timestamptz',
    status_since: 'timestamptz',
    due_on: 'date',
    target_on: 'date',
    clock_one_ms: 'bigint',
    clock_operator_ms: 'bigint',
    clock_since: 'timestamptz',
    act_number: 'int',
    moved_by: 'int',
    bell_seq: 'int',
    engine_seq: 'int',
    wake_at: 'timestamptz',
    state: 'jsonb',
    parameters: 'jsonb',
    last_hash: 'bytea',
  }),
  acts: table('acts', {
    case_id: 'uuid',
    number: 'int',
    token: 'text',
    action: 'text',
    facts: 'jsonb',
    content_digest: 'bytea',
    actor_role: 'text',
    actor_id: 'uuid',
    on_behalf_of: 'uuid',
    acr: 'int',
    at: 'timestamptz',
    status: 'text',
    effects: 'text[]',
    deadline: 'text',
    previous_hash: 'bytea',
    hash: 'bytea',
  }),
  contents: table('act_contents', { case_id: 'uuid', number: 'int', content: 'jsonb' }),
  effects: table('effects', {
    case_id: 'uuid',
    act_number: 'int',
    effect: 'text',
    status: 'text',
    attempts: 'int',
    created_at: 'timestamptz',
    done_at: 'timestamptz',
  }),
  tasks: table('tasks', {
    id: 'uuid',
    case_id: 'uuid',
    key: 'text',
    slug: 'text',
    kind: 'text',
    action: 'text',
    role: 'text',
    reference: 'text',
    facility_name: 'text',
    postcode: 'text',
    locality: 'text',
    organising_body_id: 'uuid',
    facility_id: 'uuid',
    administration: 'text',
    excluded_user_id: 'uuid',
    assignee_id: 'uuid',
    opened_at: 'timestamptz',
    due_on: 'date',
    closed_at: 'timestamptz',
  }),
  notices: table('notices', {
    user_id: 'uuid',
    case_id: 'uuid',
    act_number: 'int',
    created_at: 'timestamptz',
    read_at: 'timestamptz',
    mailed_at: 'timestamptz',
  }),
} as const;

/** What rights are about, and the only columns that a rule may look at. */
import { subject, type ForcedSubject, type MongoAbility } from '@casl/ability';

interface Subject {
  table: string;
  columns: readonly string[];
}
const place = ['organising_body_id', 'facility_id', 'administration'] as const;

/** A column with a dot belongs to another table, which the list must join; without the join the query fails, and shows nothing. */
export const subjects = {
  Case: { table: 'cases', columns: [...place, 'slug', 'excluded_user_id', 'appealed'] },
  Task: { table: 'tasks', columns: [...place, 'slug', 'role', 'action', 'excluded_user_id', 'assignee_id'] },
  Facility: { table: 'facilities', columns: ['id', 'organising_body_id', 'administration', 'appealed'] },
  OrganisingBody: { table: 'organising_bodies', columns: ['id'] },
  AuthorisationVersion: {
    table: 'authorisation_versions',
    columns: ['facility_id', 'facilities.organising_body_id', 'facilities.administration', 'facilities.appealed'],
  },
  Draft: { table: 'drafts', columns: [...place, 'slug'] },
  Document: { table: 'documents', columns: [...place, 'slug', 'internal', 'sent', 'origin', 'appealed'] },
  User: { table: 'users', columns: ['id'] },
  /** Of ONE: who works there, and in which function where. */
  Agent: { table: 'users', columns: ['id'] },
  OfficeGrant: { table: 'grants', columns: ['user_id', 'role', 'administration'] },
  /** What a user sees. */
  UserPages: { table: 'users', columns: ['id', 'portal'] },
  Grant: { table: 'grants', columns: ['user_id', 'organising_body_id', 'role'] },
  /** A user of the portal at one body, whatever their rights there. */
  Membership: { table: 'memberships', columns: ['user_id', 'organising_body_id'] },
  Audit: { table: 'audit', columns: ['on_behalf_of'] },
  HistoryLine: { table: 'body_history', columns: ['organising_body_id', 'actor_id', 'about_user_id'] },
  Parameter: { table: 'parameters', columns: [] },
  Batch: { table: 'batches', columns: ['administration', 'asked_by'] },
  RuleChange: { table: 'rule_changes', columns: ['proposed_by'] },
  Ticket: { table: 'contact_messages', columns: ['user_id', 'assignee_id'] },
  NissCorrection: { table: 'niss_corrections', columns: ['proposed_by', 'user_id'] },
  Recovery: { table: 'recoveries', columns: ['proposed_by'] },
  /** Of Mon Équipe, at the helpdesk. */
  Person: { table: 'people', columns: ['id'] },
  /** Of the subsidies of crèches: encoded by one person, published by another. */
  LumpSumTable: { table: 'lump_sum_tables', columns: ['encoded_by'] },
  /** Exceptional, of places without a quarterly subsidy: proposed by one person, decided by another. */
  Bonus: { table: 'exceptional_bonuses', columns: [...place, 'proposed_by'] },
  Payment: { table: 'payments', columns: [...place] },
  PaymentFile: { table: 'payment_files', columns: ['made_by'] },
  /** Appel à projets: written by ONE, answered by operators. */
  ProjectCall: { table: 'project_calls', columns: [] },
  Communication: { table: 'banners', columns: [] },
  /** A person at a body, at each place where they work: rows of the view, one for each contract, and one without a place for who has none. */
  Collaboration: { table: 'collaboration_places', columns: [...place, 'sector'] },
  /** Software of others, let in by an operator. */
  Application: { table: 'applications', columns: ['organising_body_id'] },
  /** The desk where lines of training are decided by groups. */
  TrainingGroup: { table: 'training_groups', columns: [] },
  /** The commission d'agrément: its secretariat plans and keeps the minutes, the direction signs them. */
  CommissionSession: { table: 'commission_sessions', columns: [] },
  Engine: { table: 'cases', columns: [] },
} as const satisfies Record<string, Subject>;
export type SubjectName = keyof typeof subjects;

/** A row that knows what it is. */
export type SubjectRow = ForcedSubject<SubjectName> & Record<string, unknown>;
export type Ability = MongoAbility<[string, SubjectName | 'all' | SubjectRow]>;

/** The name that a rule gives to a column: without its table. */
export const nameOf = (column: string): string => column.slice(column.indexOf('.') + 1);

/**
 * A row as the rules look at it. The row itself is left as it is.
 * @throws when a column is missing: a rule that forbids would not see what it forbids
 */
export function asSubject(type: SubjectName, row: object): SubjectRow {
  const columns = subjects[type].columns.map(nameOf);
  const picked = columns.map((name) => [name, (row as Record<string, unknown>)[name]] as const);
  const missing = picked.find(([, value]) => value === undefined);
  if (missing) throw new Error(`${type}: the row was read without ${missing[0]}, which rights look at`);
  return subject<SubjectName, Record<string, unknown>>(type, Object.fromEntries(picked));
}

/** A case that is not there yet, for the act that would open it. */
export const asOpening = (
  slug: string,
  facility: { id: string; organising_body_id: string; administration: string },
): SubjectRow =>
  asSubject('Draft', {
    slug,
    facility_id: facility.id,
    organising_body_id: facility.organising_body_id,
    administration: facility.administration,
  });

/** Who works on places reads their files. The data protection officer reads cases that are about nobody's place, and no page that speaks of places. */
export const readsFilesOfPlaces = (ability: Ability): boolean =>
  ability.can('read', 'Case') && ability.can('read', 'Facility');

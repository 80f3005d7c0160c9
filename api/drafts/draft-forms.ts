/** What a procedure supplies so that an operator may prepare a request step by step. Data, pure functions, and two readings of the database. */
import type { ReceiptRow } from '../../db/cases/receipt.ts';
import type { Database } from '../../db/connect.ts';
import type { Ability } from '../../db/access/subjects.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Ahead } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { AnyDraftForm, DraftContext, Step, Values } from './form.ts';

/** Whom or what a request is for: a facility, or an organising body (then without a facility). */
export interface DraftSubject {
  id: string;
  name: string;
  facility_id: string | null;
  organising_body_id: string;
  administration: string;
}

/** Why nothing can be started, and what stands in the way. */
export interface Obstacle {
  can: 'nothing';
  reason: string;
  caseId?: string;
}
export type Availability = { can: 'start' } | { can: 'resume'; draftId: string; updatedAt: Instant } | Obstacle;

export interface DraftTypes {
  subject: DraftSubject;
  /** What is under way about the subject. */
  underWay: unknown;
  /** What the rules of the forms look at. */
  context: DraftContext;
}

export interface DraftForms<T extends DraftTypes = DraftTypes, Kind extends string = string> {
  /** « Introduire une demande d'adaptation de l'autorisation » */
  title: string;
  /** The act that opens the case. */
  action: string;
  forms: Readonly<Record<Kind, AnyDraftForm>>;
  back: { href: string; label: string };
  /** Where one goes back to from a request that cannot be introduced. */
  backOf: (subject: T['subject']) => { href: string; text: string };
  /** Those for which the person may introduce a request. */
  listSubjects: (db: Database, ability: Ability) => Promise<T['subject'][]>;
  findSubject: (
    db: Database,
    ability: Ability,
    id: string,
    right: 'read' | 'open',
  ) => Promise<T['subject'] | undefined>;
  /** Of a procedure that has one case in each period: which one is prepared today. */
  period?: (today: Day) => string;
  /** Beside each subject, when there are several: its address. */
  placesOf?: (db: Database, subjects: readonly T['subject'][], today: Day) => Promise<ReadonlyMap<string, string>>;
  loadUnderWay: (db: Database, subject: T['subject'], today: Day) => Promise<T['underWay']>;
  availability: (kind: Kind, underWay: T['underWay']) => Availability;
  /** Undefined where there is nothing that a request could be about. @param kept of the form, where the rules look up what it names */
  loadContext: (
    db: Database,
    underWay: T['underWay'],
    today: Day,
    kept: Readonly<Values>,
  ) => Promise<T['context'] | undefined>;
  /** « Crèche La Coccinelle, rue du Moulin 3, 5000 Namur » */
  about: (context: T['context'] | undefined, subject: T['subject']) => string;
  /** What ONE knows already: seen here, corrected through the helpdesk. */
  known: (context: T['context']) => { label: string; value: string; locked: true }[];
  /** What a notice is asked for a kind, before one starts. */
  notice?: (kind: Kind, context: T['context']) => { asked: string; waivable: boolean };
  /** Where plain answers do not say enough: what differs from what is authorised, a period by its name. */
  summary?: (kind: Kind, values: Values, context: T['context'], only?: Step) => SummaryRow[];
  /** What would change if it were granted as asked, in plain words, beside the answers that are checked. `values` are complete. */
  ahead?: (
    db: Database,
    asked: { kind: Kind; values: Values; subject: T['subject']; draftId: string },
    today: Day,
  ) => Promise<Ahead[]>;
  /** The facts of the act: codes, days and numbers only. `values` are complete. */
  facts: (kind: Kind, values: Values, context: T['context']) => object & { linkedCaseId?: string };
  /** Of ONE, that will follow the case, where it is not that of the subject: a project elsewhere than at the seat. `values` are complete. */
  administration?: (values: Values) => string | undefined;
  /** Rows of the procedure's own that follow the case from its first act on, in the transaction that opens it. */
  keep?: (trx: Database, caseId: string) => Promise<void>;
  /** What the operator binds himself to; kept word for word with the act. */
  declaration: string;
  /** What follows, on the receipt. */
  next: (row: ReceiptRow) => string[];
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the drafts of any procedure, for the pages that serve them all
export type AnyDraftForms = DraftForms<any, any>;

/**
 * What the pages of a procedure are made of: data and pure functions, supplied by its slice (`api/<slug>/pages.ts`).
 * The kit owns every route of a case; the compiler asks a procedure for what is missing.
 */
import type { Router } from 'express';
import type { z } from 'zod';
import type { Ability } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { ActView, CaseRecords, CaseRow, DocumentView, OfBody } from '../../db/cases/case-file.ts';
import type { Database } from '../../db/connect.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { KitAct } from '../../workflows/kit-acts.ts';
import type { ActionOf, EffectOfKind, Process, Role, Vocabulary } from '../../workflows/procedure.ts';
import type { ProcedureLetters } from '../../views/letters/letters.ts';
import type { ProcedureWords } from '../../views/words.ts';
import type { Dependencies } from '../context.ts';
import type { PublicPlaces } from '../premiers-pas/snapshot.ts';
import type { AnyDraftForms } from '../drafts/draft-forms.ts';
import type { Input } from '../forms/form.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { ActForm } from './act-form.ts';

/** What the pages of a procedure are typed by. `own` is what they read beside the case: an authorisation, lines, a calculation. */
export interface PageTypes {
  words: Vocabulary;
  kind: string;
  own: unknown;
  /** Its cases are of no organising body and no administration: whoever asks is the subject. */
  ofNobody?: true;
}
export type CaseRowOf<T extends PageTypes> = CaseRow<T['words'], T['kind']> &
  ('ofNobody' extends keyof T ? unknown : OfBody);
export interface CaseFile<T extends PageTypes = PageTypes> extends CaseRecords<T['words'], T['kind']> {
  row: CaseRowOf<T>;
  own: T['own'];
  /** Whether the reader reads what agents write for one another: operators and the helpdesk do not. */
  seesInternal: boolean;
}
type Action<T extends PageTypes> = ActionOf<T['words']>;
type OwnAction<T extends PageTypes> = Exclude<Action<T>, KitAct>;

export type Reader = 'operator' | 'one';

/** Where a case stands, said to its reader in one sentence: whose turn, until when, what otherwise. Where both sides have a task, the kit says both. */
export interface Situation {
  title: string;
  text: string;
  until?: string;
  rest?: string;
}

/** What will change, and when. */
export interface Ahead {
  on?: string;
  text: string;
}

/** What an act has told, in the words of its procedure. Without a title of its own: what was done. Without rows: nothing, or it stands elsewhere. */
export interface Told {
  title?: string;
  rows: SummaryRow[];
}

/** One turn of what both sides tell each other: asked, answered, decided, sent back. */
export interface Exchange {
  /** Of its act. */
  number: number;
  side: Reader;
  /** A message beside the road neither asks nor answers. */
  answers: boolean;
  title: string;
  who?: string;
  at: Instant;
  /** To its reader. */
  isNew: boolean;
  rows: SummaryRow[];
  /** Sent with it, and the letter that told of it. */
  documents: object[];
  /** Letters not there yet. */
  preparing: string[];
  /** Stays at ONE. */
  internal: boolean;
  /** A decision: never folded away. */
  decides: boolean;
}

/** A card of the procedure's own: a partial of `views/partials`, or of `views/<slug>/partials` (`<slug>/name`), with its data. */
export interface Panel extends Record<string, unknown> {
  partial: string;
}

/** An act that no person does from the page of a case: it opens one, or the clock or another procedure does it. */
export const noForm = 'no-form';

/** The acts of the kit bring their forms; one may be replaced. */
export type ActForms<T extends PageTypes> = {
  readonly [A in OwnAction<T>]: ActForm<T, T['words']['facts'][A]> | typeof noForm;
} & { readonly [A in KitAct]?: ActForm<T, T['words']['facts'][A]> };

/** Rows beside the case, each with the same fields: an act sends them all. */
export interface CaseLines<T extends PageTypes = PageTypes> {
  title: string;
  /** Above the form of a new one: « Ajouter un enfant ». */
  add: string;
  fields: readonly Input[];
  /** A line as it is typed, read to what is kept. */
  schema: z.ZodType<Record<string, unknown>>;
  /** A line in a few words: for those who only read, and for what somebody else has written. */
  told: (data: Readonly<Record<string, unknown>>) => string;
  /** Where the operator fills them in. */
  editedIn: readonly T['words']['status'][];
  /** The act that sends them: its hash covers them. */
  sentBy: Action<T>;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the lines of any procedure, for the kit that serves them all
export type AnyCaseLines = CaseLines<any>;

export interface ProcedurePages<T extends PageTypes = PageTypes> {
  process: Process<T['words']>;
  words: ProcedureWords<T['words'], T['kind']>;
  acts: ActForms<T>;
  /** By effect, for those that a form shows before they are written. */
  letters?: ProcedureLetters<EffectOfKind<T['words'], 'letter'>>;
  /** What the pages read beside the case; left out where there is nothing. */
  load?: (db: Database, row: CaseRowOf<T>, today: Day, ability: Ability) => Promise<T['own']>;
  situation: (row: CaseRowOf<T>, reader: Reader, today: Day) => Situation;
  /** What was asked, row by row. */
  declared: (file: CaseFile<T>) => SummaryRow[];
  /** The next day that counts, in the operator's words; what the table promises where it says nothing. */
  nextDate?: (row: CaseListRow) => string | undefined;
  /** Stages that this case does not go through, those that it calls otherwise, and where it stands while it is held up. */
  stages?: (row: CaseRowOf<T>) => {
    skipped?: readonly string[];
    called?: Readonly<Record<string, string>>;
    heldAt?: string | undefined;
  };
  /** Where the operator puts documents with the case, for the act that answers. */
  receives?: readonly T['words']['status'][];
  lines?: CaseLines<T>;
  /** Documents that such a request must have, by their slot: which of them are missing is said to both sides. */
  expects?: (file: CaseFile<T>) => { slot: string; label: string }[];
  /** What a document of the operator is. */
  documentWord?: (row: CaseRowOf<T>, document: DocumentView) => string | undefined;
  /** What a letter of ONE is called beside its date, where its effect does not say it: by the outcome of the decision. */
  letterWord?: (file: CaseFile<T>, effect: string, act: ActView<T['words']>) => string | undefined;
  /** What stays at ONE: acts whose text the operator does not read, and acts the operator does not see. */
  internal?: { text: readonly Action<T>[]; act: readonly Action<T>[] };
  /**
   * What each act has told, for the last exchange on every page of a case: rows in the procedure's own words, where the act's reason, text or
   * remark does not say it all. An operator is never asked about an act whose text stays at ONE.
   */
  exchanges?: {
    readonly [A in Action<T>]?: (act: ActView<T['words']>, file: CaseFile<T>, reader: Reader) => Told;
  };
  /** Time in nobody's hands that has a counter of its own, beside ONE's and the operator's. */
  waiting?: { statuses: readonly T['words']['status'][]; label: string };
  /** Acts that decide: marked in the timeline. */
  decides?: readonly Action<T>[];
  /** What the decision has changed or will change, once it is there. */
  ahead?: (file: CaseFile<T>, reader: Reader) => Ahead[] | undefined;
  /**
   * Cards of a case. `subject`, what it is about: first on its page, and beside every form; `first`, above what one can do;
   * `beside`, after what was declared, and beside the forms of agents; `side`, first in the narrow column; `wide`, tables that need the whole page,
   * above both columns.
   */
  panels?: (
    file: CaseFile<T>,
    reader: Reader,
    today: Day,
  ) => { wide?: Panel[]; subject?: Panel[]; first?: Panel[]; beside?: Panel[]; side?: Panel[] };
  /** Cards that only who does this act is shown beside its form: what they open (a number that is sealed) is noted as looked at. */
  reveal?: (
    deps: Pick<Dependencies, 'db' | 'config' | 'now'>,
    viewer: Viewer,
    file: CaseFile<T>,
    action: string,
  ) => Promise<Panel[]>;
  /** Scripts that the operator's page of a case needs, under `public/`. */
  scripts?: readonly string[];
  /** What the cards of a case need beside the common style sheet. */
  styles?: readonly string[];
  /**
   * Acts without a form here that a person does on another page, with other cases: where that is, for this one; nothing while it is not to be
   * done. Their button and their task lead there.
   */
  elsewhere?: { readonly [A in Action<T>]?: (row: CaseRowOf<T>) => string | undefined };
  /** Acts whose button stands in a card of the procedure's own, not among the others. */
  placed?: readonly Action<T>[];
  /** What its page is called, where its kind does not say enough. */
  title?: (row: CaseRowOf<T>, reader: Reader, file: CaseFile<T>) => string;
  /** Where an operator comes from, where it is not the list of their requests. */
  back?: { href: string; label: string };
  /** Who at ONE answers the operator's questions, among those who follow the facility; the referent where nothing is said. */
  contact?: (row: CaseRowOf<T>) => Role;
  /** How an operator comes to a case of this procedure. */
  wayIn?: {
    /** On the operator's first page; a procedure that begins from another page has none. */
    tile?: { title: string; href: string; text: string };
    /** A request that is prepared step by step: `/pro/<slug>/new`, `/pro/<slug>/drafts/…`. */
    drafts?: AnyDraftForms;
    /** From the page of one facility. */
    ofFacility?: (facility: { id: string; kind: string }) => { label: string; href: string; text: string } | undefined;
  };
  /** What ONE opens of its own accord, from the page of a facility; `kinds`: of such facilities only. */
  opensAtOne?: readonly {
    action: Action<T>;
    label: string;
    href: (facility: { id: string }) => string;
    kinds?: readonly string[];
  }[];
  /** What is no route of a case: a page where one begins, a measure that ONE opens. Mounted at the root. */
  routes?: (deps: Dependencies) => Router;
  /** What anybody may see, without a session. Mounted at the root, before it is known who asks. */
  publicRoutes?: (deps: Dependencies, places: PublicPlaces) => Router;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the pages of any procedure, for the kit that serves them all
export type AnyProcedurePages = ProcedurePages<any>;

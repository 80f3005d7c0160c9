/** A case in the hands of a person: the row that they may see, what they may do, the forms of the procedure. */
import type { Request, Response } from 'express';
import { findActorRole } from '../../db/access/acts.ts';
import { refusalOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { findCaseRow, loadCaseRecords, type CaseRow } from '../../db/cases/case-file.ts';
import { findCaseSeen, type Looks } from '../../db/cases/looks.ts';
import { dayOf } from '../../domain/calendar.ts';
import { agoInWords } from '../../domain/french-dates.ts';
import { available } from '../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { processesOf, wordsOfAction } from '../procedure-words.ts';
import type { ActForm, FileContext } from './act-form.ts';
import type { Seen } from './document-titles.ts';
import { newsOf } from './news.ts';
import { noForm, type AnyProcedurePages, type CaseFile, type PageTypes, type Reader } from './procedure-pages.ts';
import { kitForms } from './usual-forms.ts';

/** What every route of a case is given. */
export interface Asked {
  deps: Dependencies;
  procedure: AnyProcedurePages;
  req: Request;
  res: Response;
}

export const readerOf = (req: Request): Reader => (req.baseUrl.startsWith('/pro') ? 'operator' : 'one');
export const casePath = (portal: 'pro' | 'office', { slug, id }: { slug: string; id: string }): string =>
  `/${portal}/${slug}/${id}`;

/** How long somebody is held to have a case before them after they opened a page of it. */
const stillOpen = 15 * 60_000;
/** For a page: with who has looked at it. @throws Problem 404 when there is none, or not for these eyes */
export async function getCaseSeen({ deps, procedure, req, res }: Asked): Promise<CaseRow & Looks> {
  const row = await findCaseSeen(deps.db, getViewer(res), {
    slug: procedure.process.slug,
    id: idOf(req),
    since: deps.now() - stillOpen,
  });
  if (!row) throw notFound();
  return row;
}

/** What a page is drawn for: the reader, and what is new to them. */
export const seenBy = ({ deps, procedure, req, res }: Asked, file: CaseFile, looks: Looks): Seen => ({
  procedures: deps.procedures,
  procedure,
  reader: readerOf(req),
  now: deps.now(),
  news: newsOf(file.acts, looks, getViewer(res).userId),
});

/** Who else is at work on the case: that they have begun to write, never what; or that they have it open. */
export function atWork({ deps, procedure }: Asked, { others, writers }: Looks, among: readonly string[]): string[] {
  const now = deps.now();
  // What was begun for a step that is over tells nothing.
  const writing = (writers ?? []).filter(({ action }) => among.includes(action));
  return [
    ...writing.map(
      ({ name, action, at }) =>
        `${name} a commencé à rédiger (« ${wordsOfAction(deps.procedures, procedure.process.slug, action).task} »), ${agoInWords(at, now)}.`,
    ),
    ...(others ?? [])
      .filter(({ name }) => !writing.some((writer) => writer.name === name))
      .map(({ name, at }) => `${name} a ouvert ce dossier ${agoInWords(at, now)}.`),
  ];
}

/** The list that an agent came from, and the task there: carried from page to page. */
export function fromList({ query }: Request): string {
  const { list, task } = query;
  const from = new URLSearchParams({
    ...(typeof task === 'string' ? { task: task.slice(0, 40) } : {}),
    ...(typeof list === 'string' ? { list: list.slice(0, 500) } : {}),
  }).toString();
  return from && `?${from}`;
}

/** @throws Problem 404 when there is none, or not for these eyes */
export async function getCaseRow({ deps, procedure, req, res }: Asked): Promise<CaseRow> {
  const row = await findCaseRow(deps.db, getViewer(res), procedure.process.slug, idOf(req));
  if (!row) throw notFound();
  return row;
}

/** With what this person may read: the helpdesk sees where a case stands, not what was joined; what agents write for one another is for those who decide. */
export async function loadCaseFile({ deps, procedure, res }: Omit<Asked, 'req'>, row: CaseRow): Promise<CaseFile> {
  const { ability } = getViewer(res);
  const own = procedure.load?.(deps.db, row, dayOf(deps.now()), ability) as Promise<unknown> | undefined;
  const records = await loadCaseRecords(deps.db, row, dayOf(deps.now()));
  return {
    ...records,
    own: await own,
    seesInternal: ability.can('read-internal', asSubject('Case', row)),
    documents: records.documents.filter(({ slot, act_number: number, origin }) =>
      ability.can(
        'read',
        asSubject('Document', { ...row, internal: slot.startsWith('internal'), sent: number !== null, origin }),
      ),
    ),
  };
}

export const contextOf = ({ deps, req }: Asked, file: CaseFile): FileContext => ({
  file,
  row: file.row,
  today: dayOf(deps.now()),
  reader: readerOf(req),
});

export type AnyForm = ActForm<PageTypes, object>;
/** The form of an act; none where no person does it from a case, or where there is no such act. */
export function findForm({ acts }: AnyProcedurePages, action: string): AnyForm | undefined {
  const forms = { ...kitForms, ...acts } as Record<string, AnyForm | typeof noForm | undefined>;
  const form = Object.hasOwn(forms, action) ? forms[action] : undefined;
  return form === noForm ? undefined : form;
}

/** Where this act of the case is done, when that is another page. */
export const elsewhereOf = ({ elsewhere }: AnyProcedurePages, row: CaseRow, action: string): string | undefined =>
  elsewhere && Object.hasOwn(elsewhere, action) ? elsewhere[action]?.(row) : undefined;
/** Whether the act that the address names is one of those, and this person's. */
export const mayDoElsewhere = ({ deps, procedure, req, res }: Asked, row: CaseRow): boolean => {
  const action = String(req.params.action);
  return (
    procedure.elsewhere !== undefined &&
    Object.hasOwn(procedure.elsewhere, action) &&
    refusalOf(getViewer(res).ability, row, action, processesOf(deps.procedures)) === undefined
  );
};

/** @throws Problem 404 for a word that is no act with a form; 403 for another's act */
export function getForm({ deps, procedure, req, res }: Asked, row: CaseRow): { action: string; form: AnyForm } {
  const action = String(req.params.action);
  const form = findForm(procedure, action);
  if (!form) throw notFound();
  const refusal = refusalOf(getViewer(res).ability, row, action, processesOf(deps.procedures));
  if (refusal) throw forbidden(refusal);
  return { action, form };
}

/** What the case accepts and this person may do: first what is expected, last what ends the case. */
export function actionsOf({ deps, procedure, res }: Omit<Asked, 'req'>, row: CaseRow): string[] {
  const viewer = getViewer(res);
  const among = processesOf(deps.procedures);
  const rank = (action: string): number =>
    row.state.tasks.some((task) => task.action === action) ? 0 : findForm(procedure, action)?.stop ? 2 : 1;
  return available(procedure.process, row.state, deps.now())
    .filter((action) => findForm(procedure, action) ?? elsewhereOf(procedure, row, action))
    .filter((action) => findActorRole(viewer, row, action, among) !== undefined)
    .sort((a, b) => rank(a) - rank(b));
}

/**
 * Inputs that take files, several at once: `partials/field-files` within a form, `partials/file-table` for a page of them. All that was
 * chosen comes in one sending, in all inputs; what is good is kept at once, with its draft or its case, before anything else of the form
 * is judged. A button `remove` (value: the id of a document) of the same form takes one off.
 */
import type { Request, Response } from 'express';
import { fileLimitsOn, type FileLimits } from '../../db/file-limits.ts';
import { keepDocument, type NotKept } from '../../db/keep-document.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { DocumentOwner } from '../../db/save-document.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { full, isFull } from '../problems.ts';
import type { Faults, Input } from '../forms/form.ts';
import { acceptFile, type Accept } from './accept-file.ts';
import { acceptAttribute } from './accepted-types.ts';
import { largestFile, receivedIn, type ReceivedFile } from './receive-files.ts';

export const fileHint =
  'PDF, JPEG, PNG, Word (.docx), Excel (.xlsx) ou OpenDocument (.odt), 10 Mo au maximum par fichier';

export interface FileField {
  /** Of the input; also its id, where the page comes back to. */
  name: string;
  /** Which document it is: the `slot` of what is kept. */
  slot: string;
  label: string;
  hint?: string;
}
/** One that is there already. */
export interface KeptFile {
  id: string;
  slot: string;
  name: string;
  size: number;
}

export type FileFieldShown = Input & { have: { id: string; name: string; size: number; href: string }[] };
/** What the partials draw. */
export function fileFieldShown(
  { name, slot, label, hint }: FileField,
  kept: readonly KeptFile[],
  faults: Faults = {},
): FileFieldShown {
  return {
    partial: 'field-files',
    name,
    label,
    hint,
    fileHint,
    accept: acceptAttribute,
    largest: largestFile,
    have: kept
      .filter((file) => file.slot === slot)
      .map((file) => ({ id: file.id, name: file.name, size: file.size, href: `/documents/${file.id}` })),
    ...(faults[name] ? { error: faults[name] } : {}),
  };
}

export interface Taken {
  /** The input of each file that was kept. */
  keptIn: string[];
  /** What is wrong with the others, by input. */
  faults: Faults;
}

/** Takes what was chosen in these inputs: each file is looked at, the good ones are kept. */
export async function takeFiles(
  deps: Dependencies,
  res: Response,
  fields: readonly Pick<FileField, 'name' | 'slot'>[],
  owner: DocumentOwner,
): Promise<Taken> {
  const accept = acceptFile(deps);
  if (!fields.some(({ name }) => receivedIn(res, name).length > 0)) return { keptIn: [], faults: {} };
  const most = await fileLimitsOn(deps.db, dayOf(deps.now()));
  const faults: Record<string, string> = {};
  const keptIn: string[] = [];
  for (const { name, slot } of fields)
    for (const file of receivedIn(res, name)) {
      const message = await takeOne(deps, res, { file, slot, owner, accept, most }).catch((error: unknown) => {
        throw isFull(error) ? full(error, keptIn.length) : error;
      });
      if (message) faults[name] = [faults[name], message].filter(Boolean).join(' ');
      else keptIn.push(name);
    }
  return { keptIn, faults };
}

interface Taking {
  file: ReceivedFile;
  slot: string;
  owner: DocumentOwner;
  accept: Accept;
  most: FileLimits;
}
/** @returns why it was not kept */
async function takeOne(
  deps: Dependencies,
  res: Response,
  { file, slot, owner, accept, most }: Taking,
): Promise<string | undefined> {
  const accepted = await accept(file);
  if (!accepted.ok) {
    noteRefusal(res, accepted);
    return accepted.message;
  }
  const refused = await keepDocument(
    deps.db,
    {
      ...owner,
      ...accepted.document,
      slot,
      origin: 'operator',
      uploadedBy: getViewer(res).userId,
      at: deps.now(),
    },
    most,
  );
  return refused && notKept[refused](accepted.document.name, most);
}

const notKept: Record<NotKept, (name: string, most: FileLimits) => string> = {
  'closed': (name) =>
    `« ${name} » n'a pas été pris : la demande est envoyée ou clôturée, elle ne reçoit plus de documents.`,
  'too-many': (name, most) =>
    `« ${name} » n'a pas été pris : ${String(most.documents)} documents attendent déjà. Retirez-en, puis envoyez-le à nouveau.`,
  'too-heavy': (name, most) =>
    `« ${name} » n'a pas été pris : les documents de cette demande dépasseraient ${String(most.bytes / 1_000_000)} Mo. Retirez-en ou réduisez-les, puis envoyez-le à nouveau.`,
};

/** That a file could not be looked at is not its sender's fault. */
export function noteRefusal(res: Response, { away }: { away: boolean }): void {
  if (away) res.locals.filesAway = true;
}
/** Of a form that is shown again because of its files. */
export const faultStatusOf = (res: Response): 422 | 503 => (res.locals.filesAway === true ? 503 : 422);

/** The document that the button `remove` names, among these. */
export function removedIn<D extends { id: string }>(req: Request, documents: readonly D[]): D | undefined {
  const { remove } = (req.body ?? {}) as { remove?: unknown };
  return documents.find(({ id }) => id === remove);
}

/** « 2 documents joints. » */
export const takenText = ({ keptIn }: Taken, removed: boolean): string =>
  [
    keptIn.length === 1 ? 'Document joint.' : keptIn.length > 1 ? `${String(keptIn.length)} documents joints.` : '',
    removed ? 'Document retiré.' : '',
  ]
    .filter(Boolean)
    .join(' ');

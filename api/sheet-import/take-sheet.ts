/** A workbook that was sent, read as the rows of a sheet that waits; the file itself is not kept. */
import type { Response } from 'express';
import type { WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { nothingMended } from '../../domain/sheet/mending.ts';
import type { UploadedSheet } from '../../domain/sheet/recognise.ts';
import type { ReadWorkbook } from '../../domain/workbook.ts';
import type { Dependencies } from '../context.ts';
import { acceptWorkbook } from '../documents/accept-workbook.ts';
import type { WorkbookType } from '../documents/accepted-types.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { receivedIn, type ReceivedFile } from '../documents/receive-files.ts';

interface Taking<Key extends string> {
  types: readonly WorkbookType[];
  /** The sheet that is read where it is there. */
  sheetName: string;
  /** @returns the sheet, or what is said of one that is none of ours */
  recognise: (workbook: ReadWorkbook, name: string) => UploadedSheet<Key> | string;
}

/** Said of a sheet without titles: which one was looked at, and how another one is found. */
export const noHeaders = (
  name: string,
  { sheet, others }: Pick<ReadWorkbook, 'sheet' | 'others'>,
  elsewhere: string,
): string =>
  `Aucune ligne de titres n'est reconnue dans la feuille « ${sheet} » de « ${name} » : la première ligne doit nommer les colonnes, comme dans le modèle.${
    others.some(({ isHidden }) => !isHidden) ? ` ${elsewhere}` : ''
  }`;

/** What waits from then on, or what is said of the file. */
type Taken<Key extends string> = WaitingSheet<Key> | string;

/** Of a form that takes one file. */
export async function takeSheet<Key extends string>(
  deps: Pick<Dependencies, 'config'>,
  res: Response,
  taking: Taking<Key>,
): Promise<Taken<Key>> {
  const [file, another] = receivedIn(res, 'file');
  if (!file) return 'Choisissez le fichier à importer';
  return readSheet(deps, res, another ? { ...file, refused: 'one-too-many' } : file, taking);
}

/** One file of those that were sent. */
export async function readSheet<Key extends string>(
  { config }: Pick<Dependencies, 'config'>,
  res: Response,
  file: ReceivedFile,
  { types, sheetName, recognise }: Taking<Key>,
): Promise<Taken<Key>> {
  const read = await acceptWorkbook(config, file, { sheet: sheetName, types });
  if (!read.ok) {
    noteRefusal(res, read);
    return read.message;
  }
  return asWaiting(read.workbook, read.name, recognise);
}

/** What was read of a file, or pasted. */
export function asWaiting<Key extends string>(
  workbook: ReadWorkbook,
  name: string,
  recognise: Taking<Key>['recognise'],
): Taken<Key> {
  const sheet = recognise(workbook, name);
  if (typeof sheet === 'string') return sheet;
  if (sheet.rows.length === 0) return `« ${name} » n'a aucune ligne sous les titres : rien à importer.`;
  const { hasHidden, others } = workbook;
  return { fileName: name, sheet, hasHidden, others, mending: nothingMended, shown: {} };
}

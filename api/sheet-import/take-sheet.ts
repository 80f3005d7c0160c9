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
import { receivedIn } from '../documents/receive-files.ts';

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

/** @returns what waits from then on, or what is said of the file */
export async function takeSheet<Key extends string>(
  { config }: Dependencies,
  res: Response,
  { types, sheetName, recognise }: Taking<Key>,
): Promise<WaitingSheet<Key> | string> {
  const [file, another] = receivedIn(res, 'file');
  if (!file) return 'Choisissez le fichier à importer';
  const read = await acceptWorkbook(config, another ? { ...file, refused: 'one-too-many' } : file, {
    sheet: sheetName,
    types,
  });
  if (!read.ok) {
    noteRefusal(res, read);
    return read.message;
  }
  const sheet = recognise(read.workbook, read.name);
  if (typeof sheet === 'string') return sheet;
  if (sheet.rows.length === 0) return `« ${read.name} » n'a aucune ligne sous les titres : rien à importer.`;
  const { hasHidden, others } = read.workbook;
  return { fileName: read.name, sheet, hasHidden, others, mending: nothingMended, shown: {} };
}

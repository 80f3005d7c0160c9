/** A workbook that has arrived, read as rows: scanned, inspected and read in a process apart; the file itself is not kept. */
import type { Config } from '../../domain/config/read-config.ts';
import type { ReadWorkbook } from '../../domain/workbook.ts';
import { cleanName, extensionOf } from './file-name.ts';
import { inspect } from './inspector.ts';
import { doApart } from './processes-apart.ts';
import type { ReceivedFile } from './receive-files.ts';
import { refusalOf, type Refusal } from './refusals.ts';
import { createScanner } from './scanner.ts';
import { most, type WorkbookFault } from './workbook-rows.ts';
import type { WorkbookType } from './accepted-types.ts';

/** `away`: nothing is known against the file, it could not be looked at. */
export type ReadOfFile =
  | { ok: true; name: string; workbook: ReadWorkbook }
  | { ok: false; message: string; away: boolean };

/** For the `accept` of a file field. */
export const workbookAccept = (types: readonly WorkbookType[]): string => types.map((type) => `.${type}`).join(',');

/**
 * @param sheet the one that is read where it is there
 * @param types that are taken
 */
export async function acceptWorkbook(
  config: Pick<Config, 'clamavUrl'>,
  file: ReceivedFile,
  { sheet, types }: { sheet: string; types: readonly WorkbookType[] },
): Promise<ReadOfFile> {
  const extension = extensionOf(file.givenName);
  const name = cleanName(file.givenName, extension || 'bin');
  const refuse = (refusal: Refusal | WorkbookFault | NoWorkbook): ReadOfFile => ({
    ok: false,
    message: sentences[refusal]?.(name) ?? refusalOf(refusal as Refusal, name),
    away: refusal === 'not-scanned' || refusal === 'busy',
  });
  if (file.refused) return refuse(file.refused);
  const type = types.find((each) => each === extension);
  if (!type) return refuse(types.includes('xls') ? 'no-workbook-at-all' : 'no-workbook');
  if (file.size === 0) return refuse('empty');
  // First of all, whatever it claims to be.
  const verdict = await createScanner(config)
    .scan(file.path)
    .catch(() => undefined);
  if (verdict !== 'clean') return refuse(verdict ?? 'not-scanned');
  const fault = await inspect(file.path, type);
  if (fault) return refuse(fault);
  const read = await doApart({ kind: 'read-workbook', path: file.path, sheet, type });
  if (!read.ok) return refuse(read.fault);
  return typeof read.result === 'string' ? refuse(read.result) : { ok: true, name, workbook: read.result };
}

type NoWorkbook = 'no-workbook' | 'no-workbook-at-all';

const resave = 'Ouvrez-le dans votre tableur, enregistrez-le comme classeur Excel (.xlsx), puis envoyez-le à nouveau.';
/** What is said otherwise than of a document. */
const sentences: Partial<Record<string, (name: string) => string>> &
  Record<WorkbookFault | NoWorkbook, (name: string) => string> = {
  'no-workbook': (name) => `« ${name} » n'est pas un classeur Excel (.xlsx). ${resave}`,
  'no-workbook-at-all': (name) => `« ${name} » n'est pas un classeur Excel (.xlsx ou .xls). ${resave}`,
  'not-what-it-says': (name) =>
    `« ${name} » n'est pas un classeur Excel, même si son nom se termine par ${/\.xls$/i.test(name) ? '.xls' : '.xlsx'}. ${resave}`,
  'broken': (name) =>
    `« ${name} » est abîmé, ou n'est pas un classeur Excel même si son nom se termine par .xlsx (un fichier CSV renommé, par exemple). ${resave}`,
  'active': (name) =>
    `« ${name} » contient des macros, ce qui est refusé. Enregistrez-le sans macros (.xlsx), puis envoyez-le à nouveau.`,
  'linked': (name) =>
    `« ${name} » va chercher des données dans un autre fichier ou sur internet, ce qui est refusé. Recopiez les valeurs, puis envoyez-le à nouveau.`,
  'too-demanding': (name) =>
    `« ${name} » demande trop de temps ou de mémoire pour être lu. Recopiez ses lignes dans le modèle, puis envoyez-le.`,
  'too-big': (name) =>
    `« ${name} » prendrait trop de place une fois ouvert. Recopiez ses lignes dans le modèle, puis envoyez-le.`,
  'one-too-many': () => 'Envoyez un seul fichier à la fois.',
  'no-sheet': (name) => `« ${name} » n'a aucune feuille visible.`,
  'too-many-rows': (name) =>
    `« ${name} » compte plus de ${most.rows.toLocaleString('fr-BE')} lignes : partagez-le en plusieurs fichiers.`,
  'too-many-columns': (name) =>
    `« ${name} » compte plus de ${String(most.columns)} colonnes : gardez celles du modèle, puis envoyez-le à nouveau.`,
  'too-much-text': (name) => `« ${name} » contient trop de texte. Recopiez ses lignes dans le modèle, puis envoyez-le.`,
  'unreadable': (name) => `« ${name} » ne peut pas être lu. ${resave}`,
};

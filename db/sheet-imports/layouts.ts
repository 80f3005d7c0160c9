/** What the columns of the program of a body are, and what it writes for a code: as somebody there has said it once. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import type { ImportKind } from './imports.ts';

export interface Layout<Meaning extends string = string> {
  /** Of the named columns, in order. */
  meanings: Meaning[];
  /** What is written in a cell → the code that it stands for; '' is none. */
  words: Readonly<Record<string, string>>;
}
interface Of {
  /** What its sheets are about. */
  kind: Exclude<ImportKind, 'team'>;
  organisingBodyId: string;
  signature: string;
}
const where = ({ kind, organisingBodyId, signature }: Of) => ({
  organising_body_id: organisingBodyId,
  kind,
  signature,
});

/** @param isMeaning what a column may be; of an older version, what is none any more is ignored */
export async function findLayout<Meaning extends string>(
  db: Database,
  of: Of,
  isMeaning: (text: string) => text is Meaning | 'ignored',
): Promise<Layout<Meaning | 'ignored'> | undefined> {
  const row = (await db('sheet_layouts').where(where(of)).first('meanings', 'words')) as
    | { meanings: string[]; words: Record<string, string> }
    | undefined;
  return row && { meanings: row.meanings.map((each) => (isMeaning(each) ? each : 'ignored')), words: row.words };
}

/** Whatever stood there, the last word counts; words are kept beside those known. */
export async function rememberLayout(
  db: Database,
  of: Of,
  { meanings, words }: Layout,
  by: { userId: string; at: Instant },
): Promise<void> {
  await db('sheet_layouts')
    .insert({
      ...where(of),
      meanings: JSON.stringify(meanings),
      words: JSON.stringify(words),
      updated_by: by.userId,
      updated_at: instant(by.at),
    })
    .onConflict(['organising_body_id', 'kind', 'signature'])
    .merge({
      meanings: JSON.stringify(meanings),
      words: db.raw('sheet_layouts.words || excluded.words'),
      updated_by: by.userId,
      updated_at: instant(by.at),
    });
}

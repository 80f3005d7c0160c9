/** What somebody searches for, read alike by every field that searches: a reference, a number, a postcode, or words. */
import type { Knex } from 'knex';
import { parseEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { parseInami } from '../../domain/inami.ts';
import { searchable } from '../../domain/searchable.ts';
import type { Database } from '../connect.ts';

export type Sought =
  /** Of a case, of a facility, or either: each as it may be written. */
  | { kind: 'code'; reference?: string; numbers: string[] }
  | { kind: 'postcode'; postcode: string }
  | { kind: 'enterprise'; enterprise: string }
  /** A doctor, by the INAMI number. */
  | { kind: 'doctor'; inami: string }
  | { kind: 'words'; words: string[] };

/** « AD-2026-01316 », in the middle of a sentence too; its number may be short where it stands apart. */
const written = /\b([a-z]{2}) (20\d\d) (\d{1,6})\b|\b([a-z]{2}) ?(20\d\d) ?(\d{5})\b/;
const asReference = ([prefix = '', year = '', number = '']: readonly (string | undefined)[]): string =>
  `${prefix.toUpperCase()}-${year}-${number.padStart(5, '0')}`;

export function readSought(typed: string): Sought {
  const text = searchable(typed);
  const found = written.exec(text);
  if (found) return { kind: 'code', reference: asReference(found.slice(1).filter(Boolean)), numbers: [] };
  const compact = text.replaceAll(' ', '');
  if (/^\d{4}$/.test(compact)) return { kind: 'postcode', postcode: compact };
  const enterprise = parseEnterpriseNumber(typed);
  if (enterprise.ok) return { kind: 'enterprise', enterprise: enterprise.value };
  const doctor = parseInami(typed);
  if (doctor.ok) return { kind: 'doctor', inami: doctor.value };
  const reference = /^([a-z]{2})(20\d\d)(\d{1,6})$/.exec(compact);
  const [, letters = '', digits] = /^([a-z]{2,3})(\d{1,8})$/.exec(compact) ?? [];
  if (digits)
    return {
      kind: 'code',
      ...(reference ? { reference: asReference(reference.slice(1)) } : {}),
      numbers: [`${letters}${digits}`, `${letters}-${digits}`].map((number) => number.toUpperCase()),
    };
  return { kind: 'words', words: text.split(' ').filter(Boolean) };
}

/** Where a list has what may be searched for. Columns of the query's own tables, or a subquery that holds the row's facility. */
export interface Searched {
  name: string;
  /** Id of the facility. */
  facility: string;
  body: string;
  reference: string | undefined;
  postcode: string | undefined;
  /** Id of the case, where rows are cases: those of a doctor are found by the number. */
  case?: string;
}

/** Shorter words are looked for at the beginning of a word only: « l », « de ». */
const shortest = 3;
/** From this length on a word may hold a slip of the keys. */
const tolerant = 4;

/**
 * Keeps the rows that are sought. Of words each must be there, in any order.
 * @param near words may hold a slip of the keys, and short ones do not count: for when nothing was found without
 */
export function keepSought(
  db: Database,
  query: Knex.QueryBuilder,
  sought: Sought,
  columns: Searched,
  near = false,
): void {
  switch (sought.kind) {
    case 'code':
      // As an array known before the rows are looked for, so that each side of the `or` has its index.
      void query.where((either) => {
        const numbered = db('facilities').whereIn('number', sought.numbers).select('id');
        if (sought.numbers.length > 0) void either.whereRaw('?? = any(array(?))', [columns.facility, numbered]);
        if (sought.reference === undefined) return;
        const named = db('cases').where('reference', sought.reference).select('facility_id');
        if (columns.reference) void either.orWhere(columns.reference, sought.reference);
        else void either.orWhereRaw('?? = any(array(?))', [columns.facility, named]);
      });
      return;
    case 'postcode':
      if (columns.postcode) void query.where(columns.postcode, sought.postcode);
      else
        void query.whereIn(
          columns.facility,
          db('authorisation_versions').where('postcode', sought.postcode).select('facility_id'),
        );
      return;
    case 'enterprise':
      void query.whereIn(
        columns.body,
        db('organising_bodies').where('enterprise_number', sought.enterprise).select('id'),
      );
      return;
    case 'doctor':
      // Where a doctor works is read in the doctor's own cases, by who may read those.
      if (columns.case)
        void query.whereIn(
          columns.case,
          db('doctor_collaborations as c')
            .join('doctors as d', 'd.id', 'c.doctor_id')
            .where('d.inami', sought.inami)
            .select('c.case_id'),
        );
      else void query.whereRaw('false');
      return;
    case 'words':
      keepWords(query, sought.words, columns, near);
      return;
    default:
      sought satisfies never;
  }
}

function keepWords(query: Knex.QueryBuilder, words: readonly string[], columns: Searched, near: boolean): void {
  const some = near ? words.filter((word) => word.length >= tolerant) : words;
  if (some.length === 0) void query.whereRaw('false');
  for (const word of some)
    void query.where((either) => {
      if (word.length < shortest) void either.whereRaw("' ' || searchable(??) like ?", [columns.name, `% ${word}%`]);
      else void either.whereRaw('searchable(??) like ?', [columns.name, `%${word}%`]);
      if (columns.reference && /\d/.test(word)) void either.orWhereILike(columns.reference, `%${word}%`);
      if (!near) return;
      void either.orWhereRaw('searchable(??) %> ?', [columns.name, word]);
      for (const other of swapped(word)) void either.orWhereRaw('searchable(??) like ?', [columns.name, `%${other}%`]);
    });
}

/** The word with two neighbours changed round: what trigrams do not forgive. */
const swapped = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, at) =>
    word[at] === word[at + 1] ? '' : `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`,
  ).filter(Boolean);

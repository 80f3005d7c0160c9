/** Which column of their file is which of ours: what every such page shows, and how its fields are read. */
import type { WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { samplesOf } from '../../domain/sheet/recognise.ts';
import type { Status, Waits } from './routes.ts';

interface Asking<Key extends string> {
  /** Where imports of this kind wait. */
  path: string;
  /** Letters of the columns that are asked about, in order. */
  named: readonly string[];
  typed: Readonly<Record<string, unknown>>;
  isMeaning: (text: string) => text is Key | 'ignored';
  /** The one that a header looks like, where something is missing still. */
  likely: ((header: string) => Key | undefined) | undefined;
  status: Status | undefined;
}

const nameOf = (letters: string): string => `c-${letters}`;

/** What a column is said to be; undefined: nothing that it may be. */
export function meaningTyped<Meaning extends string>(
  typed: Readonly<Record<string, unknown>>,
  letters: string,
  isMeaning: (text: string) => text is Meaning,
): Meaning | undefined {
  const value = typed[nameOf(letters)];
  return typeof value === 'string' && isMeaning(value) ? value : undefined;
}

/** Of the page `sheet-import/columns`; each kind says more. */
export function columnsPage<Key extends string>(
  { found }: Waits<WaitingSheet<Key>, unknown>,
  { path, named, typed, isMeaning, likely, status }: Asking<Key>,
) {
  const { sheet } = found.waiting;
  return {
    title: 'Colonnes de votre fichier',
    action: `${path}/${found.id}/columns`,
    abandon: `${path}/${found.id}/abandon`,
    version: found.version,
    isStale: status === 409,
    columns: named.map((letters, at) => ({
      name: nameOf(letters),
      id: at === 0 ? 'c-first' : nameOf(letters),
      letters,
      header: sheet.headers[letters],
      samples: samplesOf(sheet, letters).join(' · '),
      value:
        meaningTyped(typed, letters, isMeaning) ??
        sheet.columns[letters] ??
        likely?.(sheet.headers[letters] ?? '') ??
        'ignored',
    })),
  };
}

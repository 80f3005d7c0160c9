/** The form of one act: what is asked, the sentences for what is wrong, and what becomes a fact and what stays content. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { LetterAct } from '../../domain/letter.ts';
import type { FileField } from '../documents/file-fields.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';
import type { Ahead, CaseFile, CaseRowOf, PageTypes, Panel, Reader } from './procedure-pages.ts';

/** What a form looks at that costs nothing: the case as it stands in its row. */
export interface RowContext<T extends PageTypes = PageTypes> {
  row: CaseRowOf<T>;
  today: Day;
}
/** With its acts, documents and whatever the procedure reads beside them. */
export interface FileContext<T extends PageTypes = PageTypes> extends RowContext<T> {
  file: CaseFile<T>;
  reader: Reader;
}
export type Typed = Readonly<Record<string, unknown>>;

/** Facts are codes, days and numbers: they may reach the engine. What a person wrote is content. */
export interface Split<F> {
  facts: F;
  content: object;
}
export type Read<F> = ({ ok: true } & Split<F>) | { ok: false; faults: Faults };

/** What an act would bring, shown before it is done: nothing is recorded. */
export type Preview<T extends PageTypes = PageTypes> = { label: string } & (
  | { kind: 'letter'; letter: (context: FileContext<T>, typed: Typed) => PlannedLetter }
  | { kind: 'changes'; title: string; changes: (context: FileContext<T>, typed: Typed) => Ahead[] }
);
export interface PlannedLetter {
  effect: string;
  /** The acts that would precede the letter. Without a name, its author is whoever looks. */
  acts: (Pick<LetterAct, 'action' | 'facts' | 'content' | 'actorRole'> & { actorName?: string })[];
}

/** What an act signs that stands outside its case: shown before, and read anew where it is recorded, so that nothing slips in between. */
export interface Seal<T extends PageTypes, F> {
  /** What the page has shown, in short: the form brings it back. */
  mark: (context: FileContext<T>) => string;
  /** In the transaction of the act, after what was typed has been read to `facts`. @param seen the mark that came back */
  read(trx: Database, context: SealContext<T, F>, seen: string): Promise<Sealed<F>>;
}
export interface SealContext<T extends PageTypes, F> extends RowContext<T> {
  ability: Ability;
  facts: F;
  /** What a person wrote, and who it is. */
  content: object;
  by: string;
  at: Instant;
}
/** `moved`: it is not any more as it was shown. */
export type Sealed<F> = ({ ok: true } & Split<F>) | { ok: false; moved: boolean; fault: string };

interface Shown<T extends PageTypes> {
  intro?: (context: FileContext<T>) => string;
  /** @param typed what stands in the form already: a list grows with it */
  fields: (context: FileContext<T>, typed: Typed) => Input[];
  /** The button that draws the form again with room for one more: « Ajouter un point ». */
  more?: string;
  /** What the fields hold before anything is typed, by name. @param asked the query of the address that led here */
  begins?: (context: FileContext<T>, asked: Typed) => Typed;
  /** Cards beside the form. */
  panels?: (context: FileContext<T>, typed: Typed) => Panel[];
  /** What the act will change, and when. */
  ahead?: (context: FileContext<T>) => Ahead[];
  previews?: Readonly<Record<string, Preview<T>>>;
  /** A photo that the act is sent with. It waits with the case, in this slot, until then. */
  upload?: { slot: string; label: string; hint: string };
  /** Documents that the act is sent with, several in each input. They wait with the case, each in the slot of its input, until then. */
  files?: (context: FileContext<T>) => FileField[];
  /** It ends the case: the last of the buttons, and red. */
  stop?: boolean;
  /** Scripts that make it quicker, under `public/`. */
  scripts?: readonly string[];
  /** What its cards need beside the common style sheet. */
  styles?: readonly string[];
  /** Its cards need the whole page, above the form. */
  wide?: boolean;
  /** Where one goes on once it is done, where that is not the page of the case. */
  then?: (context: RowContext<T>, typed: Typed) => string | undefined;
  /** What must be seen to first: shown in the place of the form. */
  blocked?: (context: FileContext<T>) => Panel[] | undefined;
}
export interface ActForm<T extends PageTypes, F> extends Shown<T> {
  seal?: Seal<T, F>;
  /** @param file read only when a rule looks at documents or earlier acts */
  read: (typed: Typed, context: RowContext<T>, file: () => Promise<FileContext<T>>) => Promise<Read<F>>;
}

export interface ActFormParts<T extends PageTypes, F, V> extends Shown<T> {
  seal?: Seal<T, F>;
  schema: z.ZodType<V>;
  /** Rules that need the case. */
  check?: (values: V, context: RowContext<T>) => Faults;
  /** Rules that need its documents or earlier acts, which are read for them. */
  checkFile?: (values: V, context: FileContext<T>) => Faults;
  /** What is unusual, not wrong: said before it is sent, and sent once it is confirmed. */
  doubts?: (values: V, context: RowContext<T>) => string[];
  /** Those that need its documents or earlier acts. */
  doubtsFile?: (values: V, context: FileContext<T>) => string[];
  /** @param file read only where what becomes a fact depends on earlier acts */
  split: (values: V, context: RowContext<T>, file: () => Promise<FileContext<T>>) => Split<F> | Promise<Split<F>>;
}

/** The box that confirms what is unusual; its value names the doubts that were read, so that others are asked anew. */
export const confirmField = 'confirmed';
export const markOf = (doubts: string): string => createHash('sha256').update(doubts).digest('hex').slice(0, 16);
/** The fault under `confirmField`, one doubt a line; nothing once it is confirmed. */
export function unconfirmed(doubts: readonly string[], typed: Typed): Faults {
  const text = doubts.join('\n');
  return text === '' || typed[confirmField] === markOf(text) ? {} : { [confirmField]: text };
}
/** What is unusual in what was typed, to be confirmed before it is sent: for `field-confirm`. */
export const doubtsShown = ({ [confirmField]: doubts }: Faults): object | undefined =>
  doubts ? { name: confirmField, lines: doubts.split('\n'), value: markOf(doubts) } : undefined;
export const withoutConfirmation = ({ [confirmField]: _, ...typed }: Typed): Typed => typed;

/** One form of a procedure, typed from its schema: `actForm<Pages>()({ schema, fields, check, split })`. */
export const actForm =
  <T extends PageTypes>() =>
  <F, V>({ schema, check, checkFile, doubts, doubtsFile, split, ...shown }: ActFormParts<T, F, V>): ActForm<T, F> => ({
    ...shown,
    async read(typed, context, file) {
      const read = schema.safeParse(withoutConfirmation(typed));
      if (!read.success) return { ok: false, faults: faultsIn(read.error) };
      const faults = check?.(read.data, context) ?? {};
      const found = checkFile ? { ...checkFile(read.data, await file()), ...faults } : faults;
      const unusual = isFaulty(found)
        ? []
        : [...(doubts?.(read.data, context) ?? []), ...(doubtsFile?.(read.data, await file()) ?? [])];
      const all = isFaulty(found) ? found : unconfirmed(unusual, typed);
      return isFaulty(all) ? { ok: false, faults: all } : { ok: true, ...(await split(read.data, context, file)) };
    },
  });

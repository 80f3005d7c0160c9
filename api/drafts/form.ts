/** What the form of a request is: steps of questions, documents, and rules. Plain data and pure functions: no clock, no I/O. */
import type { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';

/** What the rules of a form look at: the day, and whatever the procedure reads of the subject. */
export interface DraftContext {
  today: Day;
}
/** What is kept of a form, by field: what can be read as its value (YYYY-MM-DD, numbers, booleans), the rest as it was typed. */
export type Values = Record<string, unknown>;

/** What a rule has to say of a field. A fault must be mended before sending; a warning is shown, and never stops anybody. */
export interface Finding {
  level: 'fault' | 'warning';
  field: string;
  text: string;
  /** The page proposes this kind instead, with what was typed. */
  instead?: string;
}

export interface Option {
  value: string;
  text: string;
  hint?: string;
}

export interface Question<C extends DraftContext = DraftContext> {
  /** Key of the value. An address has five inputs, `name.street`…; the others one. */
  name: string;
  input: 'address' | 'date' | 'number' | 'text' | 'textarea' | 'choice' | 'yes-no';
  label: string;
  /** Shorter words for the summary, where the question is long. */
  short?: string;
  hint?: string;
  required?: boolean | ((context: C) => boolean);
  unit?: string;
  maxLength?: number;
  options?: readonly Option[] | ((context: C) => readonly Option[]);
  /** `tel` for the keyboard of a telephone. */
  type?: 'tel';
  /** Asked only then, or where something was typed before. */
  askedWhen?: (values: Values, context: C) => boolean;
}
/** One page: one group of questions. The key stands in the URL. */
export interface Step<C extends DraftContext = DraftContext> {
  key: string;
  title: string;
  intro?: string;
  fields: readonly Question<C>[];
}

export type Need = 'required' | 'optional' | 'none';
export interface Slot<V, C> {
  slot: string;
  label: string;
  hint?: string;
  need: (context: C, values: Partial<V>) => Need;
}

export interface DraftForm<V extends object, C extends DraftContext = DraftContext> {
  kind: string;
  /** In the words of the guide: « Un déménagement définitif ». */
  choice: string;
  /** For whom and what, before one starts. */
  purpose: string;
  schema: z.ZodObject;
  steps: readonly Step<C>[];
  documents: readonly Slot<V, C>[];
  rules: (values: Partial<V>, context: C) => Finding[];
  /** A sentence on the list of steps, and on the steps named: what is to be known before one types a date. */
  hint?: { on: readonly string[]; text: (values: Partial<V>, context: C) => string | undefined };
  /** The kind that a warning proposes instead, with the names of what both ask. */
  heir?: { kind: string; names: Readonly<Record<string, string>> };
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form of any values, for the pages that serve them all
export type AnyDraftForm = DraftForm<any, any>;

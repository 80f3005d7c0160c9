/** The lines of a month as a form brings them: each read by itself, so that one that cannot be read keeps none of the others. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TypedLine } from '../../db/consultations/save.ts';
import type { DraftConsultation } from '../../domain/consultations/consultation.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { digest, id, version } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { optionalDay, optionalLine } from '../forms/inputs.ts';
import { optionalHour } from '../forms/numbers.ts';
import { incomplete, notAChoice, unknownField } from '../forms/sentences.ts';

/** As many consultations as a month may hold (hypothèse). */
export const mostLines = 100;
export const lineFields = ['on', 'from', 'to', 'doctor'] as const;
export type LineField = (typeof lineFields)[number];
export type TypedFields = Readonly<Record<LineField, string>>;

export interface ReadLine {
  id: string;
  seen: number;
  typed: TypedFields;
  faults: Faults;
  /** Where all of it could be read. */
  line?: TypedLine;
  /** As the page showed it: nobody has typed there. */
  untouched: boolean;
}

/** What is done beside saving: a line is added, repeated, taken away, brought back. */
export type Then =
  | { do: 'save' | 'add' | 'duplicate' }
  | { do: 'remove'; id: string }
  | { do: 'restore'; id: string; version: number };

export type ReadForm = { ok: true; lines: ReadLine[]; then: Then; key: string } | { ok: false; fault: string };

/** Each button brings a name of its own. */
const Envelope = z
  .object({
    key: id,
    then: z.enum(['save', 'add', 'duplicate']).default('save'),
    remove: id.optional(),
    restore: id.optional(),
    restored: version.optional(),
  })
  .refine(({ restore, restored }) => (restore === undefined) === (restored === undefined));
const beside = ['_csrf', 'key', 'then', 'remove', 'restore', 'restored'];

/** @param doctors whom the page offered */
export function readForm(body: unknown, doctors: ReadonlySet<string>): ReadForm {
  const fields = (body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse(Object.fromEntries(beside.map((name) => [name, fields[name]])));
  const ids = Object.keys(fields)
    .filter((name) => name.startsWith('version.'))
    .map((name) => name.slice('version.'.length));
  if (!envelope.success || ids.length > mostLines || !ids.every(isUuid)) return { ok: false, fault: incomplete };
  const known = new Set([
    ...beside,
    ...ids.flatMap((line) => ['version', 'was', ...lineFields].map((field) => `${field}.${line}`)),
  ]);
  if (Object.keys(fields).some((name) => !known.has(name))) return { ok: false, fault: unknownField };
  const lines = ids.flatMap((line) => readLine(line, fields, doctors) ?? []);
  if (lines.length < ids.length) return { ok: false, fault: incomplete };
  return { ok: true, lines, then: thenOf(envelope.data), key: envelope.data.key };
}

function thenOf({ then, remove, restore, restored }: z.infer<typeof Envelope>): Then {
  if (remove !== undefined) return { do: 'remove', id: remove };
  return restore === undefined || restored === undefined
    ? { do: then }
    : { do: 'restore', id: restore, version: restored };
}

const Seen = z.object({ version, was: digest });
function readLine(line: string, fields: Record<string, unknown>, doctors: ReadonlySet<string>): ReadLine | undefined {
  const given = (field: string): unknown => fields[`${field}.${line}`];
  const seen = Seen.safeParse({ version: given('version'), was: given('was') });
  if (!seen.success) return undefined;
  const schema = z.object({
    on: optionalDay(),
    from: optionalHour(),
    to: optionalHour(),
    doctor: optionalLine(40).refine((doctor) => doctor === undefined || doctors.has(doctor), notAChoice),
  });
  const read = schema.safeParse(Object.fromEntries(lineFields.map((field) => [field, given(field)])));
  const typed = Object.fromEntries(
    lineFields.map((field) => [field, typeof given(field) === 'string' ? given(field) : '']),
  ) as unknown as TypedFields;
  const base = { id: line, seen: seen.data.version, typed };
  if (!read.success) {
    const faults = faultsIn(read.error);
    return { ...base, faults: isFaulty(faults) ? faults : { on: incomplete }, untouched: false };
  }
  const { on = null, from, to, doctor = null } = read.data;
  const values = { on, from: minutesOf(from), to: minutesOf(to), collaboration: doctor };
  return {
    ...base,
    faults: {},
    line: { id: line, seen: seen.data.version, ...values },
    untouched: wasOf(values) === seen.data.was,
  };
}
const minutesOf = (hour: string | undefined): number | null =>
  hour === undefined ? null : Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));

/** What a page showed of a line, so that a form that brings all of them says which ones somebody typed in. */
export const wasOf = ({ on, from, to, collaboration }: Omit<DraftConsultation, 'id'>): string =>
  createHash('sha256')
    .update(JSON.stringify([on, from, to, collaboration]))
    .digest('hex');

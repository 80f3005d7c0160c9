/** Points of a complement, and reasons of a refusal: each with its words, and what is awaited. They are asked one by one, and answered one by one. */
import type { DocumentView } from '../../db/cases/case-file.ts';
import { complementItems } from './declared.ts';
import { lastAct, type File, type Row } from './page-types.ts';

export interface Point {
  /** Of its act: « 1 ». */
  id: string;
  /** What is awaited: `document.<slot>`, `field.<name>`, or `other`. */
  about: string;
  label: string;
  why: string;
}
/** What an operator said of a point, kept with the act. */
export interface Answer {
  id: string;
  label: string;
  given: boolean;
  text?: string;
  /** Of a field: as it was, and as it is now. */
  previous?: string;
  value?: string;
}

/** What the last complement asked, point by point. Older ones asked with one text for all: it stands with the first. */
export const pointsOfComplement = (file: File): Point[] => pointsIn(lastAct(file, 'ask-complement')?.content ?? {});

/** Why it was refused, reason by reason; older refusals have one text. */
export function reasonsOfRefusal(file: File): Point[] {
  const content = lastAct(file, 'propose-decision')?.content ?? {};
  const points = pointsIn(content);
  const { reasons } = content;
  return points.length > 0
    ? points
    : [{ id: '1', about: 'other', label: 'Les motifs du refus', why: typeof reasons === 'string' ? reasons : '' }];
}

/** @param content of the act that asks */
export function pointsIn(content: Readonly<Record<string, unknown>>): Point[] {
  if (Array.isArray(content.points)) return content.points as Point[];
  const items = (Array.isArray(content.items) ? content.items : []) as { code: string; label: string; why?: string }[];
  const text = typeof content.text === 'string' ? content.text : '';
  return items.map(({ code, label, why }, index) => ({
    id: String(index + 1),
    about: code === 'other' || code.includes('.') ? code : `document.${code}`,
    label,
    why: [why, index === 0 ? text : ''].filter(Boolean).join('\n'),
  }));
}

export const documentOf = ({ about }: Point): string | undefined => /^document\.(.+)$/.exec(about)?.[1];
export const fieldOf = ({ about }: Point): string | undefined => /^field\.(.+)$/.exec(about)?.[1];
/** Under which slot its files are kept: the document of the form that it asks for, or the point's own. */
export const slotOf = (point: Point): string => documentOf(point) ?? `answer-${point.id}`;
export const filesOf = (file: File, point: Point): DocumentView[] =>
  file.documents.filter(
    ({ act_number, origin, slot }) => origin === 'operator' && act_number === null && slot === slotOf(point),
  );

/** What may be awaited of an operator, by group. */
export function awaited({ kind }: Pick<Row, 'kind'>): { group: string; options: { value: string; text: string }[] }[] {
  const items = complementItems(kind);
  const of = (prefix: string): { value: string; text: string }[] =>
    items.filter(({ code }) => code.startsWith(prefix)).map(({ code, label }) => ({ value: code, text: label }));
  return [
    { group: 'Un document', options: of('document.') },
    { group: 'Une réponse de la demande, à corriger', options: of('field.') },
    { group: 'Autre', options: of('other') },
  ].filter(({ options }) => options.length > 0);
}
export const labelOf = (row: Pick<Row, 'kind'>, about: string): string | undefined =>
  complementItems(row.kind).find(({ code }) => code === about)?.label;

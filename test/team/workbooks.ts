/** Workbooks of a team for tests: rows as somebody would have typed them, and how they are sent. */
import request, { type Test } from 'supertest';
import { drawWorkbook } from '../../api/documents/draw-workbook.ts';
import { makeNationalNumber } from '../../domain/national-number.ts';
import type { House, Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';

export const headers = ['NISS', 'Nom', 'Prénom', "Milieu d'accueil", 'Fonction', 'Temps de travail', 'Du', 'Au'];
export const nissOf = (sequence: number): string => makeNationalNumber({ birthOn: '1991-04-17', sequence });
const place = 'Crèche La Coccinelle';

export type Row = (string | number | null)[];
/** A person of their own for each even number below 500. @param over what stands otherwise, by the index of the column */
export const rowOf = (sequence: number, over: Partial<Record<number, string>> = {}): Row =>
  [
    nissOf(sequence),
    `Essai${'abcdefghij'[sequence % 10]!}${'klmnopqrst'[Math.floor(sequence / 10) % 10]!}${'uvwxyz'[Math.floor(sequence / 100)]!}`,
    'Camille',
    place,
    'Puéricultrice',
    '80 %',
    '01/09/2026',
    '',
  ].map((value, index) => over[index] ?? value);

export async function bookOf(rows: Row[], { titles = headers, name = 'Équipe' } = {}): Promise<Buffer> {
  const bytes = await drawWorkbook({
    sheets: [
      {
        name,
        headerRow: 1,
        lastRow: rows.length + 1,
        columns: titles.map((header) => ({ header, width: 12 })),
        rows: rows.map((cells, index) => ({
          number: index + 2,
          cells: cells.map((text) => ({ text: String(text ?? '') })),
        })),
      },
    ],
  });
  return Buffer.from(bytes);
}

export const upload = (house: House, by: Visitor, bytes: Buffer, name = 'equipe.xlsx'): Test =>
  request(house.app)
    .post('/pro/team/import')
    .set('Cookie', by.cookie)
    .set('Origin', house.config.publicUrl)
    .redirects(0)
    .field('_csrf', by.csrfToken)
    .attach('file', bytes, name);

/** What the form that confirms an import brings back. */
export const fieldsOf = (html: string): { version: string; digest: string } => ({
  version: fieldIn(html, 'version'),
  digest: fieldIn(html, 'digest'),
});
/** The name of the first group of faults that one may deal with so: « write-1a2b ». */
export const groupIn = (html: string, doing: string): string =>
  new RegExp(`value="(${doing}-[0-9a-f]+)"`).exec(html)?.[1] ?? '';

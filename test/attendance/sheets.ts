/** Sheets of attendance for tests: as somebody, or a program, would have written them; and how they are sent. */
import { read, utils, write } from '@e965/xlsx';
import request, { type Test } from 'supertest';
import { drawWorkbook } from '../../api/documents/draw-workbook.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { House, Visitor } from '../support/house.ts';

export const facilityId = stableId('facility glands');
export const month = '2026-09';
export const base = `/pro/facilities/${facilityId}/attendance/${month}`;

export const titles = [
  'N°',
  'Nom',
  'Prénom',
  'Date de naissance',
  "Date d'entrée",
  'Date de sortie',
  'Contrat (j/sem)',
];
/** As far as the 11th, which is a Friday. */
export const days = Array.from({ length: 11 }, (_, at) => `J${String(at + 1)}`);
export type Row = string[];
/** A child with its codes from the 1st on, a Tuesday. @param over what stands otherwise, by the index of the column */
export const childRow = (
  familyName: string,
  firstName: string,
  codes: string[] = ['P', 'P', 'P', 'P'],
  over: Record<number, string> = {},
): Row =>
  ['1', familyName, firstName, '04/03/2025', '01/09/2025', '', '2,5', ...codes].map((text, at) => over[at] ?? text);

export async function bookOf(
  rows: Row[],
  { headers = [...titles, ...days], name = 'Présences', above = [] as string[] } = {},
): Promise<Buffer> {
  const bytes = await drawWorkbook({
    sheets: [
      {
        name,
        headerRow: above.length + 1,
        lastRow: above.length + rows.length + 1,
        columns: headers.map((header) => ({ header, width: 12 })),
        rows: [
          ...above.map((text, at) => ({ number: at + 1, cells: [{ text }] })),
          ...rows.map((cells, at) => ({ number: above.length + at + 2, cells: cells.map((text) => ({ text })) })),
        ],
      },
    ],
  });
  return Buffer.from(bytes);
}
/** The same as a program of before 2007 writes it (.xls): numbers and days as numbers. */
export function oldBookOf(rows: unknown[][], name = 'Présences'): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { UTC: true }), name);
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}
export const readBook = (bytes: Buffer) => read(bytes, { type: 'buffer' });

export const upload = (
  house: House,
  by: Visitor,
  bytes: Buffer,
  name = 'presences.xlsx',
  to = `${base}/import`,
): Test =>
  request(house.app)
    .post(to)
    .set('Cookie', by.cookie)
    .set('Origin', house.config.publicUrl)
    .redirects(0)
    .field('_csrf', by.csrfToken)
    .attach('file', bytes, name);

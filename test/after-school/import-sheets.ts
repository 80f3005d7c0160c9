/** Sheets of days after school for tests, and how they are sent. */
import { readFileSync } from 'node:fs';
import request, { type Test } from 'supertest';
import { drawWorkbook } from '../../api/documents/draw-workbook.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { House, Visitor } from '../support/house.ts';

/** « L'Envol, école du Bois » */
export const envol = stableId('facility mercredis-envol');
export const castors = stableId('facility mercredis-castors');
export const toPlace = (id = envol, month = '2026-11'): string => `/pro/after-school/${id}/import?month=${month}`;
export const toBody = '/pro/after-school/import';
export const titles = ['Date', 'Jour', 'Maternelle', 'Primaire', 'Différenciation positive'];

export async function bookOf(rows: string[][], headers = titles, above: string[] = []): Promise<Buffer> {
  const bytes = await drawWorkbook({
    sheets: [
      {
        name: 'Présences',
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

export function send(
  house: House,
  by: Visitor,
  to: string,
  files: readonly (readonly [Buffer, string])[],
  fields = {},
): Test {
  const sending = request(house.app)
    .post(to)
    .set('Cookie', by.cookie)
    .set('Origin', house.config.publicUrl)
    .redirects(0)
    .field('_csrf', by.csrfToken);
  for (const [name, value] of Object.entries(fields)) void sending.field(name, value as string);
  for (const [bytes, name] of files) void sending.attach('file', bytes, name);
  return sending;
}

export const samples = [
  '2025-4e-trimestre-plus-que-presents',
  '2026-1er-trimestre',
  '2026-2e-trimestre',
  '2026-3e-trimestre-septembre',
] as const;
const folder = new URL('reports/', import.meta.url);
export const sample = (name: string): Buffer => readFileSync(new URL(`${name}.xls`, folder));
/** What a right reading gives. */
export const expectedOf = (name: string): { day: string; present: number; positive: number }[] =>
  readFileSync(new URL(`${name}.expected.csv`, folder), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [day = '', present, positive] = line.split(',');
      return { day, present: Number(present), positive: Number(positive) };
    });

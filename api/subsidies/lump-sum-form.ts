/** Encoding a table: typed, or from a sheet; what is wrong in the sheet is said cell by cell. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { dayOf } from '../../domain/calendar.ts';
import { isQuarter, monthOf, quarterInShort, quarterOf, quartersFurther, type Quarter } from '../../domain/quarter.ts';
import { staffGroups } from '../../domain/subsidy/calculate.ts';
import {
  groupNames,
  readEuros,
  readLumpSumSheet,
  regimes,
  sheetName,
  type CellFault,
} from '../../domain/subsidy/lump-sums.ts';
import type { EncodedTable } from '../../db/subsidies/lump-sums.ts';
import { regimeWords } from '../../views/subsidies/words.ts';
import type { Dependencies } from '../context.ts';
import { acceptWorkbook, workbookAccept } from '../documents/accept-workbook.ts';
import { faultStatusOf, noteRefusal } from '../documents/file-fields.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { answer, choice, optionalLine, optionalText, textarea } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { path } from './lump-sum-words.ts';

/** How far back a table is encoded or corrected: three years (hypothèse). */
const quartersShown = 12;
const sheetTypes = ['xlsx', 'xls'] as const;

export interface Refused {
  faults: Faults;
  /** Of the sheet. */
  cells: readonly CellFault[];
}
export const isReadable = (read: EncodedTable | Refused): read is EncodedTable => 'euros' in read;

const quartersFor = ({ now }: Dependencies): Quarter[] => {
  const current = quarterOf(monthOf(dayOf(now())));
  return Array.from({ length: quartersShown }, (_, index) => quartersFurther(current, -index));
};
const Form = z.strictObject({
  quarter: answer('Choisissez le trimestre').refine(isQuarter, 'Choisissez le trimestre'),
  regime: choice('Choisissez le régime', regimes),
  direction: optionalLine(30),
  pms: optionalLine(30),
  childcare: optionalLine(30),
  motive: optionalText(500),
});

export async function readTableForm(deps: Dependencies, req: Request, res: Response): Promise<EncodedTable | Refused> {
  const form = Form.safeParse(req.body ?? {});
  const faults = form.success ? {} : faultsIn(form.error);
  const [file, another] = receivedIn(res, 'file');
  if (file) {
    const read = await acceptWorkbook(deps.config, another ? { ...file, refused: 'one-too-many' } : file, {
      sheet: sheetName,
      types: sheetTypes,
    });
    if (!read.ok) {
      noteRefusal(res, read);
      return { faults: { ...faults, file: read.message }, cells: [] };
    }
    const sheet = readLumpSumSheet(read.workbook);
    if (!sheet.ok) return { faults: { ...faults, file: `« ${read.name} » est à corriger` }, cells: sheet.faults };
    if (!form.success) return { faults, cells: [] };
    return encoded(form.data, sheet.euros);
  }
  if (!form.success) return { faults, cells: [] };
  const typed = staffGroups.map((group) => [group, readEuros(form.data[group] ?? '')] as const);
  const wrong = Object.fromEntries(
    typed.flatMap(([group, read]) =>
      read.ok ? [] : [[group, form.data[group] ? read.fault : `Encodez le forfait « ${groupNames[group]} »`]],
    ),
  );
  if (isFaulty(wrong)) return { faults: wrong, cells: [] };
  return encoded(
    form.data,
    Object.fromEntries(typed.map(([group, read]) => [group, read.ok ? read.euros : 0])) as EncodedTable['euros'],
  );
}
const encoded = ({ quarter, regime, motive }: z.infer<typeof Form>, euros: EncodedTable['euros']): EncodedTable => ({
  quarter,
  regime,
  euros,
  ...(motive ? { motive } : {}),
});

export function showTableForm(deps: Dependencies, req: Request, res: Response, refused?: Refused): void {
  if (refused) res.status(faultStatusOf(res));
  const typed = (req.method === 'POST' ? req.body : req.query) as Record<string, unknown>;
  const inputs: Input[] = [
    {
      partial: 'field-select',
      name: 'quarter',
      label: 'Trimestre',
      required: true,
      options: quartersFor(deps).map((value) => ({ value, text: quarterInShort(value) })),
    },
    {
      partial: 'field-select',
      name: 'regime',
      label: 'Régime du pouvoir organisateur',
      required: true,
      options: regimes.map((value) => ({ value, text: regimeWords[value] })),
    },
    ...staffGroups.map(
      (group): Input => ({
        partial: 'field-number',
        name: group,
        label: `${groupNames[group]}, par ETP et par trimestre`,
        unit: '€',
        decimal: true,
        required: true,
      }),
    ),
    textarea('motive', 'Pourquoi une correction', {
      required: false,
      rows: 3,
      maxLength: 500,
      hint: 'Seulement si un tableau de ce trimestre et de ce régime est déjà publié. Les opérateurs le lisent.',
    }),
  ];
  const faults = refused?.faults ?? {};
  const { file, ...others } = faults;
  renderPage(deps, req, res, 'subsidies/lump-sum-new', {
    title: 'Encoder un tableau des forfaits',
    back: { href: path, label: 'aux tableaux des forfaits' },
    action: `${path}/new`,
    model: `${path}/modele.xlsx`,
    accept: workbookAccept(sheetTypes),
    fields: inputs.map((input) => withTyped(input, typed, others)),
    fileFault: file,
    cells: refused?.cells.map(({ cell, text }) => ({ cell, text })),
    errors: errorLinks(faults, ['file', ...idsOf(inputs)]),
  });
}

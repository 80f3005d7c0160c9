/** The quarter that journeys walk through: of a crèche with its staff, from its first day on. */
import ExcelJS from 'exceljs';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openCase } from '../../db/record-act.ts';
import { addDays, isWorkingDay, type Day } from '../../domain/calendar.ts';
import {
  daysOfMonth,
  firstDayOf,
  lastDayOfMonth,
  monthOf,
  monthsOf,
  quarterOf,
  quartersFurther,
  type Month,
  type Quarter,
} from '../../domain/quarter.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import type { RunningHouse } from '../support/running-house.ts';
import type { Walker } from '../support/walker.ts';

export interface Walked {
  house: RunningHouse;
  hand: Walker;
  /** Whether pages have their scripts: a grid for a month, lines and salaries that save themselves. */
  scripts: boolean;
  caseId: string;
  quarter: Quarter;
  months: [Month, Month, Month];
  /** Children of each month. */
  children: number;
}
export const place = 'Crèche Les Petits Chênes';

/** Opened on its first day, as the calendar does it; Mon Équipe is as the demonstration has it, with one fault. */
export async function beginQuarter(
  house: RunningHouse,
  hand: Walker,
  { scripts = true, children = 6 }: { scripts?: boolean; children?: number },
): Promise<Walked> {
  const quarter = quartersFurther(quarterOf(monthOf(house.today())), 1);
  await house.skipToDay(firstDayOf(quarter));
  const { caseId } = await openCase(house.db, process, {
    subject: { kind: 'facility', id: stableId('facility chenes') },
    period: quarter,
    kind: 'quarter',
    action: 'open-quarter',
    facts: { quarter },
    token: `walked ${quarter}`,
    actor: { role: 'procedure', userId: null },
    at: house.now(),
  });
  return { house, hand, scripts, children, caseId, quarter, months: monthsOf(quarter) as Walked['months'] };
}

const nextOpen = (day: Day): Day => (isWorkingDay(day) ? day : nextOpen(addDays(day, 1)));
/** The working day on which a month that has ended is seen to. */
export const dayAfter = (month: Month): Day => nextOpen(addDays(lastDayOfMonth(month), 1));
/** Numbers of the days on which children come, in runs without a gap: « 4 to 8 ». */
export function weeksOpen(month: Month): number[][] {
  const runs: number[][] = [];
  for (const day of daysOfMonth(month)
    .filter((one) => isWorkingDay(one))
    .map((one) => Number(one.slice(8)))) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

const families = 'Lambert,Maes,Dubois,Vasseur,Nagy,Peeters,Renard'.split(',');
const names = 'Ada,Basile,Camille,Elio,Fatou,Gaspard,Jeanne'.split(',');

/** The model as it was downloaded, filled in: each child there on each day that the crèche is open. */
export async function fillModel(model: Buffer, { children, quarter }: Walked, month: Month): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(model as never);
  const sheet = book.worksheets[0]!;
  const headers = 3;
  const columns = new Map<string, number>();
  sheet.getRow(headers).eachCell((cell, at) => columns.set(cell.text, at));
  const year = Number(quarter.slice(0, 4)) - 1;
  for (let nth = 0; nth < children; nth += 1) {
    const given: Record<string, string> = {
      'Nom': families[nth % families.length]!,
      'Prénom': names[(nth + Math.floor(nth / families.length)) % names.length]!,
      'Date de naissance': `${String((nth % 28) + 1).padStart(2, '0')}/03/${String(year)}`,
      "Date d'entrée": `01/09/${String(year)}`,
      'Contrat (j/sem)': '5',
    };
    for (const day of weeksOpen(month).flat()) given[`J${String(day)}`] = 'P';
    for (const [header, value] of Object.entries(given)) {
      const at = columns.get(header);
      if (at === undefined) throw new Error(`no column « ${header} » among ${[...columns.keys()].join(', ')}`);
      sheet.getRow(headers + 1 + nth).getCell(at).value = value;
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Ticks and salaries as they come from the page: field by field, so that two persons at once lose nothing. */
import type { Request, Response } from 'express';
import { formatTime } from '../../../domain/french-dates.ts';
import { missingMonths, monthIndexes, type MonthIndex, type SalaryRow } from '../../../domain/subsidy/salaries.ts';
import { loadReport } from '../../../db/quarterly-subsidy/report.ts';
import { whileDeclaring } from '../../../db/quarterly-subsidy/save-report.ts';
import { saveSalaries, type SalaryChange, type SavedSalary } from '../../../db/quarterly-subsidy/save-salaries.ts';
import { loadPaidBefore, type PaidBefore } from '../../../db/quarterly-subsidy/before.ts';
import { dayOf, type Day } from '../../../domain/calendar.ts';
import { firstDayOfMonth, monthsOf } from '../../../domain/quarter.ts';
import { capitalised, euros, monthName } from '../../../views/quarterly-subsidy/report-words.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { optionalAmount } from '../../forms/numbers.ts';
import { unknownField } from '../../forms/sentences.ts';
import { leaveFlash } from '../../page.ts';
import { closedMeanwhile, getEditable, getQuarter, renderStep } from './context.ts';
import {
  fieldOf,
  inGroups,
  openedOf,
  placeIn,
  stampOf,
  staffHref,
  staffView,
  tickOf,
  type StaffTyped,
} from './staff.ts';

type Body = Readonly<Record<string, unknown>>;
const known = new Set(['_csrf', 'then', 'at', 'q', 'go', 'set', 'exact', 'fill']);
const fieldPattern = /^(?:tick|m[0-2]|v|o)\.[0-9a-f-]{36}$/;
const stampPattern = /^(\d+)\.(\d+)\.(\d+)\.(\d+)_([01])_(\d*)_(\d*)_(\d*)$/;
const openedPattern = /^([01])_(\d*)_(\d*)_(\d*)_([01]{3})$/;
const choicePattern = /^([0-9a-f-]{36})\.([0-2])\.(\d{1,10})$/;
const amount = optionalAmount();

interface Stamp {
  versions: readonly number[];
  ticked: boolean;
  cents: readonly (number | null)[];
}
function stampIn(value: unknown): Stamp | undefined {
  const read = typeof value === 'string' ? stampPattern.exec(value) : null;
  if (!read) return undefined;
  return {
    versions: read.slice(1, 5).map(Number),
    ticked: read[5] === '1',
    cents: read.slice(6, 9).map((cents) => (cents === '' ? null : Number(cents))),
  };
}

export async function postStaff(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { of, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Body;
  const place = placeIn(body);
  const at = deps.now();
  const report = await loadReport(deps.db, of, dayOf(at));
  const rows = inGroups(report.staff);
  const isStrange = Object.keys(body).some((name) => !known.has(name) && !fieldPattern.test(name));
  const isCancel = body.then === 'cancel';
  const before = await loadPaidBefore(deps.db, of);
  const { changes, values, faults } = isCancel
    ? backTo(body, rows)
    : readBody(body, rows, { before, begun: monthsBegun(of.quarter, dayOf(at)) });
  const result = isStrange
    ? []
    : await whileDeclaring(deps.db, of.caseId, (trx) =>
        saveSalaries(trx, of.caseId, changes, {
          collaborationIds: new Set(rows.map(({ collaborationId }) => collaborationId)),
          userId: getViewer(res).userId,
          at,
        }),
      );
  if (result === 'closed')
    throw closedMeanwhile(
      base,
      [...values.values()].map((value) => ({ label: 'Montant', value })),
    );
  const conflicts = conflictsOf(result, report.quarter);
  const isFaulty = isStrange || faults.size > 0;
  if (!isFaulty && conflicts.size === 0) {
    if (isCancel) leaveFlash(req, { kind: 'done', text: cancelled });
    if (body.then === 'save') leaveFlash(req, { kind: 'done', text: 'Le brouillon est enregistré.' });
    // What was typed is saved before another page of the list is opened.
    const to = body.go === undefined ? place : { ...place, at: placeIn({ at: body.go }).at };
    res.redirect(303, body.then === 'next' ? `${base}/report/information` : staffHref(base, to));
    return;
  }
  const kept: StaffTyped = {
    values: keptValues(values, faults, result),
    faults,
    conflicts,
    opened: openedIn(body, rows),
  };
  const quarter = await getQuarter(deps, req, res);
  res.status(isFaulty ? 422 : 409);
  renderStep(deps, req, res, quarter, {
    step: 'staff',
    partial: 'quarterly-subsidy/staff',
    scripts: ['scripts/quarter.js'],
    errors: [
      ...(isStrange ? [{ text: unknownField }] : []),
      ...[...faults].map(([field, text]) => ({ href: `#${field}`, text })),
      ...[...conflicts.values()].flat().map((text) => ({ text })),
    ],
    ...staffView(quarter, place, before, kept),
  });
}

const cancelled =
  'Vos modifications sont annulées : les cases sont revenues à ce qu’elles étaient à l’ouverture de cette page.';

const openedIn = (body: Body, rows: readonly SalaryRow[]): Map<string, string> =>
  new Map(
    rows.flatMap(({ collaborationId: id }) => {
      const value = body[openedOf(id)];
      return typeof value === 'string' && openedPattern.test(value) ? [[id, value] as const] : [];
    }),
  );
/** « Annuler »: what stood when the page was opened, where the page has saved something else since; what somebody else has written stays. */
function backTo(body: Body, rows: readonly SalaryRow[]): ReturnType<typeof readBody> {
  const changes: SalaryChange[] = [];
  for (const [id, value] of openedIn(body, rows)) {
    const shown = stampIn(body[stampOf(id)]);
    const [, tick = '', ...amounts] = openedPattern.exec(value) ?? [];
    if (!shown) continue;
    if ((tick === '1') !== shown.ticked)
      changes.push({ collaborationId: id, field: 'tick', value: Number(tick), seen: shown.versions[0]! });
    for (const index of monthIndexes) {
      const cents = amounts[index] ? Number(amounts[index]) : null;
      if (cents === shown.cents[index]) continue;
      const exact = amounts[3]?.[index] === '1';
      const seen = shown.versions[index + 1]!;
      changes.push({ collaborationId: id, field: index, value: cents, seen, ...(exact ? { exact } : {}) });
    }
  }
  return { changes, values: new Map<string, string>(), faults: new Map<string, string>() };
}

/** What was changed on the page; the values of fields that cannot be read are kept as they were typed. */
function readBody(
  body: Body,
  rows: readonly SalaryRow[],
  { before, begun }: { before: PaidBefore; begun: readonly MonthIndex[] },
) {
  const changes: SalaryChange[] = [];
  const values = new Map<string, string>();
  const faults = new Map<string, string>();
  const chosen = chosenIn(body);
  for (const row of rows) {
    const id = row.collaborationId;
    const shown = stampIn(body[stampOf(id)]);
    if (!shown) continue;
    const paid = body.fill === 'quarter' ? before.get(id) : undefined;
    const ticked = body[tickOf(id)] === '1' || paid !== undefined;
    if (ticked !== shown.ticked)
      changes.push({ collaborationId: id, field: 'tick', value: ticked ? 1 : 0, seen: shown.versions[0]! });
    const now: (number | null)[] = [...shown.cents];
    for (const index of monthIndexes) {
      const name = fieldOf(index, id);
      if (!row.months[index] || body[name] === undefined) continue;
      const read = amount.safeParse(body[name]);
      if (typeof body[name] === 'string') values.set(name, body[name]);
      if (!read.success) {
        faults.set(name, read.error.issues[0]?.message ?? 'montant illisible');
        continue;
      }
      now[index] = read.data ?? null;
    }
    if (body.fill === '1' && ticked) fillFrom(row, now);
    if (paid !== undefined) for (const index of begun) if (row.months[index]) now[index] ??= paid;
    for (const index of monthIndexes) {
      const choice = chosen?.id === id && chosen.index === index ? chosen : undefined;
      const value = choice ? choice.cents : now[index]!;
      if (choice) {
        faults.delete(fieldOf(index, id));
        values.delete(fieldOf(index, id));
      }
      if (value === shown.cents[index] && !choice?.exact) continue;
      if (faults.has(fieldOf(index, id))) continue;
      changes.push({
        collaborationId: id,
        field: index,
        value,
        seen: shown.versions[index + 1]!,
        ...(choice?.exact ? { exact: true } : {}),
      });
    }
  }
  return { changes, values, faults };
}
/** « Mettre 2 514,08 € », « N'a rien perçu », « C'est exact »: the button names the field and the amount. */
function chosenIn({ set, exact }: Body) {
  const read = choicePattern.exec(typeof set === 'string' ? set : typeof exact === 'string' ? exact : '');
  return read
    ? { id: read[1]!, index: Number(read[2]) as MonthIndex, cents: Number(read[3]), exact: set === undefined }
    : undefined;
}
/** What is paid of a month that has not begun is not known. */
const monthsBegun = (quarter: string, today: Day): MonthIndex[] =>
  monthIndexes.filter((index) => firstDayOfMonth(monthsOf(quarter)[index]) <= today);

/** The month before, where a month under contract has no amount yet. */
function fillFrom(row: SalaryRow, now: (number | null)[]): void {
  for (const index of missingMonths({ ...row, subsidised: true, cents: [now[0]!, now[1]!, now[2]!] }))
    if (index > 0 && now[index - 1] != null) now[index] = now[index - 1]!;
}

function conflictsOf(saved: readonly SavedSalary[], quarter: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const one of saved) {
    if (one.outcome !== 'changed') continue;
    const who = `${one.by ?? "Quelqu'un d'autre"}, à ${formatTime(one.at)},`;
    const text =
      one.field === 'tick'
        ? `${who} a ${one.stands === 1 ? 'coché' : 'décoché'} « Subsidier » : votre choix n'est pas enregistré. Refaites-le s'il doit rester.`
        : `${capitalised(monthName(quarter, one.field))} : ${who} a ${one.stands === null ? 'effacé le montant' : `écrit ${euros(one.stands)}`}. Votre montant n'est pas enregistré ; enregistrez à nouveau pour le garder.`;
    found.set(one.collaborationId, [...(found.get(one.collaborationId) ?? []), text]);
  }
  return found;
}
/** Only what is not saved: faults, and what somebody else has changed meanwhile. */
function keptValues(
  values: ReadonlyMap<string, string>,
  faults: ReadonlyMap<string, string>,
  saved: readonly SavedSalary[],
): Map<string, string> {
  const names = new Set([
    ...faults.keys(),
    ...saved.flatMap((one) =>
      one.outcome === 'changed' && one.field !== 'tick' ? [fieldOf(one.field, one.collaborationId)] : [],
    ),
  ]);
  return new Map([...values].filter(([name]) => names.has(name)));
}

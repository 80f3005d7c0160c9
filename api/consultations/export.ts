/** « Exporter »: the consultations of a month or of a quarter, each with its calculation. */
import type { Request, Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { findQuarterCase } from '../../db/consultations/quarter-case.ts';
import { loadMonthsToSign, type MonthToSign } from '../../db/consultations/sign.ts';
import type { EncodedLine } from '../../db/consultations/month.ts';
import type { LookedAt, Standing, Totals } from '../../domain/consultations/month.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { monthInWords, monthsOf, quarterInWords, quarterOf } from '../../domain/quarter.ts';
import { centsOf } from '../../domain/traced.ts';
import { hourInWords } from '../../views/consultations/words.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { amountIn } from '../documents/plain-sheet.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sheetType, textSheet } from '../sheet.ts';
import { getCreche, getPeriod, isShown } from './month-context.ts';
import { nameOf } from './present-lines.ts';

const columns = [
  { header: 'Mois', width: 16 },
  { header: 'Date séance', width: 12 },
  { header: 'Arrivée', width: 9 },
  { header: 'Départ', width: 9 },
  { header: 'Médecin', width: 30 },
  { header: "Heures (au quart d'heure)", width: 14 },
  { header: 'Tarif horaire (€)', width: 12 },
  { header: 'Honoraires (€)', width: 12 },
  { header: 'Kilomètres', width: 11 },
  { header: 'Tarif au kilomètre (€)', width: 12 },
  { header: 'Frais de déplacement (€)', width: 14 },
  { header: 'État', width: 24 },
];
const states: Readonly<Record<Standing, string>> = {
  signed: 'signée et envoyée',
  ready: 'à signer',
  waiting: "médecin à valider par l'ONE",
  faulty: 'à corriger',
};
const decimal = (value: number): string => String(value).replace('.', ',');

export async function exportPeriod(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const creche = await getCreche(deps, req, res);
  const today = dayOf(now());
  const { period, isQuarter } = getPeriod(req, today);
  const quarter = isQuarter ? period : quarterOf(period);
  const months = isQuarter ? monthsOf(period).filter((month) => isShown(month, today)) : [period];
  const found = await findQuarterCase(db, creche.id, quarter);
  const loaded = await loadMonthsToSign(db, creche.id, months, { today, found });
  const viewer = getViewer(res);
  const lines = loaded.flatMap((month) => month.looked.lines.map((one) => rowOf(one, month)));
  const book = await textSheet({
    title: 'Consultations',
    columns,
    rows: [...lines, ...totalRows(loaded)],
    about: [
      `Consultations médicales de ${isQuarter ? quarterInWords(period) : monthInWords(period)}, ${creche.name}`,
      `Exporté le ${formatDateTime(now())}`,
      "Honoraires : heures arrondies au quart d'heure le plus proche, multipliées par le tarif horaire du jour de la consultation.",
      'Frais de déplacement : kilomètres, aller et retour, multipliés par le tarif au kilomètre du jour de la consultation.',
      "Une ligne à corriger n'est comptée dans aucun total.",
    ],
  });
  await recordAudit(db, {
    at: now(),
    actorId: viewer.userId,
    onBehalfOf: creche.organisingBodyId,
    acr: viewer.acr,
    event: 'export',
    subject: 'consultations',
    subjectId: creche.id,
    change: { lines: { before: null, after: lines.length } },
  });
  res
    .set({
      'Content-Type': sheetType,
      'Content-Disposition': attachmentHeader(`consultations-${period}.xlsx`),
      'Cache-Control': 'no-store',
    })
    .send(book);
}

function rowOf({ line, standing, hours, worth }: LookedAt<EncodedLine>, { month, doctors }: MonthToSign): string[] {
  return [
    monthInWords(month),
    line.on ? formatShortDate(line.on) : '',
    line.from === null ? '' : hourInWords(line.from),
    line.to === null ? '' : hourInWords(line.to),
    nameOf(doctors.get(line.collaboration ?? '')) ?? '',
    hours === undefined ? '' : decimal(hours),
    worth ? decimal(worth.tariff.hourly) : '',
    worth ? amountIn(centsOf(worth.fees)) : '',
    worth ? decimal(worth.kilometres) : '',
    worth ? decimal(worth.tariff.kilometre) : '',
    worth ? amountIn(centsOf(worth.travel)) : '',
    states[standing],
  ];
}

function totalRows(months: readonly MonthToSign[]): string[][] {
  const row = (label: string, of: (month: MonthToSign) => Totals): string[] => {
    const all = months.map(of);
    const sum = (what: keyof Totals): number => all.reduce((total, one) => total + one[what], 0);
    return [
      label,
      '',
      '',
      '',
      `${String(sum('consultations'))} consultation(s)`,
      decimal(sum('hours')),
      '',
      amountIn(sum('fees')),
      '',
      '',
      amountIn(sum('travel')),
      '',
    ];
  };
  return [
    row('Total signé', ({ looked }) => looked.signed),
    row('Total à signer', ({ looked }) => looked.ready),
    row('Total en attente', ({ looked }) => looked.waiting),
  ];
}

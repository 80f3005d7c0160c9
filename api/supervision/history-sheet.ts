/** The history of a period as a sheet: when, who, as what, what, on what, whose. */
import { exportLimit } from '../../db/supervision/export-history.ts';
import type { HistoryFilter, HistoryRow } from '../../db/supervision/history.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import type { Dependencies } from '../context.ts';
import { textSheet } from '../sheet.ts';
import { asWhat, events, onWhat, subjects, whatChanged, whatDone, whoDid } from './history-words.ts';

const columns = [
  { header: 'Quand', width: 24 },
  { header: 'Qui', width: 28 },
  { header: 'En quelle qualité', width: 34 },
  { header: 'Quoi', width: 34 },
  { header: 'Sur quoi', width: 30 },
  { header: 'Chez qui, où', width: 44 },
  { header: 'Changement', width: 60 },
];

export const historySheet = (
  deps: Pick<Dependencies, 'procedures'>,
  rows: readonly HistoryRow[],
  filter: HistoryFilter & { from: Day; to: Day },
): Promise<Buffer> =>
  textSheet({
    title: 'Historique',
    columns,
    rows: rows.slice(0, exportLimit).map((row) => cellsOf(deps, row)),
    about: tellFilter(rows.length, filter),
  });

const cellsOf = (deps: Pick<Dependencies, 'procedures'>, row: HistoryRow): string[] => [
  formatDateTime(row.at),
  whoDid(row),
  asWhat(row),
  whatDone(deps, row),
  onWhat(row),
  row.place ?? '',
  whatChanged(row),
];

function tellFilter(
  found: number,
  { from, to, event, subject, subjectId, actorId }: HistoryFilter & { from: Day; to: Day },
): string[] {
  return [
    `Historique de Pro.ONE du ${formatShortDate(from)} au ${formatShortDate(to)}, actes compris.`,
    ...(event ? [`Seulement : ${events[event] ?? event}.`] : []),
    ...(subject ? [`Seulement sur : ${subjects[subject] ?? subject}${subjectId ? ', un seul' : ''}.`] : []),
    ...(actorId ? ["Seulement d'une personne."] : []),
    found > exportLimit
      ? `Il y a plus de ${String(exportLimit)} lignes : seules les plus récentes y sont. Exportez des périodes plus courtes.`
      : `${String(found)} lignes, toutes celles de la période.`,
    'Les valeurs personnelles sont masquées. Cet export est lui-même inscrit dans l’historique.',
  ];
}

/** The history of a body as a sheet, with what was asked for. */
import { mostExported, type BodyHistoryFilter, type BodyHistoryRow } from '../../db/history/body-history.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import type { Dependencies } from '../context.ts';
import { textSheet } from '../sheet.ts';
import { asWhat, deedWords, sentenceOf, whatChanged, whoDid } from './sentences.ts';

const columns = [
  { header: 'Quand', width: 26 },
  { header: 'Qui', width: 30 },
  { header: 'En quelle qualité', width: 30 },
  { header: 'Consulté ou modifié', width: 22 },
  { header: "Ce qui s'est passé", width: 70 },
  { header: 'Où', width: 44 },
  { header: 'Changement', width: 60 },
];

export const bodyHistorySheet = (
  deps: Pick<Dependencies, 'procedures'>,
  rows: readonly BodyHistoryRow[],
  { body, filter, whole }: { body: string; filter: BodyHistoryFilter; whole: boolean },
): Promise<Buffer> =>
  textSheet({
    title: 'Historique',
    columns,
    rows: rows
      .slice(0, mostExported)
      .map((row) => [
        formatDateTime(row.at),
        whoDid(row),
        asWhat(row),
        deedWords[row.deed],
        sentenceOf(deps, row),
        row.place ?? '',
        whatChanged(row),
      ]),
    about: [
      `Historique de ${body}${filter.from ? `, à partir du ${formatShortDate(filter.from)}` : ''}${filter.to ? `, jusqu'au ${formatShortDate(filter.to)}` : ''}.`,
      whole ? 'Ce que chacun a consulté et modifié.' : 'Ce que vous avez fait, et ce qui concerne votre utilisateur.',
      ...(Object.keys(filter).some((name) => name !== 'from' && name !== 'to')
        ? ["Une partie seulement : des filtres étaient choisis au moment de l'export."]
        : []),
      rows.length > mostExported
        ? `Il y a plus de ${String(mostExported)} lignes : seules les plus récentes y sont. Exportez des périodes plus courtes.`
        : `${String(rows.length)} lignes, toutes celles demandées.`,
      "Les valeurs personnelles sont masquées. Cet export est lui-même inscrit dans l'historique.",
    ],
  });

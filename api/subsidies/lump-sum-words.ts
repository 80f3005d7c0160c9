/** How a table of lump sums is told: its row in the list, what publishing it will change, and how far its calculation is. */
import type { LumpSumTable } from '../../db/subsidies/lump-sums.ts';
import type { Work } from '../../db/subsidies/works.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { titleOfTable } from '../../views/subsidies/words.ts';
import { conflict, type Problem } from '../problems.ts';

export const path = '/office/lump-sums';

export const badgeOf = ({ status }: LumpSumTable): object =>
  status === 'draft' ? { kind: 'due-soon', text: 'à publier' } : { kind: 'done', text: 'publié' };

export const rowOf = (table: LumpSumTable): object => ({
  cells: [
    {
      text: titleOfTable(table),
      href: `${path}/${table.id}`,
      strong: true,
      ...(table.motive ? { sub: table.motive } : {}),
    },
    { text: String(table.version), numeric: true },
    { badge: badgeOf(table), text: '' },
    { text: table.published_at ? formatShortDate(dayOf(table.published_at)) : '–' },
    { text: table.publisher ?? `encodé par ${table.encoder}` },
  ],
});

export const fileNameOf = ({ quarter, regime, version }: LumpSumTable): string =>
  `forfaits-${quarter}-${regime}-v${String(version)}.xlsx`;

export const alreadyPublished = ({ id, status, publisher, published_at: at }: LumpSumTable): Problem =>
  conflict({
    title: status === 'published' ? 'Ce tableau est déjà publié' : "Ce tableau n'est plus là",
    what:
      status === 'published' && at ? `${publisher ?? ''} l'a publié le ${formatShortDateTime(at)}` : 'Il a été retiré',
    kept: [],
    backHref: status === 'published' ? `${path}/${id}` : path,
    backText: status === 'published' ? 'Voir le tableau publié' : 'Voir les tableaux',
  });

export function effectsOf({ waiting, revised }: { waiting: number; revised: number }): object[] {
  return [
    {
      text:
        waiting === 0
          ? 'aucune demande n’attend ce tableau ; celles qui seront contrôlées ensuite le prendront ;'
          : `${String(waiting)} ${waiting > 1 ? 'demandes en attente sont calculées et proposées' : 'demande en attente est calculée et proposée'} à la signature ;`,
    },
    ...(revised > 0
      ? [
          {
            text: `${String(revised)} ${revised > 1 ? 'demandes déjà calculées sont recalculées' : 'demande déjà calculée est recalculée'} : celles dont un montant change sont à signer à nouveau ;`,
          },
        ]
      : []),
    { text: 'les opérateurs de la petite enfance lisent une communication, et peuvent télécharger le tableau.' },
  ];
}

export function workInWords({ status, total, done, failed }: Work): string {
  if (total === 0) return 'Aucune demande n’attendait ce tableau.';
  const failures = failed > 0 ? `, ${String(failed)} en échec` : '';
  return status === 'done'
    ? `${String(done)} ${done > 1 ? 'demandes traitées' : 'demande traitée'}${failures}.`
    : `${String(done)} sur ${String(total)} ${total > 1 ? 'demandes traitées' : 'demande traitée'}${failures}.`;
}

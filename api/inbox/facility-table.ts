/** Rows of facilities, as the list and the search show them. */
import type { FacilityRow } from '../../db/inbox/facilities.ts';
import type { VersionRow } from '../../db/authorisations.ts';
import { facilityKindLabel, statusBadge, statusLabel } from '../authorisation/words.ts';

export const statusOf = (status: VersionRow['status']): { kind: string; text: string } => ({
  kind: statusBadge[status],
  text: statusLabel[status],
});

export const facilityTable = (rows: readonly FacilityRow[]): object => ({
  caption: "Milieux d'accueil",
  hideCaption: true,
  stack: true,
  rows40: true,
  shortcuts: true,
  columns: [
    { label: "Milieu d'accueil" },
    { label: 'Type' },
    { label: 'Localité', nowrap: true },
    { label: 'Capacité', numeric: true },
    { label: 'Autorisation' },
    { label: 'Pouvoir organisateur' },
  ],
  rows: rows.map((row) => ({
    cells: [
      { text: row.name, sub: row.number, href: `/office/facilities/${row.id}` },
      { text: facilityKindLabel[row.kind] ?? '' },
      { text: row.postcode ? `${row.postcode} ${row.locality ?? ''}` : '–' },
      { text: row.capacity === null ? '–' : String(row.capacity) },
      row.status ? { text: '', badge: statusOf(row.status) } : { text: 'aucune' },
      { text: row.body_name },
    ],
  })),
});

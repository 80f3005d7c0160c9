/** Where the sessions of the commission d'agrément stand, and the table that leads to them. */
import type { ListedSession } from '../../db/agreement-commission/sessions.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { sessionInWords, statusWords } from '../../views/agreement-commission/words.ts';

export const listPath = '/office/commission';
export const sessionPath = ({ id }: { id: string }): string => `${listPath}/${id}`;

/** A dossier that one comes with, to be put on an agenda. */
export const chosenQuery = (caseId: string | undefined): string => (caseId ? `?dossier=${caseId}` : '');

export const sessionCells = (session: ListedSession) => ({
  cells: [
    { text: sessionInWords(session), href: sessionPath(session), strong: true },
    { text: session.place },
    { text: formatShortDate(session.reportsBy) },
    { text: String(session.dossiers), numeric: true },
    { text: '', badge: statusWords[session.status] },
  ],
});
export const sessionColumns = [
  { label: 'Séance' },
  { label: 'Lieu' },
  { label: 'Avis à remettre pour le' },
  { label: 'Dossiers', numeric: true },
  { label: 'État', card: 'corner' },
];

/** What the sessions of the commission d'agrément are called, and how far they are. */
import type { AgendaRow, Dossier, Opinion } from '../../db/agreement-commission/agenda.ts';
import type { Session, SessionStatus } from '../../db/agreement-commission/sessions.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { opinionWords as ofDossier } from '../agreement-renewal/words.ts';

/** « 9 h 30 » */
export const hourInWords = (hour: string): string => {
  const [hours = '', minutes] = hour.split(':');
  return `${String(Number(hours))}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes ?? ''}`}`;
};
export const sessionInWords = ({ heldOn, heldAt }: Pick<Session, 'heldOn' | 'heldAt'>): string =>
  `${formatLongDate(heldOn)} à ${hourInWords(heldAt)}`;
/** Of the signed minutes, as a file. */
export const minutesName = ({ heldOn }: Pick<Session, 'heldOn'>): string =>
  `Procès-verbal commission d'agrément ${heldOn}.pdf`;
export const dossiersInWords = (count: number): string => (count === 1 ? '1 dossier' : `${String(count)} dossiers`);

export const statusWords: Readonly<Record<SessionStatus, { kind: string; text: string }>> = {
  'planned': { kind: 'neutral', text: 'ordre du jour ouvert' },
  'agenda-closed': { kind: 'at-one', text: 'ordre du jour clos' },
  'held': { kind: 'due-soon', text: 'procès-verbal à signer' },
  'signed': { kind: 'done', text: 'procès-verbal signé' },
  'cancelled': { kind: 'due-late', text: 'annulée' },
};

/** In the order in which they are chosen. */
export const opinions = ['renew', 'renew-under-conditions', 'refuse', 'postponed'] as const;
export const opinionWords: Readonly<Record<Opinion, string>> = {
  ...ofDossier,
  'postponed': 'reporté à une autre séance',
};
export const opinionBadge = (opinion: Opinion): { kind: string; text: string } => ({
  kind: { 'renew': 'done', 'renew-under-conditions': 'due-soon', 'refuse': 'due-late', 'postponed': 'neutral' }[
    opinion
  ],
  text: opinionWords[opinion],
});

const kindWords: Readonly<Record<string, string>> = {
  renewal: 'renouvellement',
  first: 'premier agrément',
  places: 'changement de lieux',
};
export const dossierInWords = ({ kind, endsOn }: Dossier): string =>
  `${kindWords[kind] ?? kind}${endsOn ? `, agrément jusqu'au ${formatShortDate(endsOn)}` : ''}`;
export const reportInWords = ({ report }: Dossier): string =>
  report === null ? 'pas encore remis' : opinionWords[report];

export const outcomeInWords = ({ outcome, opinion }: AgendaRow): string | undefined => {
  switch (outcome) {
    case 'told':
      return "l'opérateur lit l'avis";
    case 'postponed':
      return 'reporté';
    case 'gone':
      return "le dossier s'est terminé autrement";
    default:
      return opinion === null ? undefined : 'noté';
  }
};

/** The acts of the commission d'agrément: a dossier is put on an agenda, taken off, and given its opinion with the others of its session. */
import type { Row } from './own.ts';

const theSession = ({ id }: Row): string => `/office/commission?dossier=${id}`;

const isWaiting = ({ state: { data } }: Row): boolean => data.opinion === undefined && data.sessionOn === undefined;
const isOnAgenda = ({ state: { data } }: Row): boolean => data.opinion === undefined && data.sessionOn !== undefined;

export const commissionPages = {
  'put-on-agenda': (row: Row) => (isWaiting(row) ? theSession(row) : undefined),
  'take-off-agenda': (row: Row) => (isOnAgenda(row) ? theSession(row) : undefined),
  'note-commission-opinion': (row: Row) => (isOnAgenda(row) ? theSession(row) : undefined),
};

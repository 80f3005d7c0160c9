/** Issues of the letters in words. */
import type { Issue } from '../../db/newsletters/issues.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { piecesOf, type Piece } from '../../domain/linked-text.ts';
import { letterNames } from '../../domain/newsletters.ts';

/** « Flash Accueil, vendredi 6 novembre 2026 » */
export const nameOf = ({ letter, dated_on: on }: Pick<Issue, 'letter' | 'dated_on'>): string =>
  `${letterNames[letter]}, ${formatLongDate(on)}`;

/** For the partial `newsletter-issue`. */
export const issueShown = (
  one: Pick<Issue, 'letter' | 'title' | 'text' | 'dated_on'>,
  file?: { name: string | null; size: number | null; href: string },
): { name: string; title: string; pieces: Piece[]; files: object[] } => ({
  name: nameOf(one),
  title: one.title,
  pieces: piecesOf(one.text),
  files: file?.name ? [{ name: file.name, kind: 'le numéro complet', size: file.size, href: file.href }] : [],
});

export const standingOf = ({ sent_at: sent, queued_at: queued }: Pick<Issue, 'sent_at' | 'queued_at'>) =>
  sent === null
    ? { kind: 'you', text: 'attend une seconde personne' }
    : queued === null
      ? { kind: 'at-one', text: "en cours d'envoi" }
      : { kind: 'done', text: 'envoyé' };

/** « 1 personne », « 7 840 personnes » */
export const persons = (count: number): string =>
  count === 1 ? '1 personne' : `${count.toLocaleString('fr-BE')} personnes`;

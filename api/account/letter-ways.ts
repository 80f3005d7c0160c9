/** How the letters of ONE come to a user, in words. */
import type { MailWishes } from '../../db/account/mail-wishes.ts';
import { letterNames, type LetterWay } from '../../domain/newsletters.ts';

const elsewhere = 'Tous les numéros se lisent dans «\u00a0Flash Accueil et PRO.DIG.E\u00a0».';
export const wayWords: Record<LetterWay, { text: string; hint?: string }> = {
  mail: { text: 'Par courriel' },
  post: { text: 'Par la poste', hint: "À l'adresse de courrier de votre pouvoir organisateur ou de votre activité." },
  none: { text: 'Je ne le reçois pas', hint: elsewhere },
};

/** For the partial `summary-list`. */
export const waysInWords = ({ flash, prodige }: Pick<MailWishes, 'flash' | 'prodige'>) => [
  { label: letterNames['flash-accueil'], value: wayWords[flash].text },
  { label: letterNames.prodige, value: wayWords[prodige].text },
];

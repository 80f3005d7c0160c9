/** What is told beside a month: where its saving stands, what looks odd and what mends it, two values of one day. */
import { warningInWords } from '../../../domain/after-school/attendance-words.ts';
import type { CountWarning } from '../../../domain/after-school/month-standing.ts';
import type { Conflict, EnrolledConflict, Status } from './sending.ts';

const texts: Readonly<Record<Exclude<Status['is'], 'saved'>, string>> = {
  'saving': 'enregistrement…',
  'offline': 'pas de connexion : gardé sur cette page, envoyé dès qu’elle revient',
  'signed-out': 'votre session est terminée : reconnectez-vous dans un autre onglet, puis continuez',
  'other-person': 'une autre personne s’est connectée dans ce navigateur : rechargez la page',
  'sent': "ce mois a été envoyé à l'ONE : il ne se modifie plus",
  'refused': 'rien n’est enregistré : rechargez la page',
};
export const statusInWords = (status: Status): string =>
  status.is === 'saved' ? `enregistré à ${hour(status.at)}` : texts[status.is];

/** A line of what looks odd. @param mends what the place may do about it */
export function warningLine(
  warning: CountWarning,
  month: string,
  mends: readonly { label: string; act: () => void }[],
): HTMLElement {
  const line = document.createElement('div');
  line.className = 'month-warning';
  line.dataset.ofDay = '';
  const { who, text } = warningInWords(warning, month);
  const words = document.createElement('p');
  const name = document.createElement('strong');
  name.textContent = `${who} :`;
  words.append(name, ` ${text} `);
  line.append(words, ...mends.map(({ label, act }) => asLink(label, act)));
  return line;
}

/** Both values of a day, or of those inscribed, and the choice between them. @param typed « Vous avez écrit 14 en maternelle » */
export function conflictLine(
  { at, words }: Conflict | EnrolledConflict,
  typed: string,
  choose: (which: 'mine' | 'theirs') => void,
): { line: HTMLElement; text: string } {
  const line = document.createElement('div');
  line.className = 'day-conflict';
  const both = document.createElement('p');
  const text = `${words}${at > 0 ? ` à ${hour(at)}` : ''}. ${typed}.`;
  both.textContent = text;
  line.append(
    both,
    asLink('Garder le mien', () => choose('mine')),
    ' ',
    asLink("Reprendre l'autre", () => choose('theirs')),
  );
  return { line, text };
}

function asLink(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'as-link';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

/** « 15 h 41 », in Brussels, as the server says it. */
function hour(at: number): string {
  return new Intl.DateTimeFormat('fr-BE', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Brussels' })
    .format(at)
    .replace(':', ' h ')
    .replace(/^0(?=\d)/, '');
}

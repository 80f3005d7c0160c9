/** What is told beside a month: where its saving stands, what looks odd and what mends it, two values of one day. */
import { warningInWords } from '../../../domain/after-school/attendance-words.ts';
import { presentOf } from '../../../domain/after-school/counts.ts';
import type { CountWarning } from '../../../domain/after-school/month-standing.ts';
import { typedOn } from './days.ts';
import type { Conflict, Status } from './sending.ts';

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

/** Both values of a day, and the choice between them. */
export function conflictLine(
  { one, by, at, words }: Conflict,
  choose: (which: 'mine' | 'theirs') => void,
): { line: HTMLElement; text: string } {
  const line = document.createElement('div');
  line.className = 'day-conflict';
  const words_ = document.createElement('p');
  const mine =
    presentOf(typedOn(one).counted) === null
      ? 'rien'
      : [...one.inputs.values()].map(({ value }) => value || '–').join(' et ');
  const text = `${by} a mis ${words}${at > 0 ? ` à ${hour(at)}` : ''}. Vous avez écrit ${mine}.`;
  words_.textContent = text;
  line.append(
    words_,
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

/** What is said around the grid: when it was saved, what is to be corrected, and two values for one cell. */
import type { Point, Proposal } from '../../../domain/attendance/check-month.ts';
import { dayInWords } from '../../../domain/attendance/weeks.ts';
import {
  childName,
  groupInWords,
  groupPoints,
  proposalInWords,
  shown,
  type PointGroup,
} from '../../../views/attendance/words.ts';
import { dayOfNumber, type Conflict, type Model } from './model.ts';
import type { Status } from './sending.ts';

export const hour = (at: number): string =>
  new Intl.DateTimeFormat('fr-BE', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Brussels' }).format(at);
export const cellsInWords = (count: number): string => `${String(count)} ${count === 1 ? 'cellule' : 'cellules'}`;

/** @returns the sentence, and where one goes on */
export function statusInWords(
  status: Status,
  model: Model,
): { text: string; kind: string; signIn?: true; reload?: true } {
  const waiting = model.waiting.size;
  const wait = `${cellsInWords(waiting)} en attente`;
  switch (status.is) {
    case 'loaded':
      return { text: model.locked ? 'Lecture seule.' : 'Chaque cellule s’enregistre seule.', kind: 'calm' };
    case 'saving':
      return { text: 'Enregistrement…', kind: 'calm' };
    case 'saved':
      return waiting > 0
        ? { text: `Enregistrement… ${wait}`, kind: 'calm' }
        : { text: `Enregistré à ${hour(status.at)}`, kind: 'done' };
    case 'offline':
      return {
        text: `Hors connexion : ${wait}. Elles sont gardées sur cet ordinateur et partiront d'elles-mêmes.`,
        kind: 'warning',
      };
    case 'signed-out':
      return {
        text: `Votre session est terminée : ${wait}, gardées sur cet ordinateur. Reconnectez-vous pour les enregistrer :`,
        kind: 'warning',
        signIn: true,
      };
    case 'other-person':
      return {
        text: `Une autre personne est connectée maintenant : ${wait}, rien n'est enregistré en son nom.`,
        kind: 'warning',
      };
    case 'sent':
      return {
        text: `Ce mois a été envoyé entre-temps : ${cellsInWords(waiting)} n'ont pas été enregistrées.`,
        kind: 'fault',
        reload: true,
      };
    case 'refused':
      return { text: `L'enregistrement est refusé : ${wait}. Rechargez la page.`, kind: 'fault', reload: true };
    default:
      return status satisfies never;
  }
}

const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
};
function button(text: string, about: string, press: () => void): HTMLButtonElement {
  const made = element('button', 'button button--small', text, element('span', 'visually-hidden', ` : ${about}`));
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}

export interface Mends {
  mend: (group: PointGroup, proposal: Proposal) => void;
  goTo: (point: Point) => void;
  childHref: (rowId: string) => string;
  /** Where the closures of the quarter are declared; nothing where it is not open. */
  closuresHref: string;
}
const mostShown = 12;

export function showPoints(card: HTMLElement, model: Model, { mend, goTo, childHref, closuresHref }: Mends): void {
  const list = card.querySelector('[data-points-list]')!;
  const focused = (document.activeElement as HTMLElement | null)?.dataset.point;
  const groups = groupPoints(model.points);
  const faults = model.points.filter(({ weight }) => weight === 'fault').length;
  card.hidden = groups.length === 0;
  card.classList.toggle('card--fault', faults > 0);
  card.querySelector('[data-points-title]')!.textContent = faults > 0 ? `À corriger (${String(faults)})` : 'À vérifier';
  list.replaceChildren(
    ...groups.slice(0, mostShown).map((group) => {
      const [point] = group;
      const { who, text } = groupInWords(group, model.byId, model.rules.places);
      const isFault = point.weight === 'fault';
      const buttons: HTMLElement[] = point.proposals.flatMap((proposal): HTMLElement[] => {
        if (proposal.do === 'open-day' && closuresHref === '') return [];
        if (proposal.do !== 'change' && proposal.do !== 'open-day')
          return [button(proposalInWords(proposal, group.length), who, () => mend(group, proposal))];
        const link = element(
          'a',
          'button button--small',
          proposalInWords(proposal),
          element('span', 'visually-hidden', ` : ${who}`),
        );
        link.href = proposal.do === 'open-day' ? closuresHref : childHref(point.rowId ?? '');
        return [link];
      });
      if (point.day !== null) buttons.push(button('Aller à la cellule', who, () => goTo(point)));
      buttons.forEach(
        (each, place) => (each.dataset.point = `${point.rowId ?? ''} ${point.day ?? ''} ${String(place)}`),
      );
      return element(
        'li',
        '',
        element('span', `badge badge--${isFault ? 'due-late' : 'due-soon'}`, isFault ? 'à corriger' : 'à vérifier'),
        element('p', '', element('strong', '', who), ` : ${text}`),
        element('div', 'button-row', ...buttons),
      );
    }),
  );
  card.querySelector('[data-points-more]')?.remove();
  if (groups.length > mostShown) {
    const more = element(
      'p',
      'small soft',
      `et ${String(groups.length - mostShown)} autres, à voir ensuite (touche F8 dans la grille).`,
    );
    more.dataset.pointsMore = '';
    card.append(more);
  }
  if (focused) card.querySelector<HTMLElement>(`[data-point="${CSS.escape(focused)}"]`)?.focus();
}

export function showConflicts(
  place: HTMLElement,
  model: Model,
  { take, goTo }: { take: (conflict: Conflict, text: string) => void; goTo: (conflict: Conflict) => void },
): void {
  if (model.conflicts.size === 0) {
    place.replaceChildren();
    return;
  }
  place.replaceChildren(
    element(
      'section',
      'card card--warning',
      element('h2', '', `Deux valeurs pour ${cellsInWords(model.conflicts.size)}`),
      element(
        'ul',
        'board',
        ...[...model.conflicts.values()].slice(0, mostShown).map((conflict) => {
          const row = model.byId.get(conflict.rowId);
          const who = `${row ? childName(row) : ''}, ${dayInWords(dayOfNumber(model, conflict.day))}`;
          const said = (text: string): string => (text === '' ? 'vide' : shown(text));
          return element(
            'li',
            '',
            element('span', 'badge badge--due-soon', 'à choisir'),
            element(
              'p',
              '',
              element('strong', '', who),
              ` : vous avez écrit ${said(conflict.mine)} ; ${conflict.by} a mis ${said(conflict.theirs)} à ${hour(conflict.at)}.`,
            ),
            element(
              'div',
              'button-row',
              button(`Garder ${said(conflict.mine)}`, who, () => take(conflict, conflict.mine)),
              button(`Prendre ${said(conflict.theirs)}`, who, () => take(conflict, conflict.theirs)),
              button('Aller à la cellule', who, () => goTo(conflict)),
            ),
          );
        }),
      ),
    ),
  );
}

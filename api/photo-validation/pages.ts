/** The pages of the validation of photos. */
import { Router } from 'express';
import type { Day } from '../../domain/calendar.ts';
import { followerOf } from '../../workflows/roles.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import { motiveWords, words } from '../../views/photo-validation/words.ts';
import { presentationPath } from '../presentation/open.ts';
import type { CaseRowOf, ProcedurePages, Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import { acts, exchanges, photoPanel, type Pages } from './acts.ts';
import { isShown, photosRoutes } from './photos.ts';
import { publicPhotoRoutes } from './public-photos.ts';
import { requestRoutes } from './request.ts';

export const photoValidation: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  situation: situationOf,
  declared: ({ acts: all }) => {
    const sent = all.findLast(({ action }) => action === 'propose' || action === 'give-another')?.content ?? {};
    return [
      { field: 'caption', label: 'Légende', value: textIn(sent.caption) },
      { field: 'altText', label: "Ce que l'on voit sur la photo", value: textIn(sent.altText) },
      { field: 'declared', label: 'Déclaration', value: 'Aucune personne reconnaissable, ou avec son accord écrit' },
    ];
  },
  decides: ['accept', 'refuse', 'remove'],
  panels: (file) => ({ subject: photoPanel(file) }),
  exchanges,
  contact: ({ state }) => followerOf(state.data.childminder),
  wayIn: {
    tile: {
      title: 'Places et présentation',
      href: '/pro/presentation',
      text: 'places libres, photos et projet : ce que les parents voient',
    },
    ofFacility: (facility) =>
      isShown(facility)
        ? {
            label: 'Places et présentation',
            href: presentationPath(facility.id),
            text: 'places libres, photos et projet : ce que les parents voient',
          }
        : undefined,
  },
  routes: (deps) => Router().use(photosRoutes(deps), requestRoutes(deps)),
  publicRoutes: publicPhotoRoutes,
};

const textIn = (value: unknown): string =>
  typeof value === 'string' ? value : "(texte effacé à l'échéance de conservation)";

function situationOf({ status, state }: CaseRowOf<Pages>, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const due = tasks[0]?.dueOn;
  const { until, inWords } = untilDay(due, today);
  const motive = data.motive ? `Motif : ${motiveWords[data.motive]}.` : '';
  const operator = reader === 'operator';
  switch (status) {
    case 'validation':
      return {
        title: "C'est à l'ONE.",
        text: operator ? 'Votre photo est regardée avant le' : 'La photo est à valider avant le',
        until,
        rest: operator ? `${inWords}. Les parents ne la voient pas encore.` : `${inWords}.`,
      };
    case 'another-asked':
      return {
        title: titleOfTurn('operator', reader),
        text: `${motive} Une autre photo est attendue avant le`,
        until,
        rest: `${inWords}. Sans elle, la demande est classée et la place redevient libre.`,
      };
    case 'published':
      return {
        title: 'La photo est visible des parents.',
        text: operator ? 'Vous pouvez la retirer à tout moment.' : "L'opérateur peut la retirer à tout moment.",
      };
    case 'refused':
      return { title: 'La photo est refusée.', text: motive };
    case 'removed':
      return { title: "L'ONE a retiré la photo du site public.", text: motive };
    case 'withdrawn':
      return { title: 'La photo est retirée.', text: 'Les parents ne la voient pas.' };
    case 'closed-without-follow-up':
      return { title: 'La demande est classée sans suite.', text: "L'autre photo demandée n'est pas arrivée." };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: 'Les parents ne voient pas la photo.' };
    default:
      return status satisfies never;
  }
}

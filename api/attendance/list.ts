/** « Présences »: the crèches one encodes for, each with the month to do now. */
import type { Request, Response } from 'express';
import { listCreches } from '../../db/attendance/facilities.ts';
import { monthsToDo } from '../../db/attendance/to-do.ts';
import { dayOf } from '../../domain/calendar.ts';
import { monthInWords, monthOf } from '../../domain/quarter.ts';
import { waitingImports } from '../attendance-import/waiting.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

const noAccess =
  "Les présences s'encodent pour une crèche subventionnée, avec le droit « Subsides ». La personne qui gère les utilisateurs de votre organisme peut l'ouvrir.";

export async function showCreches(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  if (!ability.can('subsidies', 'Facility')) throw forbidden(noAccess);
  const creches = await listCreches(deps.db, ability);
  const toDo = await monthsToDo(
    deps.db,
    creches.map(({ id }) => id),
    monthOf(dayOf(deps.now())),
  );
  const hrefOf = (id: string): string => `/pro/facilities/${id}/attendance/${toDo.get(id)?.month ?? ''}`;
  const [only] = creches;
  if (only && creches.length === 1) {
    res.redirect(302, hrefOf(only.id));
    return;
  }
  renderPage(deps, req, res, 'attendance/list', {
    title: 'Présences',
    back: { href: '/pro', label: "à l'accueil" },
    ...(await waitingImports(deps, res, { names: new Map(creches.map(({ id, name }) => [id, name])) })),
    noAccess: creches.length === 0 ? noAccess : undefined,
    rows: creches.map(({ id, name, locality }) => {
      const { month = '', children = 0, reopened = false } = toDo.get(id) ?? {};
      return {
        cells: [
          { text: name, href: hrefOf(id), strong: true, sub: locality ?? '' },
          { text: monthInWords(month) },
          children === 0
            ? { text: 'aucune présence encore' }
            : { text: `${String(children)} ${children < 2 ? 'enfant encodé' : 'enfants encodés'}` },
          reopened
            ? { text: '', badge: { kind: 'to-you', text: 'rouvert' } }
            : { text: '', badge: { kind: 'neutral', text: 'à envoyer' } },
        ],
      };
    }),
  });
}

/** A review planned from the page of a facility: its first day, in the plan of whoever follows the place. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { actAs } from '../../db/access/acts.ts';
import { asOpening } from '../../db/access/subjects.ts';
import { dayOf } from '../../domain/calendar.ts';
import { hasReviews } from '../../domain/functioning-review/places.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { followerOf } from '../../workflows/roles.ts';
import { getPlaceToOpen, openAtOne, showOpeningAtOne } from '../cases/open-at-one.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { dateInput, optionalText, requiredDay, textarea } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { forbidden } from '../problems.ts';
import { listClosures } from '../../db/functioning-review/closures.ts';
import { faultOfFirstDay } from './first-day.ts';

const Planning = z.strictObject({
  firstDayOn: requiredDay('Écrivez le premier jour du bilan, jj/mm/aaaa.'),
  text: optionalText(2000),
  token,
});
const opener = {
  process,
  action: 'plan',
  notYours:
    "Le bilan d'une crèche est planifié par la coordination accueil, celui d'une accueillante par l'agent conseil.",
};
const noReviews = "Le bilan de fonctionnement concerne les crèches et les accueillantes : ce lieu n'en a pas.";
const page = {
  title: 'Planifier le bilan de fonctionnement',
  intro:
    "L'opérateur est invité avant le premier jour, et rien ne s'ouvre avant ce jour. Vous pourrez encore le déplacer.",
  inputs: [
    dateInput('firstDayOn', 'Premier jour'),
    textarea('text', "Message à l'opérateur", { required: false, rows: 3, maxLength: 2000 }),
  ],
  button: { label: 'Inscrire au plan', kind: 'go' },
} as const;
export const planningPath = (id: string): string => `/office/facilities/${id}/plan-review`;

/** The place, where it is this person who follows it. */
async function getPlaceToPlan(deps: Dependencies, req: Request, res: Response) {
  const { facility } = await getPlaceToOpen(deps, req, res, opener);
  if (!hasReviews(facility)) throw forbidden(noReviews);
  const role = followerOf(facility.home);
  if (!getViewer(res).ability.can(actAs(role), asOpening(process.slug, facility))) throw forbidden(opener.notYours);
  return { facility, role };
}

export function planOneRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(planningPath(':id'), async (req, res) => {
    const { facility } = await getPlaceToPlan(deps, req, res);
    showOpeningAtOne(deps, req, res, facility, page);
  });
  router.post(planningPath(':id'), async (req, res) => {
    const { facility, role } = await getPlaceToPlan(deps, req, res);
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const read = Planning.safeParse(typed);
    const today = dayOf(arrivedAt(res));
    const fault = read.success
      ? faultOfFirstDay(read.data.firstDayOn, today, await listClosures(deps.db, [facility.id], today))
      : undefined;
    const faults: Faults = read.success ? (fault ? { firstDayOn: fault } : {}) : faultsIn(read.error);
    if (!read.success || fault) {
      showOpeningAtOne(deps, req, res.status(422), facility, { ...page, typed, faults });
      return;
    }
    const { firstDayOn, text, token: sending } = read.data;
    await openAtOne(
      deps,
      res,
      process,
      {
        facility,
        role,
        token: sending,
        kind: 'review',
        action: 'plan',
        facts: { kind: 'review', home: facility.home, firstDayOn },
        content: { text },
      },
      {
        what: `Un bilan est déjà planifié ou en cours pour ${facility.name}`,
        state: "Un milieu d'accueil n'a qu'un bilan à la fois.",
      },
    );
  });
  return router;
}

/** A quarter that the calendar has missed (a place that became a subsidised crèche after its first day): the gestionnaire opens it, with a reason. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listQuartersToOpen } from '../../db/quarterly-subsidy/may-be-opened.ts';
import { dayOf } from '../../domain/calendar.ts';
import { quarterInWords, type Quarter } from '../../domain/quarter.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { getPlaceToOpen, openAtOne, showOpeningAtOne, type PlaceToOpen } from '../cases/open-at-one.ts';
import type { Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { answer, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const Opening = z.strictObject({
  quarter: answer('Choisissez le trimestre.'),
  reason: requiredText('Écrivez pourquoi ce trimestre est ouvert maintenant.', 5000),
  token,
});
const action = 'open-quarter';
const opener = { process, action, notYours: 'Seul·e le ou la gestionnaire subsides ouvre un trimestre.' };
export const openingPath = (id: string): string => `/office/facilities/${id}/open-quarter`;

export function openingRoutes(deps: Dependencies): Router {
  const router = Router();
  const { db, now } = deps;
  router.get(openingPath(':id'), async (req, res) => {
    const { facility } = await getPlaceToOpen(deps, req, res, opener);
    show(deps, req, res, { facility, quarters: await listQuartersToOpen(db, facility, dayOf(now())) });
  });
  router.post(openingPath(':id'), async (req, res) => {
    const { facility, role } = await getPlaceToOpen(deps, req, res, opener);
    const quarters = await listQuartersToOpen(db, facility, dayOf(arrivedAt(res)));
    const body = (req.body ?? {}) as Record<string, unknown>;
    const read = Opening.safeParse(body);
    if (!read.success) {
      res.status(422);
      show(deps, req, res, { facility, quarters, typed: body, faults: faultsIn(read.error) });
      return;
    }
    const { quarter, reason, token: sending } = read.data;
    // One that has a case already is not offered: the case itself tells whether this sending has opened it.
    const isThere = async (): Promise<boolean> =>
      (await db('cases').where({ slug, kind: 'quarter', subject_id: facility.id, period: quarter }).first('id')) !==
      undefined;
    if (!quarters.includes(quarter) && !(await isThere())) {
      res.status(422);
      show(deps, req, res, { facility, quarters, typed: body, faults: { quarter: notAChoice } });
      return;
    }
    await openAtOne(
      deps,
      res,
      process,
      {
        facility,
        role,
        token: sending,
        kind: 'quarter',
        period: quarter,
        action,
        facts: { quarter },
        content: { reason },
      },
      {
        title: 'Ce trimestre est déjà ouvert',
        what: `Le ${quarterInWords(quarter)} a été ouvert entre-temps pour ${facility.name}`,
        kept: [{ label: 'Motif', value: reason }],
      },
    );
  });
  return router;
}

interface Shown {
  facility: PlaceToOpen;
  quarters: readonly Quarter[];
  typed?: Record<string, unknown>;
  faults?: Faults;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { facility, quarters, typed = {}, faults = {} }: Shown,
): void {
  const inputs = [
    radios(
      'quarter',
      'Trimestre',
      quarters.map((value) => ({ value, text: quarterInWords(value) })),
    ),
    textarea('reason', 'Motif', { rows: 4 }),
  ];
  const isPossible = quarters.length > 0;
  showOpeningAtOne(deps, req, res, facility, {
    title: 'Ouvrir un trimestre',
    intro: isPossible
      ? "Pour un milieu d'accueil devenu crèche subventionnée après le premier jour du trimestre : le calendrier ne l'a pas ouvert. Le dernier jour pour soumettre reste celui du trimestre ; s'il est dépassé ou trop proche, accordez une dérogation."
      : facility.kind === 'subsidised-creche'
        ? "Tous les trimestres où ce milieu d'accueil était autorisé sont déjà ouverts : il n'y a rien à ouvrir."
        : "Ce milieu d'accueil n'est pas une crèche subventionnée : il n'y a pas de trimestre à ouvrir.",
    inputs,
    ...(isPossible ? { button: { label: 'Ouvrir le trimestre', kind: 'go' } } : {}),
    typed,
    faults,
  });
}

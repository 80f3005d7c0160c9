/** A renewal that the calendar does not open (its agreement was written too late, or the one before it was withdrawn or cancelled): the référente opens it, with a reason. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listLastAgreements, standsOn, type Agreement } from '../../db/agreement-renewal/agreements.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import { getPlaceToOpen, openAtOne, showOpeningAtOne, type PlaceToOpen } from '../cases/open-at-one.ts';
import type { Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const Opening = z.strictObject({
  reason: requiredText('Écrivez pourquoi le renouvellement est ouvert maintenant.'),
  token,
});
const action = 'open-renewal';
const opener = { process, action, notYours: 'Seul·e le ou la référent·e agrément AES ouvre un renouvellement.' };
export const openingPath = (facilityId: string): string => `/office/facilities/${facilityId}/agreement-renewal`;

export function openingRoutes(deps: Dependencies): Router {
  const router = Router();
  const agreementOf = async ({ organising_body_id: bodyId }: PlaceToOpen): Promise<Agreement | undefined> =>
    (await listLastAgreements(deps.db, [bodyId])).get(bodyId);
  router.get(openingPath(':id'), async (req, res) => {
    const { facility } = await getPlaceToOpen(deps, req, res, opener);
    show(deps, req, res, { facility, agreement: await agreementOf(facility) });
  });
  router.post(openingPath(':id'), async (req, res) => {
    const { facility, role } = await getPlaceToOpen(deps, req, res, opener);
    const agreement = await agreementOf(facility);
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const read = Opening.safeParse(typed);
    if (!read.success || !mayBeRenewed(agreement, res)) {
      res.status(422);
      show(deps, req, res, { facility, agreement, typed, faults: read.success ? {} : faultsIn(read.error) });
      return;
    }
    const { reason, token: sending } = read.data;
    const facts = { agreementId: agreement.id, endsOn: agreement.to };
    await openAtOne(
      deps,
      res,
      process,
      { facility, role, token: sending, kind: 'renewal', action, facts, content: { reason } },
      {
        title: 'Ce renouvellement est déjà ouvert',
        what: `Un renouvellement est ouvert pour le pouvoir organisateur de ${facility.name}`,
        kept: [{ label: 'Motif', value: reason }],
      },
    );
  });
  return router;
}

/** It stands, and has not come to its end: what has ended is asked for anew, as a first agreement. */
function mayBeRenewed(agreement: Agreement | undefined, res: Response): agreement is Agreement {
  const today = dayOf(arrivedAt(res));
  return agreement !== undefined && agreement.to >= today && standsOn(agreement, today);
}

interface Shown {
  facility: PlaceToOpen;
  agreement: Agreement | undefined;
  typed?: Record<string, unknown>;
  faults?: Faults;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { facility, agreement, typed = {}, faults = {} }: Shown,
): void {
  const standing = mayBeRenewed(agreement, res) ? agreement : undefined;
  showOpeningAtOne(deps, req, res, facility, {
    title: "Ouvrir un renouvellement d'agrément",
    intro: standing
      ? `L'agrément du pouvoir organisateur court jusqu'au ${formatLongDate(standing.to)}. Le calendrier ouvre et invite de lui-même, un an avant ; ouvrez le renouvellement ici s'il ne l'a pas fait, ou si le précédent a été retiré ou annulé. L'opérateur est invité aussitôt que l'année est entamée ; s'il reste peu de temps, le délai d'introduction compte depuis l'ouverture.`
      : agreement
        ? `L'agrément du pouvoir organisateur ne court pas en ce moment (du ${formatLongDate(agreement.from)} au ${formatLongDate(agreement.to)}) : il n'y a rien à renouveler. L'opérateur peut préparer une première demande.`
        : "Le pouvoir organisateur n'a pas d'agrément : l'opérateur peut préparer une première demande.",
    inputs: [textarea('reason', 'Motif', { rows: 4 })],
    ...(standing ? { button: { label: 'Ouvrir le renouvellement', kind: 'go' } } : {}),
    typed,
    faults,
  });
}

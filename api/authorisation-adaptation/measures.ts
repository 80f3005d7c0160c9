/** Suspension, withdrawal and lifting decided by ONE: the agent opens the case of a facility by a formal notice. */
import { Router } from 'express';
import { z } from 'zod';
import { dayOf } from '../../domain/calendar.ts';
import { measureKinds } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { words } from '../../views/authorisation-adaptation/words.ts';
import { getPlaceToOpen, openAtOne, showOpeningAtOne } from '../cases/open-at-one.ts';
import type { Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn } from '../forms/form.ts';
import { dateInput, radios, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const past = 'La date envisagée ne peut pas être passée.';
const most = 20_000;
const Measure = z.strictObject({
  kind: z.enum(measureKinds, { error: 'Choisissez la mesure envisagée.' }),
  facts: requiredText('Écrivez les faits constatés.', most),
  reasons: requiredText('Écrivez les motifs, en droit et en fait.', most),
  expected: requiredText("Écrivez ce qui est attendu de l'opérateur, et avant quand.", most),
  effectiveOn: requiredDay('Écrivez la date envisagée, jj/mm/aaaa.'),
  token,
});
const inputs = [
  radios(
    'kind',
    'Mesure envisagée',
    measureKinds.map((value) => ({ value, text: words.kinds[value] })),
  ),
  textarea('facts', 'Faits constatés', { rows: 6, maxLength: undefined }),
  textarea('reasons', 'Motifs, en droit et en fait', { rows: 6, maxLength: undefined }),
  textarea('expected', "Ce qui est attendu de l'opérateur", { rows: 4, maxLength: undefined }),
  dateInput('effectiveOn', 'Date envisagée de la mesure'),
];

const action = 'open-measure';
const opener = {
  process,
  action,
  notYours: "Seul·e le ou la référent·e accueil de l'administration subrégionale ouvre une mesure.",
};
const page = {
  title: 'Mettre en demeure',
  intro:
    "Le pouvoir organisateur reçoit une mise en demeure et peut y répondre. La mesure n'est décidée qu'ensuite, à deux signatures.",
  inputs,
  button: { label: 'Mettre en demeure', kind: 'stop' },
} as const;

export function measureRoutes(deps: Dependencies): Router {
  const router = Router();
  const path = '/office/facilities/:id/open-measure';
  router.get(path, async (req, res) => {
    const { facility } = await getPlaceToOpen(deps, req, res, opener);
    showOpeningAtOne(deps, req, res, facility, page);
  });
  router.post(path, async (req, res) => {
    const { facility, role } = await getPlaceToOpen(deps, req, res, opener);
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const read = Measure.safeParse(typed);
    const isPast = read.success && read.data.effectiveOn < dayOf(arrivedAt(res));
    if (!read.success || isPast) {
      const faults = read.success ? { effectiveOn: past } : faultsIn(read.error);
      showOpeningAtOne(deps, req, res.status(422), facility, { ...page, typed, faults });
      return;
    }
    const { kind, effectiveOn, token: sending, ...content } = read.data;
    const registered = kind === 'lifting-of-suspension' ? {} : { registered: true as const };
    await openAtOne(
      deps,
      res,
      process,
      {
        facility,
        role,
        token: sending,
        kind,
        action,
        facts: { kind, home: facility.home, effectiveOn, ...registered },
        content,
      },
      {
        what: `${words.kinds[kind]} : une procédure est déjà ouverte pour ce milieu d'accueil`,
        state: 'Une seule procédure de ce type peut être ouverte à la fois.',
      },
    );
  });
  return router;
}

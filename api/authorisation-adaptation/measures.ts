/** Suspension, withdrawal and lifting decided by ONE: the agent opens the case of a facility by a formal notice. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findOpenerRole } from '../../db/access/acts.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asOpening } from '../../db/access/subjects.ts';
import { AlreadyOpen, openCase } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { measureKinds, slug } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { words } from '../../views/authorisation-adaptation/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { dateInput, radios, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
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

interface Facility {
  id: string;
  name: string;
  home: boolean;
  organising_body_id: string;
  administration: string;
}

export function measureRoutes(deps: Dependencies): Router {
  const router = Router();
  const path = '/office/facilities/:id/open-measure';
  router.get(path, async (req, res) => {
    show(deps, req, res, (await getFacility(deps, req, res)).facility);
  });
  router.post(path, async (req, res) => {
    const { facility, role } = await getFacility(deps, req, res);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const read = Measure.safeParse(body);
    const isPast = read.success && read.data.effectiveOn < dayOf(deps.now());
    if (!read.success || isPast) {
      res.status(422);
      show(deps, req, res, facility, body, read.success ? { effectiveOn: past } : faultsIn(read.error));
      return;
    }
    const { kind, effectiveOn, token: sending, ...content } = read.data;
    const viewer = getViewer(res);
    try {
      const opened = await openCase(deps.db, process, {
        token: sending,
        subject: { kind: 'facility', id: facility.id },
        kind,
        action: 'open-measure',
        facts: {
          kind,
          home: facility.home,
          effectiveOn,
          ...(kind === 'lifting-of-suspension' ? {} : { registered: true as const }),
        },
        content,
        actor: { role, userId: viewer.userId, acr: viewer.acr },
        at: arrivedAt(res),
      });
      if (opened.ring) deps.bell.ring(slug, opened.caseId, opened.reference);
      res.redirect(303, `/office/${slug}/${opened.caseId}`);
    } catch (error) {
      if (!(error instanceof AlreadyOpen)) throw error;
      throw conflict({
        what: `${words.kinds[kind]} : une procédure est déjà ouverte pour ce milieu d'accueil`,
        state: 'Une seule procédure de ce type peut être ouverte à la fois.',
        backHref: `/office/facilities/${facility.id}`,
        backText: "Retour au milieu d'accueil",
      });
    }
  });
  return router;
}

async function getFacility(deps: Dependencies, req: Request, res: Response) {
  const viewer = getViewer(res);
  const facility = (await accessibleBy(
    deps.db('facilities').where({ id: idOf(req) }),
    viewer.ability,
    'read',
    'Facility',
  ).first()) as Facility | undefined;
  if (!facility) throw notFound();
  const role = findOpenerRole(viewer, process, 'open-measure', asOpening(slug, facility));
  if (!role) throw forbidden("Seul·e le ou la référent·e accueil de l'administration subrégionale ouvre une mesure.");
  return { facility, role };
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: Facility,
  typed: Record<string, unknown> = {},
  faults: Faults = {},
): void {
  renderPage(deps, req, res, 'cases/act', {
    title: 'Mettre en demeure',
    drafted: req.originalUrl.split('?')[0],
    line: facility.name,
    back: { href: `/office/facilities/${facility.id}`, label: "au milieu d'accueil" },
    intro:
      "Le pouvoir organisateur reçoit une mise en demeure et peut y répondre. La mesure n'est décidée qu'ensuite, à deux signatures.",
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    actionUrl: req.originalUrl.split('?')[0],
    token: typeof typed.token === 'string' ? typed.token : randomUUID(),
    buttons: [
      { label: 'Mettre en demeure', kind: 'stop' },
      { label: 'Annuler', href: `/office/facilities/${facility.id}`, kind: 'link' },
    ],
  });
}

/** « Introduire aussi dans vos autres crèches »: one introduction for several places of the body, each a collaboration of its own, at its own distance. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findOpenerRole, onBehalfOf } from '../../db/access/acts.ts';
import { asOpening } from '../../db/access/subjects.ts';
import {
  findIntroduced,
  findPlaceSent,
  introduceThere,
  listPlacesWithout,
  type Introduced,
} from '../../db/doctors/places.ts';
import { findKnownDoctor } from '../../db/doctors/find.ts';
import type { Told } from '../../db/doctors/told.ts';
import { newToken, AlreadyOpen } from '../../db/record-act.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { parseInami } from '../../domain/inami.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import type { FacilitySubject } from '../drafts/facility-subjects.ts';
import { token as tokenIn } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { dateInput, requiredDay } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { casePathOf, listOf, placesPath } from './paths.ts';
import { kilometres } from './questions.ts';
import { listCreches } from './request.ts';
import { isDoubtful, ofDay } from './rules.ts';
import { toldRows } from './told-rows.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const declaration =
  'Je déclare que ces informations sont exactes et que la convention, signée par les deux parties, vaut aussi pour ces crèches.';
const noPlace = 'Indiquez les kilomètres pour au moins une crèche : 0 si le médecin ne se déplace pas.';

interface Asked {
  from: Introduced;
  name: string;
  /** Those where the doctor may be introduced too. */
  places: readonly FacilitySubject[];
  today: Day;
}

export function placesRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/doctors/:id/places', async (req, res) => show(deps, req, res, await getAsked(deps, req, res)));
  router.post('/pro/doctors/:id/places', (req, res) => introduce(deps, req, res));
  return router;
}

/** @throws Problem 404 where the collaboration is over, or nobody's to see */
async function getAsked({ db, now }: Dependencies, req: Request, res: Response): Promise<Asked> {
  const { ability } = getViewer(res);
  const from = await findIntroduced(db, ability, idOf(req));
  if (!from) throw notFound();
  const [without, mine, known] = await Promise.all([
    listPlacesWithout(db, from.caseId),
    listCreches(db, ability),
    findKnownDoctor(db, digitsOf(from.told)),
  ]);
  const places = mine.filter(
    (place) => without.has(place.id) && ability.can('prepare', asOpening(process.slug, place)),
  );
  return {
    from,
    name: doctorName(known ?? from.told),
    places,
    today: dayOf(now()),
  };
}
const digitsOf = ({ inami }: Told): string => {
  const read = parseInami(inami);
  return read.ok ? read.value : '';
};

const prefix = 'kilometres.';
const nameOfInput = (id: string): string => prefix + id;
const placesIn = (typed: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(typed).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
const inputsOf = ({ from, places }: Asked): Input[] => [
  dateInput('from', 'Début de la collaboration dans ces crèches', { value: from.told.from }),
  {
    partial: 'field-group',
    name: 'places',
    label: 'Kilomètres aller-retour entre le cabinet et chaque crèche',
    hint: 'Une crèche laissée vide n’est pas introduite ; 0 si le médecin ne se déplace pas.',
    inputs: places.map((place) => ({
      partial: 'field-number',
      name: nameOfInput(place.id),
      label: place.name,
      unit: 'km',
      decimal: true,
    })),
  },
  { partial: 'field-checkbox', name: 'declaration', label: declaration, required: true },
];

interface Shown {
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  token?: string;
  /** Somebody was quicker. */
  moved?: boolean;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  asked: Asked,
  { typed = {}, faults = {}, token = newToken(), moved = false }: Shown = {},
): void {
  const { from, name, places } = asked;
  if (isFaulty(faults)) res.status(moved ? 409 : 422);
  const inputs = inputsOf(asked);
  renderPage(deps, req, res, 'doctor-validation/places', {
    title: 'Introduire dans vos autres crèches',
    line: name,
    back: { href: casePathOf(from.caseId), label: 'à la fiche du médecin' },
    action: placesPath(from.caseId),
    token,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: isFaulty(faults) ? errorLinks(faults, idsOf(inputs)) : undefined,
    rows: toldRows(from.told).filter(({ field }) => field !== 'from' && field !== 'kilometres'),
    convention: from.convention && { name: from.convention.name, href: `/documents/${from.convention.id}` },
    none: places.length === 0,
    known: from.known,
    caseHref: casePathOf(from.caseId),
  });
}

async function introduce(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const asked = await getAsked(deps, req, res);
  const { from, places, today } = asked;
  const typed = (req.body ?? {}) as Record<string, unknown>;
  const viewer = getViewer(res);
  const sent = tokenIn.safeParse(typed.token);
  // Sent twice: the crèches of the first time are not among those to choose any more.
  const before = sent.success ? await findPlaceSent(deps.db, viewer.userId, sent.data, placesIn(typed)) : undefined;
  if (before !== undefined) {
    res.redirect(303, listOf(before));
    return;
  }
  const read = schemaOf(places).safeParse(typed);
  const token = sent.success ? sent.data : newToken();
  if (!read.success) {
    show(deps, req, res, asked, { typed, faults: faultsIn(read.error), token });
    return;
  }
  const chosen = places.flatMap((place) => {
    const far = (read.data as Readonly<Record<string, unknown>>)[nameOfInput(place.id)];
    return typeof far === 'number' ? [{ place, kilometres: far }] : [];
  });
  const [tooFar] = ofDay(read.data.from, today);
  const faults: Faults = {
    ...(tooFar ? { from: tooFar.text } : {}),
    ...(chosen.length === 0 ? { [places[0] ? nameOfInput(places[0].id) : 'form']: noPlace } : {}),
  };
  if (isFaulty(faults)) {
    show(deps, req, res, asked, { typed, faults, token });
    return;
  }
  try {
    const opened = await deps.db.transaction(async (trx) => {
      const all = [];
      // One after the other: all of them, or none.
      for (const { place, kilometres: far } of chosen) {
        const role = findOpenerRole(viewer, process, 'introduce', asOpening(process.slug, place));
        if (!role) throw notFound();
        const own = { ...from.told, from: read.data.from, kilometres: far };
        all.push(
          await introduceThere(trx, {
            from,
            place: { id: place.id, kilometres: far },
            day: read.data.from,
            doubtful: isDoubtful(from.told.inami),
            said: { declaration, answers: toldRows(own).map(({ label, value }) => ({ label, value: value ?? '' })) },
            actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, place) },
            token: read.data.token,
            at: arrivedAt(res),
          }),
        );
      }
      return all;
    });
    for (const { ring, slug, caseId } of opened) if (ring) deps.bell.ring(slug, caseId);
  } catch (error) {
    if (!(error instanceof AlreadyOpen) && !isStanding(error)) throw error;
    const now = await getAsked(deps, req, res);
    show(deps, req, res, now, {
      typed,
      faults: {
        form: 'Une autre personne vient d’introduire ce médecin dans une de ces crèches : rien n’a été envoyé. Vérifiez celles qui restent.',
      },
      token: newToken(),
      moved: true,
    });
    return;
  }
  leaveFlash(req, {
    kind: 'done',
    text: `${asked.name} : introduit dans ${chosen.map(({ place }) => place.name).join(', ')}, à partir du ${formatLongDate(read.data.from)}.`,
  });
  res.redirect(303, listOf(chosen[0]!.place.id));
}

/** Fields of other crèches are none of ours: somebody introduced the doctor there meanwhile, or the form is not this one. */
const schemaOf = (places: readonly FacilitySubject[]) =>
  z.strictObject({
    token: tokenIn,
    from: requiredDay('Indiquez le premier jour de la collaboration'),
    declaration: z.literal('oui', 'Cochez la déclaration pour introduire le médecin'),
    ...Object.fromEntries(
      places.map(({ id }) => [
        nameOfInput(id),
        z.preprocess((far) => (far === '' ? undefined : far), kilometres.optional()),
      ]),
    ),
  });

const isStanding = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === 'doctor_collaborations_one_standing';

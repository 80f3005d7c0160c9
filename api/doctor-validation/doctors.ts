/** « Mes médecins » : the doctors of one crèche, each with where its validation stands and what may be done with its consultations. */
import { Router, type Request, type Response } from 'express';
import { openFor } from '../../db/access/acts.ts';
import { asOpening } from '../../db/access/subjects.ts';
import { listDrafts } from '../../db/cases/lists.ts';
import { findWaiting, listDoctors, mostDoctors, type DoctorRow } from '../../db/doctors/list.ts';
import { listHolders } from '../../db/holders.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import { formatShortDate, sinceInWords } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { formatInami } from '../../domain/inami.ts';
import { slug } from '../../workflows/doctor-validation/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import { conventionModel } from '../../views/doctor-validation/convention.ts';
import { refusalWords } from '../../views/doctor-validation/words.ts';
import { specialtyWords } from '../../views/specialty-words.ts';
import { placeAndBody } from '../authorisation/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { wordsIn } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { addPath, againPath, casePathOf, conventionPath, listOf, listPath } from './paths.ts';
import { listSeen } from './request.ts';

export function listRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(listPath, (req, res) => showDoctors(deps, req, res));
  router.get(conventionPath, (_req, res) => {
    mustHaveSubsidies(res);
    res.attachment('modele-convention-medecin.rtf').type('application/rtf').send(conventionModel());
  });
  return router;
}

/** @throws Problem 403 */
function mustHaveSubsidies(res: Response): void {
  if (!getViewer(res).ability.can(openFor(slug), 'Facility'))
    throw forbidden(
      '« Mes médecins » demande le droit « Subsides » : la personne qui gère les utilisateurs de votre pouvoir organisateur peut l’ouvrir.',
    );
}

async function showDoctors(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability } = getViewer(res);
  mustHaveSubsidies(res);
  const [facilities, waiting] = await Promise.all([listSeen(db, ability), findWaiting(db, ability)]);
  const asked = typeof req.query.facility === 'string' ? req.query.facility : undefined;
  const facility =
    asked === undefined
      ? (facilities.find(({ id }) => id === waiting) ?? facilities[0])
      : facilities.find(({ id }) => id === asked);
  if (asked !== undefined && !facility) throw notFound();
  const page = { title: 'Mes médecins', back: { href: '/pro', label: "à l'accueil" } };
  if (!facility) {
    renderPage(deps, req, res, 'doctor-validation/doctors', { ...page, nowhere: true });
    return;
  }
  const today = dayOf(now());
  const sought = wordsIn(req.query.q) ?? '';
  const [found, drafts, holders, parameters] = await Promise.all([
    listDoctors(db, ability, facility.id, sought),
    listDrafts(db, ability, facility.id),
    listHolders(db, 'subsidy-manager', [facility.administration], today),
    parametersOn(db, slug, today),
  ]);
  const rows = found.slice(0, mostDoctors);
  const mayAdd = facility.closed_on === null && ability.can('prepare', asOpening(slug, facility));
  const own = drafts.filter((draft) => draft.slug === slug);
  renderPage(deps, req, res, 'doctor-validation/doctors', {
    ...page,
    line: placeAndBody(facility),
    addHref: mayAdd ? addPath(facility.id) : undefined,
    facility: facility.id,
    places: facilities.length > 1 ? facilities.map(({ id, name }) => ({ value: id, text: name })) : undefined,
    tasks: [
      ...rows.filter(({ status }) => status === 'complement-asked').map((row) => taskOf(row)),
      ...own.map((draft) => ({
        what: 'Terminer la demande commencée',
        href: `/pro/${slug}/drafts/${draft.id}`,
        where: `Brouillon modifié le ${formatShortDate(dayOf(draft.updated_at))} par ${draft.updated_by_name}`,
        badge: { kind: 'neutral', text: 'brouillon' },
        button: { label: 'Continuer', href: `/pro/${slug}/drafts/${draft.id}` },
      })),
    ],
    // Few enough to be seen at a glance are not searched.
    search: rows.length > 8 || sought !== '',
    sought,
    isFiltered: sought !== '',
    resetHref: listOf(facility.id),
    more: found.length > mostDoctors,
    rows: rows.map((row) => rowOf(row, facility.id, today, mayAdd)),
    delay: inWords(parameterOf('validation', parameters)),
    contacts: holders,
  });
}

const taskOf = (row: DoctorRow): object => ({
  what: `Compléter la demande pour le ${doctorName(row)}`,
  href: casePathOf(row.caseId),
  where: `Demandé par l'ONE le ${formatShortDate(dayOf(row.since))}`,
  ...(row.due ? { badge: { kind: 'due-soon', text: `avant le ${formatShortDate(row.due)}` } } : {}),
  button: { label: 'Compléter', href: `${casePathOf(row.caseId)}/complete`, go: true },
});

function rowOf(row: DoctorRow, facilityId: string, today: Day, mayAdd: boolean): object {
  const { from, until } = row;
  const again = mayAdd && (row.status === 'refused' || row.status === 'withdrawn');
  return {
    name: doctorName(row),
    href: casePathOf(row.caseId),
    inami: formatInami(row.inami),
    function: specialtyWords[row.function],
    collaboration: until
      ? `du ${formatShortDate(from)} au ${formatShortDate(until)}`
      : `${from > today ? 'à partir du' : 'depuis le'} ${formatShortDate(from)}`,
    ...validationOf(row, today),
    ...(again ? { again: againPath(facilityId, row.caseId) } : {}),
    consultations: consultationsOf(row, today),
  };
}

/** Whose turn it is, since when, and until when. */
function validationOf(
  { status, since, due, data, until }: DoctorRow,
  today: Day,
): { badge: object; told: string; sub?: string } {
  const on = `le ${formatShortDate(dayOf(since))}`;
  const expected = due ? { sub: `décision attendue avant le ${formatShortDate(due)}` } : {};
  switch (status) {
    case 'to-validate':
      return { badge: { kind: 'at-one', text: "à l'ONE" }, told: sinceInWords(dayOf(since), today), ...expected };
    case 'change-to-validate':
      return {
        badge: { kind: 'at-one', text: "à l'ONE" },
        told: 'modification à valider',
        sub: 'ce qui a été validé reste valable',
      };
    case 'complement-asked':
      return { badge: { kind: 'to-you', text: 'à vous' }, told: 'complément demandé', sub: on };
    case 'validated':
      return { badge: { kind: 'done', text: 'validé' }, told: on };
    case 'suspended':
      return { badge: { kind: 'due-late', text: 'suspendu' }, told: on };
    case 'ended':
      return { badge: { kind: 'neutral', text: 'terminée' }, told: until ? '' : on };
    case 'refused':
      return {
        badge: { kind: 'due-late', text: 'refusé' },
        told: on,
        sub: `Motif : ${refusalWords[data.motive ?? 'other'].label}`,
      };
    case 'withdrawn':
      return { badge: { kind: 'neutral', text: 'retiré' }, told: on };
    case 'cancelled':
      return { badge: { kind: 'neutral', text: 'annulé' }, told: on };
    default:
      return status satisfies never;
  }
}

function consultationsOf({ status, drafts, until, from }: DoctorRow, today: Day): { text: string; sub?: string } {
  const written = drafts === 1 ? '1 en brouillon' : `${String(drafts)} en brouillon`;
  switch (status) {
    case 'to-validate':
    case 'complement-asked':
      return drafts > 0 ? { text: written, sub: 'à signer dès la validation' } : { text: 'pas encore' };
    case 'validated':
    case 'change-to-validate':
      return drafts > 0
        ? { text: written, sub: 'à signer' }
        : { text: from > today ? `à partir du ${formatShortDate(from)}` : 'à encoder et à signer' };
    case 'suspended':
      return { text: "jusqu'à la suspension", ...(drafts > 0 ? { sub: written } : {}) };
    case 'ended':
      return { text: until ? `jusqu'au ${formatShortDate(until)}` : 'plus aucune' };
    case 'refused':
    case 'withdrawn':
    case 'cancelled':
      return drafts > 0 ? { text: written, sub: 'non remboursées' } : { text: 'aucune' };
    default:
      return status satisfies never;
  }
}

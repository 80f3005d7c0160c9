/** « Primes exceptionnelles »: proposed by one person of the subsidies, decided by another; paid as all else is, to an account of that purpose. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import {
  decideBonus,
  dropBonus,
  findBonus,
  findDocumentOfPayment,
  findPlace,
  listBonuses,
  perPage,
  proposeBonus,
  type Bonus,
  type BonusDocument,
  type Place,
} from '../../db/subsidies/bonuses.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isQuarter, monthOf, quarterInShort, quarterOf, quartersFurther } from '../../domain/quarter.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { acceptFile } from '../documents/accept-file.ts';
import { acceptAttribute } from '../documents/accepted-types.ts';
import { faultStatusOf, noteRefusal } from '../documents/file-fields.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { sendStored } from '../documents/send-stored.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { answer, requiredLine, requiredText, textarea } from '../forms/inputs.ts';
import { amount } from '../forms/numbers.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound, type Problem } from '../problems.ts';
import { badgeOfBonus, bonusInputs, bonusRows, bonusTable } from './bonus-words.ts';
import { nothing, pageIn, pagerOf } from './lists.ts';

const path = '/office/bonuses';
const notYours = 'Les primes exceptionnelles sont proposées et décidées par le service des subsides.';
/** For which quarters a bonus may be: two years back (hypothèse). */
const quartersShown = 8;

const Form = z.strictObject({
  token,
  number: requiredLine('Encodez le numéro du milieu d’accueil', 40),
  quarter: answer('Choisissez le trimestre').refine(isQuarter, 'Choisissez le trimestre'),
  label: requiredLine('Écrivez le nom de la prime : l’opérateur le lira dans son récapitulatif', 120),
  cents: amount('Encodez le montant', { least: 1 }),
  basis: requiredText('Écrivez sur quoi la prime se fonde', 1000),
  reference: requiredLine('Encodez la référence de la décision', 120),
});
const Drop = z.strictObject({ reason: requiredText('Écrivez pourquoi la prime est retirée', 500) });

export function bonusRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'Bonus')) throw forbidden(notYours);
    next();
  });
  router.get(path, async (req, res) => {
    const page = pageIn(req);
    const { rows, total } = await listBonuses(db, getViewer(res).ability, page);
    renderPage(deps, req, res, 'subsidies/bonuses', {
      title: 'Primes exceptionnelles',
      line: 'Pour les milieux d’accueil sans subside trimestriel. Une personne propose, une autre décide.',
      newHref: `${path}/new`,
      ...(rows.length > 0 ? { table: bonusTable(rows, path) } : {}),
      pager: pagerOf(path, { page, total, perPage }),
    });
  });
  router.get(`${path}/new`, (req, res) => {
    showForm(req, res);
  });
  router.post(`${path}/new`, (req, res) => propose(req, res));
  router.get(`${path}/:id`, async (req, res) => {
    show(req, res, await getBonus(req, res));
  });
  router.get(`${path}/:id/document`, async (req, res) => {
    const { document_name, document_type, document_digest } = await getBonus(req, res);
    if (!document_name || !document_type || !document_digest) throw notFound();
    await sendDocument(res, { document_name, document_type, document_digest });
  });
  // The operator reads what was decided, from the line of the recapitulation.
  router.get('/pro/subsidies/bonuses/:id/document', async (req, res) => {
    const found = await findDocumentOfPayment(db, getViewer(res).ability, idOf(req));
    if (!found) throw notFound();
    await sendDocument(res, found);
  });
  router.post(`${path}/:id/decide`, async (req, res) => {
    const bonus = await getBonus(req, res);
    const { ability } = getViewer(res);
    const subject = asSubject('Bonus', bonus);
    if (!ability.can('decide', subject)) throw forbidden(reasonOf(ability, 'decide', subject));
    if (!nothing(req)) {
      show(req, res.status(422), bonus);
      return;
    }
    if (bonus.status !== 'proposed') throw movedOn(bonus);
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    if (!(await decideBonus(db, getViewer(res), bonus.id, now()))) throw movedOn(await getBonus(req, res));
    leaveFlash(req, { kind: 'done', text: 'La prime est décidée : elle entre dans le prochain fichier de paiement.' });
    res.redirect(303, `${path}/${bonus.id}`);
  });
  router.post(`${path}/:id/drop`, async (req, res) => {
    const bonus = await getBonus(req, res);
    const form = Drop.safeParse(req.body ?? {});
    if (!form.success) {
      show(req, res.status(422), bonus, faultsIn(form.error));
      return;
    }
    if (!(await dropBonus(db, getViewer(res), { id: bonus.id, ...form.data, at: now() })))
      throw movedOn(await getBonus(req, res));
    leaveFlash(req, { kind: 'done', text: 'La prime est retirée.' });
    res.redirect(303, path);
  });
  return router;

  async function getBonus(req: Request, res: Response): Promise<Bonus> {
    const bonus = await findBonus(db, getViewer(res).ability, idOf(req));
    if (!bonus) throw notFound();
    return bonus;
  }

  async function propose(req: Request, res: Response): Promise<void> {
    const viewer = getViewer(res);
    const form = Form.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const place = form.success ? await findPlace(db, viewer.ability, form.data.number) : undefined;
    if (form.success) faults.number = placeFault(place);
    const [file, another] = receivedIn(res, 'file');
    const accepted =
      file && !isFaulty(faults)
        ? await acceptFile(deps)(another ? { ...file, refused: 'one-too-many' } : file)
        : undefined;
    if (accepted && !accepted.ok) {
      noteRefusal(res, accepted);
      faults.file = accepted.message;
    }
    if (!form.success || !place || isFaulty(faults)) {
      showForm(req, res, faults);
      return;
    }
    const { number: _, ...bonus } = form.data;
    const id = await proposeBonus(
      db,
      viewer,
      { ...bonus, place, ...(accepted?.ok ? { document: accepted.document } : {}) },
      now(),
    );
    if (id === undefined) {
      const used = 'Ce formulaire a déjà servi à une autre personne. Vérifiez-le, puis envoyez-le à nouveau.';
      showForm(req, res, { form: used }, randomUUID());
      return;
    }
    leaveFlash(req, { kind: 'done', text: 'La prime est proposée. Une autre personne doit la décider.' });
    res.redirect(303, `${path}/${id}`);
  }

  function showForm(req: Request, res: Response, faults: Faults = {}, fresh?: string): void {
    if (isFaulty(faults)) res.status(faultStatusOf(res));
    const typed = (req.method === 'POST' ? req.body : req.query) as Record<string, unknown>;
    const { file, ...others } = faults;
    const current = quarterOf(monthOf(dayOf(now())));
    const quarters = Array.from({ length: quartersShown }, (_, back) => quartersFurther(current, -back));
    const inputs = bonusInputs(quarters);
    renderPage(deps, req, res, 'subsidies/bonus-new', {
      title: 'Proposer une prime exceptionnelle',
      back: { href: path, label: 'aux primes exceptionnelles' },
      action: `${path}/new`,
      token: fresh ?? (typeof typed.token === 'string' ? typed.token : randomUUID()),
      accept: acceptAttribute,
      fields: inputs.map((input) => withTyped(input, typed, others)),
      fileFault: file,
      errors: errorLinks(faults, [...idsOf(inputs), 'file']),
    });
  }

  function show(req: Request, res: Response, bonus: Bonus, faults: Faults = {}): void {
    const { ability } = getViewer(res);
    const subject = asSubject('Bonus', bonus);
    const at = `${path}/${bonus.id}`;
    const typed = (req.method === 'POST' ? req.body : {}) as Record<string, unknown>;
    renderPage(deps, req, res, 'subsidies/bonus', {
      title: bonus.label,
      line: `${bonus.facility} · ${bonus.body} · ${quarterInShort(bonus.quarter)}`,
      badge: badgeOfBonus(bonus),
      back: { href: path, label: 'aux primes exceptionnelles' },
      rows: bonusRows(bonus),
      ...(bonus.document_name ? { document: { href: `${at}/document`, name: bonus.document_name } } : {}),
      ...(bonus.status === 'proposed'
        ? {
            decide: `${at}/decide`,
            mayDecide: ability.can('decide', subject),
            whyNot: reasonOf(ability, 'decide', subject),
            drop: `${at}/drop`,
            dropFields: [withTyped(textarea('reason', 'Pourquoi', { rows: 2, maxLength: 500 }), typed, faults)],
          }
        : {}),
      errors: errorLinks(faults, ['reason']),
    });
  }

  async function sendDocument(res: Response, document: BonusDocument): Promise<void> {
    const bytes = await deps.blobs.get(document.document_digest.toString('hex'));
    await sendStored(res, bytes, { name: document.document_name, type: document.document_type });
  }
}

const placeFault = (place: Place | undefined): string | undefined =>
  place === undefined
    ? 'Aucun milieu d’accueil n’a ce numéro. Il se lit sur la fiche du milieu d’accueil, sous son nom'
    : place.kind === 'subsidised-creche'
      ? `${place.name} est une crèche subventionnée : elle est payée par ses demandes trimestrielles`
      : undefined;

const movedOn = ({ id, status, decider, decided_on: on, dropped_reason: reason }: Bonus): Problem =>
  conflict({
    title: 'Cette prime a avancé entre-temps',
    what:
      status === 'decided' && on
        ? `${decider ?? 'Un·e collègue'} l'a décidée le ${formatLongDate(on)}`
        : `Elle est retirée : ${reason ?? ''}`,
    kept: [],
    backHref: `${path}/${id}`,
    backText: 'Voir la prime comme elle est maintenant',
  });

/** « Paiements »: what is prepared and what holds it back; files made by one person, released by another, taken to the bank by hand. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import {
  dropFile,
  executeFile,
  findFile,
  listFiles,
  perPage,
  releaseFile,
  takeFile,
  type PaymentFile,
} from '../../db/subsidies/payment-files.ts';
import { makeFile } from '../../db/subsidies/make-file.ts';
import { paymentsOfFile, preparedPayments } from '../../db/subsidies/payments.ts';
import { workOf } from '../../db/subsidies/works.ts';
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, withTyped, type Faults } from '../forms/form.ts';
import { dateInput, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound, type Problem } from '../problems.ts';
import { nothing, pageIn, pagerOf } from './lists.ts';
import { leftInWords, mustBeUsed } from './accounts-left.ts';
import { badgeOfFile, filesTable, heldTable, paidTable, payableTable, rowsOfFile } from './payment-tables.ts';

const path = '/office/payments';
const notYours = 'Les paiements sont préparés et libérés par le service des subsides.';
/** A file is for the days to come, and no further than a month (hypothèse). */
const furthest = 31;

const Make = z.strictObject({ token, executionOn: requiredDay('Encodez le jour d’exécution') });
const Executed = z.strictObject({ on: requiredDay('Encodez le jour où la banque a exécuté le fichier') });
const Drop = z.strictObject({ reason: requiredText('Écrivez pourquoi le fichier est retiré', 500) });

export function paymentRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'PaymentFile')) throw forbidden(notYours);
    next();
  });

  router.get(path, (req, res) => show(req, res));
  router.post(`${path}/files`, async (req, res) => {
    const form = Make.safeParse(req.body ?? {});
    const today = dayOf(now());
    const faults: Faults = form.success ? dayFaults(form.data.executionOn, today) : faultsIn(form.error);
    if (!config.payer) faults.form = 'Le compte de l’ONE d’où partent les paiements n’est pas configuré (PAYER_IBAN).';
    if (!form.success || !config.payer || Object.keys(faults).length > 0) return show(req, res.status(422), faults);
    const made = await makeFile(db, getViewer(res), {
      ...form.data,
      payer: config.payer,
      nissKey: config.nissKey,
      at: now(),
    });
    if (!made)
      return show(req, res.status(422), {
        form: 'Rien ne peut être payé maintenant : voyez ce qui retient chaque paiement.',
      });
    leaveFlash(req, { kind: 'done', text: 'Le fichier est fait. Une autre personne doit le libérer.' });
    res.redirect(303, `${path}/files/${made.id}`);
  });

  router.get(`${path}/files/:id`, async (req, res) => showFile(req, res, await getFile(req)));
  router.get(`${path}/files/:id/pain001.xml`, async (req, res) => {
    const file = await getFile(req);
    await mustBeUsed(db, file, path);
    const taken = await takeFile(db, getViewer(res), { id: file.id, nissKey: config.nissKey, at: now() });
    if (!taken) throw movedOn(file);
    res
      .set({
        'Content-Type': 'application/xml; charset=utf-8',
        'Content-Disposition': attachmentHeader(taken.name),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cache-Control': 'no-store',
      })
      .send(taken.xml);
  });
  router.post(`${path}/files/:id/release`, async (req, res) => {
    const file = await getFile(req);
    const { ability } = getViewer(res);
    const subject = asSubject('PaymentFile', file);
    if (!ability.can('release', subject)) throw forbidden(reasonOf(ability, 'release', subject));
    if (!nothing(req)) return showFile(req, res.status(422), file);
    if (file.status !== 'made') throw movedOn(file);
    await mustBeUsed(db, file, path);
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    if (!(await releaseFile(db, getViewer(res), file.id, now()))) throw movedOn((await findFile(db, file.id)) ?? file);
    leaveFlash(req, { kind: 'done', text: 'Le fichier est libéré : il peut être téléchargé et porté à la banque.' });
    res.redirect(303, `${path}/files/${file.id}`);
  });
  router.post(`${path}/files/:id/executed`, async (req, res) => {
    const file = await getFile(req);
    const form = Executed.safeParse(req.body ?? {});
    if (!form.success) return showFile(req, res.status(422), file, faultsIn(form.error));
    const { on } = form.data;
    if (on > dayOf(now()) || on < dayOf(file.made_at))
      return showFile(req, res.status(422), file, {
        on: `Le jour va du ${formatLongDate(dayOf(file.made_at))} (le fichier a été fait) à aujourd’hui`,
      });
    const executed = await executeFile(db, getViewer(res), { id: file.id, on, at: now() });
    if (!executed) {
      const there = await getFile(req);
      // The same sent twice.
      if (there.status !== 'executed' || there.executed_on !== on) throw movedOn(there);
    } else deps.bell.ring(batchSlug, executed.batchId);
    leaveFlash(req, { kind: 'done', text: 'Les paiements sont notés dans chaque demande, un par un.' });
    res.redirect(303, `${path}/files/${file.id}`);
  });
  router.post(`${path}/files/:id/drop`, async (req, res) => {
    const file = await getFile(req);
    const form = Drop.safeParse(req.body ?? {});
    if (!form.success) return showFile(req, res.status(422), file, faultsIn(form.error));
    if (!(await dropFile(db, getViewer(res), { id: file.id, reason: form.data.reason, at: now() })))
      throw movedOn((await findFile(db, file.id)) ?? file);
    leaveFlash(req, { kind: 'done', text: 'Le fichier est retiré : ses paiements attendent le prochain.' });
    res.redirect(303, path);
  });
  return router;

  async function getFile(req: Request): Promise<PaymentFile> {
    const file = await findFile(db, idOf(req));
    if (!file) throw notFound();
    return file;
  }

  async function show(req: Request, res: Response, faults: Faults = {}): Promise<void> {
    const { ability } = getViewer(res);
    const page = pageIn(req);
    const prepared = await preparedPayments(db, ability);
    const { rows, total } = await listFiles(db, page);
    const payable = prepared.filter(({ held }) => !held);
    const held = prepared.filter((one) => one.held && one.left > 0);
    const owed = held.filter(({ kind }) => kind === 'recovery').reduce((sum, { left }) => sum + left, 0);
    const input = dateInput('executionOn', "Jour d'exécution demandé à la banque");
    const typed = (req.method === 'POST' ? req.body : { executionOn: addDays(dayOf(now()), 2) }) as Record<
      string,
      unknown
    >;
    renderPage(deps, req, res, 'subsidies/payments', {
      title: 'Paiements',
      line: 'Rien ne part d’ici : un fichier est fait, libéré par une autre personne, puis porté à la banque.',
      figures: [
        {
          value: centsInWords(payable.reduce((sum, { left }) => sum + left, 0)),
          label:
            payable.length > 1
              ? `prêts, ${String(payable.length)} paiements`
              : `prêts, ${String(payable.length)} paiement`,
        },
        { value: String(held.filter(({ kind }) => kind !== 'recovery').length), label: 'retenus' },
        { value: centsInWords(owed), label: 'à reprendre' },
      ],
      ...(payable.length > 0 ? { payable: payableTable(payable) } : {}),
      ...(held.length > 0 ? { held: heldTable(held) } : {}),
      make: `${path}/files`,
      token: typeof typed.token === 'string' ? typed.token : randomUUID(),
      fields: [withTyped(input, typed, faults)],
      errors: errorLinks(faults, ['executionOn']),
      ...(rows.length > 0 ? { files: filesTable(rows, path) } : {}),
      pager: pagerOf(path, { page, total, perPage }),
    });
  }

  async function showFile(req: Request, res: Response, file: PaymentFile, faults: Faults = {}): Promise<void> {
    const { ability } = getViewer(res);
    const payments = await paymentsOfFile(db, file.id);
    const left = await leftInWords(db, file);
    const work = file.status === 'executed' ? await workOf(db, 'settle-payments', file.id) : undefined;
    const typed = (req.method === 'POST' ? req.body : {}) as Record<string, unknown>;
    const subject = asSubject('PaymentFile', file);
    const at = `${path}/files/${file.id}`;
    renderPage(deps, req, res, 'subsidies/payment-file', {
      title: `Fichier de paiement nº ${String(file.number)}`,
      badge: badgeOfFile(file),
      back: { href: path, label: 'aux paiements' },
      rows: rowsOfFile(file),
      table: paidTable(payments),
      left,
      ...(file.count > 0 && left.length === 0 && (file.status === 'released' || file.status === 'executed')
        ? { download: `${at}/pain001.xml` }
        : {}),
      ...(file.status === 'made' && left.length === 0
        ? {
            release: `${at}/release`,
            mayRelease: ability.can('release', subject),
            whyNot: reasonOf(ability, 'release', subject),
          }
        : {}),
      ...(file.status === 'released'
        ? {
            executed: `${at}/executed`,
            executedFields: [withTyped(dateInput('on', 'Jour où la banque a exécuté le fichier'), typed, faults)],
          }
        : {}),
      ...(file.status === 'made' || file.status === 'released'
        ? {
            drop: `${at}/drop`,
            dropFields: [withTyped(textarea('reason', 'Pourquoi', { rows: 2, maxLength: 500 }), typed, faults)],
          }
        : {}),
      ...(work && work.status === 'running'
        ? { work: { text: 'Paiements notés', done: work.done, total: work.total, refreshHref: at } }
        : {}),
      ...(work ? { workHref: `/supervision/batches/${work.id}`, failed: work.failed } : {}),
      errors: errorLinks(faults, ['on', 'reason']),
    });
  }
}

const dayFaults = (day: Day, today: Day): Faults =>
  day < today || day > addDays(today, furthest)
    ? { executionOn: `Choisissez un jour d'aujourd'hui au ${formatLongDate(addDays(today, furthest))}` }
    : {};

const movedOn = ({
  id,
  status,
  releaser,
  released_at: at,
  executed_on: on,
  dropped_reason: reason,
}: PaymentFile): Problem =>
  conflict({
    title: 'Ce fichier a avancé entre-temps',
    what:
      status === 'executed' && on
        ? `Il est noté comme exécuté le ${formatLongDate(on)}`
        : status === 'dropped'
          ? `Il est retiré : ${reason ?? ''}`
          : status === 'released' && at
            ? `${releaser ?? ''} l'a libéré le ${formatShortDateTime(at)}`
            : "Il n'est pas encore libéré, ou ne contient aucun virement",
    kept: [],
    backHref: `${path}/files/${id}`,
    backText: 'Voir le fichier comme il est maintenant',
  });

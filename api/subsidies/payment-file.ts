/** One file of payments: released by another person, taken to the bank by hand, what the bank has executed and what it has refused. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import {
  dropFile,
  executeFile,
  findFile,
  releaseFile,
  takeFile,
  type PaymentFile,
} from '../../db/subsidies/payment-files.ts';
import { rejectPayment, rejectionsOf, retryPayment } from '../../db/subsidies/payment-rejections.ts';
import { paymentsOfFile } from '../../db/subsidies/payments.ts';
import { workOf } from '../../db/subsidies/works.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, faultsIn, withTyped, type Faults } from '../forms/form.ts';
import { answer, dateInput, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound, type Problem } from '../problems.ts';
import { nothing } from './lists.ts';
import { leftInWords, mustBeUsed } from './accounts-left.ts';
import { badgeOfFile, paidTable, rejectInputs, rejectionShown, rowsOfFile } from './payment-tables.ts';

const path = '/office/payments';
const Executed = z.strictObject({ on: requiredDay('Encodez le jour où la banque a exécuté le fichier') });
const Retry = z.strictObject({ payment: id });
const Reject = z.strictObject({
  payment: answer('Choisissez le paiement que la banque a refusé').pipe(id),
  reason: requiredText('Écrivez pourquoi la banque le refuse', 500),
});
const Drop = z.strictObject({ reason: requiredText('Écrivez pourquoi le fichier est retiré', 500) });

/** Mounted after the page of payments, which asks whether one works on subsidies. */
export function paymentFileRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();
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
  router.post(`${path}/files/:id/reject`, async (req, res) => {
    const file = await getFile(req);
    const form = Reject.safeParse(req.body ?? {});
    if (!form.success) return showFile(req, res.status(422), file, faultsIn(form.error));
    const { payment: paymentId, reason } = form.data;
    if (!(await rejectPayment(db, getViewer(res), { fileId: file.id, paymentId, reason, at: now() })))
      throw movedOn(await getFile(req));
    leaveFlash(req, {
      kind: 'done',
      text: 'Le refus est noté : ce paiement attend un autre compte, ou que vous le laissiez payer à nouveau.',
    });
    res.redirect(303, `${path}/files/${file.id}`);
  });
  router.post(`${path}/files/:id/retry`, async (req, res) => {
    const file = await getFile(req);
    const form = Retry.safeParse(req.body ?? {});
    if (!form.success) return showFile(req, res.status(422), file, faultsIn(form.error));
    if (!(await retryPayment(db, getViewer(res), { fileId: file.id, paymentId: form.data.payment, at: now() })))
      throw movedOn(file);
    leaveFlash(req, { kind: 'done', text: 'Ce paiement entre dans le prochain fichier, vers le même compte.' });
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

  async function showFile(req: Request, res: Response, file: PaymentFile, faults: Faults = {}): Promise<void> {
    const { ability } = getViewer(res);
    const payments = await paymentsOfFile(db, file.id);
    const rejections = await rejectionsOf(db, file.id);
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
      table: paidTable(payments, ability),
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
            reject: `${at}/reject`,
            rejectFields: rejectInputs(payments).map((input) => withTyped(input, typed, faults)),
          }
        : {}),
      ...(file.status === 'made' || file.status === 'released'
        ? {
            drop: `${at}/drop`,
            dropFields: [
              withTyped(textarea('reason', 'Pourquoi', { id: 'drop-reason', rows: 2, maxLength: 500 }), typed, faults),
            ],
          }
        : {}),
      ...(work && work.status === 'running'
        ? { work: { text: 'Paiements notés', done: work.done, total: work.total, refreshHref: at } }
        : {}),
      ...(work ? { workHref: `/supervision/batches/${work.id}`, failed: work.failed } : {}),
      ...(rejections.length > 0 ? { rejections: rejections.map(rejectionShown), retry: `${at}/retry` } : {}),
      errors: errorLinks(faults, ['on', 'payment', 'reason']),
    });
  }
}

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

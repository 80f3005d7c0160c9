/** « Paiements »: what is prepared and what holds it back, and the files: each made by one person, from all that is ready. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listFiles, perPage } from '../../db/subsidies/payment-files.ts';
import { makeFile } from '../../db/subsidies/make-file.ts';
import { preparedPayments } from '../../db/subsidies/payments.ts';
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, withTyped, type Faults } from '../forms/form.ts';
import { dateInput, requiredDay } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { pageIn, pagerOf } from './lists.ts';
import { filesTable, heldTable, payableTable } from './payment-tables.ts';

const path = '/office/payments';
const notYours = 'Les paiements sont préparés et libérés par le service des subsides.';
/** A file is for the days to come, and no further than a month (hypothèse). */
const furthest = 31;

const Make = z.strictObject({ token, executionOn: requiredDay('Encodez le jour d’exécution') });

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

  return router;

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
      ...(payable.length > 0 ? { payable: payableTable(payable, ability) } : {}),
      ...(held.length > 0 ? { held: heldTable(held, ability) } : {}),
      make: `${path}/files`,
      token: typeof typed.token === 'string' ? typed.token : randomUUID(),
      fields: [withTyped(input, typed, faults)],
      errors: errorLinks(faults, ['executionOn']),
      ...(rows.length > 0 ? { files: filesTable(rows, path) } : {}),
      pager: pagerOf(path, { page, total, perPage }),
    });
  }
}

const dayFaults = (day: Day, today: Day): Faults =>
  day < today || day > addDays(today, furthest)
    ? { executionOn: `Choisissez un jour d'aujourd'hui au ${formatLongDate(addDays(today, furthest))}` }
    : {};

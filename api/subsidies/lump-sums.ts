/** « Tableaux des forfaits »: encoded by one person of the subsidies, published by another; publishing calculates what waits. */
import { Router, type Request, type Response } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import { reasonOf } from '../../db/access/reasons.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import {
  countConcerned,
  dropTable,
  encodeTable,
  findTable,
  listTables,
  perPage,
  publishTable,
  tableBefore,
  type LumpSumTable,
} from '../../db/subsidies/lump-sums.ts';
import { workOf } from '../../db/subsidies/works.ts';
import { dayOf, endOfDay, addDays } from '../../domain/calendar.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { regimes } from '../../domain/subsidy/lump-sums.ts';
import { regimeWords, titleOfTable } from '../../views/subsidies/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { nothing, pageIn, pagerOf } from './lists.ts';
import { alreadyPublished, badgeOf, effectsOf, fileNameOf, path, rowOf, workInWords } from './lump-sum-words.ts';
import { isReadable, readTableForm, showTableForm } from './lump-sum-form.ts';
import { comparison, tableWorkbook } from './lump-sum-sheet.ts';

const notYours = 'Les tableaux des forfaits sont encodés et publiés par le service des subsides.';
/** How long operators see it on top of their pages (hypothèse); it stays among the communications. */
const shownDays = 30;

export function lumpSumRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'LumpSumTable')) throw forbidden(notYours);
    next();
  });

  router.get(path, async (req, res) => {
    const regime = regimes.find((one) => one === req.query.regime);
    const page = pageIn(req);
    const { rows, total } = await listTables(db, regime ? { regime } : {}, page);
    renderPage(deps, req, res, 'subsidies/lump-sums', {
      title: 'Tableaux des forfaits',
      line: 'Un tableau publié ne change plus : une correction est une nouvelle version, qui révise ce qui a été calculé.',
      filter: {
        action: path,
        fields: [
          {
            name: 'regime',
            label: 'Régime',
            value: regime ?? '',
            options: [{ value: '', text: 'Tous' }, ...regimes.map((value) => ({ value, text: regimeWords[value] }))],
          },
        ],
      },
      rows: rows.map(rowOf),
      pager: pagerOf(path, { page, total, perPage }, regime ? { regime } : {}),
    });
  });

  router.get(`${path}/modele.xlsx`, (_req, res) => sendWorkbook(res, 'modele-forfaits.xlsx', tableWorkbook(undefined)));

  router.get(`${path}/new`, (req, res) => {
    showTableForm(deps, req, res);
  });
  router.post(`${path}/new`, async (req, res) => {
    const read = await readTableForm(deps, req, res);
    if (!isReadable(read)) {
      showTableForm(deps, req, res, read);
      return;
    }
    const viewer = getViewer(res);
    const encoded = await encodeTable(db, viewer, read, now());
    if ('refused' in encoded) {
      if (encoded.refused === 'motive-missing') {
        showTableForm(deps, req, res, {
          faults: {
            motive: `Le ${titleOfTable(read).toLowerCase()} est publié : dites pourquoi il est corrigé`,
          },
          cells: [],
        });
        return;
      }
      const there = encoded.id ? await findTable(db, encoded.id) : undefined;
      if (
        there?.encoded_by === viewer.userId &&
        JSON.stringify(there.euros) === JSON.stringify({ ...there.euros, ...read.euros })
      ) {
        res.redirect(303, `${path}/${there.id}`);
        return;
      }
      throw conflict({
        title: 'Un tableau de ce trimestre et de ce régime attend déjà',
        what: there
          ? `${there.encoder} l'a encodé le ${formatShortDateTime(there.encoded_at)}, et il n'est pas publié`
          : "Un·e collègue vient de l'encoder",
        kept: Object.entries(read.euros).map(([label, value]) => ({ label, value: String(value).replace('.', ',') })),
        backHref: there ? `${path}/${there.id}` : path,
        backText: 'Voir le tableau qui attend',
      });
    }
    leaveFlash(req, { kind: 'done', text: 'Le tableau est encodé. Une autre personne doit le relire et le publier.' });
    res.redirect(303, `${path}/${encoded.id}`);
  });

  router.get(`${path}/:id`, (req, res) => show(req, res));
  router.get(`${path}/:id/tableau.xlsx`, async (req, res) => {
    const table = await getTable(req);
    await sendWorkbook(res, fileNameOf(table), tableWorkbook(table.euros));
  });

  router.post(`${path}/:id/publish`, async (req, res) => {
    const table = await getTable(req);
    const viewer = getViewer(res);
    if (table.status === 'published') throw alreadyPublished(table);
    const subject = asSubject('LumpSumTable', table);
    if (!viewer.ability.can('publish', subject)) throw forbidden(reasonOf(viewer.ability, 'publish', subject));
    if (!nothing(req)) return show(req, res.status(422));
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    const published = await publishTable(db, viewer, table.id, {
      told: {
        kind: 'information',
        title: titleOfTable(table),
        text: `Le tableau des forfaits du ${quarterInWords(table.quarter)} est publié${
          table.version > 1 ? ` (version ${String(table.version)}, corrigée : ${table.motive ?? ''})` : ''
        }. Il se télécharge sous « Communications subsides ».`,
        audience: {
          portals: ['pro'],
          sectors: ['early-childhood'],
          kinds: ['subsidised-creche'],
          administrations: null,
        },
        // Whoever publishes a table is a second person already.
        waits: false,
        from: now(),
        until: endOfDay(addDays(dayOf(now()), shownDays)),
      },
      at: now(),
    });
    if (!published) throw alreadyPublished((await findTable(db, table.id)) ?? table);
    deps.bell.ring(batchSlug, published.batchId);
    leaveFlash(req, {
      kind: 'done',
      text:
        published.total === 0
          ? 'Le tableau est publié. Aucune demande ne l’attendait.'
          : `Le tableau est publié : ${String(published.total)} ${published.total > 1 ? 'demandes sont calculées' : 'demande est calculée'} maintenant.`,
    });
    res.redirect(303, `${path}/${table.id}`);
  });

  router.post(`${path}/:id/drop`, async (req, res) => {
    const table = await getTable(req);
    if (!nothing(req)) return show(req, res.status(422));
    if (!(await dropTable(db, getViewer(res), table.id, now())))
      throw alreadyPublished((await findTable(db, table.id)) ?? table);
    leaveFlash(req, { kind: 'done', text: 'Le tableau encodé est retiré. Rien n’a été publié.' });
    res.redirect(303, path);
  });
  return router;

  async function getTable(req: Request): Promise<LumpSumTable> {
    const table = await findTable(db, idOf(req));
    if (!table) throw notFound();
    return table;
  }

  async function show(req: Request, res: Response): Promise<void> {
    const table = await getTable(req);
    const { ability } = getViewer(res);
    const before = await tableBefore(db, table);
    const isDraft = table.status === 'draft';
    const concerned = isDraft ? await countConcerned(db, table) : undefined;
    const work = isDraft ? undefined : await workOf(db, 'publish-lump-sums', table.id);
    const subject = asSubject('LumpSumTable', table);
    renderPage(deps, req, res, 'subsidies/lump-sum-table', {
      title: titleOfTable(table),
      line: `Version ${String(table.version)}`,
      badge: badgeOf(table),
      back: { href: path, label: 'aux tableaux des forfaits' },
      table: comparison(table, before),
      rows: [
        { label: 'Encodé par', value: `${table.encoder}, le ${formatShortDateTime(table.encoded_at)}` },
        ...(table.published_at
          ? [{ label: 'Publié par', value: `${table.publisher ?? ''}, le ${formatShortDateTime(table.published_at)}` }]
          : []),
        ...(table.motive ? [{ label: 'Pourquoi une correction', value: table.motive }] : []),
      ],
      download: `${path}/${table.id}/tableau.xlsx`,
      ...(work && (work.status === 'running' || work.status === 'paused')
        ? {
            work: {
              text: work.status === 'paused' ? 'Calcul en pause' : 'Calcul des demandes',
              done: work.done + work.failed,
              total: work.total,
              refreshHref: `${path}/${table.id}`,
            },
          }
        : {}),
      ...(work && ability.can('read', 'Batch') ? { workHref: `/supervision/batches/${work.id}` } : {}),
      ...(work ? { worked: workInWords(work) } : {}),
      ...(isDraft && concerned
        ? {
            effects: effectsOf(concerned),
            publish: `${path}/${table.id}/publish`,
            mayPublish: ability.can('publish', subject),
            whyNot: reasonOf(ability, 'publish', subject),
            drop: `${path}/${table.id}/drop`,
          }
        : {}),
    });
  }
}

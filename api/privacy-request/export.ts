/**
 * What the portal holds about the person who asks, for the officer who answers a request for access or portability: as a file to look at, or put
 * with the answer. Only while the request is open; each time is noted with the case, never with what the file says.
 */
import { Readable } from 'node:stream';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { refusalOf } from '../../db/access/reasons.ts';
import { recordAudit } from '../../db/audit.ts';
import { findCaseRow, type CaseRow } from '../../db/cases/case-file.ts';
import { attachToAnswer, exportSlot } from '../../db/privacy-request/attach.ts';
import { findAskerOf } from '../../db/privacy-request/askers.ts';
import { readErasureDelays } from '../../db/privacy-request/erasure-delays.ts';
import { readHoldings } from '../../db/privacy-request/holdings.ts';
import { ownedByCase } from '../../db/save-document.ts';
import { dayOf } from '../../domain/calendar.ts';
import { exportedKinds, slug, type Words } from '../../workflows/privacy-request/contract.ts';
import { process } from '../../workflows/privacy-request/process.ts';
import { available, type CaseState } from '../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { acceptedTypes } from '../documents/accepted-types.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { doApart } from '../documents/processes-apart.ts';
import { leaveFlash } from '../page.ts';
import { processesOf } from '../procedure-words.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { holdingsJson, holdingsWorkbook } from './holdings-file.ts';

const casePath = `/office/${slug}`;
const formats = { xlsx: acceptedTypes.xlsx, json: 'application/json' } as const;
type Format = keyof typeof formats;
const Form = z.strictObject({ version });

export function exportRoutes(deps: Dependencies): Router {
  const { db, blobs, now } = deps;
  const router = Router();

  router.get(`${casePath}/:id/data.:format`, async (req, res) => {
    const { row, format } = await getExported(req, res);
    const { name, bytes } = await make(res, row, format);
    res
      .set({
        'Content-Type': formats[format],
        'Content-Disposition': attachmentHeader(name),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      })
      .send(bytes);
  });

  router.post(`${casePath}/:id/data.:format`, async (req, res) => {
    const { row, format } = await getExported(req, res);
    const backHref = `${casePath}/${row.id}`;
    const form = Form.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form', { backHref });
    if (form.data.version !== row.act_number)
      throw conflict({ what: "Quelque chose s'est passé depuis que vous avez ouvert la page", backHref });
    const { name, bytes } = await make(res, row, format);
    const { digest, size } = await blobs.put(Readable.from([bytes]));
    const refused = await attachToAnswer(
      db,
      {
        ...ownedByCase(row),
        ...{ name, digest, size, mediaType: formats[format], slot: exportSlot, origin: 'operator' },
        uploadedBy: getViewer(res).userId,
        at: now(),
      },
      dayOf(now()),
    );
    leaveFlash(
      req,
      refused
        ? { kind: 'warning', text: `« ${name} » n'est pas joint : trop de documents attendent avec cette demande.` }
        : { kind: 'done', text: `« ${name} » est joint : il part avec votre réponse.` },
    );
    res.redirect(303, `${casePath}/${row.id}/answer`);
  });

  /** @throws Problem 404 for whom it is not, or where nothing is to be given; 409 once the request is over */
  async function getExported(req: Request, res: Response): Promise<{ row: CaseRow; format: Format }> {
    const viewer = getViewer(res);
    const row = await findCaseRow(db, viewer, slug, idOf(req));
    const format = String(req.params.format);
    if (!row || !isFormat(format) || !exportedKinds.some((kind) => kind === row.kind)) throw notFound();
    const refusal = refusalOf(viewer.ability, row, 'answer', processesOf(deps.procedures));
    if (refusal) throw forbidden(refusal);
    const state = row.state as CaseState<Words['status'], Words['data']>;
    if (!available(process, state, now()).includes('answer'))
      throw conflict({
        title: 'La demande est close',
        what: 'Les données ne se donnent que pour une demande ouverte',
        backHref: `${casePath}/${row.id}`,
      });
    return { row, format };
  }

  async function make(res: Response, row: CaseRow, format: Format): Promise<{ name: string; bytes: Buffer }> {
    const asker = await findAskerOf(db, row.id);
    if (!asker) throw notFound();
    const at = now();
    const { userId, acr } = getViewer(res);
    const told = {
      held: await readHoldings(db, asker.user_id ? { userId: asker.user_id } : { email: asker.email }),
      delays: await readErasureDelays(db, dayOf(at)),
      procedures: deps.procedures,
      givenOnly: row.kind === 'portability',
    };
    await recordAudit(db, {
      ...{ at, actorId: userId, acr, event: 'export', subject: 'case', subjectId: row.id },
      change: { format: { before: null, after: format } },
    });
    // Without a name: a file travels.
    const name = `donnees-${row.reference}.${format}`;
    if (format === 'json') return { name, bytes: Buffer.from(holdingsJson(told)) };
    const drawn = await doApart({ kind: 'draw-workbook', workbook: holdingsWorkbook(told) });
    if (!drawn.ok) throw new Problem(503, drawn.fault);
    return { name, bytes: Buffer.from(drawn.result) };
  }
  return router;
}

const isFormat = (value: string): value is Format => Object.hasOwn(formats, value);

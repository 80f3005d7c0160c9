/** « Corriger la ligne »: the form that it was encoded with, filled in; after an error of encoding, or while it waits. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findActorRole } from '../../db/access/acts.ts';
import { refusalOf } from '../../db/access/reasons.ts';
import { findCaseRow, type CaseRow, type OfBody } from '../../db/cases/case-file.ts';
import { ActRefused, isRecorded, newToken } from '../../db/record-act.ts';
import { findSubject, type LineView } from '../../db/training/lines.ts';
import { ListsChanged } from '../../db/training/chosen.ts';
import { correctLine } from '../../db/training/correct.ts';
import { Duplicate } from '../../db/training/duplicates.ts';
import type { StoredFile } from '../../db/training/sending.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { confirmField, doubtsShown, unconfirmed, withoutConfirmation } from '../cases/act-form.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { token, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { certificateField, certificateInput, forgetCertificate, receiveCertificate } from './certificate.ts';
import {
  lineInputs,
  lineNames,
  lineShape,
  listsChangedFaults,
  offerLists,
  resolveLine,
  type Offered,
} from './line-form.ts';
import { correctPath, listPath } from './paths.ts';

const Form = z.strictObject({ ...lineShape, then: z.literal('search').optional() });
const Search = z.object({ then: z.literal('search') });
const Envelope = z.object({ token, version });

export function correctRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(`${listPath}/lines/:id/correct`, async (req, res) => {
    const { row, line } = await getLine(deps, req, res);
    if (!findActorRole(getViewer(res), row, 'correct')) throw moved(row);
    const typed = asTyped(line);
    show(deps, req, res, { row, typed, offered: await offerLists(deps.db, typed, dayOf(deps.now())) });
  });
  router.post(`${listPath}/lines/:id/correct`, (req, res) => send(deps, req, res));
  return router;
}

/** @throws Problem 404, 403 */
async function getLine(
  deps: Dependencies,
  req: Request,
  res: Response,
): Promise<{ row: CaseRow & OfBody; line: LineView }> {
  const viewer = getViewer(res);
  const row = await findCaseRow(deps.db, viewer, slug, idOf(req));
  if (!row) throw notFound();
  const { line } = await findSubject(deps.db, row.id);
  if (!line) throw notFound();
  const refusal = refusalOf(viewer.ability, row, 'correct');
  if (refusal) throw forbidden(refusal);
  return { row: row as CaseRow & OfBody, line };
}

const asTyped = (line: LineView): Record<string, string> => ({
  organisation: line.organisation,
  module: line.module,
  ...(line.organisationTyped === null ? {} : { organisationChoice: 'other' }),
  ...(line.moduleTyped === null ? {} : { moduleChoice: 'other' }),
  fromOn: formatShortDate(line.fromOn),
  toOn: line.toOn === line.fromOn ? '' : formatShortDate(line.toOn),
  hours: String(line.hours).replace('.', ','),
});

const moved = ({ id }: CaseRow): Problem =>
  conflict({
    title: 'La ligne a changé entre-temps',
    what: "L'ONE ou un·e collègue a agi sur cette ligne depuis que vous avez ouvert la page",
    state: "Votre correction n'est pas enregistrée.",
    possible: [],
    backHref: `/pro/${slug}/${id}`,
    backText: 'Voir la ligne',
  });

async function send(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { row, line } = await getLine(deps, req, res);
  const viewer = getViewer(res);
  const { token: _token, version: _version, ...fields } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse(req.body ?? {});
  if (!envelope.success) throw new Problem(422, 'form');
  const { token: sent, version: seen } = envelope.data;
  const done = (): void => {
    res.redirect(303, `/pro/${slug}/${row.id}?done=correct`);
  };
  if (await isRecorded(deps.db, row.id, { action: 'correct', token: sent, userId: viewer.userId })) {
    done();
    return;
  }
  const today = dayOf(deps.now());
  const { certificate, faults: ofFile } = await receiveCertificate(deps, req, res, sent);
  const typed = withoutConfirmation(fields);
  const shown = { row, typed, token: sent, seen, certificate };
  if (Search.safeParse(typed).success) {
    res.locals.isRefused = true;
    show(deps, req, res, { ...shown, faults: ofFile, offered: await offerLists(deps.db, typed, today) });
    return;
  }
  const read = Form.safeParse(typed);
  if (!read.success) {
    show(deps, req, res, { ...shown, faults: { ...faultsIn(read.error), ...ofFile } });
    return;
  }
  const resolved = await resolveLine(deps.db, read.data, today, certificate !== null || line.documentId !== null);
  const wrong: Faults = { ...resolved.faults, ...ofFile };
  const faults = isFaulty(wrong) ? wrong : unconfirmed(resolved.doubts, fields);
  if (isFaulty(faults)) {
    show(deps, req, res, { ...shown, faults, offered: resolved.offered });
    return;
  }
  try {
    const { administration } = row;
    const recorded = await correctLine(deps.db, {
      viewer,
      token: sent,
      seen,
      certificate,
      at: deps.now(),
      caseId: row.id,
      trainee: { ...line, administration },
      followed: resolved.followed,
      names: resolved.names,
    });
    deps.bell.ring(slug, recorded.caseId);
    forgetCertificate(req, sent);
    done();
  } catch (error) {
    if (error instanceof ActRefused) throw moved(row);
    if (error instanceof ListsChanged) {
      show(deps, req, res, { ...shown, faults: listsChangedFaults(error) });
      return;
    }
    if (!(error instanceof Duplicate)) throw error;
    const text = `Ce module est déjà encodé pour cette personne au ${formatShortDate(resolved.followed.fromOn)}`;
    show(deps, req, res, { ...shown, faults: { fromOn: text }, offered: resolved.offered });
  }
}

interface Shown {
  row: CaseRow;
  typed: Readonly<Record<string, unknown>>;
  token?: string;
  seen?: number;
  faults?: Faults;
  offered?: Offered;
  certificate?: StoredFile | null;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { row, typed, token: name = newToken(), seen = row.act_number, faults = {}, offered, certificate = null }: Shown,
): void {
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  const { organisation, module, rest } = lineInputs(offered ?? { organisations: [], modules: [] }, typed, faults);
  const back = `/pro/${slug}/${row.id}`;
  renderPage(deps, req, res, 'training-recognition/line', {
    title: 'Corriger la ligne',
    about: row.reference,
    line: `${row.facility_name} · ${row.reference}`,
    back: { href: back, label: 'à la ligne' },
    scripts: ['scripts/files.js', 'scripts/training.js'],
    action: correctPath(row.id),
    token: name,
    version: seen,
    organisation,
    module,
    rest,
    certificate: certificateInput(certificate, {
      required: false,
      error: faults[certificateField],
      hint: "Si vous n'en joignez pas, celle qui accompagne la ligne reste. ",
    }),
    doubts: doubtsShown(faults),
    errors: errorLinks(faults, [...lineNames, confirmField]),
    buttons: [
      { label: 'Corriger la ligne', kind: 'go' },
      { label: 'Annuler', kind: 'link', href: back },
    ],
  });
}

/** The sections of a dossier, each a page: written by the operator while the dossier is with them, read by ONE. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { actAs } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { saveSection, type Dossier } from '../../db/agreement-renewal/dossier.ts';
import { loadCaseRecords, findCaseRow } from '../../db/cases/case-file.ts';
import { withdrawWaitingDocument } from '../../db/cases/documents.ts';
import { ownedByCase } from '../../db/save-document.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { isPreparing, sections, slug, type Section } from '../../workflows/agreement-renewal/contract.ts';
import { sectionWords } from '../../views/agreement-renewal/words.ts';
import { casePath } from '../cases/case-context.ts';
import type { Reader } from '../cases/procedure-pages.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { faultStatusOf, fileFieldShown, removedIn, takeFiles, takenText } from '../documents/file-fields.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { sectionPath } from './dossier-panel.ts';
import { dossierRead, type File, type Row } from './own.ts';
import { dataOf, rowOf, sectionForms } from './sections.ts';
import { hoursTable, sectionRows, staffTable } from './section-tables.ts';

const envelope = { version, then: z.enum(['next', 'stay']).optional() };

interface Asked {
  row: Row;
  section: Section;
  dossier: Dossier;
  documents: File['documents'];
  reader: Reader;
  mayWrite: boolean;
}

export function sectionRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(`/pro/${slug}/:id/dossier/:section`, async (req, res) => show(deps, req, res, await ask(deps, req, res)));
  router.get(`/office/${slug}/:id/dossier/:section`, async (req, res) =>
    show(deps, req, res, await ask(deps, req, res)),
  );
  router.post(`/pro/${slug}/:id/dossier/:section`, (req, res) => save(deps, req, res));
  return router;
}

/** @throws Problem 404 */
async function ask({ db, now }: Dependencies, req: Request, res: Response): Promise<Asked> {
  const viewer = getViewer(res);
  const section = sections.find((one) => one === req.params.section);
  const found = section && (await findCaseRow(db, viewer, slug, idOf(req)));
  if (!section || !found) throw notFound();
  const row = found as unknown as Row;
  const reader = viewer.portal === 'pro' ? 'operator' : 'one';
  const [dossier, records] = await Promise.all([
    dossierRead(db, row, { reader, today: dayOf(now()) }),
    loadCaseRecords(db, found, dayOf(now())),
  ]);
  return {
    row,
    section,
    dossier,
    documents: (records as unknown as File).documents,
    reader,
    mayWrite: viewer.ability.can(actAs('operator'), asSubject('Case', found)) && isPreparing(row.status),
  };
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  asked: Asked,
  typed: { values?: Readonly<Record<string, unknown>>; faults?: Faults } = {},
): void {
  const { row, section, dossier, documents, reader, mayWrite } = asked;
  const { intro, fields, files } = sectionForms[section];
  const standing = rowOf(dossier, section);
  const values = typed.values ?? dataOf(dossier, section);
  const inputs = fields(dossier).map((field) => withTyped(field, values, typed.faults ?? {}));
  // What the operator has put there and not sent is not ONE's to read yet.
  const own = documents.filter(
    ({ slot, origin, act_number: sentBy }) =>
      files && slot === files.slot && origin === 'operator' && (reader === 'operator' || sentBy !== null),
  );
  renderPage(deps, req, res, 'agreement-renewal/section', {
    title: sectionWords[section],
    line: `${row.facility_name ?? ''} · ${row.reference}`,
    back: { href: casePath(reader === 'operator' ? 'pro' : 'office', row), label: 'au dossier' },
    intro,
    ...(section === 'places' ? { hours: hoursTable(dossier) } : {}),
    ...(section === 'staff'
      ? { staff: staffTable(dossier), ...(reader === 'operator' ? { staffHref: '/pro/team' } : {}) }
      : {}),
    ...(mayWrite
      ? {
          action: sectionPath('operator', row.id, section),
          version: String(standing?.version ?? 0),
          fields: inputs,
          ...(files
            ? {
                file: fileFieldShown(
                  files,
                  documents
                    .filter(({ act_number: number, origin }) => number === null && origin === 'operator')
                    .map(({ id, slot, name, size }) => ({ id, slot: slot ?? '', name, size })),
                  typed.faults,
                ),
              }
            : {}),
          ...(standing
            ? {
                saved: `Enregistré le ${formatDateTime(standing.changedAt)}${standing.changedBy ? ` par ${standing.changedBy.name}` : ''}.`,
              }
            : {}),
          errors: errorLinks(typed.faults ?? {}, [...idsOf(inputs), ...(files ? [files.name] : [])]),
        }
      : {
          rows: sectionRows(dossier, section),
          documents: own.map(({ id, name, size, uploaded_at: at }) => ({ href: `/documents/${id}`, name, size, at })),
        }),
  });
}

async function save(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const asked = await ask(deps, req, res);
  const { row, section } = asked;
  const viewer = getViewer(res);
  if (!viewer.ability.can(actAs('operator'), asSubject('Case', row as never)))
    throw forbidden("Seul l'opérateur remplit son dossier d'agrément.");
  if (!isPreparing(row.status)) throw submitted(row, kept(req));
  const { schema, files } = sectionForms[section];
  const taken = files ? await takeFiles(deps, res, [files], ownedByCase(row as never)) : { keptIn: [], faults: {} };
  const removed = await withdraw(deps, req, res, asked);
  const { version: seen, then, remove: _, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const sent = z.object(envelope).safeParse({ version: seen, then });
  const read = schema.safeParse(typed);
  const faults: Faults = {
    ...(sent.success ? {} : faultsIn(sent.error)),
    ...(read.success ? {} : faultsIn(read.error)),
    ...taken.faults,
  };
  if (!sent.success || !read.success || isFaulty(faults)) {
    res.status(faultStatusOf(res));
    show(deps, req, res, await ask(deps, req, res), { values: typed, faults });
    return;
  }
  const saving = await saveSection(deps.db, {
    caseId: row.id,
    bodyId: row.organising_body_id,
    section,
    data: read.data,
    version: sent.data.version,
    viewer,
    at: deps.now(),
  });
  if (saving.outcome === 'submitted') throw submitted(row, kept(req));
  if (saving.outcome === 'changed-elsewhere')
    throw conflict({
      title: 'Cette partie du dossier a changé entre-temps',
      what: `${saving.by?.name ?? "Quelqu'un d'autre"} a enregistré « ${sectionWords[section]} »${saving.at ? ` le ${formatDateTime(saving.at)}` : ''}`,
      kept: kept(req),
      backHref: sectionPath('operator', row.id, section),
      backText: 'Ouvrir cette partie comme elle est maintenant',
    });
  leaveFlash(req, {
    kind: 'done',
    text: [`« ${sectionWords[section]} » est enregistré.`, takenText(taken, removed)].filter(Boolean).join(' '),
  });
  const next = sections[sections.indexOf(section) + 1];
  res.redirect(
    303,
    sent.data.then !== 'next' || removed
      ? sectionPath('operator', row.id, section)
      : next
        ? sectionPath('operator', row.id, next)
        : casePath('pro', row),
  );
}

/** The document whose « Retirer » was pressed. @returns whether there was one */
async function withdraw({ db, now }: Dependencies, req: Request, res: Response, { row, documents }: Asked) {
  const removed = removedIn(
    req,
    documents.filter(({ act_number: number, origin }) => number === null && origin === 'operator'),
  );
  if (removed)
    await withdrawWaitingDocument(db, { caseId: row.id, id: removed.id, by: getViewer(res).userId, at: now() });
  return removed !== undefined;
}

const submitted = (row: Row, words: { label: string; value: string }[]): Error =>
  conflict({
    title: 'Le dossier a été introduit entre-temps',
    what: "Le dossier est à l'ONE : il ne se modifie plus, sauf si un complément est demandé",
    kept: words,
    backHref: casePath('pro', row),
  });
/** What was typed, to be copied. */
const kept = (req: Request): { label: string; value: string }[] =>
  Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(([label, value]) =>
    typeof value === 'string' && value !== '' && !['version', 'then', 'token', '_csrf', 'places'].includes(label)
      ? [{ label: fieldWords[label] ?? label, value }]
      : [],
  );
const fieldWords: Readonly<Record<string, string>> = {
  remarks: 'Remarque',
  premises: 'Locaux',
  travel: 'Chemin',
  coordination: 'Coordination ATL',
  versionOn: 'Date de la version',
  attestedOn: "Date de l'attestation",
};

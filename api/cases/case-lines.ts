/** The lines beside a case: filled in by several people at once, each saved by itself, nothing overwritten silently, until an act sends them all. */
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { actAs, type CaseRow as RowOfRights } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { LinesFrozen, listLines, saveLines, type LineOutcome, type LineRow } from '../../db/case-lines.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { uuidPattern } from '../../domain/identifiers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, version as versionRead } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { openedPage, savedFrom } from '../forms/typed-fields.ts';
import { renderPage } from '../page.ts';
import { conflict, forbidden, Problem } from '../problems.ts';
import type { Typed } from './act-form.ts';
import { getCaseRow, type Asked } from './case-context.ts';
import type { AnyCaseLines, AnyProcedurePages } from './procedure-pages.ts';

const perPage = 50;
const notYours = "Seul l'opérateur remplit ces lignes ; l'ONE les lit.";

/** What comes with the fields of a line. `version`: the one that was seen, 0 for a line that is added. */
const Envelope = z.object({
  key: id,
  version: versionRead,
  then: z.enum(['save', 'remove']).default('save'),
});

export function caseLineRoutes(deps: Dependencies, procedure: AnyProcedurePages, lines: AnyCaseLines): Router {
  const router = Router();
  router.get('/:id/lines', async (req, res) => {
    const asked = { deps, procedure, req, res };
    await showLines(asked, lines, await getCaseRow(asked));
  });
  router.post('/:id/lines', (req, res) => saveLine({ deps, procedure, req, res }, lines));
  return router;
}

/** Whether these lines are this person's to fill in, as the case stands. */
const mayEdit = ({ res }: Asked, { editedIn }: AnyCaseLines, row: RowOfRights): boolean =>
  editedIn.includes(row.status) && isOperator(res, row);
const isOperator = (res: Asked['res'], row: RowOfRights): boolean =>
  getViewer(res).ability.can(actAs('operator'), asSubject('Case', row));

async function saveLine(asked: Asked, lines: AnyCaseLines): Promise<void> {
  const { deps, req, res } = asked;
  const row = await getCaseRow(asked);
  if (!isOperator(res, row)) throw forbidden(notYours);
  const { key, version, then, page, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse({ key, version, then });
  if (!envelope.success) throw new Problem(422, 'form', { backHref: `${req.baseUrl}/${row.id}/lines` });
  const removes = envelope.data.then === 'remove';
  const read = lines.schema.safeParse(typed);
  if (!read.success && !removes) {
    await answerFaults(asked, lines, row, { ...envelope.data, typed, faults: faultsIn(read.error) });
    return;
  }
  const added = envelope.data.version === 0;
  const change = {
    key: envelope.data.key,
    version: envelope.data.version,
    ...(removes ? { removed: true } : { data: read.data }),
    // A line comes after those that were there, by the second in which it was added.
    ...(added ? { position: Math.floor(deps.now() / 1000) } : {}),
  };
  const [outcome] = await saveLines(deps.db, row.id, {
    lines: [change],
    by: getViewer(res).userId,
    at: deps.now(),
    from: savedFrom(page),
    mayEdit: (standing) => mayEdit(asked, lines, standing),
  }).catch((error: unknown) => {
    throw error instanceof LinesFrozen ? frozen(asked, lines, row) : error;
  });
  if (outcome?.outcome === 'saved') answerSaved(asked, row, outcome.version);
  else await answerElsewhere(asked, lines, row, { ...envelope.data, typed, outcome });
}

const wantsJson = ({ req }: Asked): boolean =>
  req.get('x-autosave') === '1' || req.accepts(['html', 'json']) === 'json';
const pageOf = ({ req }: Asked, row: CaseRow): string => `${req.baseUrl}/${row.id}/lines`;

function answerSaved(asked: Asked, row: CaseRow, version: number): void {
  if (wantsJson(asked)) asked.res.json({ savedAt: asked.deps.now(), version });
  else asked.res.redirect(303, pageOf(asked, row));
}

interface Sent {
  key: string;
  version: number;
  typed: Typed;
}
async function answerFaults(
  asked: Asked,
  lines: AnyCaseLines,
  row: CaseRow,
  sent: Sent & { faults: Faults },
): Promise<void> {
  asked.res.status(422);
  if (wantsJson(asked)) asked.res.json({ error: 'faults', faults: sent.faults });
  else await showLines(asked, lines, row, sent);
}

/** Somebody was quicker: what they wrote is shown beside what was typed, which a second sending keeps. */
async function answerElsewhere(
  asked: Asked,
  lines: AnyCaseLines,
  row: CaseRow,
  sent: Sent & { outcome: LineOutcome | undefined },
): Promise<void> {
  const { outcome } = sent;
  const elsewhere = outcome?.outcome === 'changed-elsewhere' ? outcome : undefined;
  const [by, at] = [elsewhere?.by?.name ?? 'une autre personne', elsewhere?.at ?? asked.deps.now()];
  asked.res.status(409);
  if (wantsJson(asked)) {
    asked.res.json({ error: 'changed-elsewhere', by, at });
    return;
  }
  const standing = elsewhere?.current;
  await showLines(asked, lines, row, {
    ...sent,
    version: standing?.version ?? 0,
    elsewhere: {
      text: `Modifiée par ${by}, ${formatDateTime(at)} : ${standing && standing.removed_at === null ? lines.told(standing.data) : 'retirée'}. Ce que vous avez encodé est conservé ici : enregistrez pour le garder.`,
    },
  });
}

const frozen = (asked: Asked, { title }: AnyCaseLines, row: CaseRow): Problem =>
  conflict({
    what: `${title} : ne se modifient plus`,
    state: "Elles ont été envoyées, ou le dossier n'est plus à vous de compléter. Rien n'a été changé.",
    backHref: `${asked.req.baseUrl}/${row.id}`,
    backText: 'Retour au dossier',
  });

type Shown = Sent & { faults?: Faults; elsewhere?: { text: string } };

async function showLines(asked: Asked, lines: AnyCaseLines, row: CaseRow, sent?: Shown): Promise<void> {
  const { deps, req, res } = asked;
  const after = readPlace(req.query.after);
  const found = await listLines(deps.db, row.id, { ...(after ? { after } : {}), limit: perPage + 1 });
  const [rows, last] = [found.slice(0, perPage), found[perPage - 1]];
  const edits = mayEdit(asked, lines, row);
  const action = pageOf(asked, row);
  const formOf = (key: string, version: number, typed: Typed): object => ({
    id: `line-${key}`,
    key,
    action,
    opened: openedPage(),
    ...(sent?.key === key ? { version: sent.version, elsewhere: sent.elsewhere } : { version }),
    fields: lines.fields.map((field) => ({
      ...withTyped(field, sent?.key === key ? sent.typed : typed, sent?.key === key ? (sent.faults ?? {}) : {}),
      id: `${field.name}-${key}`,
    })),
  });
  const isThere = rows.some(({ key }) => key === sent?.key);
  const newKey = sent && !isThere ? sent.key : randomUUID();
  renderPage(deps, req, res, 'cases/lines', {
    title: lines.title,
    about: row.reference,
    line: `${row.facility_name} · ${row.reference}`,
    back: { href: `${req.baseUrl}/${row.id}`, label: 'au dossier' },
    edits,
    lines: rows.map((line) =>
      edits ? formOf(line.key, line.version, asTyped(line)) : { text: lines.told(line.data), id: `line-${line.key}` },
    ),
    added: edits ? { ...formOf(newKey, 0, {}), title: lines.add } : undefined,
    errors:
      sent &&
      errorLinks(sent.faults ?? {}, idsOf(lines.fields)).map(({ href, text }) => ({
        text,
        href: href && `${href}-${sent.key}`,
      })),
    nextHref: found.length > perPage && last ? `${action}?after=${String(last.position)}.${last.key}` : undefined,
  });
}

const asTyped = ({ data }: LineRow): Typed =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, value === null ? '' : value]));

const afterPattern = new RegExp(`^(\\d{1,10})\\.(${uuidPattern})$`);
function readPlace(after: unknown): { position: number; key: string } | undefined {
  const parts = typeof after === 'string' ? afterPattern.exec(after) : null;
  return parts?.[2] ? { position: Math.min(Number(parts[1]), 2_147_483_647), key: parts[2] } : undefined;
}

/** Saving a domain: what was changed, criterion by criterion; what somebody else has changed meanwhile stays, and both are shown. */
import type { Request, Response } from 'express';
import { withdrawWaitingDocument } from '../../../db/cases/documents.ts';
import { listEvidence, withdrawLateEvidence } from '../../../db/functioning-review/assessment/evidence.ts';
import { keepQuestionnaire, questionnaireOf } from '../../../db/functioning-review/assessment/questionnaires.ts';
import {
  notePresence,
  saveAnswers,
  settleLate,
  type SavedAnswer,
  type Settled,
} from '../../../db/functioning-review/assessment/save-answer.ts';
import { ownedByCase } from '../../../db/save-document.ts';
import { whileOpen, type CaseNow } from '../../../db/while-open.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import {
  criteriaOf,
  isReviewDomain,
  numberOf,
  reviewDomains,
  type Criterion,
  type ReviewDomain,
} from '../../../domain/functioning-review/questionnaire.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { removedIn, takeFiles, takenText } from '../../documents/file-fields.ts';
import { unknownField } from '../../forms/sentences.ts';
import { savedFrom } from '../../forms/typed-fields.ts';
import { leaveFlash } from '../../page.ts';
import { notFound } from '../../problems.ts';
import {
  baseOf,
  closedMeanwhile,
  getAssessment,
  getEditableRow,
  getReviewRow,
  isOpen,
  keptTexts,
  type Row,
  type SideOf,
} from './context.ts';
import { evidenceField } from './domain-view.ts';
import { showDomain } from './page.ts';
import { fieldOf, readAnswers, type ReadAnswers } from './read-answers.ts';

type Body = Readonly<Record<string, unknown>>;

/** @throws Problem 404 */
export function domainIn(req: Request): ReviewDomain {
  const { domain } = req.params;
  if (!isReviewDomain(domain)) throw notFound();
  return domain;
}

export async function postDomain(deps: Dependencies, req: Request, res: Response, of: SideOf): Promise<void> {
  const domain = domainIn(req);
  const row = await getEditableRow(deps, req, res, of);
  const body = (req.body ?? {}) as Body;
  const questionnaire = await questionnaireOf(deps.db, { caseId: row.id, on: row.state.data.firstDayOn });
  const criteria = criteriaOf(questionnaire, domain);
  const read = readAnswers(body, criteria);
  const taken =
    of.side === 'operator' && !read.isStrange ? await takeEvidence(deps, req, res, { row, criteria, body, read }) : '';
  const done = await save(deps, res, { of, row, domain, body, read, criteria });
  // Sent in this very moment: as it is told where it was sent before.
  if (done === 'closed') throw await closedNow(deps, req, res, of, body);
  const late = done.saved.flatMap(({ criterion, outcome }) =>
    outcome === 'late' ? criteria.filter(({ id }) => id === criterion) : [],
  );
  const isBad = read.isStrange || read.faults.size > 0;
  if (isBad || late.length > 0 || done.settled !== 'settled') {
    const assessment = await getAssessment(deps, req, res, of);
    res.status(isBad ? 422 : 409);
    await showDomain(deps, req, res, assessment, { domain, sent: read, errors: errorsOf(read, late, done.settled) });
    return;
  }
  const writing = criteria.find(({ id }) => id === body.writing);
  if (body.writing === undefined && (body.then !== undefined || taken !== ''))
    leaveFlash(req, { kind: 'done', text: taken || 'Enregistré.' });
  res.redirect(303, nextAddress(baseOf(of, row.id), domain, body, writing));
}

interface Saving {
  of: SideOf;
  row: Row;
  domain: ReviewDomain;
  body: Body;
  read: ReadAnswers;
  criteria: readonly Criterion[];
}
async function save(
  deps: Dependencies,
  res: Response,
  { of, row, domain, body, read, criteria }: Saving,
): Promise<{ saved: SavedAnswer[]; settled: Settled } | 'closed'> {
  const by = { userId: getViewer(res).userId, at: deps.now() };
  const place = { caseId: row.id, side: of.side };
  const still = {
    first: (trx: typeof deps.db) => keepQuestionnaire(trx, { caseId: row.id, on: row.state.data.firstDayOn }),
    isOpen: (now: CaseNow) => isOpen(now as Row, of),
  };
  return whileOpen(deps.db, row.id, still, async (trx) => {
    const saved = await saveAnswers(trx, place, read.changes, { ...by, from: savedFrom(body.page) });
    const writing = criteria.find(({ id }) => id === body.writing);
    await notePresence(trx, place, { domain, criterion: writing?.id ?? null }, by);
    const choice = choiceIn(body);
    return { saved, settled: choice ? await settleLate(trx, place, choice, by) : 'settled' };
  });
}
/** Files that came with it are taken off again: no act would take them along. @returns what is told, of the case as it is now */
async function closedNow(deps: Dependencies, req: Request, res: Response, of: SideOf, body: Body): Promise<Error> {
  const row = await getReviewRow(deps, req, res, of);
  const by = { by: getViewer(res).userId, at: deps.now() };
  const off = of.side === 'operator' ? await withdrawLateEvidence(deps.db, { caseId: row.id, ...by }) : 0;
  return closedMeanwhile(of, row, [
    ...keptTexts(body),
    ...(off > 0
      ? [{ label: 'Fichiers', value: "Ils n'ont pas été joints : envoyez-les dans un message du dossier." }]
      : []),
  ]);
}
/** « Prendre cette version »: `<id>.take.<version>`. */
function choiceIn({ settle }: Body): { id: string; take: boolean; seen: number } | undefined {
  const [id, what, seen] = typeof settle === 'string' ? settle.split('.') : [];
  return isUuid(id) && (what === 'take' || what === 'leave') && /^\d{1,9}$/.test(seen ?? '')
    ? { id, take: what === 'take', seen: Number(seen) }
    : undefined;
}

/** Files are kept before the rest is judged, each with the criterion whose field it came in. @returns what was done, in words */
async function takeEvidence(
  deps: Dependencies,
  req: Request,
  res: Response,
  { row, criteria, body, read }: Pick<Saving, 'row' | 'criteria' | 'body' | 'read'>,
): Promise<string> {
  const shown = criteria.filter((criterion) => body[fieldOf('seen', criterion)] !== undefined);
  const taken = await takeFiles(deps, res, shown.map(evidenceField), ownedByCase(row));
  for (const [name, text] of Object.entries(taken.faults)) if (text) read.faults.set(name, text);
  const removed = removedIn(req, typeof body.remove === 'string' ? await listEvidence(deps.db, row.id) : []);
  if (removed)
    await withdrawWaitingDocument(deps.db, {
      caseId: row.id,
      id: removed.id,
      by: getViewer(res).userId,
      at: deps.now(),
    });
  return takenText(taken, removed !== undefined);
}

const settledWords: Readonly<Record<Exclude<Settled, 'settled'>, string>> = {
  chosen:
    "Quelqu'un d'autre a déjà choisi entre les deux versions : la sienne tient, et votre choix n'a rien changé. Relisez le critère.",
  changed:
    "Ce critère a changé depuis que vous l'avez lu : rien n'a été remplacé. Relisez les versions, puis choisissez à nouveau.",
  held: "Quelqu'un d'autre écrit dans ce critère : rien n'a été remplacé. Choisissez dès qu'il l'aura quitté, ou dans cinq minutes au plus.",
};

function errorsOf(read: ReadAnswers, late: readonly Criterion[], settled: Settled): object[] {
  return [
    ...(settled === 'settled' ? [] : [{ text: settledWords[settled] }]),
    ...(read.isStrange ? [{ text: unknownField }] : []),
    ...[...read.faults].map(([field, text]) => ({ href: `#${field}`, text })),
    ...late.map((criterion) => ({
      href: `#c-${criterion.id}`,
      text: `Critère ${numberOf(criterion)} : quelqu'un d'autre l'a écrit entre-temps. Votre version est gardée à côté de la sienne ; choisissez.`,
    })),
  ];
}

function nextAddress(base: string, domain: ReviewDomain, { then }: Body, writing: Criterion | undefined): string {
  const here = `${base}/${domain}`;
  const at = reviewDomains.indexOf(domain);
  if (then === 'next') return reviewDomains[at + 1] ? `${base}/${reviewDomains[at + 1]!}` : base;
  if (then === 'previous') return reviewDomains[at - 1] ? `${base}/${reviewDomains[at - 1]!}` : base;
  if (writing) return `${here}?open=${writing.id}`;
  return typeof then === 'string' && /^at\.[a-z0-9-]{1,60}$/.test(then) ? `${here}#c-${then.slice(3)}` : here;
}

/** Where one is, said every now and then by the script; the answer is the page as it is now. */
export async function postPresence(deps: Dependencies, req: Request, res: Response, of: SideOf): Promise<void> {
  const domain = domainIn(req);
  const row = await getEditableRow(deps, req, res, of);
  const questionnaire = await questionnaireOf(deps.db, { caseId: row.id, on: row.state.data.firstDayOn });
  const { writing } = (req.body ?? {}) as Body;
  const criterion = criteriaOf(questionnaire, domain).find(({ id }) => id === writing);
  await notePresence(
    deps.db,
    { caseId: row.id, side: of.side },
    { domain, criterion: criterion?.id ?? null },
    { userId: getViewer(res).userId, at: deps.now() },
  );
  res.redirect(303, `${baseOf(of, row.id)}/${domain}${criterion ? `?open=${criterion.id}` : ''}`);
}

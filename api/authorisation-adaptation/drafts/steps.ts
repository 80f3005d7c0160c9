/** The pages of a draft: its list of steps, and each step shown, kept and saved by itself. */
import { Router, type Request, type Response } from 'express';
import { canonical } from '../../../db/act-hash.ts';
import { discardDraft, saveDraft } from '../../../db/drafts.ts';
import { formatDateTime } from '../../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { notFound, Problem } from '../../problems.ts';
import { words } from '../../../views/authorisation-adaptation/words.ts';
import { findStep, keep, summaryOf, typedIn, type Step, type Values } from '../request-forms.ts';
import { openDraft, versionOf, withAnswers, type DraftFile } from './draft-file.ts';
import {
  draftPage,
  errorLinks,
  fieldsShown,
  lockedRows,
  noticeHint,
  tasksOf,
  warningsOf,
  type Shown,
} from './present.ts';

export function stepRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/drafts/:id', (req, res) => showTasks(deps, req, res));
  router.get('/drafts/:id/discard', (req, res) => askDiscard(deps, req, res));
  router.post('/drafts/:id/discard', (req, res) => discard(deps, req, res));
  router.get('/drafts/:id/:step', async (req, res) => {
    const found = await openStep(deps, req, res);
    if (!found) return;
    const { file, step } = found;
    showStep(deps, req, res, file, step, req.query.check === '1' ? { faults: faultsIn(file, step) } : {});
  });
  router.post('/drafts/:id/:step', (req, res) => saveStep(deps, req, res));
  return router;
}

async function showTasks(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const file = await openDraft(deps, req, res);
  if (!file) return;
  renderPage(deps, req, res, 'authorisation-adaptation/draft/tasks', {
    ...draftPage(file),
    back: { href: '/pro/cases', label: 'à mes demandes' },
    tasks: tasksOf(file),
    warnings: warningsOf(file),
    locked: lockedRows(file),
    noticeHint: noticeHint(file),
    done: file.assessment.steps.filter(({ state }) => state === 'complete').length,
    all: file.assessment.steps.length,
  });
}

async function openStep(
  deps: Dependencies,
  req: Request,
  res: Response,
): Promise<{ file: DraftFile; step: Step } | undefined> {
  const file = await openDraft(deps, req, res);
  if (!file) return undefined;
  const step = findStep(file.form, String(req.params.step));
  if (!step) throw notFound();
  return { file, step };
}

const faultsIn = ({ assessment }: DraftFile, step: Step) =>
  assessment.steps.find((each) => each.step === step)?.faults ?? [];

interface Stale {
  by: string;
  at: string;
  rows: object[];
}
function showStep(
  deps: Dependencies,
  req: Request,
  res: Response,
  file: DraftFile,
  step: Step,
  shown: Shown & { stale?: Stale },
): void {
  const faults = shown.faults ?? [];
  const from = req.query.from === 'check' ? '?from=check' : '';
  const at = file.form.steps.indexOf(step);
  renderPage(deps, req, res, 'authorisation-adaptation/draft/step', {
    ...draftPage(file),
    title: step.title,
    over: words.kinds[file.kind],
    place: `Étape ${at + 1} sur ${file.form.steps.length}`,
    back: from
      ? { href: `${file.base}/check`, label: 'à la vérification' }
      : { href: file.base, label: 'à la liste des étapes' },
    intro: step.intro,
    action: `${file.base}/${step.key}${from}`,
    version: file.draft.version,
    notice: step.fields.some(({ whenNoticeIsShort }) => whenNoticeIsShort) ? noticeHint(file) : undefined,
    fields: fieldsShown(file, step, shown),
    errors: faults.length > 0 ? errorLinks(faults) : undefined,
    stale: shown.stale,
    warnings: file.assessment.warnings
      .filter(({ field, instead }) => !instead && step.fields.some(({ name }) => name === field.split('.')[0]))
      .map(({ text }) => text),
    proposals: step.fields.some(({ name }) => name === 'plannedEndOn') ? draftPage(file).proposals : undefined,
  });
}

async function saveStep(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const found = await openStep(deps, req, res);
  if (!found) return;
  const { file, step } = found;
  const { version, then, ...body } = (req.body ?? {}) as Record<string, unknown>;
  const seen = versionOf(version);
  const typed = typedIn(step, body);
  if (seen === undefined || !typed) throw new Problem(422, 'unknown-field', { backHref: `${file.base}/${step.key}` });
  const now = deps.now();
  const form = keep(file.form, file.draft.form, step, typed);
  const same = canonical(form) === canonical(file.draft.form);
  const saved = same
    ? file.draft.version
    : seen === file.draft.version
      ? await saveDraft(deps.db, { id: file.draft.id, version: seen, form, by: getViewer(res).userId, at: now })
      : undefined;
  if (isAutosave(req)) {
    answerAutosave(res, saved, now);
    return;
  }
  if (saved === undefined) {
    await showStale(deps, req, res, step, typed);
    return;
  }
  if (then === 'leave') {
    leaveFlash(req, { kind: 'done', text: 'Le brouillon est enregistré : vous le retrouvez ici.' });
    res.redirect(303, '/pro/cases');
    return;
  }
  const next = withAnswers(file, form, saved);
  const faults = faultsIn(next, step);
  if (faults.length > 0) {
    res.status(422);
    showStep(deps, req, res, next, step, { faults });
    return;
  }
  res.redirect(303, nextPage(next, step, req));
}

/** The script sends the form as it stands, every now and then; it asks for JSON. */
const isAutosave = (req: Request): boolean => req.get('x-autosave') === '1' || req.accepts(['html', 'json']) === 'json';
function answerAutosave(res: Response, version: number | undefined, now: number): void {
  if (version === undefined) res.status(409).json({ error: 'changed-elsewhere' });
  else res.json({ savedAt: now, version });
}

/** Somebody (perhaps the same person, in another tab) has saved since: both versions are shown, nothing is lost. */
async function showStale(deps: Dependencies, req: Request, res: Response, step: Step, typed: Values): Promise<void> {
  const file = await openDraft(deps, req, res);
  if (!file) return;
  res.status(409);
  showStep(deps, req, res, file, step, {
    typed,
    stale: {
      by: file.draft.updated_by_name,
      at: formatDateTime(file.draft.updated_at),
      rows: summaryOf(file.kind, file.assessment.values, step),
    },
  });
}

function nextPage({ base, form, asked }: DraftFile, step: Step, req: Request): string {
  if (req.query.from === 'check') return `${base}/check`;
  const next = form.steps[form.steps.indexOf(step) + 1];
  return next ? `${base}/${next.key}` : `${base}/${asked.length > 0 ? 'documents' : 'check'}`;
}

async function askDiscard(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const file = await openDraft(deps, req, res);
  if (!file) return;
  renderPage(deps, req, res, 'authorisation-adaptation/draft/discard', {
    ...draftPage(file),
    title: 'Supprimer ce brouillon ?',
    over: words.kinds[file.kind],
    back: { href: file.base, label: 'au brouillon' },
    documents: file.documents.length,
  });
}

async function discard(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const file = await openDraft(deps, req, res);
  if (!file) return;
  await discardDraft(deps.db, { id: file.draft.id, by: getViewer(res).userId, at: deps.now() });
  leaveFlash(req, { kind: 'done', text: `Le brouillon « ${words.kinds[file.kind]} » est supprimé.` });
  res.redirect(303, '/pro/cases');
}

/** The pages of a draft: its list of steps, and each step shown, kept and saved by itself. */
import type { Request, Response } from 'express';
import { canonical } from '../../db/act-hash.ts';
import { discardDraft, saveDraft } from '../../db/drafts.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer } from '../context.ts';
import { openedPage, savedFrom } from '../forms/typed-fields.ts';
import { saveUnlessChanged, versionOf } from '../forms/versions.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { incomplete, unknownField } from '../forms/sentences.ts';
import { notFound } from '../problems.ts';
import { openDraft, withAnswers, type DraftFile, type Drafting } from './draft-file.ts';
import type { Finding, Step, Values } from './form.ts';
import {
  draftPage,
  idsShown,
  fieldsShown,
  proposalsOf,
  summaryShown,
  tasksOf,
  warningsOf,
  wordOfDraft,
  type Shown,
} from './present.ts';
import { findStep, keep, typedIn } from './reading.ts';

export async function showTasks(one: Drafting): Promise<void> {
  const { deps, drafts, req, res } = one;
  const file = await openDraft(one);
  if (!file) return;
  renderPage(deps, req, res, 'drafts/tasks', {
    ...draftPage(one, file),
    back: { href: '/pro/cases', label: 'à mes demandes' },
    tasks: tasksOf(file),
    warnings: warningsOf(file),
    locked: drafts.known(file.context),
    hint: hintOf(file),
    done: file.assessment.steps.filter(({ state }) => state === 'complete').length,
    all: file.assessment.steps.length,
  });
}

/** Before one types: what holds of the whole request. */
const hintOf = ({ form, assessment, context }: DraftFile): string | undefined =>
  form.hint?.text(assessment.values, context);

async function openStep(one: Drafting): Promise<{ file: DraftFile; step: Step } | undefined> {
  const file = await openDraft(one);
  if (!file) return undefined;
  const step = findStep(file.form, String(one.req.params.step));
  if (!step) throw notFound();
  return { file, step };
}

export async function showStepAsked(one: Drafting): Promise<void> {
  const found = await openStep(one);
  if (!found) return;
  const { file, step } = found;
  showStep(one, file, step, one.req.query.check === '1' ? { faults: faultsIn(file, step) } : {});
}

const faultsByField = (faults: readonly Finding[]): Faults =>
  Object.fromEntries(faults.toReversed().map(({ field, text }) => [field, text]));

const faultsIn = ({ assessment }: DraftFile, step: Step): Finding[] =>
  assessment.steps.find((each) => each.step === step)?.faults ?? [];

interface Stale {
  by: string;
  at: string;
  rows: object[];
}
function showStep(one: Drafting, file: DraftFile, step: Step, shown: Shown & { stale?: Stale }): void {
  const { deps, req, res } = one;
  const faults = shown.faults ?? [];
  const from = req.query.from === 'check' ? '?from=check' : '';
  const at = file.form.steps.indexOf(step);
  const fields = fieldsShown(file, step, shown);
  renderPage(deps, req, res, 'drafts/step', {
    ...draftPage(one, file),
    title: step.title,
    over: wordOfDraft(one, file.draft.kind),
    place: `Étape ${at + 1} sur ${file.form.steps.length}`,
    back: from
      ? { href: `${file.base}/check`, label: 'à la vérification' }
      : { href: file.base, label: 'à la liste des étapes' },
    intro: step.intro,
    action: `${file.base}/${step.key}${from}`,
    version: file.draft.version,
    opened: openedPage(),
    notice: file.form.hint?.on.includes(step.key) ? hintOf(file) : undefined,
    fields,
    errors: faults.length > 0 ? errorLinks(faultsByField(faults), idsShown(fields)) : undefined,
    stale: shown.stale,
    warnings: warningsOf(file, step),
    proposals: proposalsOf(one, file, step),
  });
}

export async function saveStep(one: Drafting): Promise<void> {
  const { deps, req, res } = one;
  const found = await openStep(one);
  if (!found) return;
  const { file, step } = found;
  const { version, then, page, ...body } = (req.body ?? {}) as Record<string, unknown>;
  const seen = versionOf(version);
  const { typed, isOurs } = typedIn(step, body);
  if (seen === undefined || !isOurs) {
    res.status(422);
    if (isAutosave(req)) res.json({ error: 'form' });
    else
      showStep(one, file, step, {
        typed,
        faults: [{ level: 'fault', field: 'form', text: isOurs ? incomplete : unknownField }],
      });
    return;
  }
  const now = deps.now();
  const { draft } = file;
  const form = keep(file.form, draft.form, step, typed);
  const saved = await saveUnlessChanged({
    seen,
    current: draft.version,
    isSame: canonical(form) === canonical(draft.form),
    save: (standing) =>
      saveDraft(deps.db, {
        id: draft.id,
        version: standing,
        form,
        by: getViewer(res).userId,
        at: now,
        from: savedFrom(page),
      }),
  });
  if (isAutosave(req)) {
    answerAutosave(res, saved, now);
    return;
  }
  if (saved === undefined) {
    await showStale(one, step, typed);
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
    showStep(one, next, step, { faults });
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
async function showStale(one: Drafting, step: Step, typed: Values): Promise<void> {
  const file = await openDraft(one);
  if (!file) return;
  one.res.status(409);
  showStep(one, file, step, {
    typed,
    stale: {
      by: file.draft.updated_by_name,
      at: formatDateTime(file.draft.updated_at),
      rows: summaryShown(one, file, step),
    },
  });
}

function nextPage({ base, form, asked }: DraftFile, step: Step, req: Request): string {
  if (req.query.from === 'check') return `${base}/check`;
  const next = form.steps[form.steps.indexOf(step) + 1];
  return next ? `${base}/${next.key}` : `${base}/${asked.length > 0 ? 'documents' : 'check'}`;
}

export async function askDiscard(one: Drafting): Promise<void> {
  const { deps, req, res } = one;
  const file = await openDraft(one);
  if (!file) return;
  renderPage(deps, req, res, 'drafts/discard', {
    ...draftPage(one, file),
    title: 'Supprimer ce brouillon ?',
    over: wordOfDraft(one, file.draft.kind),
    back: { href: file.base, label: 'au brouillon' },
    documents: file.documents.length,
  });
}

export async function discard(one: Drafting): Promise<void> {
  const { deps, req, res } = one;
  const file = await openDraft(one);
  if (!file) return;
  await discardDraft(deps.db, { id: file.draft.id, by: getViewer(res).userId, at: deps.now() });
  leaveFlash(req, { kind: 'done', text: `Le brouillon « ${wordOfDraft(one, file.draft.kind)} » est supprimé.` });
  res.redirect(303, '/pro/cases');
}

/** Check the answers, then introduce the request. */
import { findOpenerRole, needsRecentSignIn, onBehalfOf } from '../../db/access/acts.ts';
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { listOpenCases } from '../../db/authorisations.ts';
import { findDraft, subjectOfDraft } from '../../db/drafts.ts';
import { ActRefused, AlreadyOpen, openCase, type Opening } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { casePath } from '../cases/case-context.ts';
import { getViewer } from '../context.ts';
import { unknownField } from '../forms/sentences.ts';
import { versionOf } from '../forms/versions.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { processesOf, wordsOfAction } from '../procedure-words.ts';
import { attached, isReady, missingDocuments, openDraft, type DraftFile, type Drafting } from './draft-file.ts';
import { answersOf, documentRows, draftPage, warningsOf, wordOfDraft } from './present.ts';
import { obstacleOf } from './start.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const notDeclared = 'Cochez la déclaration pour introduire la demande';
const changed =
  'Le brouillon a changé depuis que vous avez ouvert cette page : relisez vos réponses avant de les introduire';

export async function check(one: Drafting): Promise<void> {
  const file = await openDraft(one);
  if (file) await showCheck(one, file);
}

async function showCheck(one: Drafting, file: DraftFile, errors: { href: string; text: string }[] = []): Promise<void> {
  const { deps, drafts, req, res } = one;
  const answers = answersOf(one, file);
  const missing = missingDocuments(file).map(({ slot, label }) => ({
    href: `${file.base}/documents#${slot}`,
    text: `Document à joindre : ${label}`,
  }));
  const { ability } = getViewer(res);
  const subject = asSubject('Draft', file.draft);
  const complete = file.assessment.steps.every(({ faults }) => faults.length === 0);
  const { kind, id: draftId } = file.draft;
  const asked = { kind, values: file.assessment.values, subject: file.subject, draftId };
  const ahead = complete ? await drafts.ahead?.(deps.db, asked, dayOf(deps.now())) : undefined;
  renderPage(deps, req, res, 'drafts/check', {
    ...draftPage(one, file),
    title: 'Vérifiez vos réponses',
    over: wordOfDraft(one, file.draft.kind),
    back: { href: file.base, label: 'à la liste des étapes' },
    answers,
    lacking: [...answers.flatMap(({ faults }) => faults), ...missing],
    locked: drafts.known(file.context),
    ahead,
    warnings: warningsOf(file),
    documents: documentRows(file),
    documentsHref: `${file.base}/documents`,
    ready: isReady(file),
    // A field like those of other forms: sent too late, it is filled in again beside the answers that it declares true.
    declaration: {
      partial: 'field-checkbox',
      name: 'declaration',
      label: drafts.declaration,
      required: true,
      error: errors.some(({ href }) => href === '#declaration') ? notDeclared : undefined,
    },
    send: wordsOfAction(deps.procedures, one.procedure.process.slug, drafts.action).button,
    submitAction: `${file.base}/submit`,
    token: file.draft.token,
    version: file.draft.version,
    errors: errors.length > 0 ? errors : undefined,
    refused: ability.can(drafts.action, subject)
      ? undefined
      : reasonOf(ability, drafts.action, subject, processesOf(deps.procedures)),
  });
}

export async function submit(one: Drafting): Promise<void> {
  const { deps, procedure, drafts, req, res } = one;
  const file = await openDraft(one);
  if (!file) return;
  const { process } = procedure;
  const { draft, context, assessment } = file;
  const { kind } = draft;
  const viewer = getViewer(res);
  const subject = asSubject('Draft', draft);
  const role = findOpenerRole(viewer, process, drafts.action, subject);
  if (!role) throw forbidden(reasonOf(viewer.ability, drafts.action, subject, processesOf(deps.procedures)));
  const { token, version, declaration: declared, ...unknown } = (req.body ?? {}) as Record<string, unknown>;
  if (Object.keys(unknown).length > 0 || typeof token !== 'string') {
    res.status(422);
    await showCheck(one, file, [{ href: '#declaration', text: unknownField }]);
    return;
  }
  if (file.obstacle) {
    if (await wasSent(one, draft.id)) return;
    throw obstacleOf(one, kind, file.obstacle, file.subject);
  }
  if (!isReady(file)) {
    // Its documents may be with the case: its twin was sent since it was read.
    if (await wasSent(one, draft.id)) return;
    res.status(422);
    await showCheck(one, file, lackingLinks(file));
    return;
  }
  if (versionOf(version) !== draft.version || token !== draft.token) {
    if (await wasSent(one, draft.id)) return;
    res.status(409);
    await showCheck(one, file, [{ href: '#reponses', text: changed }]);
    return;
  }
  if (declared !== 'oui') {
    res.status(422);
    await showCheck(one, file, [{ href: '#declaration', text: notDeclared }]);
    return;
  }
  if (needsRecentSignIn(process, drafts.action) && !(await ensureRecentSignIn(deps, req, res))) return;

  const sent = file.asked.flatMap(({ slot, label }) =>
    attached(file, slot).map((document) => ({ ...document, label })),
  );
  const facts = drafts.facts(kind, assessment.values, context) as object & { linkedCaseId?: string };
  try {
    const opening: Opening = {
      caseId: draft.id,
      token: draft.token,
      draftId: draft.id,
      kind,
      ...subjectOfDraft({
        ...draft,
        administration: drafts.administration?.(assessment.values) ?? draft.administration,
      }),
      linkedCaseId: facts.linkedCaseId ?? null,
      action: drafts.action,
      facts,
      at: arrivedAt(res),
      documentIds: sent.map(({ id }) => id),
      content: {
        ...assessment.values,
        declaration: drafts.declaration,
        // As they were read before they were sent: what the receipt repeats.
        answers: answersOf(one, file).flatMap(({ rows }) =>
          rows.map(({ label, value, values }) => ({ label, ...(values ? { values } : { value }) })),
        ),
        warnings: assessment.warnings.map(({ text }) => text),
        documents: sent.map(({ id, slot, label, name, size, digest }) => ({ id, slot, label, name, size, digest })),
      },
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, draft) },
    };
    const { keep } = drafts;
    const recorded = keep
      ? await deps.db.transaction(async (trx) => {
          const opened = await openCase(trx, process, opening);
          if (!opened.already) await keep(trx, opened.caseId);
          return opened;
        })
      : await openCase(deps.db, process, opening);
    if (recorded.ring) deps.bell.ring(recorded.slug, recorded.caseId, recorded.reference);
    res.redirect(303, `${casePath('pro', { slug: process.slug, id: recorded.caseId })}/receipt`);
  } catch (error) {
    if (await wasSent(one, draft.id)) return;
    if (error instanceof ActRefused && error.code === 'stale') throw notFound();
    if (!(error instanceof AlreadyOpen)) throw error;
    const open = (await listOpenCases(deps.db, process.slug, draft.subject_id)).find((each) => each.kind === kind);
    const reason = `Une demande de ce type est déjà en cours${open ? ` (${open.reference})` : ''}.`;
    throw obstacleOf(one, kind, { can: 'nothing', reason, ...(open ? { caseId: open.id } : {}) }, file.subject);
  }
}

/** Somebody sent this draft, from this very page or another, while it was being read: its receipt is the answer. */
async function wasSent({ deps, procedure, res }: Drafting, id: string): Promise<boolean> {
  const { slug } = procedure.process;
  const draft = await findDraft(deps.db, getViewer(res).ability, slug, id);
  if (!draft?.submitted_case_id) return false;
  res.redirect(303, `${casePath('pro', { slug, id: draft.submitted_case_id })}/receipt`);
  return true;
}

const lackingLinks = (file: DraftFile): { href: string; text: string }[] => [
  ...file.assessment.steps.flatMap(({ step, faults }) =>
    faults.map(({ field, text }) => ({ href: `${file.base}/${step.key}?from=check&check=1#${field}`, text })),
  ),
  ...missingDocuments(file).map(({ slot, label }) => ({
    href: `${file.base}/documents#${slot}`,
    text: `Document à joindre : ${label}`,
  })),
];

/** The pages of one case: the case itself, and the form and the click of each act. Operators and agents share them. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findActorRole, needsRecentSignIn, onBehalfOf } from '../../db/access/acts.ts';
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { recordAudit } from '../../db/audit.ts';
import { ActRefused, isRecorded, newToken, recordAct } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { slug, type Action } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { available } from '../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { neighboursOf } from '../inbox/neighbours.ts';
import { renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { actForms, type ActForm, type Faults, type Field, type FormContext } from './act-forms.ts';
import { caseDocumentRoutes } from './case-documents.ts';
import { findCaseRow, loadCaseFile, waitingDocuments, type CaseFile, type CaseRow } from './case-file.ts';
import { complementItems, declaredRows } from './declared.ts';
import { draftRoutes } from './drafts/routes.ts';
import { effectsAhead } from './effects-ahead.ts';
import { actionLabel, kindLabel } from './labels.ts';
import { presentCase } from './presenter.ts';
import { situationOf, type Reader } from './situation.ts';
import { measureRoutes } from './measures.ts';
import { decisionPageOf, previewRoutes } from './decision-page.ts';

const readerOf = (req: Request): Reader => (req.baseUrl.startsWith('/pro') ? 'operator' : 'one');

export function adaptationRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(`/pro/${slug}`, draftRoutes(deps));
  router.use(measureRoutes(deps));
  const cases = Router();
  cases.use(caseDocumentRoutes(deps));
  // Back from a preview: what was typed is shown again. First, for a preview's own address would take it.
  cases.post('/:id/:action/edit', (req, res) =>
    showAct(deps, req, res, { values: (req.body ?? {}) as Record<string, unknown> }),
  );
  cases.use(previewRoutes(deps));
  cases.get('/:id', (req, res) => showCase(deps, req, res));
  cases.get('/:id/:action', (req, res) => showAct(deps, req, res));
  cases.post('/:id/:action', (req, res) => sendAct(deps, req, res));
  router.use([`/pro/${slug}`, `/office/${slug}`], cases);
  return router;
}

async function getCaseRow(deps: Dependencies, req: Request, res: Response): Promise<CaseRow> {
  const row = await findCaseRow(deps.db, getViewer(res), idOf(req));
  if (!row) throw notFound();
  return row;
}

/** With the documents that this person may read: the helpdesk sees where a case stands, not what was joined; what agents note for one another stays at ONE. */
async function loadFile(deps: Dependencies, res: Response, row: CaseRow): Promise<CaseFile> {
  const { ability } = getViewer(res);
  const file = await loadCaseFile(deps.db, row);
  return {
    ...file,
    documents: file.documents.filter(({ slot }) =>
      ability.can('read', asSubject('Document', { ...row, internal: slot.startsWith('internal') })),
    ),
  };
}

/** What the case accepts and this person may do: first what is expected, last what ends the case. */
function actionsOf(res: Response, row: CaseRow): Action[] {
  const viewer = getViewer(res);
  const rank = (action: Action): number =>
    row.state.tasks.some((task) => task.action === action) ? 0 : actForms[action]?.stop ? 2 : 1;
  return (available(process, row.state) as Action[])
    .filter((action) => actForms[action] && findActorRole(viewer, row, action) !== undefined)
    .sort((a, b) => rank(a) - rank(b));
}

async function showCase(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const row = await getCaseRow(deps, req, res);
  const file = await loadFile(deps, res, row);
  const viewer = getViewer(res);
  const reader = readerOf(req);
  if (reader === 'one') {
    await recordAudit(deps.db, {
      at: deps.now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'read',
      subject: 'case',
      subjectId: row.id,
    });
  }
  renderPage(deps, req, res, 'authorisation-adaptation/show', {
    ...presentCase(file, reader, deps.now(), actionsOf(res, row)),
    title: kindLabel[row.kind],
    declared: declaredRows(file),
    token: newToken(),
    version: row.act_number,
    ...(reader === 'operator'
      ? { back: { href: '/pro/cases', label: 'à mes demandes' } }
      : await neighboursOf(deps, viewer, req.query.list, req.query.task)),
    ...doneJustNow(file, viewer.userId, req.query.done, deps.now()),
    reader,
    mayUpload: reader === 'operator' && uploading.has(row.status),
    demonstrationDeadline: deps.config.mode === 'demonstration' && row.state.deadlines.length > 0,
  });
}
const justNow = 300_000;
function doneJustNow(
  file: CaseFile,
  userId: string,
  done: unknown,
  now: number,
): { flash?: { kind: 'done'; text: string } } {
  const act = file.acts.findLast((each) => each.action === done && each.actor_id === userId && now - each.at < justNow);
  return act ? { flash: { kind: 'done', text: `${actionLabel[act.action].done}.` } } : {};
}

/** Where the operator answers with documents. */
const uploading = new Set(['complement-asked', 'closing-proposed', 'remedy', 'refused', 'notice-given']);

interface Sent {
  values?: Record<string, unknown>;
  faults?: Faults;
}

async function showAct(deps: Dependencies, req: Request, res: Response, sent: Sent = {}): Promise<void> {
  const row = await getCaseRow(deps, req, res);
  const { action, form } = getForm(res, row, req);
  const file = await loadFile(deps, res, row);
  const context = contextOf(deps, file);
  if (!actionsOf(res, row).includes(action)) throw refusal(deps, file, readerOf(req), actionsOf(res, row));
  const reader = readerOf(req);
  const typed = sent.values ?? (action === 'propose-decision' ? decisionPageOf(file).typed : {});
  const fields = form.fields(context).map((field) => filled(field, typed, sent.faults ?? {}));
  const errors = Object.entries(sent.faults ?? {}).flatMap(([name, text]) =>
    text ? [{ href: `#${name}`, text }] : [],
  );
  if (errors.length > 0) res.status(422);
  const base = `${req.baseUrl}/${row.id}`;
  renderPage(deps, req, res, 'authorisation-adaptation/act', {
    title: actionLabel[action].task,
    line: `${kindLabel[row.kind]} · ${row.facility_name}, ${row.locality} · ${row.reference}`,
    reference: row.reference,
    // From a list of tasks, one goes on through the list; the case is one link further.
    ...(reader === 'one' && req.query.list !== undefined
      ? await neighboursOf(deps, getViewer(res), req.query.list, req.query.task)
      : { back: { href: base, label: 'à la demande' } }),
    intro: form.intro?.(context),
    fields,
    errors,
    action,
    actionUrl: `${base}/${action}`,
    token: typeof typed.token === 'string' ? typed.token : newToken(),
    version: row.act_number,
    buttons: [
      { label: actionLabel[action].button, kind: form.stop ? 'stop' : 'go' },
      ...(action === 'propose-decision'
        ? [
            { label: 'Voir la lettre', kind: 'plain', formaction: `${base}/propose-decision/letter`, newTab: true },
            { label: 'Voir ce que cela change', kind: 'plain', formaction: `${base}/propose-decision/effects` },
          ]
        : []),
      { label: 'Annuler', href: base, kind: 'link' },
    ],
    declared: declaredRows(file),
    opinions: reader === 'one' ? presentCase(file, reader, deps.now(), []).opinions : undefined,
    documents: file.documents
      .filter(({ origin, act_number }) => origin === 'operator' && act_number !== null)
      .map(({ id, name, size, uploaded_at }) => ({ name, size, at: uploaded_at, href: `/documents/${id}` })),
    waiting:
      reader === 'operator' && uploading.has(row.status)
        ? waitingDocuments(file, 'operator').map(({ name, size }) => ({ name, size }))
        : undefined,
    uploads: uploading.has(row.status) && reader === 'operator',
    changes: changesShown(file, action),
    due: row.state.tasks.find((task) => task.action === action)?.dueOn ?? undefined,
    proposal: action === 'sign-decision' ? decisionPageOf(file).proposal : undefined,
    base,
  });
}

const changesShown = (file: CaseFile, action: Action): object[] | undefined => {
  switch (action) {
    case 'propose-decision':
      return effectsAhead(file, { outcome: 'grant' });
    case 'sign-decision':
      return effectsAhead(file, file.row.state.data.proposal ?? {});
    case 'acknowledge':
      return effectsAhead(file, { outcome: 'acknowledged' });
    case 'decide-appeal':
      return effectsAhead(file, { outcome: 'upheld-on-appeal' });
    default:
      return undefined;
  }
};

const Envelope = z.object({
  token: z.string().min(8).max(100),
  version: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

async function sendAct(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const row = await getCaseRow(deps, req, res);
  const { action, form } = getForm(res, row, req);
  const { token: _token, version: _version, ...body } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse(req.body ?? {});
  if (!envelope.success) {
    await showAct(deps, req, res, {
      values: body,
      faults: { form: 'Le formulaire était incomplet. Vérifiez-le, puis envoyez-le à nouveau.' },
    });
    return;
  }
  const file = form.needsFile ? await loadFile(deps, res, row) : ({ row } as CaseFile);
  const context = contextOf(deps, file);
  const read = form.read.safeParse(body);
  const faults = read.success ? (form.check?.(read.data as never, context) ?? {}) : faultsOf(read.error);
  const viewer = getViewer(res);
  const done = `${req.baseUrl}/${row.id}?done=${action}`;
  const role = findActorRole(viewer, row, action);
  if (!read.success || Object.values(faults).some(Boolean) || !role) {
    // Sent twice: the same answer, wherever the first sending has brought the case.
    if (await isRecorded(deps.db, row.id, { action, token: envelope.data.token, userId: viewer.userId })) {
      res.redirect(303, done);
      return;
    }
  }
  if (!read.success || Object.values(faults).some(Boolean)) {
    await showAct(deps, req, res, { values: { ...body, token: envelope.data.token }, faults });
    return;
  }
  // A case that has left the status where the act was possible is a conflict, not a missing right.
  if (!role) throw refusal(deps, await loadCaseFile(deps.db, row), readerOf(req), actionsOf(res, row), { form, body });
  // Only a form that can be recorded waits for a new sign-in.
  if (needsRecentSignIn(process, action) && !ensureRecentSignIn(deps, req, res)) return;
  const documentIds =
    readerOf(req) === 'operator' && uploading.has(row.status)
      ? (
          (await deps
            .db('documents')
            .where({ case_id: row.id, origin: 'operator' })
            .whereNull('act_number')
            .whereNull('withdrawn_at')
            .select('id')) as { id: string }[]
        ).map(({ id }) => id)
      : [];
  try {
    const recorded = await recordAct(deps.db, process, row.id, {
      ...form.split(read.data as never, context),
      action,
      token: envelope.data.token,
      seen: envelope.data.version,
      documentIds,
      at: deps.now(),
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, row) },
    });
    if (recorded.ring) deps.bell.ring(recorded.slug, recorded.caseId);
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    if (error.code === 'four-eyes')
      throw forbidden("La décision doit être signée par une autre personne que celle qui l'a proposée.");
    const now = await getCaseRow(deps, req, res);
    throw refusal(deps, await loadCaseFile(deps.db, now), readerOf(req), actionsOf(res, now), { form, body });
  }
  // Said from the act itself: no session is written for a sentence.
  res.redirect(303, done);
}

/** The form of an act that this person may do in some state of the case. @throws 404 for a word that is no act, 403 for another's act */
function getForm(res: Response, row: CaseRow, req: Request): { action: Action; form: ActForm } {
  const action = String(req.params.action) as Action;
  const form = Object.hasOwn(actForms, action) ? actForms[action] : undefined;
  if (!form) throw notFound();
  const viewer = getViewer(res);
  const subject = asSubject('Case', row);
  if (!viewer.ability.can(action, subject)) throw forbidden(reasonOf(viewer.ability, action, subject));
  return { action, form };
}

const contextOf = (deps: Dependencies, file: CaseFile): FormContext => ({
  file,
  today: dayOf(deps.now()),
  items: complementItems(file.row.kind),
});
const filled = (field: Field, typed: Record<string, unknown>, faults: Faults): Field => ({
  ...field,
  value: typed[field.name] ?? field.value,
  ...(faults[field.name] ? { error: faults[field.name] } : {}),
});
function faultsOf(error: z.ZodError): Faults {
  const faults: Faults = {};
  for (const issue of error.issues) {
    const name = issue.code === 'unrecognized_keys' ? 'form' : String(issue.path[0] ?? 'form');
    faults[name] ??=
      issue.code === 'unrecognized_keys'
        ? 'Le formulaire contient un champ inconnu. Rechargez la page.'
        : issue.message;
  }
  return faults;
}

/** 409: what the case is now, who did what and when, and what is possible. */
function refusal(
  deps: Dependencies,
  file: CaseFile,
  reader: Reader,
  actions: readonly Action[],
  typed?: { form: ActForm; body: Record<string, unknown> },
): Error {
  // What was typed is shown again, to be copied: nothing of it was recorded.
  const kept = typed?.form.fields(contextOf(deps, file)).flatMap(({ name, label }) => {
    const value = typed.body[name];
    return typeof value === 'string' && value.trim() !== '' ? [{ label, values: value.split(/\r?\n/) }] : [];
  });
  const last = file.acts.findLast(({ number }) => number <= file.row.moved_by) ?? file.acts.at(-1);
  const base = `/${reader === 'operator' ? 'pro' : 'office'}/${slug}/${file.row.id}`;
  const situation = situationOf(file.row, reader, dayOf(deps.now()));
  return conflict({
    what: last ? actionLabel[last.action].done : 'Le dossier a changé',
    by: last?.actor_name ?? undefined,
    at: last?.at,
    state: [
      process.statuses[file.row.status].label,
      '. ',
      situation.title,
      ' ',
      situation.text,
      situation.until ? ` ${situation.until}` : '',
      situation.rest ?? '',
    ].join(''),
    possible: actions
      .filter((action) => action !== 'write-message')
      .map((action) => ({ label: actionLabel[action].button, href: `${base}/${action}` })),
    backHref: base,
    backText: 'Retour à la demande',
    ...(kept?.length ? { kept } : {}),
  });
}

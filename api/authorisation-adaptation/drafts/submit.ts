/** Check the answers, introduce the request, and its receipt. */
import { Router, type Request, type Response } from 'express';
import { findOpenerRole, needsRecentSignIn, onBehalfOf } from '../../../db/access/acts.ts';
import { reasonOf } from '../../../db/access/reasons.ts';
import { accessibleBy } from '../../../db/access/sql-filter.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import { listOpenCases } from '../../../db/authorisations.ts';
import { findDraft } from '../../../db/drafts.ts';
import { ActRefused, AlreadyOpen, openCase } from '../../../db/record-act.ts';
import { formatDuration, formatLongDate } from '../../../domain/french-dates.ts';
import { slug, type RequestKind } from '../../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../../workflows/authorisation-adaptation/process.ts';
import { needsNoDecision } from '../../../workflows/authorisation-adaptation/rules.ts';
import { parameterOf, type Parameters } from '../../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { ensureRecentSignIn } from '../../middleware/require-portal.ts';
import { renderPage } from '../../page.ts';
import { forbidden, notFound, Problem } from '../../problems.ts';
import { words } from '../../../views/authorisation-adaptation/words.ts';
import { factsOf } from '../request-forms.ts';
import { inWords } from '../../../domain/quantity.ts';
import { attached, casePath, isReady, missingDocuments, openDraft, versionOf, type DraftFile } from './draft-file.ts';
import { answersOf, documentRows, draftPage, lockedRows, warningsOf } from './present.ts';
import { refusalOf } from './start.ts';

/** What the operator binds himself to; kept word for word with the act. */
export const declaration =
  'Je déclare que les informations sont exactes et que je suis habilité·e à engager le pouvoir organisateur.';
const notDeclared = 'Cochez la déclaration pour introduire la demande';
const changed =
  'Le brouillon a changé depuis que vous avez ouvert cette page : relisez vos réponses avant de les introduire';

export function submitRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/drafts/:id/check', async (req, res) => {
    const file = await openDraft(deps, req, res);
    if (file) showCheck(deps, req, res, file);
  });
  router.post('/drafts/:id/submit', (req, res) => submit(deps, req, res));
  router.get('/:id/receipt', (req, res) => showReceipt(deps, req, res));
  return router;
}

function showCheck(
  deps: Dependencies,
  req: Request,
  res: Response,
  file: DraftFile,
  errors: { href: string; text: string }[] = [],
): void {
  const answers = answersOf(file) as { faults: { href: string; text: string }[] }[];
  const missing = missingDocuments(file).map(({ slot, label }) => ({
    href: `${file.base}/documents#${slot}`,
    text: `Document à joindre : ${label}`,
  }));
  const { ability } = getViewer(res);
  const subject = asSubject('Draft', file.draft);
  renderPage(deps, req, res, 'authorisation-adaptation/draft/check', {
    ...draftPage(file),
    title: 'Vérifiez vos réponses',
    over: words.kinds[file.kind],
    back: { href: file.base, label: 'à la liste des étapes' },
    answers,
    lacking: [...answers.flatMap(({ faults }) => faults), ...missing],
    locked: lockedRows(file),
    warnings: warningsOf(file),
    documents: documentRows(file),
    documentsHref: `${file.base}/documents`,
    ready: isReady(file),
    declaration,
    submitAction: `${file.base}/submit`,
    token: file.draft.token,
    version: file.draft.version,
    errors: errors.length > 0 ? errors : undefined,
    declarationError: errors.some(({ href }) => href === '#declaration') ? notDeclared : undefined,
    refused: ability.can('submit', subject) ? undefined : reasonOf(ability, 'submit', subject),
  });
}

async function submit(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const file = await openDraft(deps, req, res);
  if (!file) return;
  const { draft, kind, context, assessment } = file;
  const viewer = getViewer(res);
  const subject = asSubject('Draft', draft);
  const role = findOpenerRole(viewer, process, 'submit', subject);
  if (!role) throw forbidden(reasonOf(viewer.ability, 'submit', subject));
  const { token, version, declaration: declared, ...unknown } = (req.body ?? {}) as Record<string, unknown>;
  if (Object.keys(unknown).length > 0 || typeof token !== 'string')
    throw new Problem(422, 'unknown-field', { backHref: `${file.base}/check` });
  if (file.obstacle) {
    if (await wasSent(deps, res, draft.id)) return;
    throw refusalOf(file.obstacle, file.facility);
  }
  if (!isReady(file)) {
    res.status(422);
    showCheck(deps, req, res, file, lackingLinks(file));
    return;
  }
  if (versionOf(version) !== draft.version || token !== draft.token) {
    res.status(409);
    showCheck(deps, req, res, file, [{ href: '#reponses', text: changed }]);
    return;
  }
  if (declared !== 'oui') {
    res.status(422);
    showCheck(deps, req, res, file, [{ href: '#declaration', text: notDeclared }]);
    return;
  }
  if (needsRecentSignIn(process, 'submit') && !ensureRecentSignIn(deps, req, res)) return;

  const sent = file.asked.flatMap(({ slot, label }) => {
    const document = attached(file, slot);
    return document ? [{ ...document, label }] : [];
  });
  const facts = factsOf(kind, assessment.values, context.facility);
  try {
    const recorded = await openCase(deps.db, process, {
      caseId: draft.id,
      token: draft.token,
      draftId: draft.id,
      kind,
      facilityId: draft.facility_id,
      linkedCaseId: facts.linkedCaseId ?? null,
      action: 'submit',
      facts,
      at: deps.now(),
      documentIds: sent.map(({ id }) => id),
      content: {
        ...assessment.values,
        declaration,
        warnings: assessment.warnings.map(({ text }) => text),
        documents: sent.map(({ id, slot, label, name, size, digest }) => ({ id, slot, label, name, size, digest })),
      },
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, draft) },
    });
    if (recorded.ring) deps.bell.ring(slug, recorded.caseId);
    res.redirect(303, `${casePath(recorded.caseId)}/receipt`);
  } catch (error) {
    if (await wasSent(deps, res, draft.id)) return;
    if (error instanceof ActRefused && error.code === 'stale') throw notFound();
    if (!(error instanceof AlreadyOpen)) throw error;
    const open = (await listOpenCases(deps.db, slug, draft.facility_id)).find((each) => each.kind === kind);
    throw refusalOf(
      {
        kind,
        can: 'nothing',
        code: 'request-already-open',
        reason: `Une demande de ce type est déjà en cours${open ? ` (${open.reference})` : ''}.`,
        ...(open ? { caseId: open.id } : {}),
      },
      file.facility,
    );
  }
}

/** Somebody sent this draft, from this very page or another, while it was being read: its receipt is the answer. */
async function wasSent(deps: Dependencies, res: Response, id: string): Promise<boolean> {
  const draft = await findDraft(deps.db, getViewer(res).ability, slug, id);
  if (!draft?.submitted_case_id) return false;
  res.redirect(303, `${casePath(draft.submitted_case_id)}/receipt`);
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

interface ReceiptRow {
  id: string;
  reference: string;
  kind: RequestKind;
  facility_name: string;
  postcode: string;
  locality: string;
  opened_at: number;
  target_on: string;
  parameters: Parameters;
  hash: string;
  acr: number | null;
  by: string | null;
}

async function showReceipt(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  const query = deps
    .db('cases')
    .join('acts as a', (on) => {
      on.on('a.case_id', 'cases.id').andOnVal('a.number', 1).andOnVal('a.action', 'submit');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'cases.id': idOf(req), 'cases.slug': slug });
  const row = (await accessibleBy(query, ability, 'read', 'Case').first(
    'cases.id',
    'cases.reference',
    'cases.kind',
    'cases.facility_name',
    'cases.postcode',
    'cases.locality',
    'cases.opened_at',
    'cases.target_on',
    'cases.parameters',
    'a.acr',
    deps.db.raw("encode(a.hash, 'hex') as hash"),
    deps.db.raw("u.first_name || ' ' || u.family_name as by"),
  )) as ReceiptRow | undefined;
  if (!row) throw notFound();
  const letter = (await deps
    .db('documents')
    .where({ case_id: row.id, act_number: 1, origin: 'one' })
    .whereIn('slot', ['receipt', 'letter-receipt'])
    .whereNull('withdrawn_at')
    .first('id')) as { id: string } | undefined;
  renderPage(deps, req, res, 'authorisation-adaptation/draft/receipt', {
    title: 'Demande introduite',
    back: { href: '/pro/cases', label: 'à mes demandes' },
    printHead: `${row.reference} – ${words.kinds[row.kind]}`,
    panel: {
      title: `${words.kinds[row.kind]} : demande introduite`,
      reference: row.reference,
      at: row.opened_at,
      by: row.by ? `${row.by}${means(row.acr)}` : undefined,
      hash: row.hash,
      receiptHref: letter ? `/documents/${letter.id}` : undefined,
      next: nextOf(row),
    },
    line: `${row.facility_name}, ${row.postcode} ${row.locality}`,
    caseHref: casePath(row.id),
    refreshHref: letter ? undefined : `${casePath(row.id)}/receipt`,
  });
}
const means = (acr: number | null): string => (acr === 500 ? ' (eID)' : acr === 450 ? ' (itsme)' : '');

/** With the delays that the case keeps, whatever they become later. */
function nextOf({ kind, parameters, target_on }: ReceiptRow): string[] {
  const told = (code: string): string => inWords(parameterOf(code, parameters));
  const complement = parameterOf('complement', parameters);
  return [
    `Votre référent·e accueil vérifie si la demande est complète, dans les ${told('completeness')}.`,
    `S'il manque quelque chose, vous recevez une demande de complément et disposez de ${complement.unit === 'days' ? formatDuration({ days: complement.value }) : told('complement')} pour y répondre.`,
    needsNoDecision(kind)
      ? "L'ONE prend acte de votre demande et vous l'écrit."
      : `La décision est attendue avant le ${formatLongDate(target_on)} (délai visé : ${told('target')}).`,
    'Vous recevez un courriel à chaque étape, et suivez tout dans « Mes demandes ».',
  ];
}

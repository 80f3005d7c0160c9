/** The short form: the value as it stands, what it should be, why, and a proof; and what becomes of it. */
import { createHash, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { findOpenerRole, onBehalfOf } from '../../db/access/acts.ts';
import { findDatum, isSameDatum, type Datum } from '../../db/data-correction/data.ts';
import { findOpeningOf } from '../../db/data-correction/list.ts';
import type { AskedContent } from '../../db/data-correction/wanted.ts';
import { listDraftDocuments, withdrawDraftDocuments, type DraftDocument, type DraftRow } from '../../db/drafts.ts';
import { ActRefused, AlreadyOpen, openCase } from '../../db/record-act.ts';
import { ownedByDraft } from '../../db/save-document.ts';
import { slug, type Kind } from '../../workflows/data-correction/contract.ts';
import { process } from '../../workflows/data-correction/process.ts';
import { deskWords, fieldWords } from '../../views/data-correction/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf, fileFieldShown, removedIn, takeFiles } from '../documents/file-fields.ts';
import { errorLinks, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { unknownField } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden } from '../problems.ts';
import { proofField } from './acts.ts';
import { readWanted, textOf, wantedInput, wantedNames } from './fields.ts';
import { aroundOf, correctionPath, type Target } from './target.ts';

const reasonInput = textarea('reason', 'Pourquoi', {
  rows: 4,
  maxLength: 2000,
  hint: "D'où vient l'erreur. N'écrivez ni numéro de registre national ni donnée de santé.",
});
const reasonSchema = requiredText("Écrivez pourquoi la donnée n'est pas exacte.", 2000);
const noProof = 'Joignez un document qui montre la donnée exacte.';

type Typed = Record<string, unknown>;
const envelope = new Set(['_csrf', 'token', 'version', 'seal', 'then', 'remove', proofField.name]);
const own = new Set([...wantedNames, 'reason']);
export const typedIn = (req: Request): { typed: Typed; strange: boolean } => {
  const all = Object.entries((req.body ?? {}) as Typed);
  return {
    typed: Object.fromEntries(all.filter(([name, value]) => own.has(name) && typeof value === 'string')),
    strange: all.some(([name, value]) => !envelope.has(name) && (!own.has(name) || typeof value !== 'string')),
  };
};

/** What the page has quoted, in short. */
const markOf = (datum: Datum | null): string =>
  createHash('sha256').update(JSON.stringify(datum)).digest('hex').slice(0, 16);

/** The case that this very form has opened. */
export const findSent = (deps: Dependencies, userId: string, token: string): Promise<string | undefined> =>
  findOpeningOf(deps.db, { userId, token });

interface Shown {
  target: Target;
  kind: Kind;
  draft?: DraftRow;
  documents?: readonly DraftDocument[];
  typed?: Typed;
  faults?: Faults;
  status?: number;
}

export const draftPath = (id: string): string => `/pro/${slug}/drafts/${id}`;

export async function showForm(
  deps: Dependencies,
  req: Request,
  res: Response,
  { target, kind, draft, documents = [], typed = draft?.form ?? {}, faults = {}, status }: Shown,
): Promise<void> {
  const around = await aroundOf(deps, target, kind);
  const now = await findDatum(deps.db, { kind, subjectId: target.subject.id });
  const inputs = [wantedInput(around), reasonInput];
  if (isFaulty(faults)) res.status(status ?? faultStatusOf(res));
  renderPage(deps, req, res, 'cases/act', {
    scripts: ['scripts/files.js'],
    title: 'Demander une correction',
    about: target.name,
    line: [fieldWords[kind], target.name, draft ? 'brouillon' : undefined].filter(Boolean).join(' · '),
    back: { href: correctionPath(target), label: 'aux données' },
    panels: [{ partial: 'data-correction/quoted', field: fieldWords[kind], value: textOf(kind, now) }],
    intro: `Votre demande va chez ${deskWords[target.deskOf(kind)]}. La donnée reste comme elle est jusqu'à la réponse.`,
    takesFiles: true,
    fields: [
      ...inputs.map((input) => withTyped(input, typed, faults)),
      { ...fileFieldShown(proofField, documents, faults), required: true },
    ],
    errors: errorLinks(faults, [...idsOf(inputs), proofField.name]),
    actionUrl: draft ? draftPath(draft.id) : correctionPath(target, kind),
    token: draft?.token ?? randomUUID(),
    version: draft?.version,
    seal: markOf(now),
    buttons: [
      { label: 'Envoyer la demande', kind: 'go', name: 'then', value: 'send' },
      ...(draft
        ? [{ label: 'Continuer plus tard', kind: 'link', href: '/pro/cases' }]
        : [{ label: 'Annuler', kind: 'link', href: correctionPath(target) }]),
    ],
  });
}

interface Taking {
  target: Target;
  kind: Kind;
  draft: DraftRow;
  /** Of the form that is sent. */
  token: string;
  /** What is known against it already. */
  fault?: string | undefined;
}

/** What was typed, beside the datum as it stands now. */
async function judge(deps: Dependencies, target: Target, kind: Kind, typed: Typed) {
  const now = await findDatum(deps.db, { kind, subjectId: target.subject.id });
  const wanted = readWanted(await aroundOf(deps, target, kind), typed);
  const reason = reasonSchema.safeParse(typed.reason);
  const faults: Faults = {
    ...(wanted.ok
      ? isSameDatum(wanted.quoted.value, now)
        ? { [wantedNames[0]!]: "C'est déjà la valeur actuelle." }
        : {}
      : wanted.faults),
    ...(reason.success ? {} : { reason: reason.error.issues[0]?.message }),
  };
  return { now, wanted, reason, faults };
}

/** A form that can hold no file has nothing that must wait for it: it is shown again, and nothing is kept. */
export async function refuseWithoutProof(
  deps: Dependencies,
  req: Request,
  res: Response,
  { target, kind }: Pick<Taking, 'target' | 'kind'>,
): Promise<void> {
  const { typed, strange } = typedIn(req);
  const { faults } = await judge(deps, target, kind, typed);
  await showForm(deps, req, res, {
    target,
    kind,
    typed,
    faults: { ...faults, [proofField.name]: noProof, ...(strange ? { form: unknownField } : {}) },
  });
}

/** Takes its files, judges it, and opens the case; what is not right is shown again, with everything that came. */
export async function take(deps: Dependencies, req: Request, res: Response, taking: Taking): Promise<void> {
  const { target, kind, draft, fault } = taking;
  const { userId } = getViewer(res);
  const { typed, strange } = typedIn(req);
  const taken = await takeFiles(deps, res, [proofField], ownedByDraft(draft));
  const removed = removedIn(req, await listDraftDocuments(deps.db, draft.id));
  if (removed) await withdrawDraftDocuments(deps.db, draft.id, { id: removed.id }, { by: userId, at: deps.now() });
  const documents = await listDraftDocuments(deps.db, draft.id);
  const show = (faults: Faults, status?: number): Promise<void> =>
    showForm(deps, req, res, { target, kind, draft, documents, typed, faults, ...(status ? { status } : {}) });
  if (removed) return show({});
  const { now, wanted, reason, faults: ofWords } = await judge(deps, target, kind, typed);
  const faults: Faults = {
    ...ofWords,
    ...taken.faults,
    ...(documents.length === 0 && !taken.faults[proofField.name] ? { [proofField.name]: noProof } : {}),
    ...(strange ? { form: unknownField } : fault ? { form: fault } : {}),
  };
  if (isFaulty(faults)) return show(faults, fault ? 409 : undefined);
  if (!wanted.ok || !reason.success) throw new Error('nothing is wrong, and something is');
  const { seal } = (req.body ?? {}) as { seal?: unknown };
  if (seal !== markOf(now))
    return show(
      {
        form: `La donnée a changé depuis que vous avez ouvert cette page : elle est maintenant « ${textOf(kind, now)} ». Vérifiez votre demande, puis envoyez-la à nouveau.`,
      },
      409,
    );
  await send(deps, req, res, taking, {
    content: { current: { value: now, text: textOf(kind, now) }, wanted: wanted.quoted, reason: reason.data },
    documents,
  });
}

async function send(
  { db, bell }: Dependencies,
  req: Request,
  res: Response,
  { target, kind, draft, token }: Taking,
  { content, documents }: { content: AskedContent; documents: readonly DraftDocument[] },
): Promise<void> {
  const viewer = getViewer(res);
  const role = findOpenerRole(viewer, process, 'ask', target.draft);
  if (!role || target.closed) throw forbidden();
  const { subject } = target;
  try {
    const { caseId, reference, ring } = await openCase(db, process, {
      caseId: draft.id,
      token,
      draftId: draft.id,
      kind,
      subject:
        subject.kind === 'facility'
          ? { kind: 'facility', id: subject.id }
          : { kind: 'organising-body', id: subject.id, administration: subject.administration },
      action: 'ask',
      facts: { kind, desk: target.deskOf(kind) },
      content: {
        ...content,
        documents: documents.map(({ id, slot, name, size, digest }) => ({ id, slot, name, size, digest })),
      },
      documentIds: documents.map(({ id }) => id),
      at: arrivedAt(res),
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, subject) },
    });
    if (ring) bell.ring(slug, caseId, reference);
    leaveFlash(req, {
      kind: 'done',
      title: `Correction demandée, référence ${reference}.`,
      text: `Elle est chez ${deskWords[target.deskOf(kind)]}. Vous recevrez un courriel dès qu'une réponse est donnée.`,
    });
    res.redirect(303, `/pro/${slug}/${caseId}`);
  } catch (error) {
    if (error instanceof AlreadyOpen)
      throw conflict({
        title: 'Une correction est déjà demandée',
        what: `Une demande attend déjà pour cette donnée : ${fieldWords[kind]}`,
        state: 'Votre brouillon est conservé avec ses documents.',
        possible: [],
        backHref: correctionPath(target),
        backText: 'Voir la demande en cours',
      });
    // Its twin was sent at the same moment: the same draft has become one case.
    if (!(error instanceof ActRefused) || error.code !== 'stale') throw error;
    res.redirect(303, `/pro/${slug}/${draft.id}`);
  }
}

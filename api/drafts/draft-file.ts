/** A draft as its pages need it, through the rights of whoever looks. */
import type { Request, Response } from 'express';
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { findDraft, listDraftDocuments, type DraftDocument, type DraftRow } from '../../db/drafts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { processesOf } from '../procedure-words.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import type { AnyDraftForms, DraftSubject, Obstacle } from './draft-forms.ts';
import type { AnyDraftForm, DraftContext, Values } from './form.ts';
import { assess, documentsFor, type AskedDocument, type Assessment } from './reading.ts';

/** What every route of a draft is given. */
export interface Drafting {
  deps: Dependencies;
  procedure: AnyProcedurePages;
  drafts: AnyDraftForms;
  req: Request;
  res: Response;
}

export interface DraftFile {
  draft: DraftRow;
  form: AnyDraftForm;
  subject: DraftSubject;
  context: DraftContext;
  assessment: Assessment;
  asked: AskedDocument[];
  documents: DraftDocument[];
  /** Why it cannot be sent any more, whatever it holds: the authorisation has ended, another case is open. */
  obstacle: Obstacle | undefined;
  /** `/pro/authorisation-adaptation/drafts/…` */
  base: string;
}

export const draftPath = (slug: string, id: string): string => `/pro/${slug}/drafts/${id}`;

/**
 * The draft that the address names. A sent one leads to its receipt: the answer is given, and undefined returned.
 * @throws Problem 404 when it is not to be seen or was discarded; 403 when it may be seen but not prepared
 */
export async function openDraft({ deps, procedure, drafts, req, res }: Drafting): Promise<DraftFile | undefined> {
  const { ability } = getViewer(res);
  const { slug } = procedure.process;
  const draft = await findDraft(deps.db, ability, slug, idOf(req));
  if (!draft || draft.discarded_at !== null) throw notFound();
  const asked = asSubject('Draft', draft);
  if (!ability.can('prepare', asked))
    throw forbidden(reasonOf(ability, 'prepare', asked, processesOf(deps.procedures)));
  if (draft.submitted_case_id !== null) {
    res.redirect(303, `/pro/${slug}/${draft.submitted_case_id}/receipt`);
    return undefined;
  }
  const form = findForm(drafts, draft.kind);
  const today = dayOf(deps.now());
  const subject = (await drafts.findSubject(deps.db, ability, draft.subject_id, 'open')) as DraftSubject | undefined;
  if (!subject || !form) throw notFound();
  const [underWay, documents] = (await Promise.all([
    drafts.loadUnderWay(deps.db, subject, today),
    listDraftDocuments(deps.db, draft.id),
  ])) as [unknown, DraftDocument[]];
  const context = (await drafts.loadContext(deps.db, underWay, today, draft.form)) as DraftContext | undefined;
  if (!context) throw notFound();
  const availability = drafts.availability(draft.kind, underWay);
  const assessment = assess(form, draft.form, context);
  return {
    draft,
    form,
    subject,
    context,
    assessment,
    documents,
    base: draftPath(slug, draft.id),
    asked: documentsFor(form, context, assessment.values),
    obstacle: availability.can === 'nothing' ? availability : undefined,
  };
}

export const findForm = ({ forms }: AnyDraftForms, kind: unknown): AnyDraftForm | undefined =>
  typeof kind === 'string' && Object.hasOwn(forms, kind) ? (forms as Record<string, AnyDraftForm>)[kind] : undefined;

/** The same draft with other answers. */
export const withAnswers = (file: DraftFile, form: Values, version = file.draft.version): DraftFile => {
  const assessment = assess(file.form, form, file.context);
  return {
    ...file,
    draft: { ...file.draft, form, version },
    assessment,
    asked: documentsFor(file.form, file.context, assessment.values),
  };
};

/** The documents that stand for a slot, in the order in which they came. */
export const attached = ({ documents }: DraftFile, slot: string): DraftDocument[] =>
  documents.filter((document) => document.slot === slot);
export const missingDocuments = (file: DraftFile): AskedDocument[] =>
  file.asked.filter(({ slot, need }) => need === 'required' && attached(file, slot).length === 0);
export const isReady = (file: DraftFile): boolean =>
  file.assessment.complete && missingDocuments(file).length === 0 && !file.obstacle;

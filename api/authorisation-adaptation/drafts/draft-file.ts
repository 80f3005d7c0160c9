/** A draft as its pages need it, through the rights of whoever looks. */
import type { Request, Response } from 'express';
import { openFor } from '../../../db/access/acts.ts';
import { reasonOf } from '../../../db/access/reasons.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import { findFacility, type FacilityRow } from '../../../db/authorisations.ts';
import { findDraft, listDraftDocuments, type DraftDocument, type DraftRow } from '../../../db/drafts.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { slug, type RequestKind } from '../../../workflows/authorisation-adaptation/contract.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { forbidden, notFound } from '../../problems.ts';
import { availabilityOf, type Availability } from '../availability.ts';
import { loadFormContext, loadSituation } from '../form-context.ts';
import {
  assess,
  documentsFor,
  requestForms,
  type AskedDocument,
  type Assessment,
  type FormContext,
  type Values,
} from '../request-forms.ts';
import type { AnyRequestForm } from '../request-forms/form.ts';

export interface DraftFile {
  draft: DraftRow;
  kind: RequestKind;
  form: AnyRequestForm;
  facility: FacilityRow;
  context: FormContext;
  assessment: Assessment;
  asked: AskedDocument[];
  documents: DraftDocument[];
  /** Why it cannot be sent any more, whatever it holds: the authorisation has ended, another case is open. */
  obstacle: Extract<Availability, { can: 'nothing' }> | undefined;
  /** `/pro/authorisation-adaptation/drafts/…` */
  base: string;
}

export const draftPath = (id: string): string => `/pro/${slug}/drafts/${id}`;
export const casePath = (id: string): string => `/pro/${slug}/${id}`;

/**
 * The draft that the address names. A sent one leads to its receipt: the answer is given, and undefined returned.
 * @throws Problem 404 when it is not to be seen or was discarded; 403 when it may be seen but not prepared
 */
export async function openDraft(deps: Dependencies, req: Request, res: Response): Promise<DraftFile | undefined> {
  const { ability } = getViewer(res);
  const draft = await findDraft(deps.db, ability, slug, idOf(req));
  if (!draft || draft.discarded_at !== null) throw notFound();
  const subject = asSubject('Draft', draft);
  if (!ability.can('prepare', subject)) throw forbidden(reasonOf(ability, 'prepare', subject));
  if (draft.submitted_case_id !== null) {
    res.redirect(303, `${casePath(draft.submitted_case_id)}/receipt`);
    return undefined;
  }
  const today = dayOf(deps.now());
  const facility = await findFacility(deps.db, ability, openFor(slug), draft.facility_id);
  if (!facility) throw notFound();
  const [situation, documents] = await Promise.all([
    loadSituation(deps.db, facility, today),
    listDraftDocuments(deps.db, draft.id),
  ]);
  if (!situation.version) throw notFound();
  const context = await loadFormContext(deps.db, situation, situation.version, today);
  const kind = draft.kind as RequestKind;
  const availability = availabilityOf(kind, situation);
  const form = requestForms[kind];
  const assessment = assess(form, draft.form, context);
  return {
    draft,
    kind,
    form,
    facility,
    context,
    assessment,
    documents,
    base: draftPath(draft.id),
    asked: documentsFor(form, context.facility, assessment.values),
    obstacle: availability.can === 'nothing' ? availability : undefined,
  };
}

/** The same draft with other answers. */
export const withAnswers = (file: DraftFile, form: Values, version = file.draft.version): DraftFile => {
  const assessment = assess(file.form, form, file.context);
  return {
    ...file,
    draft: { ...file.draft, form, version },
    assessment,
    asked: documentsFor(file.form, file.context.facility, assessment.values),
  };
};

/** The document that stands for a slot: the newest. */
export const attached = ({ documents }: DraftFile, slot: string): DraftDocument | undefined =>
  documents.find((document) => document.slot === slot);
export const missingDocuments = (file: DraftFile): AskedDocument[] =>
  file.asked.filter(({ slot, need }) => need === 'required' && !attached(file, slot));
export const isReady = (file: DraftFile): boolean =>
  file.assessment.complete && missingDocuments(file).length === 0 && !file.obstacle;

/** `123` of a hidden field; undefined for anything else. */
export const versionOf = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;

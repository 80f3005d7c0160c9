/** An act that somebody has begun to write: it saves itself, and is there when its form is opened again. Its author's alone. */
import type { CaseRow } from '../../db/cases/case-file.ts';
import type { Looks } from '../../db/cases/looks.ts';
import { findFormDraft, type FormDraft, type FormPlace } from '../../db/form-drafts.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer } from '../context.ts';
import { openedPage } from '../forms/typed-fields.ts';
import { wordsOfAction } from '../procedure-words.ts';
import type { Asked } from './case-context.ts';

export const placeOfAct = ({ req, res }: Asked, { id }: { id: string }, action: string): FormPlace => ({
  userId: getViewer(res).userId,
  place: `${req.baseUrl}/${id}/${action}`,
  act: { caseId: id, action },
});

export const findActDraft = (asked: Asked, row: CaseRow, action: string): Promise<FormDraft | undefined> =>
  findFormDraft(asked.deps.db, placeOfAct(asked, row, action));

/** What the partial `form-draft` is given. */
export interface DraftOnPage {
  save: string;
  discard: string;
  version: number;
  page: string;
  savedAt: number | undefined;
}
export const draftOnPage = (place: string, draft: FormDraft | undefined): DraftOnPage => ({
  save: `${place}/draft`,
  discard: `${place}/draft/discard`,
  version: draft?.version ?? 0,
  page: openedPage(),
  savedAt: draft?.saved_at,
});

/** On the page of the case: what its reader has begun and may go on with. */
export const begunShown = (
  { deps, req }: Asked,
  { id, slug, begun }: Pick<CaseRow, 'id' | 'slug'> & Looks,
  possible: readonly string[],
): { text: string; href: string }[] =>
  Object.entries(begun ?? {}).flatMap(([action, { saved_at: at }]) =>
    possible.includes(action) && action !== 'write-message'
      ? [
          {
            text: `${wordsOfAction(deps.procedures, slug, action).task} : brouillon du ${formatDateTime(at)}`,
            href: `${req.baseUrl}/${id}/${action}`,
          },
        ]
      : [],
  );

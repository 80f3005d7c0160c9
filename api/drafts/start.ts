/** Before a draft: for whom, and what is asked; what it will take. */
import { reasonOf } from '../../db/access/reasons.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { createDraft, findDraft } from '../../db/drafts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { casePath } from '../cases/case-context.ts';
import { getViewer } from '../context.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { processesOf, wordOfKind } from '../procedure-words.ts';
import { draftPath, findForm, type Drafting } from './draft-file.ts';
import type { Availability, DraftSubject, Obstacle } from './draft-forms.ts';
import type { AnyDraftForm, DraftContext, Values } from './form.ts';
import { carryOver, documentsFor } from './reading.ts';

const noKind = 'Choisissez ce que vous demandez';

export async function showStart(one: Drafting): Promise<void> {
  const { deps, procedure, drafts, req, res } = one;
  const asked = typeof req.query.facility === 'string' ? req.query.facility : '';
  if (asked) {
    await showKinds(one, await getSubject(one, asked));
    return;
  }
  const subjects = (await drafts.listSubjects(deps.db, getViewer(res).ability)) as DraftSubject[];
  const [only] = subjects;
  if (only && subjects.length === 1) {
    await showKinds(one, only);
    return;
  }
  const places = (await drafts.placesOf?.(deps.db, subjects, dayOf(deps.now()))) as Map<string, string> | undefined;
  renderPage(deps, req, res, 'drafts/subjects', {
    title: drafts.title,
    back: drafts.back,
    facilities: subjects.map(({ id, name }) => ({
      what: name,
      href: `/pro/${procedure.process.slug}/new?facility=${id}`,
      where: places?.get(id),
    })),
  });
}

async function showKinds(one: Drafting, subject: DraftSubject, error?: string): Promise<void> {
  const { deps, procedure, drafts, req, res } = one;
  const { slug } = procedure.process;
  const today = dayOf(deps.now());
  const underWay: unknown = await drafts.loadUnderWay(deps.db, subject, today);
  const context = (await drafts.loadContext(deps.db, underWay, today, {})) as DraftContext | undefined;
  const kinds = (Object.entries(drafts.forms) as [string, AnyDraftForm][]).map(([kind, form]) => ({
    kind,
    form,
    availability: drafts.availability(kind, underWay),
  }));
  const startable = kinds.flatMap(({ kind, form, availability }) =>
    availability.can === 'start' && context ? [{ value: kind, text: form.choice, hint: form.purpose }] : [],
  );
  if (error) res.status(422);
  renderPage(deps, req, res, 'drafts/new', {
    title: drafts.title,
    back: drafts.back,
    action: `/pro/${slug}/drafts`,
    facilityId: subject.id,
    line: drafts.about(context, subject),
    chosen:
      typeof req.query.kind === 'string' ? req.query.kind : startable.length === 1 ? startable[0]!.value : undefined,
    error,
    errors: error ? [{ href: '#kind', text: error }] : undefined,
    startable,
    resumable: kinds.flatMap(({ form, availability }) =>
      availability.can === 'resume'
        ? [
            {
              what: form.choice,
              href: draftPath(slug, availability.draftId),
              where: `Brouillon modifié le ${formatLongDate(dayOf(availability.updatedAt))}`,
              button: { label: 'Reprendre', href: draftPath(slug, availability.draftId), go: true },
            },
          ]
        : [],
    ),
    others: kinds.flatMap(({ form, availability }) =>
      availability.can === 'nothing'
        ? [
            {
              text: form.choice,
              reason: availability.reason,
              href: availability.caseId ? casePath('pro', { slug, id: availability.caseId }) : undefined,
            },
          ]
        : [],
    ),
    // What each of them leads to is under way, not impossible.
    othersTitle: kinds.every(({ availability }) => availability.can !== 'nothing' || availability.caseId)
      ? 'Déjà en cours'
      : "Ce qui n'est pas possible aujourd'hui",
    asksNotice: drafts.notice !== undefined,
    needs: context
      ? kinds.filter(({ availability }) => availability.can === 'start').map(({ form }) => needsOf(one, form, context))
      : [],
  });
}

/** Notice and documents, so that nobody starts and then lacks a paper. */
function needsOf({ deps, procedure, drafts }: Drafting, form: AnyDraftForm, context: DraftContext): object {
  const documents = documentsFor(form, context, {});
  const notice = drafts.notice?.(form.kind, context);
  return {
    title: wordOfKind(deps.procedures, procedure.process.slug, form.kind),
    notice: notice?.asked,
    waivable: notice?.waivable,
    required: documents.filter(({ need }) => need === 'required').map(({ label }) => label),
    optional: documents.filter(({ need }) => need === 'optional').map(({ label }) => label),
  };
}

async function getSubject({ deps, procedure, drafts, res }: Drafting, id: string): Promise<DraftSubject> {
  const { ability } = getViewer(res);
  if (!isUuid(id)) throw notFound();
  const subject = (await drafts.findSubject(deps.db, ability, id, 'read')) as DraftSubject | undefined;
  if (!subject) throw notFound();
  const opening = asSubject('Draft', { ...subject, slug: procedure.process.slug });
  if (!ability.can('prepare', opening))
    throw forbidden(reasonOf(ability, 'prepare', opening, processesOf(deps.procedures)));
  return subject;
}

export async function start(one: Drafting): Promise<void> {
  const { deps, procedure, drafts, req, res } = one;
  const { facilityId, kind, from, ...unknown } = (req.body ?? {}) as Record<string, unknown>;
  if (Object.keys(unknown).length > 0 || typeof facilityId !== 'string') throw new Problem(422, 'unknown-field');
  const subject = await getSubject(one, facilityId);
  const form = findForm(drafts, kind);
  if (!form) {
    await showKinds(one, subject, noKind);
    return;
  }
  const now = deps.now();
  const availability: Availability = drafts.availability(
    form.kind,
    await drafts.loadUnderWay(deps.db, subject, dayOf(now)),
  );
  if (availability.can === 'nothing') throw obstacleOf(one, form.kind, availability, subject);
  const { slug } = procedure.process;
  const id = await createDraft(deps.db, {
    slug,
    kind: form.kind,
    subject: { ...subject, kind: procedure.process.subject === 'organising-body' ? 'organising-body' : 'facility' },
    period: drafts.period?.(dayOf(now)),
    form: availability.can === 'start' ? await carriedFrom(one, from, form, subject) : {},
    by: getViewer(res).userId,
    at: now,
  });
  if (availability.can === 'resume')
    leaveFlash(req, {
      kind: 'information',
      text: 'Un brouillon de cette demande existait déjà : vous le reprenez ici.',
    });
  res.redirect(303, draftPath(slug, id));
}

async function carriedFrom(
  { deps, procedure, drafts, res }: Drafting,
  from: unknown,
  { kind }: AnyDraftForm,
  subject: DraftSubject,
): Promise<Values> {
  if (!isUuid(from)) return {};
  const draft = await findDraft(deps.db, getViewer(res).ability, procedure.process.slug, from);
  const before = draft?.subject_id === subject.id ? findForm(drafts, draft.kind) : undefined;
  return draft && before?.heir?.kind === kind ? carryOver(before, draft.form) : {};
}

/** 409: the request cannot be introduced now; the page says why, and leads to what stands in the way. */
export function obstacleOf(
  { deps, procedure, drafts }: Drafting,
  kind: string,
  { reason, caseId }: Obstacle,
  subject: DraftSubject,
): Problem {
  const { slug } = procedure.process;
  const { href, text } = drafts.backOf(subject);
  return conflict({
    title: caseId ? 'Une demande de ce type est déjà en cours' : 'Cette demande ne peut pas être introduite',
    what: `${wordOfKind(deps.procedures, slug, kind)} : demande impossible aujourd'hui`,
    state: reason,
    possible: caseId ? [{ label: 'Voir la demande en cours', href: casePath('pro', { slug, id: caseId }) }] : [],
    backHref: href,
    backText: text,
  });
}

/** « Accès d'un utilisateur »: the matrix, what a change of it does, and saving it. */
import type { Request, Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { refusalOf, type Refusal } from '../../db/users/change-member.ts';
import { findMember, listColleaguesOf, type Member } from '../../db/users/list-members.ts';
import { listPlaces } from '../../db/users/places.ts';
import { listRightsEvents } from '../../db/users/rights-history.ts';
import { isCell } from '../../db/users/rights.ts';
import { saveRights, type Saved } from '../../db/users/save-rights.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { elided } from '../../domain/elision.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { faultsIn, isFaulty } from '../forms/form.ts';
import { wordsIn } from '../forms/inputs.ts';
import { leaveFlash } from '../page.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { proposalFor, withDaysOf, type Proposal } from './absence.ts';
import { bodyOf, usersPath, type Body } from './body.ts';
import { rightInWords } from './changes.ts';
import { heldNow, RightsForm, shownIn, shownOf, type Place, type Shown } from './rights-form.ts';
import { drawRights, effectsOf } from './rights-page.ts';
import { refusals } from './words.ts';

export interface RightsFile {
  /** Of the person replaced, as the page shows it or as it is saved. */
  proposal?: Proposal | undefined;
  body: Body;
  member: Member;
  places: readonly Place[];
  names: ReadonlyMap<string, string>;
  colleagues: readonly Member[];
  history: Awaited<ReturnType<typeof listRightsEvents>>;
  /** Why nothing may be changed here. */
  refusal: string | undefined;
  today: Day;
}

type Matrix = Omit<RightsFile, 'colleagues' | 'history'>;

async function loadFile(deps: Dependencies, req: Request, res: Response): Promise<RightsFile> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const who = { userId: idOf(req), bodyId: bodyOf(req, viewer).id };
  const [matrix, colleagues, history] = await Promise.all([
    loadMatrix(deps, req, res),
    listColleaguesOf(db, viewer, who, now()),
    listRightsEvents(db, viewer, who),
  ]);
  return { ...matrix, colleagues, history };
}

async function loadMatrix({ db, now }: Dependencies, req: Request, res: Response): Promise<Matrix> {
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const [member, places] = await Promise.all([
    findMember(db, viewer, { userId: idOf(req), bodyId: body.id }, now()),
    listPlaces(db, viewer, body.id),
  ]);
  if (!member) throw notFound();
  return {
    body,
    member,
    places,
    names: new Map(places.map(({ id, name }) => [id, name])),
    refusal: whyNot(refusalOf(viewer, { user_id: member.id, organising_body_id: body.id }, member.held), member),
    today: dayOf(now()),
  };
}

function whyNot(refusal: Refusal | undefined, member: Member): string | undefined {
  if (refusal) return refusals[refusal];
  if (member.isDefault)
    return "Cet accès sert seulement à être converti en celui d'une personne nommée. Vous pouvez le désactiver ou le supprimer.";
  if (member.held.some(({ right }) => right === 'childminder'))
    return "Cette personne est elle-même l'organisme : l'ONE lui donne ses accès.";
  return undefined;
}

export async function showRights(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const file = await loadFile(deps, req, res);
  const { userId, acr } = getViewer(res);
  await recordAudit(deps.db, {
    at: deps.now(),
    actorId: userId,
    onBehalfOf: file.body.id,
    acr,
    event: 'consult',
    subject: 'user',
    subjectId: file.member.id,
  });
  const saved = shownOf(file.member, file.today);
  file.proposal = await proposalFor(deps.db, getViewer(res), saved, { bodyId: file.body.id, today: file.today });
  // « Désigner un deuxième administrateur » leads here with the switch on; nothing is saved by it.
  const shown =
    req.query.propose === 'administrator' && !file.refusal
      ? { ...saved, rights: new Set([...saved.rights, 'administrator']) }
      : saved;
  drawRights(deps, req, res, file, shown);
}

export async function sendRights(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { then } = (req.body ?? {}) as { then?: unknown };
  if (then === 'effects') {
    await showEffects(deps, req, res);
    return;
  }
  const viewer = getViewer(res);
  const file = await loadFile(deps, req, res);
  const { body, member, today } = file;
  if (file.refusal) throw forbidden(file.refusal);
  const form = RightsForm.safeParse(req.body ?? {});
  if (!form.success) {
    const faults = faultsIn(form.error);
    if (Object.keys(faults).some((name) => !onPage.has(name))) throw new Problem(422, 'form');
    drawRights(deps, req, res, file, typedAnyway(req, file), { faults });
    return;
  }
  const typed = form.data;
  const { shown, faults } = shownIn(typed, { places: file.places, held: member.held, today });
  const seen = typed.version;
  file.proposal = await proposalFor(deps.db, viewer, shown, { bodyId: body.id, today });
  if (typed.then === 'dates') {
    drawRights(deps, req, res, file, withDaysOf(shown, file.proposal, { isAsked: true }), { seen });
    return;
  }
  if (typed.then === 'copy') {
    const model = file.colleagues.find(({ id }) => id === typed.like);
    const fault = model ? {} : { like: 'Choisissez la personne dont vous copiez les accès' };
    drawRights(deps, req, res, file, model ? withAccessOf(shown, model, today) : shown, { faults: fault, seen });
    return;
  }
  if (typed.then === 'show') {
    drawRights(deps, req, res, file, withDaysOf(shown, file.proposal, { isAsked: false }), { seen });
    return;
  }
  if (isFaulty(faults)) {
    drawRights(deps, req, res, file, shown, { faults, seen });
    return;
  }
  if (shown.replaces !== null && !file.colleagues.some(({ id }) => id === shown.replaces)) {
    drawRights(deps, req, res, file, shown, { faults: { replaces: 'Choisissez une personne de la liste' }, seen });
    return;
  }
  const who = { userId: member.id, bodyId: body.id };
  const saved = await saveRights(deps.db, viewer, who, { ...shown, version: seen }, deps.now());
  if (saved === undefined) throw notFound();
  if (saved === 'last') {
    drawRights(deps, req, res, file, shown, { faults: { administrator: refusals.last }, seen });
    return;
  }
  if (typeof saved === 'string') throw forbidden(refusals[saved]);
  if (saved.outcome === 'changed-elsewhere') throw changedElsewhere(file, shown, saved, req);
  leaveFlash(req, {
    kind: 'done',
    text: `Les accès ${elided('de', member.firstName)} ${member.familyName} sont enregistrés${shown.period && shown.period.from > today ? `\u00a0: ils valent à partir du ${formatPlainDate(shown.period.from)}` : ' et valent dès son prochain clic'}.`,
  });
  res.redirect(303, usersPath(body, `/${member.id}/rights`));
}
const onPage = new Set(['form', 'duration', 'fromOn', 'toOn', 'replaces', 'like']);

/** While one ticks: neither colleagues nor history, which nobody would see. */
async function showEffects(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const matrix = await loadMatrix(deps, req, res);
  if (matrix.refusal) throw forbidden(matrix.refusal);
  const form = RightsForm.safeParse(req.body ?? {});
  if (!form.success) throw new Problem(422, 'form');
  const { shown } = shownIn(form.data, { places: matrix.places, held: matrix.member.held, today: matrix.today });
  matrix.proposal = await proposalFor(deps.db, getViewer(res), shown, {
    bodyId: matrix.body.id,
    today: matrix.today,
  });
  res.type('html').send(await deps.views.renderPartialHtml('users/effects', effectsOf(matrix, shown)));
}

/** The boxes as they came, and the days to the letter: only they can be mended on the page. */
function typedAnyway(req: Request, { member, places, today }: RightsFile): Shown {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const { fromOn, toOn, replaces: _, like: __, ...boxes } = body;
  const duration = body.duration === 'limited' ? 'limited' : 'unlimited';
  const read = RightsForm.safeParse({ ...boxes, duration });
  const shown = read.success ? shownIn(read.data, { places, held: member.held, today }).shown : shownOf(member, today);
  const whole = (value: unknown): string => wordsIn(value, Number.MAX_SAFE_INTEGER) ?? '';
  return { ...shown, fromOn: whole(fromOn), toOn: whole(toOn) };
}

/** The files and places of a colleague, and whether they manage users; neither « Administrateur » nor dates. */
function withAccessOf(shown: Shown, model: Member, today: Day): Shown {
  const theirs = [...heldNow(model.held, today)].filter((right) => isCell(right) || right === 'user-manager');
  return {
    ...shown,
    rights: new Set([...theirs, ...(shown.rights.has('administrator') ? ['administrator'] : [])]),
  };
}

/** Both versions, and a way to go on from what stands now with one's own ticks. */
function changedElsewhere(
  { body, member, names, today }: RightsFile,
  shown: Shown,
  { by, at, held }: Extract<Saved, { outcome: 'changed-elsewhere' }>,
  req: Request,
): Problem {
  const words = (rights: Iterable<string>): string[] => {
    const texts = [...rights].map((right) => rightInWords(right, names)).sort((a, b) => a.localeCompare(b, 'fr'));
    return texts.length > 0 ? texts : ['aucun accès'];
  };
  const sent = (req.body ?? {}) as Record<string, string | string[]>;
  const fields = Object.entries({ ...sent, version: String(member.version), then: 'show', body: body.id }).map(
    ([name, value]) => ({ name, value: [value].flat().join(',') }),
  );
  const action = usersPath(body, `/${member.id}/rights`);
  return conflict({
    title: 'Ces accès ont changé entre-temps',
    what: `Les accès ${elided('de', member.firstName)} ${member.familyName} ont été modifiés`,
    by,
    at,
    differences: [{ label: 'Enregistré maintenant', values: words(heldNow(held, today)) }],
    kept: [{ label: 'Ce que vous aviez coché', values: words(shown.rights) }],
    possible: [
      { label: 'Reprendre mes cases', kind: 'plain', action, fields },
      { label: 'Repartir de ce qui est enregistré', kind: 'plain', href: action },
    ],
  });
}

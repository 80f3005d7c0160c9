/** What is typed in a plan: kept field by field, so that several people at once lose nothing; with it, a row is added, taken away or put back. */
import { addAction, addObjective, setRemoved } from '../../../db/functioning-review/plan/plan-rows.ts';
import type { MayWrite } from '../../../db/functioning-review/plan/plan-table.ts';
import { savePlan, type SavedRow } from '../../../db/functioning-review/plan/save-plan.ts';
import { formatShortDate, formatTime } from '../../../domain/french-dates.ts';
import { mostActions, mostObjectives } from '../../../domain/functioning-review/plan.ts';
import { isUuid, uuidPattern } from '../../../domain/identifiers.ts';
import { isDay } from '../../../domain/days.ts';
import { getCaseRow, readerOf, type Asked } from '../../cases/case-context.ts';
import { getViewer } from '../../context.ts';
import { isFaulty, type Faults } from '../../forms/form.ts';
import { unknownField } from '../../forms/sentences.ts';
import { leaveFlash } from '../../page.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';
import { dataOf } from './context.ts';
import { mayWritePlan } from './find-written.ts';
import { domainWord } from './domain-word.ts';
import { nameOf, type Typed } from './edit-view.ts';
import { showPlan } from './page.ts';
import { readRows, type OwnText } from './read-rows.ts';
import { priorityWords } from '../../../views/functioning-review/plan-words.ts';

/** What may be done beside saving: the button names it, with the row that it is about; a new row bears an id that the page gave it. */
const doing = new RegExp(
  `^(save|done|add-objective|add-action|remove-objective|remove-action|restore-objective|restore-action)(?:\\.(${uuidPattern}))?$`,
);

export async function postPlan(asked: Asked): Promise<void> {
  const { deps, req, res } = asked;
  const row = await getCaseRow(asked);
  const viewer = getViewer(res);
  const mayWrite: MayWrite = (of) => mayWritePlan(viewer.ability, of);
  const body = (req.body ?? {}) as Typed;
  const at = deps.now();
  const by = { userId: viewer.userId, at };
  const objectiveId = isUuid(body.objective) ? body.objective : undefined;
  const read = readRows(body, objectiveId);
  if (!mayWrite(row)) refuseWriting(asked, dataOf(row).digest !== undefined, read.own);
  const [, what = '', target] = doing.exec(typeof body.do === 'string' ? body.do : 'save') ?? [];
  if (what === '') read.faults.form = unknownField;
  // Of what is taken away nothing has to be right.
  const isLeft = (rowId: string): boolean =>
    !what.startsWith('remove-') || (rowId !== target && target !== objectiveId);
  const faults = ofRows(read.faults, isLeft, objectiveId);
  // A form that has not arrived as it was drawn is not read at all.
  const saved =
    read.changes.length === 0 || faults.form ? [] : await savePlan(deps.db, row.id, read.changes, mayWrite, by);
  if (saved === 'closed') throw sentMeanwhile(asked, read.own);
  const gone = saved.filter(({ id, outcome }) => outcome === 'gone' && isLeft(id));
  if (gone[0]?.outcome === 'gone')
    throw goneMeanwhile(
      asked,
      gone[0],
      read.own.filter(({ rowId }) => gone.some(({ id }) => id === rowId)),
    );
  const clashes = ofRows(clashesOf(saved, objectiveId ?? ''), isLeft, objectiveId);
  if (isFaulty(faults) || isFaulty(clashes)) {
    res.status(isFaulty(faults) ? 422 : 409);
    await showPlan(asked, { edit: objectiveId, returned: { typed: read.values, faults, clashes } });
    return;
  }
  const path = `${req.baseUrl}/${row.id}/plan`;
  res.redirect(303, path + (await doIt({ asked, row, what, target, objectiveId, mayWrite, by })));
}
const ofRows = (faults: Faults, isLeft: (rowId: string) => boolean, objectiveId: string | undefined): Faults =>
  Object.fromEntries(
    Object.entries(faults).filter(
      ([name]) => name === 'form' || isLeft(name.startsWith('o.') ? (objectiveId ?? '') : (name.split('.')[1] ?? '')),
    ),
  );

interface Doing {
  asked: Asked;
  row: { id: string };
  what: string;
  target: string | undefined;
  objectiveId: string | undefined;
  mayWrite: MayWrite;
  by: { userId: string; at: number };
}
/** @returns where on the page one goes on */
async function doIt({ asked, row, what, target, objectiveId, mayWrite, by }: Doing): Promise<string> {
  const { deps, req } = asked;
  const { id: caseId } = row;
  const here = objectiveId ? `?edit=${objectiveId}` : '';
  if (what === 'save' || what === 'done') {
    if (objectiveId) leaveFlash(req, { kind: 'done', text: "L'objectif est enregistré. Rien n'est encore envoyé." });
    return what === 'done' && objectiveId ? `#o-${objectiveId}` : here;
  }
  if (target === undefined) return here;
  if (what === 'add-objective') {
    const added = await addObjective(deps.db, { caseId, id: target }, mayWrite, by);
    if (added === 'closed') throw sentMeanwhile(asked, []);
    if (added === 'too-many') leaveFlash(req, { kind: 'warning', text: full.review_objectives });
    return added === 'added' ? `?edit=${target}` : here;
  }
  if (what === 'add-action') {
    if (!objectiveId) throw notFound();
    const added = await addAction(deps.db, { caseId, objectiveId, id: target }, mayWrite, by);
    if (added === 'closed') throw sentMeanwhile(asked, []);
    if (added === 'gone') throw goneMeanwhile(asked, { by: null, at: null }, []);
    if (added === 'too-many') leaveFlash(req, { kind: 'warning', text: full.review_actions });
    return added === 'added' ? `${here}#a.${target}.what` : here;
  }
  const table = what.endsWith('objective') ? 'review_objectives' : 'review_actions';
  const removed = what.startsWith('remove');
  const done = await setRemoved(deps.db, { caseId, table, id: target, removed }, mayWrite, by);
  if (done === 'closed') throw sentMeanwhile(asked, []);
  if (done === 'too-many') {
    leaveFlash(req, { kind: 'warning', text: `${full[table]} Retirez d'abord une autre ligne.` });
    return here;
  }
  if (!removed) {
    leaveFlash(req, {
      kind: 'done',
      text: table === 'review_objectives' ? "L'objectif est remis." : "L'action est remise.",
    });
    return table === 'review_objectives' ? `#o-${target}` : here;
  }
  // What was taken away may be put back from the page that says so.
  return table === 'review_objectives' ? `?removed=${target}` : `${here}&removed=${target}`;
}

const full = {
  review_objectives: `Un plan a ${String(mostObjectives)} objectifs au plus.`,
  review_actions: `Un objectif a ${String(mostActions)} actions au plus.`,
} as const;

function clashesOf(saved: readonly SavedRow[], objectiveId: string): Faults {
  const faults: Faults = {};
  for (const one of saved) {
    if (one.outcome !== 'changed-elsewhere') continue;
    for (const field of one.clashes)
      faults[nameOf(objectiveId, one.id, field)] =
        `${one.by ?? "Quelqu'un d'autre"} a modifié cette ligne à ${formatTime(one.at)} : ${quoted(field, one.stands[field] ?? '')}. Votre texte n’est pas enregistré ; enregistrez à nouveau pour le garder.`;
  }
  return faults;
}
function quoted(field: string, value: string): string {
  if (value === '') return 'la case est vide maintenant';
  const words =
    field === 'domain'
      ? domainWord(value)
      : field === 'priority'
        ? (priorityWords[value as 'high'] ?? value)
        : isDay(value)
          ? formatShortDate(value)
          : value;
  return `« ${words} »`;
}

const pathOf = ({ req }: Asked): string => `${req.baseUrl}/${String(req.params.id)}/plan`;
const sentMeanwhile = (asked: Asked, kept: readonly OwnText[]): Error =>
  conflict({
    title: 'Le plan a été envoyé entre-temps',
    what: 'Le plan a été envoyé pendant que vous écriviez : il ne se modifie plus.',
    kept,
    backHref: pathOf(asked),
    backText: 'Ouvrir le plan comme il est maintenant',
  });
const goneMeanwhile = (
  asked: Asked,
  { by, at }: { by: string | null; at: number | null },
  kept: readonly OwnText[],
): Error =>
  conflict({
    title: 'Cette ligne a été retirée entre-temps',
    what:
      at === null
        ? 'La ligne ne se trouve plus dans ce plan. Le reste est enregistré'
        : `${by ?? "Quelqu'un d'autre"} a retiré cette ligne du plan à ${formatTime(at)}. Le reste est enregistré`,
    kept,
    backHref: pathOf(asked),
    backText: 'Ouvrir le plan comme il est maintenant',
  });
/** @throws Problem 409 to its operator, where the plan has been sent; 403 to whoever does not write it, or not yet */
function refuseWriting(asked: Asked, isSent: boolean, kept: readonly OwnText[]): never {
  if (readerOf(asked.req) === 'one')
    throw forbidden('Le plan est en ce moment dans d’autres mains : vous pouvez le lire.');
  throw isSent
    ? sentMeanwhile(asked, kept)
    : forbidden('Le plan d’action se rédige après la rencontre, une fois son procès-verbal accepté.');
}

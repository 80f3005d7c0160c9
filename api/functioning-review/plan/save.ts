/** What is typed in a plan: kept field by field, so that several people at once lose nothing; with it, a row is added, taken away or put back. */
import { z } from 'zod';
import {
  addAction,
  addObjective,
  savePlan,
  setRemoved,
  type MayWrite,
  type RowChange,
  type SavedRow,
} from '../../../db/functioning-review/plan/save-plan.ts';
import { formatShortDate, formatTime } from '../../../domain/french-dates.ts';
import {
  actionFields,
  mostActions,
  mostObjectives,
  objectiveFields,
  priorities,
} from '../../../domain/functioning-review/plan.ts';
import { reviewDomains } from '../../../domain/functioning-review/questionnaire.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import { isDay } from '../../../domain/days.ts';
import { getCaseRow, readerOf, type Asked } from '../../cases/case-context.ts';
import { getViewer } from '../../context.ts';
import { jsonOf } from '../../forms/cells.ts';
import { isFaulty, type Faults } from '../../forms/form.ts';
import { choice, maybeText, optionalDay, optionalLine, optionalText } from '../../forms/inputs.ts';
import { unknownField } from '../../forms/sentences.ts';
import { leaveFlash } from '../../page.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';
import { dataOf } from './context.ts';
import { mayWritePlan } from './find-written.ts';
import { domainWord } from './domain-word.ts';
import { nameOf, shownName, type Typed } from './edit-view.ts';
import { showPlan } from './page.ts';
import { priorityWords } from '../../../views/functioning-review/plan-words.ts';

const nothing = z.literal('');
const maybe = <T extends z.ZodType>(one: T) => z.union([nothing, one]);
const readers: Readonly<Record<string, z.ZodType<string | undefined>>> = {
  domain: maybe(choice('Choisissez le domaine de la grille.', reviewDomains)),
  criterion: optionalLine(10),
  wording: optionalLine(200),
  indicator: optionalLine(300),
  priority: maybe(choice('Choisissez la priorité.', priorities)),
  dueOn: optionalDay(),
  who: optionalLine(120),
  answer: optionalText(1000),
  what: optionalLine(300),
  resources: optionalLine(200),
  startsOn: optionalDay(),
  endsOn: optionalDay(),
};
const Shown = jsonOf(z.partialRecord(z.enum([...objectiveFields, ...actionFields]), maybeText(unknownField, 1200)));

/** What may be done beside saving: the button names it, with the row that it is about; a new row bears an id that the page gave it. */
const doing =
  /^(save|done|add-objective|add-action|remove-objective|remove-action|restore-objective|restore-action)(?:\.([0-9a-f-]{36}))?$/;

export async function postPlan(asked: Asked): Promise<void> {
  const { deps, req, res } = asked;
  const row = await getCaseRow(asked);
  const viewer = getViewer(res);
  const mayWrite: MayWrite = (of) => mayWritePlan(viewer.ability, of);
  const body = (req.body ?? {}) as Typed;
  const at = deps.now();
  const by = { userId: viewer.userId, at };
  if (!mayWrite(row)) refuseWriting(asked, dataOf(row).digest !== undefined);
  const [, what = '', target] = doing.exec(typeof body.do === 'string' ? body.do : 'save') ?? [];
  const objectiveId = isUuid(body.objective) ? body.objective : undefined;
  const { changes, faults, values } = readRows(body, objectiveId);
  if (what === '') faults.form = unknownField;
  const saved = changes.length === 0 ? [] : await savePlan(deps.db, row.id, changes, mayWrite, by);
  if (saved === 'closed') throw sentMeanwhile(asked, keptRows(values));
  const gone = saved.find(({ outcome }) => outcome === 'gone');
  if (gone?.outcome === 'gone') throw goneMeanwhile(asked, gone, keptRows(values));
  const clashes = clashesOf(saved, objectiveId ?? '');
  if (isFaulty(faults) || isFaulty(clashes)) {
    res.status(isFaulty(faults) ? 422 : 409);
    await showPlan(asked, { edit: objectiveId, returned: { typed: values, faults, clashes } });
    return;
  }
  const path = `${req.baseUrl}/${row.id}/plan`;
  res.redirect(303, path + (await doIt({ asked, row, what, target, objectiveId, mayWrite, by })));
}

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
    if (added === 'too-many')
      leaveFlash(req, { kind: 'warning', text: `Un plan a ${String(mostObjectives)} objectifs au plus.` });
    return added === 'added' ? `?edit=${target}` : here;
  }
  if (what === 'add-action') {
    if (!objectiveId) throw notFound();
    const added = await addAction(deps.db, { caseId, objectiveId, id: target }, mayWrite, by);
    if (added === 'closed') throw sentMeanwhile(asked, []);
    if (added === 'too-many')
      leaveFlash(req, { kind: 'warning', text: `Un objectif a ${String(mostActions)} actions au plus.` });
    return added === 'added' ? `${here}#a.${target}.what` : here;
  }
  const table = what.endsWith('objective') ? 'review_objectives' : 'review_actions';
  const removed = what.startsWith('remove');
  if ((await setRemoved(deps.db, { caseId, table, id: target, removed }, mayWrite, by)) === 'closed')
    throw sentMeanwhile(asked, []);
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

function readRows(
  body: Typed,
  objectiveId: string | undefined,
): { changes: RowChange[]; faults: Faults; values: Record<string, unknown> } {
  const faults: Faults = {};
  const values: Record<string, unknown> = {};
  if (objectiveId === undefined) return { changes: [], faults, values };
  const rowIds = Object.keys(body).flatMap((name) =>
    name.startsWith('was.') && isUuid(name.slice(4)) ? [name.slice(4)] : [],
  );
  const changes = rowIds.flatMap((id): RowChange[] => {
    const shown = Shown.safeParse(body[shownName(id)]);
    if (!shown.success) {
      faults.form = unknownField;
      return [];
    }
    const fields = id === objectiveId ? objectiveFields : actionFields;
    const typed: Record<string, string> = {};
    for (const field of fields) {
      const name = nameOf(objectiveId, id, field);
      if (body[name] === undefined) continue;
      values[name] = body[name];
      const read = readers[field]!.safeParse(body[name]);
      if (read.success) typed[field] = read.data ?? '';
      else faults[name] = read.error.issues[0]?.message ?? unknownField;
    }
    return [{ table: id === objectiveId ? 'review_objectives' : 'review_actions', id, shown: shown.data, typed }];
  });
  const known = new Set(['_csrf', 'do', 'objective', ...Object.keys(values), ...rowIds.map(shownName)]);
  if (Object.keys(body).some((name) => !known.has(name))) faults.form = unknownField;
  return { changes, faults, values };
}

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

const keptRows = (values: Typed): { label: string; value: string }[] =>
  Object.values(values).flatMap((value) =>
    typeof value === 'string' && value !== '' ? [{ label: 'Votre texte', value }] : [],
  );

const pathOf = ({ req }: Asked): string => `${req.baseUrl}/${String(req.params.id)}/plan`;
const sentMeanwhile = (asked: Asked, kept: { label: string; value: string }[]): Error =>
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
  kept: { label: string; value: string }[],
): Error =>
  conflict({
    title: 'Cette ligne a été retirée entre-temps',
    what:
      at === null
        ? 'La ligne ne se trouve plus dans ce plan'
        : `${by ?? "Quelqu'un d'autre"} a retiré cette ligne du plan à ${formatTime(at)}`,
    kept,
    backHref: pathOf(asked),
    backText: 'Ouvrir le plan comme il est maintenant',
  });
/** @throws Problem 409 to its operator, where the plan has been sent; 403 to whoever does not write it, or not yet */
function refuseWriting(asked: Asked, isSent: boolean): never {
  if (readerOf(asked.req) === 'one')
    throw forbidden('Le plan est en ce moment dans d’autres mains : vous pouvez le lire.');
  throw isSent
    ? sentMeanwhile(asked, [])
    : forbidden('Le plan d’action se rédige après la rencontre, une fois son procès-verbal accepté.');
}

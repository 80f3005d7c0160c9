/** Step 3: closures of the place, and those common to all places of the body; opening hours; children on 15 January. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { addDays, isWorkingDay, type Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import { firstDayOf, lastDayOf } from '../../../domain/quarter.ts';
import { asksChildren, closureMotives, type Closure } from '../../../domain/subsidy/report.ts';
import { removeClosure, saveClosure, saveInformation } from '../../../db/quarterly-subsidy/save-report.ts';
import { motiveWords } from '../../../views/quarterly-subsidy/report-words.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { id, version } from '../../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, type Faults, type Input } from '../../forms/form.ts';
import { choice, dateInput, hourInput, notBefore, optionalLine, requiredDay } from '../../forms/inputs.ts';
import { count, optionalHour } from '../../forms/numbers.ts';
import { leaveFlash } from '../../page.ts';
import { conflict, notFound } from '../../problems.ts';
import { closedMeanwhile, getEditable, getQuarter, renderStep, type Quarter } from './context.ts';

type Typed = Readonly<Record<string, unknown>>;
interface Shown {
  /** Which form was sent: the hours, or a closure by its id (`new`, `new-common`). */
  form: string;
  typed: Typed;
  faults: Faults;
}

const motives = closureMotives.map((value) => ({ value, text: motiveWords[value] }));
const closureInputs = (prefix: string): Input[] => [
  dateInput('fromOn', 'Date de début', { id: `${prefix}-fromOn` }),
  dateInput('toOn', 'Date de fin', { id: `${prefix}-toOn`, required: false }),
  {
    partial: 'field-select',
    name: 'motive',
    id: `${prefix}-motive`,
    label: 'Motif',
    required: false,
    options: [{ value: '', text: 'À choisir' }, ...motives],
  },
  { partial: 'field-text', name: 'note', id: `${prefix}-note`, label: 'Précision' },
];

export function informationView(
  { report, base, mayEdit }: Quarter,
  editing: string | undefined,
  shown?: Shown,
): object {
  const { hours, children, closures, quarter, versions } = report;
  const hoursTyped: Typed =
    shown?.form === 'hours'
      ? shown.typed
      : { opens: hours.opens ?? '', closes: hours.closes ?? '', children: children === null ? '' : String(children) };
  const withTyped = (inputs: Input[], typed: Typed, faults: Faults): Input[] =>
    inputs.map((input) => ({
      ...input,
      value: typed[input.name],
      ...(faults[input.name] ? { error: faults[input.name] } : {}),
    }));
  const hourFaults = shown?.form === 'hours' ? shown.faults : {};
  const isFirst = asksChildren(quarter);
  const closureForm = (key: string, title: string, closure: Closure | undefined, common: boolean): object => {
    const isSent = shown?.form === key;
    const typed: Typed = isSent
      ? shown.typed
      : closure
        ? { fromOn: closure.fromOn, toOn: closure.toOn, motive: closure.motive ?? '', note: closure.note }
        : {};
    return {
      key,
      title,
      id: closure?.id,
      version: closure?.version ?? 0,
      common,
      inputs: withTyped(closureInputs(key), typed, isSent ? shown.faults : {}),
      open: isSent || editing === key,
      ...(closure ? { remove: closure.id } : {}),
    };
  };
  const line = (closure: Closure): object => ({
    ...closure,
    from: formatShortDate(closure.fromOn),
    to: formatShortDate(closure.toOn),
    motiveText: closure.motive ? motiveWords[closure.motive] : undefined,
    label: `${formatShortDate(closure.fromOn)}${closure.motive ? `, ${motiveWords[closure.motive]}` : ''}`,
    form: mayEdit ? closureForm(closure.id, 'Modifier la fermeture', closure, closure.common) : undefined,
  });
  return {
    version: versions.information,
    hours: withTyped(
      [
        hourInput('opens', 'De', { hint: 'Par exemple 7:00.' }),
        hourInput('closes', 'À', { hint: 'Par exemple 18:00.' }),
      ],
      hoursTyped,
      hourFaults,
    ),
    children: isFirst
      ? withTyped(
          [
            {
              partial: 'field-text',
              name: 'children',
              label: "Nombre d'enfants inscrits au 15 janvier",
              short: true,
              required: true,
              inputmode: 'numeric',
            },
          ],
          hoursTyped,
          hourFaults,
        )
      : undefined,
    own: closures.filter(({ common }) => !common).map(line),
    common: closures.filter(({ common }) => common).map(line),
    add: mayEdit ? closureForm('new', 'Ajouter une fermeture', undefined, false) : undefined,
    addCommon: mayEdit ? closureForm('new-common', 'Ajouter une fermeture commune', undefined, true) : undefined,
    holidays: mayEdit ? missingHolidays(quarter, closures) : [],
    closureAction: `${base}/report/information/closures`,
    holidayAction: `${base}/report/information/holidays`,
  };
}

/** Legal holidays on a weekday that no closure tells of yet: proposed, and added at once. */
function missingHolidays(quarter: string, closures: readonly Closure[]): { day: Day; text: string }[] {
  const found: { day: Day; text: string }[] = [];
  for (let day = firstDayOf(quarter); day <= lastDayOf(quarter); day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    const isHoliday = weekday !== 0 && weekday !== 6 && !isWorkingDay(day);
    if (isHoliday && !closures.some(({ fromOn, toOn }) => fromOn <= day && toOn >= day))
      found.push({ day, text: formatShortDate(day) });
  }
  return found;
}

const Hours = z.strictObject({
  _csrf: z.unknown().optional(),
  then: z.unknown().optional(),
  version,
  opens: optionalHour(),
  closes: optionalHour(),
  children: optionalLine(10),
});
const childrenCount = count("Écrivez le nombre d'enfants.", { least: 0, most: 1000 });

export async function postInformation(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { row, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Typed;
  const read = Hours.safeParse(body);
  const faults = read.success ? {} : faultsIn(read.error);
  const typedChildren = read.success ? read.data.children : undefined;
  const children = typedChildren === undefined ? undefined : childrenCount.safeParse(typedChildren);
  if (children && !children.success) faults.children = children.error.issues[0]?.message;
  if (read.success && read.data.opens && read.data.closes && read.data.closes <= read.data.opens)
    faults.closes = "L'heure de fin vient après l'heure de début.";
  if (!read.success || isFaulty(faults)) {
    await showAgain(deps, req, res, { form: 'hours', typed: body, faults });
    return;
  }
  const saved = await saveInformation(
    deps.db,
    row.id,
    { opens: read.data.opens ?? null, closes: read.data.closes ?? null, children: children?.data ?? null },
    read.data.version,
    { userId: getViewer(res).userId, at: deps.now() },
  );
  const kept = [
    { label: 'Heures', value: `${read.data.opens ?? ''} – ${read.data.closes ?? ''}` },
    ...(children ? [{ label: 'Enfants au 15 janvier', value: String(children.data) }] : []),
  ];
  if (saved === 'closed') throw closedMeanwhile(base, kept);
  if (saved === 'changed') throw changedMeanwhile(`${base}/report/information`, kept);
  if (body.then !== 'next') leaveFlash(req, { kind: 'done', text: 'Le brouillon est enregistré.' });
  res.redirect(303, body.then === 'next' ? `${base}/report/costs` : `${base}/report/information`);
}

const ClosureForm = z.strictObject({
  _csrf: z.unknown().optional(),
  form: z.enum(['new', 'new-common']).or(id),
  common: z.enum(['0', '1']),
  version,
  fromOn: requiredDay('Écrivez le premier jour de la fermeture.'),
  toOn: requiredDay('Écrivez le dernier jour de la fermeture.')
    .or(z.literal('').transform(() => undefined))
    .optional(),
  motive: z
    .literal('')
    .transform(() => null)
    .or(choice('Choisissez un motif.', closureMotives)),
  note: optionalLine(200),
});

export async function postClosure(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { of, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Typed;
  const by = { userId: getViewer(res).userId, at: deps.now() };
  const page = `${base}/report/information`;
  if (typeof body.remove === 'string' && body.remove !== '') {
    if (!isUuid(body.remove)) throw notFound();
    const removed = await removeClosure(deps.db, of, { id: body.remove, common: body.common === '1' });
    if (removed === 'closed') throw closedMeanwhile(base);
    leaveFlash(req, { kind: 'done', text: 'La fermeture est retirée.' });
    res.redirect(303, `${page}#fermetures`);
    return;
  }
  const read = ClosureForm.safeParse(body);
  const faults = read.success ? closureFaults(read.data, of.quarter) : faultsIn(read.error);
  if (!read.success || isFaulty(faults)) {
    await showAgain(deps, req, res, { form: typeof body.form === 'string' ? body.form : 'new', typed: body, faults });
    return;
  }
  const { form, common, fromOn, toOn = fromOn, motive, note = '', version: seen } = read.data;
  const saved = await saveClosure(
    deps.db,
    of,
    { fromOn, toOn, motive, note },
    { ...(form.startsWith('new') ? {} : { id: form }), seen, common: common === '1' },
    by,
  );
  const kept = [{ label: 'Fermeture', value: `${formatShortDate(fromOn)} – ${formatShortDate(toOn)}` }];
  if (saved === 'closed') throw closedMeanwhile(base, kept);
  if (saved === 'changed') throw changedMeanwhile(page, kept);
  leaveFlash(req, { kind: 'done', text: 'La fermeture est enregistrée.' });
  res.redirect(303, `${page}#fermetures`);
}
function closureFaults({ fromOn, toOn }: { fromOn: Day; toOn?: Day | undefined }, quarter: string): Faults {
  const last = toOn ?? fromOn;
  if (last < fromOn) return notBefore('toOn', last, fromOn, 'Le dernier jour');
  return fromOn > lastDayOf(quarter) || last < firstDayOf(quarter)
    ? {
        fromOn: `Une fermeture de ce trimestre : du ${formatShortDate(firstDayOf(quarter))} au ${formatShortDate(lastDayOf(quarter))}.`,
      }
    : {};
}

/** All the legal holidays that are proposed, at once. */
export async function postHolidays(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { of, base } = await getEditable(deps, req, res);
  const by = { userId: getViewer(res).userId, at: deps.now() };
  const quarter = await getQuarter(deps, req, res);
  const days = missingHolidays(of.quarter, quarter.report.closures);
  for (const { day } of days)
    if (
      (await saveClosure(
        deps.db,
        of,
        { fromOn: day, toOn: day, motive: 'public-holiday', note: '' },
        { seen: 0, common: false },
        by,
      )) === 'closed'
    )
      throw closedMeanwhile(base);
  leaveFlash(req, { kind: 'done', text: 'Les jours fériés légaux du trimestre sont ajoutés.' });
  res.redirect(303, `${base}/report/information#fermetures`);
}

const changedMeanwhile = (backHref: string, kept: { label: string; value: string }[]): Error =>
  conflict({
    title: 'Cette partie du rapport a changé entre-temps',
    what: 'Un·e collègue a enregistré cette partie du rapport',
    kept,
    backHref,
    backText: 'Ouvrir le rapport comme il est maintenant',
  });

async function showAgain(deps: Dependencies, req: Request, res: Response, shown: Shown): Promise<void> {
  const quarter = await getQuarter(deps, req, res);
  // A form that the page does not have, or no more: what was typed stands in the one that adds.
  const known = ['hours', 'new-common', ...quarter.report.closures.map((closure) => closure.id)];
  const sent = { ...shown, form: known.includes(shown.form) ? shown.form : 'new' };
  const prefix = sent.form === 'hours' ? '' : `${sent.form}-`;
  res.status(422);
  renderStep(deps, req, res, quarter, {
    step: 'information',
    partial: 'quarterly-subsidy/information',
    errors: errorLinks(
      Object.fromEntries(Object.entries(shown.faults).map(([name, text]) => [`${prefix}${name}`, text])),
      ['opens', 'closes', 'children', ...['fromOn', 'toOn', 'motive', 'note'].map((name) => `${prefix}${name}`)],
    ),
    ...informationView(quarter, undefined, sent),
  });
}

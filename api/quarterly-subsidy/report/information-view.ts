/** Step 3 as it is shown: closures of the place and those of all places of the body, holidays that are proposed, opening hours, children on 15 January. */
import type { Request, Response } from 'express';
import { addDays, isWorkingDay, type Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { firstDayOf, lastDayOf } from '../../../domain/quarter.ts';
import { openingSentence } from '../../../domain/signaletique/opening-sentence.ts';
import { asksChildren, closureMotives, type Closure } from '../../../domain/subsidy/report.ts';
import { motiveWords } from '../../../views/quarterly-subsidy/report-words.ts';
import type { Dependencies } from '../../context.ts';
import { errorLinks, type Faults, type Input } from '../../forms/form.ts';
import { dateInput, hourInput } from '../../forms/inputs.ts';
import { getQuarter, renderStep, type Quarter } from './context.ts';

export type Typed = Readonly<Record<string, unknown>>;
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
  { report, base, mayEdit, of, doors }: Quarter,
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
    known: report.knownHours.map((hours) => ({
      sentence: hours.words ?? openingSentence(hours.week),
      from: formatShortDate(hours.validFrom),
    })),
    // Told once: until step 3 is saved, the fields hold what the sheet says.
    isFromSheet: versions.information === 0 && hours.opens !== null && shown?.form !== 'hours',
    sheetHref: doors.sheet ? `/pro/facilities/${of.facilityId}/data#opening-hours` : undefined,
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
export function missingHolidays(quarter: string, closures: readonly Closure[]): { day: Day; text: string }[] {
  const found: { day: Day; text: string }[] = [];
  for (let day = firstDayOf(quarter); day <= lastDayOf(quarter); day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    const isHoliday = weekday !== 0 && weekday !== 6 && !isWorkingDay(day);
    if (isHoliday && !closures.some(({ fromOn, toOn }) => fromOn <= day && toOn >= day))
      found.push({ day, text: formatShortDate(day) });
  }
  return found;
}

/** The step with what was typed in one of its forms, and what is wrong there. */
export async function showAgain(deps: Dependencies, req: Request, res: Response, shown: Shown): Promise<void> {
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

/** The one section of a sheet that is open to be changed: what was typed there, and what is wrong. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { isDay, type Day } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { errorLinks, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { exceptionalInputs, typedOf } from './exceptional-form.ts';
import { typedWeek, weekForm } from './hours-form.ts';
import { dataOf, ofFacility, type Section, type SheetContext } from './section.ts';

export const hoursKey = 'opening-hours';

export interface Open {
  key: string;
  /** Of the hours: which version, two periods a day. */
  from?: Day | undefined;
  twice?: boolean | undefined;
  /** Of exceptional days: which of them, or a new one with the id it will have. */
  row?: string | undefined;
  rowKey?: string;
  /** The one that was first opened, as the form brings it: a form that is shown again saves over that one only. Absent where it is just drawn. */
  version?: number | undefined;
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  elsewhere?: string | undefined;
}

/** `?section=emergency`, `?section=opening-hours&from=2027-01-04`, `?section=opening-hours&day=new`. */
export function openOf({ query }: Request, sections: readonly Section[], context: SheetContext): Open | undefined {
  const section = sections.find(({ key }) => key === query.section);
  if (!section || !isWritten(section, context)) return undefined;
  const { from, day } = query;
  // Hours of a place after school are written on its own page; exceptional days here.
  const isElsewhere = section.key === hoursKey && isAfterSchool(context);
  const isRow =
    section.key === hoursKey &&
    (day === 'new' || (isUuid(day) && ofFacility(context).exceptional.some(({ id }) => id === day)));
  if (isElsewhere && !isRow) return undefined;
  return {
    key: section.key,
    ...(section.key === hoursKey && typeof from === 'string' && isDay(from) ? { from } : {}),
    ...(isRow ? { row: day, rowKey: day === 'new' ? randomUUID() : day } : {}),
  };
}

export const isAfterSchool = ({ sheet }: SheetContext): boolean =>
  sheet.kind === 'facility' && sheet.facility.kind.startsWith('after-school');

/** Whether these eyes may change it here. */
export const isWritten = (section: Section, context: SheetContext): boolean =>
  context.sheet.mayChange &&
  section.why?.(context) === undefined &&
  (section.form !== undefined || section.kept === 'hours');

/** Where the form of what is open is sent to. */
export const actionOf = ({ key, row }: Open, base: string): string =>
  row === undefined ? `${base}/${key}` : `${base}/exceptional-days/${row}`;
/** The name of its draft: hours of another day are another form. */
export const placeOf = (open: Open, base: string): string =>
  open.from === undefined ? actionOf(open, base) : `${actionOf(open, base)}?from=${open.from}`;

export function formOf(open: Open, section: Section, context: SheetContext, base: string) {
  const { key, faults = {}, row } = open;
  const common = {
    id: `edit-${key}`,
    action: actionOf(open, base),
    version: open.version ?? context.sheet.sections.get(key)?.version ?? 0,
    cancelHref: `${base}?open=${key}#${key}`,
    elsewhere: open.elsewhere,
    why: faults.form,
    intro: section.intro,
  };
  if (row !== undefined) {
    const days = ofFacility(context).exceptional.find(({ id }) => id === row);
    const typed = open.typed ?? typedOf(days);
    const inputs = exceptionalInputs.map((input) => withTyped(input, typed, faults));
    return {
      ...common,
      key: open.rowKey,
      version: open.version ?? days?.version ?? 0,
      title: days ? 'Modifier des jours exceptionnels' : 'Ajouter des jours exceptionnels',
      fields: inputs,
      remove: days && 'Supprimer ces jours',
      errors: errorLinks(faults, idsOf(exceptionalInputs)),
    };
  }
  if (key === hoursKey) {
    const { hours } = ofFacility(context);
    const week = { hours, today: context.today, shown: open.from };
    const form = weekForm(open.typed ?? typedWeek(week), faults, week, open.twice ?? false);
    const later = hours.find(({ validFrom }) => validFrom === open.from && validFrom > context.today);
    return {
      ...common,
      week: { ...form, shown: open.from },
      remove: later && 'Supprimer cet horaire à venir',
      tells: ofFacility(context).facility.kind === 'subsidised-creche',
      errors: form.errors,
    };
  }
  const inputs = section.form?.inputs(context) ?? [];
  const typed = open.typed ?? section.form?.typed(dataOf(context, key), context) ?? {};
  return {
    ...common,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  };
}

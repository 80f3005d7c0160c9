/** The tab « Horaires » of a place after school: the hours that hold, the versions in time, and the form of another one. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { findEffect } from '../../db/after-school/find-effect.ts';
import { listScheduleSources, type ScheduleSource } from '../../db/after-school/schedule-sources.ts';
import type { FacilityRow } from '../../db/authorisations.ts';
import type { Database } from '../../db/connect.ts';
import { ExceptionalDay } from '../../db/models/opening-hours.ts';
import { findSection } from '../../db/sheet-sections.ts';
import { listHours } from '../../db/signaletique/find-sheet.ts';
import { hoursSection } from '../../db/signaletique/hours.ts';
import { changedWeekdays } from '../../domain/after-school/schedule-effect.ts';
import { isDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { hoursOn, periodsOf, weekdays, type DatedHours, type Week } from '../../domain/signaletique/opening-hours.ts';
import { periodsInWords } from '../../domain/signaletique/opening-sentence.ts';
import { getViewer, type Dependencies } from '../context.ts';
import type { Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { effectLines } from './effect-words.ts';
import { getPlace, headOf, placePath } from './place.ts';
import { readSchedule, scheduleGrid, typedSchedule, type ScheduleContext } from './schedule-form.ts';
import { standingOf, versionsOf } from './schedule-versions.ts';

/** The form of a schedule that is open. */
export interface OpenSchedule {
  /** The version to come that is changed; undefined: a new one. */
  shown: Day | undefined;
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  /** Of the hours, as the page that was first opened had it. */
  version?: number | undefined;
  elsewhere?: string;
  /** What the schedule changes stands on the page: told before it is validated. */
  isPreview?: boolean;
}

/** Names the very schedule whose effect was shown: another one is shown first. */
export const digestOf = (validFrom: Day, week: Week): string =>
  createHash('sha256')
    .update(JSON.stringify([validFrom, ...weekdays.map(({ day }) => periodsOf(week, day))]))
    .digest('hex');

export async function showSchedule(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facility = await getPlace(deps, req, res);
  const { edit } = req.query;
  const open: OpenSchedule | undefined =
    edit === 'new' ? { shown: undefined } : typeof edit === 'string' && isDay(edit) ? { shown: edit } : undefined;
  await drawSchedule(deps, req, res, facility, open);
}

/** @param facility found with the rights of who asks */
export async function drawSchedule(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilityRow,
  asked: OpenSchedule | undefined,
): Promise<void> {
  const { id, organising_body_id: bodyId } = facility;
  const { db } = deps;
  const [head, hours, section, exceptional] = await Promise.all([
    headOf(deps, res, facility, 'schedule'),
    listHours(db, id),
    findSection(db, { kind: 'facility', id }, hoursSection),
    listExceptional(db, id, deps),
  ]);
  const { today } = head;
  const path = placePath(id);
  const open = asked && head.mayChange ? openFor(asked, hours, today) : undefined;
  const sources = open ? await listScheduleSources(db, getViewer(res).ability, { bodyId, but: id, today }) : [];
  const form = open && (await formOf(deps, open, { facility, hours, today, sources, version: section?.version ?? 0 }));
  const shown = hours.find(({ validFrom }) => validFrom === req.query.version) ?? hoursOn(hours, today) ?? hours[0];
  renderPage(deps, req, res, 'after-school-places/place', {
    ...head.data,
    wide: true,
    errors: form?.grid.errors,
    ...(open ? { drafted: placeOf(open, `${path}/schedule`), scripts: ['scripts/after-school-schedule.js'] } : {}),
    styles: ['styles/after-school-places.css'],
    form,
    standing: open ? undefined : shown && standingOf(shown, hours, today),
    empty: !open && !shown,
    newHref: head.mayChange && !open ? `${path}?edit=new#schedule` : undefined,
    changeHref:
      head.mayChange && !open && shown && shown.validFrom > today
        ? `${path}?edit=${shown.validFrom}#schedule`
        : undefined,
    versions: versionsOf(hours, { today, path, editing: open, mayChange: head.mayChange }),
    exceptional: exceptional.map((row) => ({
      text: `${row.from_on === row.until_on ? formatLongDate(row.from_on) : `du ${formatPlainDate(row.from_on)} au ${formatPlainDate(row.until_on)}`} : ${row.periods.length > 0 ? periodsInWords(row.periods) : 'fermé'} (${row.reason})`,
      href: head.mayChange ? daysHref(id, row.id) : undefined,
    })),
    addDaysHref: head.mayChange ? daysHref(id, 'new') : undefined,
    calendarHref: '/pro/after-school/calendar',
    changed: section && { at: section.changedAt, by: section.changedBy?.name, what: 'horaire' },
    historyHref: `${path}/history`,
  });
}

/** A version that has begun, or is not there any more, is not changed: what was typed goes on as another one, and that is said. */
function openFor(asked: OpenSchedule, hours: readonly DatedHours[], today: Day): OpenSchedule | undefined {
  const { shown } = asked;
  if (shown === undefined || isToCome(shown, hours, today)) return asked;
  if (!asked.typed) return undefined;
  return {
    ...asked,
    shown: undefined,
    elsewhere: [
      asked.elsewhere,
      `L'horaire du ${formatLongDate(shown)} ${shown > today ? "n'existe plus" : 'a commencé'} : ce que vous avez encodé reste ici comme un nouvel horaire. Relisez à partir de quel jour il vaut.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}
const isToCome = (version: Day, hours: readonly DatedHours[], today: Day): boolean =>
  version > today && hours.some(({ validFrom }) => validFrom === version);

/** The name of the draft: each version to come, and the new one, are forms of their own. */
const placeOf = ({ shown }: OpenSchedule, action: string): string =>
  shown === undefined ? action : `${action}?edit=${shown}`;

const daysHref = (id: string, day: string): string =>
  `/pro/facilities/${id}/data?section=${hoursSection}&day=${day}#${hoursSection}`;
const listExceptional = (db: Database, id: string, { now }: Dependencies): Promise<ExceptionalDay[]> =>
  ExceptionalDay.query(db)
    .where({ facility_id: id })
    .whereRaw("until_on >= cast(to_timestamp(?) at time zone 'Europe/Brussels' as date)", [now() / 1000])
    .orderBy(['from_on', 'id'])
    .limit(40)
    .then((rows) => rows);

async function formOf(
  deps: Dependencies,
  open: OpenSchedule,
  {
    facility: { id },
    hours,
    today,
    sources,
    version,
  }: { facility: FacilityRow; hours: DatedHours[]; today: Day; sources: ScheduleSource[]; version: number },
) {
  const context: ScheduleContext = { hours, today, shown: open.shown };
  const typed = open.typed ?? typedSchedule(context);
  const grid = scheduleGrid(typed, open.faults ?? {}, context);
  const read = readSchedule({ ...typed, reason: 'lu' }, context);
  const effect = read.ok && open.typed ? await effectOfForm(deps, id, context, read) : undefined;
  return {
    action: `${placePath(id)}/schedule`,
    cancelHref: placePath(id),
    version: open.version ?? version,
    shown: open.shown,
    title: open.shown ? `Horaire du ${formatLongDate(open.shown)}` : 'Nouvel horaire',
    elsewhere: open.elsewhere,
    validFrom: {
      partial: 'field-date',
      name: 'validFrom',
      label: 'Valable à partir du',
      hint: "jj/mm/aaaa. L'horaire actuel prend fin la veille.",
      required: true,
      value: typed.validFrom,
      error: open.faults?.validFrom,
    },
    grid,
    sources: sources.map(({ id: value, name }) => ({ value, text: name })),
    hasCurrent: hoursOn(hours, today) !== undefined,
    comment: {
      partial: 'field-textarea',
      name: 'comment',
      label: 'Commentaire à votre agent traitant',
      hint: "L'agent le reçoit avec l'horaire. N'y citez pas d'enfant.",
      value: typed.comment,
      error: open.faults?.comment,
      rows: 3,
      maxLength: 2000,
    },
    reason: {
      partial: 'field-textarea',
      name: 'reason',
      label: 'Pourquoi ce jour est-il passé ?',
      hint: "Par exemple : l'heure de fermeture a changé à la rentrée et n'avait pas été encodée.",
      required: true,
      value: typed.reason,
      error: open.faults?.reason,
      rows: 2,
      maxLength: 2000,
    },
    // A draft that has a reason shows it too.
    asksReason: open.faults?.reason !== undefined || (read.ok && read.validFrom < today),
    remove: open.shown !== undefined,
    effect,
    seen: effect && read.ok ? digestOf(read.validFrom, read.week) : undefined,
    isPreview: open.isPreview && effect !== undefined,
  };
}

async function effectOfForm(
  { db }: Dependencies,
  id: string,
  { hours, today, shown }: ScheduleContext,
  { validFrom, week }: { validFrom: Day; week: Week },
): Promise<string[]> {
  const change = { validFrom, week, instead: shown };
  const { effect, to, ...touched } = await findEffect(db, id, { hours, change, today });
  return effectLines({ validFrom, today, to }, { changed: changedWeekdays(hours, change), effect, touched });
}

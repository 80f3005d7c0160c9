/** The page of a sheet, of a place and of an organising body alike: how far one is, every section with its value, one of them open. */
import type { Request, Response } from 'express';
import type { Ability } from '../../db/access/subjects.ts';
import { findFormDraft, type FormDraft } from '../../db/form-drafts.ts';
import { listWriters, type Sheet } from '../../db/signaletique/find-sheet.ts';
import { isoOf } from '../../domain/calendar.ts';
import { agoInWords, formatDateTime, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { dayOf } from '../../domain/calendar.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { actionOf, formOf, hoursKey, isAfterSchool, isWritten, placeOf, type Open } from './open.ts';
import { correctionHref } from './correction.ts';
import { hasTwo } from './hours-form.ts';
import type { Row, Section, SheetContext } from './section.ts';

/** How long somebody who has begun to write counts as being at it (hypothèse). */
const writingFor = 15 * 60_000;

export interface Head {
  title: string;
  line: string;
  back: { href: string; label: string };
  /** To another place, or body, where there are several. */
  otherHref?: string | undefined;
  otherText?: string;
}

export async function showSheet(
  deps: Dependencies,
  req: Request,
  res: Response,
  {
    context,
    sections,
    base,
    head,
    open,
  }: { context: SheetContext; sections: readonly Section[]; base: string; head: Head; open?: Open | undefined },
): Promise<void> {
  const { sheet } = context;
  const viewer = getViewer(res);
  const editing = open && sections.find(({ key }) => key === open.key);
  const place = open && placeOf(open, base);
  const [writers, draft] = place
    ? await Promise.all([
        listWriters(deps.db, {
          place: actionOf(open, base),
          bodyId: sheet.bodyId,
          but: viewer.userId,
          since: isoOf(context.now - writingFor),
          today: context.today,
        }),
        req.method === 'GET' && !open.typed ? findFormDraft(deps.db, { userId: viewer.userId, place }) : undefined,
      ])
    : [[], undefined];
  const since = editing && draft ? changedSince(sheet, editing, draft) : undefined;
  const form =
    editing && open
      ? formOf(
          {
            ...open,
            // Fields that are drawn only where they are filled in.
            twice: open.twice ?? (draft && hasTwo(draft.fields)),
            elsewhere: open.elsewhere ?? since,
          },
          editing,
          context,
          base,
        )
      : undefined;
  const counted = sections.filter(({ uncounted }) => !uncounted);
  const left = counted.filter((section) => section.missing(context).length > 0);
  const next = left.map((section) => wayTo(section, context, base)).find((href) => href !== undefined);
  renderPage(deps, req, res, 'signaletique/sheet', {
    title: head.title,
    about: head.line.split(' · ')[0],
    back: head.back,
    head,
    ...(editing?.key === hoursKey ? { scripts: ['scripts/opening-hours.js'] } : {}),
    ...(place && open?.row === undefined ? { drafted: place } : {}),
    errors: form?.errors,
    progress: {
      done: counted.length - left.length,
      all: counted.length,
      // Of a few, what is missing in each; of many, their names.
      left: left
        .map((section) =>
          left.length > 3
            ? lowered(section.title)
            : `${lowered(section.title)} (${section.missing(context).join(', ')})`,
        )
        .join(', '),
      nextHref: next,
    },
    published: sheet.published,
    closed:
      sheet.kind === 'facility' && sheet.facility.closed_on ? formatLongDate(sheet.facility.closed_on) : undefined,
    mayChange: sheet.mayChange,
    list: sections.map((section) => ({
      href: `#${section.key}`,
      title: section.title,
      ...stateOf(section, context, editing),
    })),
    sections: sections.map((section) => {
      const isOpen = section === editing;
      return {
        key: section.key,
        title: section.title,
        value: section.value(context),
        seen: sheet.published && section.seen,
        byOne: section.kept === 'one',
        missing: toComplete(section.missing(context)),
        unfolded: isOpen || req.query.open === section.key || (!open && !req.query.open && section === sections[0]),
        rows: rowsOf(section, context, viewer.ability),
        editHref:
          !isOpen && isWritten(section, context) && !isScheduleElsewhere(section, context)
            ? `${base}?section=${section.key}#${section.key}`
            : undefined,
        way: section.way?.(context),
        why: section.why?.(context),
        ...(section.key === hoursKey && sheet.mayChange && !isOpen ? hoursLinks(context, base) : {}),
        ...(isOpen
          ? {
              form,
              writers: writers.map(
                ({ name, at }) =>
                  `${name ?? 'Une autre personne'} modifie aussi cette rubrique (${agoInWords(at, context.now)}).`,
              ),
            }
          : {}),
      };
    }),
    changed: lastChange(sheet, sections),
    historyHref: viewer.ability.can('read', 'HistoryLine')
      ? `/pro/history?${new URLSearchParams({ body: sheet.bodyId, on: sheet.kind }).toString()}`
      : undefined,
  });
}

/** Hours of a place after school have a page of their own: the section leads there. */
const isScheduleElsewhere = ({ key }: Section, context: SheetContext): boolean =>
  key === hoursKey && isAfterSchool(context);

const lowered = (title: string): string =>
  title.startsWith('Données BCE') ? title.replace('D', 'd') : title.toLowerCase();
const toComplete = (missing: readonly string[]): string | undefined =>
  missing.length > 0 ? `à compléter : ${missing.join(', ')}` : undefined;

/** Where a section is completed; undefined where these eyes cannot. */
const wayTo = (section: Section, context: SheetContext, base: string): string | undefined =>
  isWritten(section, context) && !isScheduleElsewhere(section, context)
    ? `${base}?section=${section.key}#${section.key}`
    : section.kept === 'elsewhere' || isScheduleElsewhere(section, context)
      ? section.way?.(context)?.href
      : undefined;

function stateOf(section: Section, context: SheetContext, editing: Section | undefined): object {
  if (section === editing) return { icon: 'pencil', here: true, text: 'en cours de modification' };
  const missing = toComplete(section.missing(context));
  if (missing) return { icon: 'alert', due: true, text: missing };
  if (section.kept === 'one') return { icon: 'padlock', text: 'complète · consultable' };
  return { icon: 'check', text: section.state?.(context) ?? (section.uncounted ? section.value(context) : 'complète') };
}

function rowsOf(section: Section, context: SheetContext, ability: Ability): object[] {
  const { sheet } = context;
  const rows = section.rows(context);
  const first = rows.find(({ correction }) => correction);
  const asked = (row: Row): string | undefined => {
    const open = row.correction && sheet.corrections.find(({ kind }) => kind === row.correction);
    return open ? `correction demandée le ${formatShortDate(dayOf(open.opened_at))}` : undefined;
  };
  return rows.map((row) => ({
    ...row,
    seen: sheet.published && row.seen,
    locked: row.locked ?? row.correction !== undefined,
    asked: asked(row),
    correctionHref: row === first && row.correction ? correctionHref(ability, sheet, row.correction) : undefined,
  }));
}

/** To each version that is to come, and to each of the exceptional days. */
function hoursLinks({ sheet, today }: SheetContext, base: string): object {
  if (sheet.kind !== 'facility') return {};
  const to = (name: string, value: string): string => `${base}?section=${hoursKey}&${name}=${value}#${hoursKey}`;
  return {
    later: (sheet.facility.kind.startsWith('after-school') ? [] : sheet.hours)
      .filter(({ validFrom }) => validFrom > today)
      .map(({ validFrom }) => ({
        label: `Modifier les heures du ${formatLongDate(validFrom)}`,
        href: to('from', validFrom),
      })),
    days: sheet.exceptional.map(({ id, fromOn }) => ({
      label: `Modifier les jours exceptionnels du ${formatShortDate(fromOn)}`,
      href: to('day', id),
    })),
    addHref: to('day', 'new'),
  };
}

/** A draft that is older than what stands: its author is told before it is sent over it. */
function changedSince(sheet: Sheet, { key }: Section, { fields, saved_at: at }: FormDraft): string | undefined {
  const { changedAt, changedBy, version } = sheet.sections.get(key) ?? {};
  if (changedAt === undefined) return undefined;
  // The version on which it was begun; a draft that does not bear it goes by its hour.
  if (typeof fields.opened === 'string' ? Number(fields.opened) === version : changedAt <= at) return undefined;
  return `Depuis votre brouillon, cette rubrique a été modifiée${changedBy ? ` par ${changedBy.name}` : ''}, ${formatDateTime(changedAt)}. Votre brouillon est dans le formulaire : validez pour le garder, ou effacez-le pour voir ce qui vaut maintenant.`;
}

function lastChange(sheet: Sheet, sections: readonly Section[]): object | undefined {
  const last = [...sheet.sections.values()].sort((a, b) => b.changedAt - a.changedAt)[0];
  return (
    last && {
      at: last.changedAt,
      by: last.changedBy?.name,
      what: sections.find(({ key }) => key === last.section)?.title.toLowerCase(),
    }
  );
}

/** The page of a sheet: its five sections, what is to be seen to in each, and the row that is open. */
import type { Request, Response } from 'express';
import { findNeighbours, type Sheet } from '../../db/team/find-sheet.ts';
import { dayOf } from '../../domain/calendar.ts';
import { checkMember, type TeamPoint } from '../../domain/staff/check-team.ts';
import { memberStatus, statusOf } from '../../domain/staff/team.ts';
import { functionLabel, pointInWords, statusWords } from '../../views/team/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { placeOf } from './contracts.ts';
import { nameSubject, nissSubject } from './correction-subjects.ts';
import { identification } from './identification.ts';
import { all, formOf, wayBack, type Open } from './open-row.ts';
import { sections } from './sections.ts';

/** The sheet, with the row that is open. */
export async function showSheet(
  deps: Dependencies,
  req: Request,
  res: Response,
  portal: 'pro' | 'office',
  sheet: Sheet,
  open?: Open,
): Promise<void> {
  const { ability } = getViewer(res);
  const today = dayOf(deps.now());
  const context = { sheet, today };
  const { member } = sheet;
  const mayChange = portal === 'pro';
  const base = `/${portal}/team/${sheet.id}`;
  const points = checkMember(member, sheet.limits, today);
  const pointsAt = (field: string) =>
    points
      .filter((point) => point.field.startsWith(field))
      .map((point) => ({
        ...pointInWords(point, sheet, today),
        href: mayChange ? hrefOf(point.field, base) : undefined,
      }));
  const { previous, next } = await findNeighbours(deps.db, ability, sheet);
  const form = open && mayChange ? formOf(open, context, base, wayBack(req)) : undefined;
  const niss = {
    label: 'N° de registre national',
    value: member.hasNiss ? "NISS valide (déjà) présent : il n'est montré à personne" : 'manquant',
    ...(mayChange ? { correctionHref: correctionOf(nissSubject) } : {}),
  };
  const running = member.contracts.filter((contract) => statusOf(contract, today) === 'running');
  renderPage(deps, req, res, 'team/sheet', {
    title: `${member.firstName} ${member.familyName}`,
    scripts: ['scripts/inbox.js'],
    back:
      portal === 'pro'
        ? { href: `/pro/team?body=${sheet.organisingBodyId}`, label: 'à Mon Équipe' }
        : { href: '/office/facilities', label: "aux milieux d'accueil" },
    neighbours: {
      previous: previous && `/${portal}/team/${previous}`,
      next: next && `/${portal}/team/${next}`,
    },
    line: [
      [...new Set(running.map(functionLabel))].join(', '),
      [...new Set(running.map(({ facilityId }) => placeOf(sheet, facilityId)))].join(' et '),
      portal === 'office' ? sheet.bodyName : '',
    ]
      .filter(Boolean)
      .join(' · '),
    badge: statusWords[memberStatus(member.contracts, today)].badge,
    errors: form?.errors,
    tabs: all.map(({ key, title }) => ({
      href: `#${key}`,
      title,
      mark: markOf(points.filter(({ field }) => field.startsWith(`${key}.`))),
    })),
    identification: {
      form: open?.section === identification ? form : undefined,
      rows: [
        ...(identification.rows(context)[0]?.cells ?? []).map((row) => ({
          ...row,
          ...(mayChange ? { changeHref: `${base}?edit=identification.person#firstName` } : {}),
        })),
        niss,
      ],
      niss,
      asked: !mayChange || !sheet.hasConfirmedNames ? undefined : correctionOf(nameSubject),
      points: pointsAt('identification.person.firstName'),
    },
    sections: sections.map((section) => {
      const own = open?.section === section ? open.rowId : undefined;
      const rows = section.rows(context);
      return {
        key: section.key,
        title: section.title,
        intro: mayChange ? section.intro : undefined,
        above: section.above?.(context),
        form: own === undefined ? undefined : form,
        points: pointsAt(`${section.key}.`),
        empty: rows.length === 0 ? section.empty : undefined,
        table: {
          caption: section.title,
          hideCaption: true,
          stack: true,
          columns: [...section.columns, ...(mayChange ? [{ label: 'Modifier', hide: true }] : [])],
          rows: rows.map((row) => ({
            selected: row.id === own,
            cells: [
              ...row.cells,
              ...(mayChange
                ? [{ text: 'Modifier', about: row.name, href: `${base}?edit=${section.key}.${row.id}#${section.key}` }]
                : []),
            ],
          })),
        },
        add:
          mayChange && section.add && own !== 'new'
            ? { label: section.add, href: `${base}?edit=${section.key}.new#${section.key}` }
            : undefined,
      };
    }),
    isPart: !sheet.isWhole,
    updatedAt: sheet.updatedAt,
    updatedBy: sheet.updatedBy,
    historyHref: portal === 'pro' ? `/pro/history?body=${sheet.organisingBodyId}&on=collaboration` : undefined,
  });
}
const correctionOf = (subject: string): string => `/pro/correction?about=${encodeURIComponent(subject)}`;
const markOf = (points: readonly TeamPoint[]): object | undefined => {
  const toCorrect = points.filter(({ weight }) => weight === 'blocking').length;
  if (toCorrect > 0) return { kind: 'due-late', text: `${String(toCorrect)} à corriger` };
  return points.length > 0 ? { kind: 'due-soon', text: `${String(points.length)} à vérifier` } : undefined;
};

/** Where a point is seen to: the very field. */
export function hrefOf(field: string, base: string): string {
  const [section = '', row = '', name = ''] = field.split('.');
  if (section === 'identification' && name === 'niss') return `${base}#identification`;
  return `${base}?edit=${section}.${row}#${name === 'percent' || name === 'weeklyHours' ? 'time' : name}`;
}

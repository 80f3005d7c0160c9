/** The sheet of a person: five sections on one page, one of them open to be changed, each row saved with its version. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { findNeighbours, findSheet, type Sheet } from '../../db/team/find-sheet.ts';
import { saveOnSheet } from '../../db/team/save-sheet.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { checkMember, type TeamPoint } from '../../domain/staff/check-team.ts';
import { memberStatus, statusOf } from '../../domain/staff/team.ts';
import { functionLabel, pointInWords, statusWords } from '../../views/team/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import { errorLinks, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { openedPage, savedFrom } from '../forms/typed-fields.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { placeOf } from './contracts.ts';
import { identification } from './identification.ts';
import { nameSubject, nissSubject } from './correction-subjects.ts';
import type { AnySection, SectionContext } from './section.ts';
import { sections } from './sections.ts';

const all: readonly AnySection[] = [identification, ...sections];
const notYours = "L'équipe d'un pouvoir organisateur est tenue à jour par lui ; l'ONE la lit.";

/** What comes with the fields of a row. `key` names a row that is added: sent twice, it is added once. */
const Envelope = z.object({ key: id, version, then: z.enum(['save', 'remove']).default('save') });

/** Which row is open, what was typed in it, and what is wrong. */
interface Open {
  section: AnySection;
  rowId: string;
  key: string;
  version: number;
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  elsewhere?: string;
}

export function sheetRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  for (const portal of ['pro', 'office'] as const)
    router.get(`/${portal}/team/:id`, async (req, res) => {
      const viewer = getViewer(res);
      const sheet = await findSheet(db, viewer.ability, idOf(req), dayOf(now()));
      if (!sheet) throw notFound();
      await recordAudit(db, {
        at: now(),
        actorId: viewer.userId,
        onBehalfOf: portal === 'pro' ? sheet.organisingBodyId : null,
        acr: viewer.acr,
        event: 'consult',
        subject: 'collaboration',
        subjectId: sheet.id,
      });
      await show(deps, req, res, portal, sheet, openOf(req.query.edit, sheet));
    });

  router.post('/pro/team/:id/:section/:row', async (req, res) => {
    const viewer = getViewer(res);
    const context = await getContext(deps, req, res);
    const { sheet } = context;
    const section = all.find(({ key }) => key === req.params.section);
    const rowId = req.params.row;
    if (!section || !isRowOf(section, rowId)) throw notFound();
    const { key, version: seen, then, page, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const envelope = Envelope.safeParse({ key, version: seen, then });
    const isNew = rowId === 'new';
    const removes = envelope.data?.then === 'remove' && !isNew && section !== identification;
    if (!envelope.success || (envelope.data.then === 'remove' && !removes))
      throw new Problem(422, 'form', { backHref: pathOf(sheet) });
    const open: Open = { section, rowId, key: envelope.data.key, version: envelope.data.version, typed };
    const read = removes ? undefined : section.read(typed, context, rowId);
    if (read && !read.ok) {
      res.status(422);
      await show(deps, req, res, 'pro', sheet, { ...open, faults: read.faults });
      return;
    }
    const saved = await saveOnSheet<Faults>(
      db,
      {
        sheet,
        table: section.table,
        rowId: section === identification ? sheet.personId : isNew ? open.key : rowId,
        version: isNew ? 0 : open.version,
        values: read ? read.columns : null,
        viewer,
        at: now(),
        from: isNew ? undefined : savedFrom(page),
      },
      read && ((trx) => read.checkStanding(trx)),
    );
    switch (saved.outcome) {
      case 'refused':
        res.status(422);
        await show(deps, req, res, 'pro', sheet, { ...open, faults: saved.faults });
        return;
      case 'changed-elsewhere': {
        const fresh = (await findSheet(db, viewer.ability, sheet.id, context.today, 'change')) ?? sheet;
        res.status(409);
        await show(deps, req, res, 'pro', fresh, {
          ...open,
          version: saved.current?.version ?? open.version,
          elsewhere: `Modifié par ${saved.by?.name ?? 'une autre personne'}${saved.at ? `, ${formatDateTime(saved.at)}` : ''}. Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour garder l'autre version.`,
        });
        return;
      }
      case 'saved':
        leaveFlash(req, { kind: 'done', text: removes ? 'La ligne est supprimée.' : 'Vos données sont enregistrées.' });
        res.redirect(303, wayBack(req) ?? `${pathOf(sheet)}#${section.key}`);
        return;
      default:
        saved satisfies never;
    }
  });
  return router;
}

const pathOf = ({ id: sheetId }: Pick<Sheet, 'id'>): string => `/pro/team/${sheetId}`;

/** @throws Problem 404 for a sheet that is not to be seen, 403 for one that is not to be changed */
async function getContext({ db, now }: Dependencies, req: Request, res: Response): Promise<SectionContext> {
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const sheet = await findSheet(db, ability, idOf(req), today, 'change');
  if (sheet) return { sheet, today };
  if (await findSheet(db, ability, idOf(req), today)) throw forbidden(notYours);
  throw notFound();
}

/** The line of the yearly validation that somebody came from, and goes on from. */
function wayBack({ query }: Request): string | undefined {
  const { back } = query;
  return typeof back === 'string' && /^\/pro\/team-validation\/[0-9a-f-]{36}#[\w-]{1,200}$/.test(back)
    ? back
    : undefined;
}

const isRowOf = (section: AnySection, rowId: string): boolean =>
  section === identification ? rowId === 'person' : (rowId === 'new' && section.add !== undefined) || isUuid(rowId);

/** `contracts.<id>.percent`, `contracts.new`: the row that the address opens. */
function openOf(edit: unknown, sheet: Sheet): Open | undefined {
  const [key, rowId = ''] = typeof edit === 'string' ? edit.split('.') : [];
  const section = all.find((one) => one.key === key);
  if (!section) return undefined;
  const known = rowId === 'person' ? section === identification : sheet.versions.has(rowId);
  if (!known && !(rowId === 'new' && section.add)) return undefined;
  return { section, rowId, key: randomUUID(), version: sheet.versions.get(rowId) ?? 0 };
}

async function show(
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

function formOf(open: Open, context: SectionContext, base: string, back: string | undefined) {
  const { section, rowId, faults: { why, ...faults } = {} } = open;
  const inputs = section.inputs(context, rowId);
  const typed = open.typed ?? section.typed(context, rowId);
  const name = section.rows(context).find((row) => row.id === rowId)?.name;
  return {
    id: `edit-${section.key}`,
    title: rowId === 'new' ? section.add : `Modifier ${name ?? ''}`,
    action: back
      ? `${base}/${section.key}/${rowId}?${new URLSearchParams({ back }).toString()}`
      : `${base}/${section.key}/${rowId}`,
    key: open.key,
    version: open.version,
    opened: openedPage(),
    cancelHref: back ?? `${base}#${section.key}`,
    mayRemove: rowId !== 'new' && section !== identification,
    elsewhere: open.elsewhere,
    why,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  };
}

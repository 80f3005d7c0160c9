/** The organisations of the list, and two of them that are one. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  findOrganisationRow,
  listLikeOrganisations,
  listOrganisations,
  mergeOrganisations,
  separateOrganisations,
  type OrganisationRow,
} from '../../db/training-desk/organisations.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id as anId, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { wordsIn } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, notFound } from '../problems.ts';
import { mustDecide } from './may.ts';
import { entitlementWords } from './words.ts';

const pageSize = 50;
const Merge = z.strictObject({ version, into: z.union([anId], 'Choisissez avec quel organisme le réunir.') });
const statusBadges = {
  'recognised': { kind: 'done', text: 'reconnu' },
  'refused': { kind: 'due-late', text: 'refusé' },
  'to-examine': { kind: 'neutral', text: 'pas encore examiné' },
} as const;

export function organisationRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/office/trainings/organisations', async (req, res) => {
    const words = wordsIn(req.query.q);
    const after = afterOf(req.query.after);
    const found = await listOrganisations(db, { words, after, limit: pageSize + 1 });
    const rows = found.slice(0, pageSize);
    const last = rows.at(-1);
    renderPage(deps, req, res, 'training-desk/organisations', {
      title: 'Organismes de formation',
      back: { href: '/office/trainings', label: 'aux modules à valider' },
      words,
      table: {
        caption: 'Organismes de formation',
        columns: [
          { label: 'Organisme' },
          { label: 'Statut', card: 'corner' },
          { label: 'Habilité parce que', card: 'plain' },
          { label: 'Modules', numeric: true },
        ],
        rows: rows.map((row) => ({ cells: cellsOf(row) })),
      },
      isEmpty: rows.length === 0,
      nextHref:
        found.length > pageSize && last
          ? `/office/trainings/organisations?${new URLSearchParams({ ...(words ? { q: words } : {}), after: `${last.id}${last.name}` }).toString()}`
          : null,
    });
  });

  router.get('/office/trainings/organisations/:id', async (req, res) => {
    await show(deps, req, res);
  });

  router.post('/office/trainings/organisations/:id/merge', async (req, res) => {
    mustDecide(res);
    const row = await findOrganisationRow(db, idOf(req));
    if (!row) throw notFound();
    const form = Merge.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, faultsIn(form.error));
      return;
    }
    // Sent twice: it is one already.
    if (row.into?.id !== form.data.into) {
      const merged = await mergeOrganisations(db, getViewer(res), { id: row.id, ...form.data, at: now() });
      if (merged !== 'merged')
        throw conflict({
          title: 'Cet organisme a changé entre-temps',
          what: 'Un·e collègue a changé ou réuni un des deux organismes',
          backHref: `/office/trainings/organisations/${row.id}`,
          backText: "Ouvrir l'organisme comme il est maintenant",
        });
      leaveFlash(req, {
        kind: 'done',
        text: 'Les deux organismes sont réunis : les opérateurs ne trouvent plus que le second.',
      });
    }
    res.redirect(303, `/office/trainings/organisations/${form.data.into}`);
  });

  router.post('/office/trainings/organisations/:id/separate', async (req, res) => {
    mustDecide(res);
    if (!(await findOrganisationRow(db, idOf(req)))) throw notFound();
    if (await separateOrganisations(db, getViewer(res), { id: idOf(req), at: now() }))
      leaveFlash(req, { kind: 'done', text: 'Les deux organismes sont de nouveau séparés.' });
    res.redirect(303, `/office/trainings/organisations/${idOf(req)}`);
  });
  return router;
}

/** The id and the name of the last row of the page before. */
function afterOf(value: unknown): { id: string; name: string } | undefined {
  const text = wordsIn(value, 240);
  const id = anId.safeParse(text?.slice(0, 36));
  return text && id.success ? { id: id.data, name: text.slice(36) } : undefined;
}

const cellsOf = ({ id, name, kind, status, aliases, modules }: OrganisationRow): object[] => [
  {
    text: name,
    href: `/office/trainings/organisations/${id}`,
    strong: true,
    ...(aliases.length > 0
      ? { sub: `aussi écrit : ${aliases.slice(0, 3).join(', ')}${aliases.length > 3 ? '…' : ''}` }
      : {}),
  },
  { text: '', badge: statusBadges[status] },
  { text: kind === 'unknown' ? '' : entitlementWords[kind] },
  { text: String(modules), numeric: true },
];

async function show(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  const row = await findOrganisationRow(deps.db, idOf(req));
  if (!row) throw notFound();
  const like = row.into ? [] : await listLikeOrganisations(deps.db, row);
  const mayDecide = getViewer(res).ability.can('decide', 'TrainingGroup');
  renderPage(deps, req, res, 'training-desk/organisation', {
    title: row.name,
    badge: statusBadges[row.status],
    back: { href: '/office/trainings/organisations', label: 'aux organismes' },
    rows: [
      ...(row.kind === 'unknown' ? [] : [{ label: 'Habilité parce que', value: entitlementWords[row.kind] }]),
      { label: 'Modules', value: String(row.modules) },
      ...(row.aliases.length > 0 ? [{ label: 'Aussi écrit', value: row.aliases.join(', ') }] : []),
      ...(row.into
        ? [{ label: 'Autre écriture de', value: row.into.name, href: `/office/trainings/organisations/${row.into.id}` }]
        : []),
    ],
    action: `/office/trainings/organisations/${row.id}/merge`,
    version: row.version,
    separate: mayDecide && row.into?.mergeId ? `/office/trainings/organisations/${row.id}/separate` : null,
    field:
      mayDecide && like.length > 0
        ? {
            name: 'into',
            label: "C'est le même organisme que",
            required: true,
            options: like.map(({ id, name, status, modules }) => ({
              value: id,
              text: name,
              hint: `${statusBadges[status].text}, ${String(modules)} ${modules === 1 ? 'module' : 'modules'}`,
            })),
            error: faults.into,
          }
        : null,
    errors: errorLinks(faults, ['into']),
  });
}

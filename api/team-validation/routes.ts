/** The team of a year to read: as it stands and will be signed, as it was signed, as it was the year before; what differs is marked. */
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { findCaseRow } from '../../db/cases/case-file.ts';
import { readTeam } from '../../db/team-validation/read-team.ts';
import { findSigned } from '../../db/team-validation/signed.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import type { SnapshotMember, TeamSnapshot } from '../../domain/staff/team-snapshot.ts';
import { slug } from '../../workflows/team-validation/contract.ts';
import { compare } from '../../views/team-validation/compared.ts';
import { memberLines, peopleInWords, type SheetHref } from '../../views/team-validation/members.ts';
import { casePath } from '../cases/case-context.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { loadOwn, maySeeTeam, placeOf, type Own, type Row } from './own.ts';
import { markOfPage } from './points.ts';

const views = ['team', 'snapshot', 'previous'] as const;
type View = (typeof views)[number];
const notYours = "Vous voyez où en est cette validation, et non qui travaille dans ce milieu d'accueil.";

export function teamRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const portal of ['pro', 'office'] as const)
    for (const view of views)
      router.get(`/${portal}/${slug}/:id/${view}`, (req, res) => showTeam(deps, portal, view, req, res));
  router.get(`/pro/${slug}/:id/points`, (req, res) => tellMark(deps, req, res));
  return router;
}

/** @throws Problem 404, 403 */
async function findRow(deps: Dependencies, req: Request, res: Response): Promise<Row> {
  const viewer = getViewer(res);
  const found = await findCaseRow(deps.db, viewer, slug, idOf(req));
  if (!found) throw notFound();
  const row = found as unknown as Row;
  if (!maySeeTeam(viewer.ability, row)) throw forbidden(notYours);
  return row;
}

/** Whether the page of the validation still says how it stands: asked each time somebody comes back to it. */
async function tellMark(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const row = await findRow(deps, req, res);
  const { year } = row.state.data;
  const { ability } = getViewer(res);
  const now = await readTeam(deps.db, placeOf(row), { year, today: dayOf(deps.now()), ability });
  res.json({ mark: markOfPage(row, now) });
}

async function showTeam(
  deps: Dependencies,
  portal: 'pro' | 'office',
  view: View,
  req: Request,
  res: Response,
): Promise<void> {
  const viewer = getViewer(res);
  const row = await findRow(deps, req, res);
  const { year } = row.state.data;
  const at = deps.now();
  const [own, signed] = await Promise.all([
    loadOwn(deps.db, row, dayOf(at), viewer.ability),
    findSigned(deps.db, placeOf(row).facilityId, year),
  ]);
  const { title, text, panels } = shown(view, own, signed, { year, portal });
  // Who has looked at whom, in the history of the body too where one of its own did.
  await recordAudit(deps.db, {
    at,
    actorId: viewer.userId,
    onBehalfOf: portal === 'pro' ? row.organising_body_id : null,
    acr: viewer.acr,
    event: 'read',
    subject: 'case',
    subjectId: row.id,
  });
  const base = casePath(portal, row);
  renderPage(deps, req, res, 'team-validation/team', {
    title,
    about: row.reference,
    line: [row.facility_name, row.reference].join(' · '),
    back: { href: base, label: 'à la validation' },
    text,
    choices: [
      { view: 'team', label: `L'équipe aujourd'hui` },
      ...(signed?.team ? [{ view: 'snapshot', label: 'Ce qui a été signé' }] : []),
      ...(own.previous?.team ? [{ view: 'previous', label: `Depuis ${own.previous.year}` }] : []),
    ].map((each) => ({ href: `${base}/${each.view}`, label: each.label, current: each.view === view })),
    panels,
  });
}

/** @throws Problem 404 where nothing was signed */
function shown(
  view: View,
  { now, previous }: Own,
  signed: Awaited<ReturnType<typeof findSigned>>,
  { year, portal }: { year: string; portal: 'pro' | 'office' },
): { title: string; text: string; panels: object[] } {
  const { snapshot } = now;
  // Who reads the team of the place reads the sheets of those who work there today; of whoever has left, what was signed is all there is.
  const here = new Set(snapshot.members.map(({ collaborationId }) => collaborationId));
  const sheetOf: SheetHref = (collaborationId) =>
    here.has(collaborationId) ? `/${portal}/team/${collaborationId}` : undefined;
  const members = (title: string, of: readonly SnapshotMember[]) => ({
    partial: 'team-validation/members',
    id: 'liste',
    title,
    lines: memberLines(of, sheetOf),
    empty: "Aucune personne n'est encodée pour cette année.",
  });
  const compared = (before: TeamSnapshot, after: TeamSnapshot, labels: readonly [string, string]) => {
    const { lines, same } = compare(before, after, labels, sheetOf);
    return [
      {
        partial: 'team-validation/compared',
        id: 'differences',
        title: lines.length === 0 ? "Rien n'a changé" : `Ce qui a changé : ${peopleInWords(lines.length)}`,
        labels,
        lines,
        empty: 'Les deux équipes sont les mêmes, personne par personne.',
      },
      ...(same.length > 0
        ? [{ ...members(`Sans changement : ${peopleInWords(same.length)}`, same), folded: lines.length > 0 }]
        : []),
    ];
  };
  switch (view) {
    case 'team':
      return {
        title: `L'équipe de l'année ${year}`,
        text: "Telle qu'elle est en ce moment : c'est ce qui est signé, ligne par ligne.",
        panels: [members(peopleInWords(snapshot.members.length), snapshot.members)],
      };
    case 'snapshot':
      if (!signed?.team) throw notFound();
      return {
        title: `Ce qui a été signé pour ${year}`,
        text: `Signé le ${formatDateTime(signed.at)}${signed.by ? ` par ${signed.by}` : ''}, à côté de l'équipe d'aujourd'hui. Ce qui diffère porte le mot « modifié ».`,
        panels: compared(signed.team, snapshot, [
          `Signé (${peopleInWords(signed.team.members.length)})`,
          `Aujourd'hui (${peopleInWords(snapshot.members.length)})`,
        ]),
      };
    case 'previous': {
      if (!previous?.team) throw notFound();
      const later = signed?.team ?? snapshot;
      return {
        title: `Ce qui a changé depuis ${previous.year}`,
        text: `L'équipe validée le ${formatDateTime(previous.at)}, à côté de celle de ${year}${signed?.team ? ', telle que signée' : ''}. Ce qui diffère porte le mot « modifié ».`,
        panels: compared({ ...previous.team, year }, later, [
          `Année ${previous.year} (${peopleInWords(previous.people)})`,
          `Année ${year} (${peopleInWords(later.members.length)})`,
        ]),
      };
    }
    default:
      return view satisfies never;
  }
}

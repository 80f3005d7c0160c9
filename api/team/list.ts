/** « Mon Équipe »: the places, what is to be seen to, and the members. */
import type { Request, Response } from 'express';
import { findLastChange, listMembers, listServices, type MemberRow } from '../../db/team/list-members.ts';
import { findAccessLeft, type AccessLeft } from '../../db/team/find-access-left.ts';
import { findTeam } from '../../db/team/find-team.ts';
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { accessPoints, checkTeam, inOrder, type TeamPoint } from '../../domain/staff/check-team.ts';
import { functionCodes, staffFunctions } from '../../domain/staff/functions.ts';
import { statusOf, type Contract, type Member, type Team } from '../../domain/staff/team.ts';
import { functionLabel, periodInWords, pointInWords, statusWords, timeInWords } from '../../views/team/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { getBody, type TeamBody } from './bodies.ts';
import { listHref, readListQuery, statuses } from './list-query.ts';
import { serviceCards } from './services.ts';
import { hrefOf } from './sheet-page.ts';

/** As many lines of « À vérifier » as one takes in at a glance. */
const mostPoints = 5;

export async function showTeam(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability } = getViewer(res);
  const { body, bodies } = getBody(res, req.query.body);
  const today = dayOf(now());
  const scope = { organisingBodyId: body.id, ability, today };
  const query = readListQuery(req.query);
  const isFirst = Object.keys(query.cursor).length === 0;
  // Everybody is looked at where « À vérifier » stands; on the pages after it, those of the page.
  const [whole, left] = await Promise.all([
    isFirst || query.toCheck ? findTeam(db, scope) : undefined,
    accessToClose(db, ability, body.id, today),
  ]);
  const points = whole ? inOrder([...checkTeam(whole, today), ...accessPoints(whole, left)]) : [];
  const filter = query.toCheck ? { ...query.filter, among: concerned(points) } : query.filter;
  const [{ page, counts }, services, lastChange] = await Promise.all([
    listMembers(db, scope, filter, query.cursor),
    listServices(db, scope),
    findLastChange(db, body.id),
  ]);
  const ids = page.rows.map(({ id }) => id);
  const team = whole ?? (await findTeam(db, { ...scope, collaborationIds: ids }));
  const pointsOfPage = whole
    ? points
    : inOrder([
        ...checkTeam(team, today).filter(({ collaborationId }) => collaborationId !== null),
        ...accessPoints(team, left),
      ]);
  const shownCount = query.filter.statuses.reduce((sum, status) => sum + counts[status], 0);
  const without = query.filter.statuses.includes('none') ? 0 : counts.none;
  renderPage(deps, req, res, 'team/list', {
    title: 'Mon Équipe',
    wide: true,
    scripts: ['scripts/inbox.js'],
    back: { href: '/pro', label: "à l'accueil" },
    line: lineOf(body, services.length, whole),
    body: body.id,
    bodies: bodies.length > 1 ? bodies.map(({ id, name }) => ({ value: id, text: name })) : undefined,
    newHref: `/pro/team/new?body=${body.id}`,
    // A sheet says where each person works.
    importHref: services.length > 0 ? `/pro/team/import?body=${body.id}` : undefined,
    exportHref: listHref(body.id, query).replace('/pro/team?', '/pro/team/export?'),
    services: services.length > 1 ? await serviceCards(db, body.id, services) : undefined,
    toCheck:
      isFirst && !query.toCheck && points.length > 0
        ? toCheckOf(points, team, today, listHref(body.id, query, { check: true }))
        : undefined,
    filter: {
      ...query.filter,
      resetHref: query.isFiltered ? `/pro/team?body=${body.id}` : undefined,
      check: query.toCheck,
      facilities: services.length > 1 ? services.map(({ id, name }) => ({ value: id, text: name })) : undefined,
      functions: functionCodes.map((code) => ({ value: code, text: staffFunctions[code].label })),
      statuses: statuses.map((status) => ({
        value: status,
        label: statusWords[status].label,
        count: counts[status],
        checked: query.filter.statuses.includes(status),
      })),
    },
    rows: page.rows.flatMap((row) => {
      const member = team.members.find(({ collaborationId }) => collaborationId === row.id);
      return member ? [rowOf(row, member, team, pointsOfPage, today)] : [];
    }),
    isEmpty: !query.isFiltered && shownCount + without === 0,
    pager: {
      text: [
        page.rows.length === 0
          ? ''
          : `${String(page.rows.length)} ${page.rows.length < 2 ? 'personne affichée' : 'personnes affichées'} sur ${String(shownCount)}`,
        without === 0
          ? ''
          : without === 1
            ? "1 personne sans contrat n'est pas montrée"
            : `${String(without)} personnes sans contrat ne sont pas montrées`,
      ]
        .filter(Boolean)
        .join(' · '),
      firstHref: page.previous ? listHref(body.id, query) : undefined,
      previousHref: page.previous && listHref(body.id, query, { before: page.previous }),
      nextHref: page.next && listHref(body.id, query, { after: page.next }),
    },
    lastChange,
  });
}

/** What Mon Équipe says of the users of the body is for whoever may change their access; nobody changes their own. */
async function accessToClose(
  db: Database,
  ability: Ability,
  organisingBodyId: string,
  today: Day,
): Promise<AccessLeft[]> {
  const mayChange = (userId: string): boolean =>
    ability.can('change', asSubject('Membership', { user_id: userId, organising_body_id: organisingBodyId }));
  if (!ability.can('change', 'Membership')) return [];
  return (await findAccessLeft(db, { organisingBodyId, today })).filter(({ userId }) => mayChange(userId));
}

const concerned = (points: readonly TeamPoint[]): string[] => [
  ...new Set(points.flatMap(({ collaborationId }) => collaborationId ?? [])),
];

function lineOf(body: TeamBody, places: number, team: Team | undefined): string {
  const where = `${String(places)} ${places < 2 ? "milieu d'accueil" : "milieux d'accueil"}`;
  if (!team) return `${body.name} · ${where}`;
  const people = team.members.length;
  return `${body.name} · ${String(people)} ${people < 2 ? 'personne' : 'personnes'} dans ${where}`;
}

/** The most serious first; the others are one filter away. */
function toCheckOf(points: readonly TeamPoint[], team: Team, today: Day, allHref: string) {
  const nameOf = new Map(team.members.map((one) => [one.collaborationId, `${one.familyName} ${one.firstName}`]));
  const left = points.length - mostPoints;
  return {
    count: points.length,
    lines: points.slice(0, mostPoints).map((point) => {
      const { collaborationId, field } = point;
      return {
        ...pointInWords(point, team, today),
        name: collaborationId === null ? undefined : nameOf.get(collaborationId),
        href:
          point.code === 'access-left'
            ? `/pro/users/${point.userId}/rights?body=${team.organisingBodyId}`
            : collaborationId === null
              ? `/pro/team?body=${team.organisingBodyId}&function=direction&shown=1&status=running&status=ended&status=to-come`
              : hrefOf(field, `/pro/team/${collaborationId}`),
      };
    }),
    more:
      left > 0
        ? { href: allHref, text: left === 1 ? "voir l'autre point" : `voir les ${String(left)} autres` }
        : undefined,
  };
}

/** One member: what is shown is about the contracts that count for the status. */
function rowOf({ id, status }: MemberRow, member: Member, team: Team, points: readonly TeamPoint[], today: Day) {
  const own = member.contracts.filter((contract) => statusOf(contract, today) === status);
  const places = [...new Set(own.map(({ facilityId }) => facilityId))].map(
    (place) => team.facilities.find((one) => one.id === place)?.name ?? '',
  );
  const absence = member.absences.find(({ fromOn, toOn }) => fromOn <= today && (toOn === null || toOn >= today));
  const theirs = points.filter(({ collaborationId }) => collaborationId === id);
  return {
    href: `/pro/team/${id}`,
    name: `${member.familyName} ${member.firstName}`,
    functions: [...new Set(own.map(functionLabel))].join(', '),
    place: places.length > 1 ? `${String(places.length)} milieux` : places[0],
    places: places.length > 1 ? places.join(', ') : undefined,
    work: own
      .map((contract) => timeInWords(contract) ?? '')
      .filter(Boolean)
      .join(' + '),
    period: own.length > 1 ? periodsOf(own) : own[0] && periodInWords(own[0], today),
    status: statusWords[status].badge,
    absent:
      absence &&
      (absence.toOn === null ? 'absent·e, sans date de fin' : `absent·e jusqu'au ${formatShortDate(absence.toOn)}`),
    points: theirs.slice(0, 2).map((point) => ({
      text: pointInWords(point, team, today).short,
      isBlocking: point.weight === 'blocking',
    })),
    morePoints: theirs.length > 2 ? theirs.length - 2 : undefined,
  };
}
const periodsOf = (contracts: readonly Contract[]): string => `${String(contracts.length)} contrats en même temps`;

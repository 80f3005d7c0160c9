/** « Exporter »: the list of users as it is shown with the filters of its address, and on a second sheet each of their accesses. Never a national number. */
import type { Request, Response } from 'express';
import { dossiers, sectors, type Dossier } from '../../db/access/dossiers.ts';
import { listDefaultAccounts, listMembers, mostExported, type Member } from '../../db/users/list-members.ts';
import { listPlaces } from '../../db/users/places.ts';
import { everyPlace, grantOf, isCell, placeOf, type Right } from '../../db/users/rights.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { profileNames } from '../../views/rights-words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { plainSheet } from '../documents/plain-sheet.ts';
import { sendExport } from '../documents/send-export.ts';
import { bodyOf } from './body.ts';
import { askedOf } from './list.ts';
import { meansOf, rolesOf, statusOf } from './words.ts';

export async function exportUsers(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const { filter, order } = askedOf(req);
  const at = now();
  const today = dayOf(at);
  const [defaults, page, places] = await Promise.all([
    listDefaultAccounts(db, viewer, body.id, { filter, now: at }),
    listMembers(db, viewer, body.id, { filter, order, cursor: {}, now: at, size: mostExported }),
    listPlaces(db, viewer, body.id),
  ]);
  const members = [...defaults, ...page.rows];
  const names = new Map(places.map(({ id, name }) => [id, name]));
  await sendExport(deps, res, {
    name: `utilisateurs-${today}.xlsx`,
    workbook: {
      sheets: [
        plainSheet(
          'Utilisateurs',
          {
            'Nom': 24,
            'Prénom': 20,
            'Courriel': 34,
            'Rôles': 40,
            'Statut': 14,
            'Depuis ou jusqu’au': 26,
            'Dernière connexion': 18,
            'Moyen': 18,
            'Ajouté le': 14,
          },
          members.map((member) => userLine(member, names, today)),
        ),
        plainSheet(
          'Accès',
          {
            'Nom': 24,
            'Prénom': 20,
            'Secteur': 28,
            'Dossier ou profil': 36,
            "Milieu d'accueil": 34,
            'Du': 12,
            'Au': 12,
          },
          members.flatMap((member) => accessLines(member, names)),
        ),
      ],
    },
    onBehalfOf: body.id,
    subject: 'users',
    subjectId: body.id,
    lines: members.length,
  });
}

const calledOf = ({ isDefault, familyName, firstName }: Member): [string, string] =>
  isDefault ? ['Utilisateur', '– par défaut'] : [familyName, firstName];

function userLine(member: Member, names: ReadonlyMap<string, string>, today: Day): string[] {
  const { text, sub } = statusOf(member, today);
  return [
    ...calledOf(member),
    member.email,
    rolesOf(member, names).text,
    text,
    sub ?? '',
    member.seenAt === null ? 'jamais' : formatShortDate(dayOf(member.seenAt)),
    meansOf(member.seenAcr).join(''),
    formatShortDate(dayOf(member.addedAt)),
  ];
}

function accessLines(member: Member, names: ReadonlyMap<string, string>): string[][] {
  return member.held.map(({ right, from, to }) => [
    ...calledOf(member),
    ...inColumns(right, names),
    formatShortDate(from),
    to === null ? '' : formatShortDate(to),
  ]);
}
/** Sector, file or profile, place. */
function inColumns(right: Right, names: ReadonlyMap<string, string>): [string, string, string] {
  if (!isCell(right)) return ['', profileNames[grantOf(right).role], ''];
  const { dossier, place } = placeOf(right);
  const { sector, label } = dossiers[dossier as Dossier];
  return [sectors[sector], label, place === everyPlace ? 'tous les milieux' : (names.get(place) ?? 'autre milieu')];
}

/** What can be done on the portal for an activity already: only what the reader may open, with what is known there. */
import { bodiesToOpenFor, openFor } from '../../db/access/acts.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { accountsInUse } from '../../db/bank-accounts/in-use.ts';
import type { Database } from '../../db/connect.ts';
import { countPeople } from '../../db/team/count-teams.ts';
import type { Day } from '../../domain/calendar.ts';
import { purposeWords } from '../../views/bank-account/words.ts';
import type { Purpose } from '../../workflows/bank-account/contract.ts';
import type { Activity } from './activities.ts';

interface Tile {
  title: string;
  href: string;
  text: string;
}
/** For what ONE pays each sector. */
const purposes: Readonly<Record<Activity['sector'], Purpose>> = { atl: 'after-school', pse: 'school-health' };

/** None of them leads to a refusal. */
export async function linksFor(db: Database, viewer: Viewer, { sector }: Activity, today: Day): Promise<Tile[]> {
  const { ability } = viewer;
  const [team, account] = await Promise.all([
    ability.can('change', 'Collaboration') ? teamTile(db, viewer, today) : undefined,
    accountTile(db, viewer, purposes[sector]),
  ]);
  return [
    ...(team ? [team] : []),
    ...(sector === 'atl' && ability.can(openFor('training-recognition'), 'Facility')
      ? [{ title: 'Formation continue', href: '/pro/trainings', text: 'les heures de formation et leurs attestations' }]
      : []),
    ...(account ? [account] : []),
    ...(ability.can('sheet', 'Facility')
      ? [{ title: 'Données signalétiques', href: '/pro/facilities', text: 'coordonnées, urgence, adresse postale' }]
      : []),
    ...(ability.can('read', 'Facility')
      ? [{ title: 'Contacts ONE', href: '/pro/contacts', text: "qui suit vos milieux d'accueil" }]
      : []),
    ...(ability.can('read', 'Membership')
      ? [{ title: 'Utilisateurs', href: '/pro/users', text: 'qui a accès à cette activité' }]
      : []),
  ];
}

async function teamTile(db: Database, { ability }: Viewer, today: Day): Promise<Tile> {
  const people = await countPeople(db, ability, today);
  return {
    title: 'Mon Équipe',
    href: '/pro/team',
    text:
      people === 0
        ? "personne n'est encore encodé : personnes, contrats, titres"
        : `${people === 1 ? '1 personne' : `${String(people)} personnes`} sous contrat dans vos milieux d'accueil`,
  };
}

/** The account that is paid to for the sector, masked as everywhere. */
async function accountTile(db: Database, viewer: Viewer, purpose: Purpose): Promise<Tile | undefined> {
  const bodies = bodiesToOpenFor(viewer, { slug: 'bank-account', action: 'add' });
  if (bodies.length === 0) return undefined;
  const used = await accountsInUse(
    db,
    bodies.map(({ id }) => id),
    purpose,
  );
  const what = purposeWords[purpose];
  return {
    title: 'Comptes bancaires',
    href: '/pro/accounts',
    text:
      bodies.length > 1
        ? `${what} : ${String(used.length)} de vos ${String(bodies.length)} pouvoirs organisateurs ont un compte`
        : used[0]
          ? `${what} : ${used[0].masked}`
          : `${what} : aucun compte, à ajouter ici`,
  };
}

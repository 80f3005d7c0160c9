import type { Viewer } from '../db/access/viewer.ts';
import { administrationNames, type Administration } from '../domain/postcodes.ts';
import { roleNames } from '../workflows/roles.ts';

/** For whom the person acts: bottom left, and under the name of the user. */
export function ownerOf(viewer: Viewer): { name: string; line: string; href?: string } {
  const roles = [...new Set(viewer.grants.map(({ role }) => roleNames[role]))].join(', ');
  if (viewer.portal === 'office') {
    const places = [...new Set(viewer.grants.map(({ administration }) => administration))];
    const [only] = places;
    const name =
      places.length === 1 && only
        ? administrationNames[only as Administration]
        : places.includes(null) || places.length === 0
          ? "Office de la Naissance et de l'Enfance"
          : `${String(places.length)} administrations subrégionales`;
    return { name, line: roles || 'Aucun droit configuré' };
  }
  const bodies = [...new Set(viewer.grants.flatMap(({ organisingBodyName }) => organisingBodyName ?? []))];
  const [first] = bodies;
  if (!first) return { name: 'Aucun droit configuré', line: 'Adressez-vous à votre pouvoir organisateur' };
  return {
    name: bodies.length === 1 ? first : `${first} et ${String(bodies.length - 1)} autre${bodies.length > 2 ? 's' : ''}`,
    line: roles,
    href: '/pro/organising-body',
  };
}

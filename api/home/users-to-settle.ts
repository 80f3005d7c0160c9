/** On the first page: what is to be mended in the lists of users that somebody manages, where it does not wait, and the review that is asked. */
import { asSubject } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { Continuity } from '../../db/continuity/find-continuity.ts';
import type { Day } from '../../domain/calendar.ts';
import { presentContinuity } from '../continuity/present.ts';
import { usersPath, type Body } from '../users/body.ts';

const membershipAt = (viewer: Viewer, bodyId: string) =>
  asSubject('Membership', { user_id: viewer.userId, organising_body_id: bodyId });

/** Bodies whose users the person manages. */
export function managedBodies(viewer: Viewer): Pick<Body, 'id' | 'name'>[] {
  const known = new Map(
    viewer.grants.flatMap(({ organisingBodyId: id, organisingBodyName: name }) => (id ? [[id, name ?? '']] : [])),
  );
  return [...known]
    .filter(([id]) => viewer.ability.can('read', membershipAt(viewer, id)))
    .map(([id, name]) => ({ id, name }));
}

export function presentUsersToSettle(
  viewer: Viewer,
  bodies: readonly Pick<Body, 'id' | 'name'>[],
  continuities: readonly Continuity[],
  today: Day,
): object[] {
  return bodies.flatMap(({ id, name }, index) => {
    const continuity = continuities[index];
    if (!continuity) return [];
    const pressing = continuity.points.filter(({ code, weight }) => weight === 'binding' || code === 'review');
    return presentContinuity(
      { ...continuity, points: pressing },
      {
        today,
        href: (rest) => usersPath({ id, among: [...bodies] }, rest),
        isAdministrator: viewer.ability.can('review', membershipAt(viewer, id)),
        userId: viewer.userId,
      },
    ).map((line) => (bodies.length > 1 ? { ...line, where: `${name} · ${line.where}` } : line));
  });
}

/** What a page may say once something is saved: that parents read it, where they see the place at all. */
import { isShown } from '../../db/premiers-pas/read-public-places.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Dependencies } from '../context.ts';

export const notShown = "Les parents ne voient pas ce milieu d'accueil sur Premiers Pas.";

export const readByParents = async (
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  facilityId: string,
): Promise<string> =>
  (await isShown(db, dayOf(now()), facilityId)) ? 'Les parents le lisent dans la minute.' : notShown;

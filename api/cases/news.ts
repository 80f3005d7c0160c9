/** What is new to the reader of a case: since they last looked at it, or acted on it. */
import type { ActView, DocumentView } from '../../db/cases/case-file.ts';
import type { Looks } from '../../db/cases/looks.ts';

export interface News {
  act: (act: Pick<ActView, 'number' | 'actor_id'>) => boolean;
  document: (document: Pick<DocumentView, 'act_number' | 'origin' | 'uploaded_at' | 'uploaded_by'>) => boolean;
}

/** Whoever has neither looked nor acted finds nothing marked: there, all is new. */
export function newsOf(acts: readonly ActView[], { seen }: Pick<Looks, 'seen'>, userId: string): News {
  const own = acts.findLast(({ actor_id: actor }) => actor === userId);
  const since = Math.max(seen?.at ?? 0, own?.at ?? 0);
  if (since === 0) return { act: () => false, document: () => false };
  const number = Math.max(seen?.number ?? 0, own?.number ?? 0);
  return {
    act: (act) => act.number > number && act.actor_id !== userId,
    // A letter is filed some time after its act.
    document: ({ act_number: of, origin, uploaded_at: at, uploaded_by: by }) =>
      of !== null && by !== userId && (of > number || (origin === 'one' && at > since)),
  };
}

/** The same act on every dossier of an agenda, in the transaction that changes the session: all of them, or none. */
import type { Instant } from '../../domain/calendar.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { ActRefused, recordAct } from '../record-act.ts';

/** A dossier whose bell is to be rung once it is committed. */
export interface Rung {
  slug: string;
  caseId: string;
}

interface Act {
  action: 'put-on-agenda' | 'take-off-agenda';
  facts: object;
  /** What makes it another sending of this session. */
  token: string;
  at: Instant;
}

/** A dossier that has come to an end of its own meanwhile is left as it is. */
export async function actOnAgenda(
  trx: Database,
  viewer: Viewer,
  { id }: { id: string },
  act: Act,
  among?: readonly string[],
): Promise<Rung[]> {
  const cases =
    among ??
    ((await trx('commission_agenda').where({ session_id: id }).orderBy('position').pluck('case_id')) as string[]);
  const rung: Rung[] = [];
  for (const caseId of cases)
    if (await actOnOne(trx, viewer, caseId, { ...act, token: `${id}.${act.token}` }))
      rung.push({ slug: process.slug, caseId });
  return rung;
}

/** @returns false when the dossier does not take the act any more */
export async function actOnOne(
  trx: Database,
  { userId, acr }: Viewer,
  caseId: string,
  { action, facts, token, at }: Act,
): Promise<boolean> {
  try {
    // A point of its own to go back to.
    await trx.transaction((inner) =>
      recordAct(inner, process, caseId, {
        action,
        facts,
        token,
        actor: { role: 'aes-referent', userId, acr },
        at,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ActRefused) return false;
    throw error;
  }
}

/** A person asks about their data, for the tests. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { askAsStranger, askAsUser, confirm } from '../../db/privacy-request/askers.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Kind } from '../../workflows/privacy-request/contract.ts';
import { words } from '../../views/privacy-request/words.ts';

/** @param by key of a user; without it, nobody's account is known @returns the id of the case */
export async function personAsks(
  db: Database,
  at: Instant,
  { by = 'data-chenes', kind = 'access' as Kind } = {},
): Promise<string> {
  const { caseId } = await askAsUser(
    db,
    stableId(`user ${by}`),
    {
      token: randomUUID(),
      at,
      kind,
      name: 'Zoé Vandenplas',
      email: 'zoe.vandenplas@exemple.example',
      text: 'Quelles données avez-vous ?',
    },
    words.kinds[kind],
  );
  return caseId;
}

/** Somebody without an account asks and confirms their address at once. */
export async function strangerAsks(
  db: Database,
  at: Instant,
  { kind = 'access' as Kind, email = 'zoe.vandenplas@exemple.example' } = {},
): Promise<{ caseId: string; code: string }> {
  const text = 'Quelles données avez-vous ?';
  await askAsStranger(db, { token: randomUUID(), at, kind, name: 'Zoé Vandenplas', email, text });
  const { token } = await db('link_mails')
    .where({ kind: 'privacy-request-confirm', email })
    .first<{ token: string }>('token');
  await db('link_mails').where({ token }).delete();
  const confirmed = await confirm(db, { token, at, labelOf: (asked) => words.kinds[asked] });
  if (!confirmed) throw new Error('the link does not serve');
  return confirmed;
}

/** A software that was let in, for tests. */
import { randomUUID } from 'node:crypto';
import { digestOf, makeToken, writeToken } from '../../domain/applications/token.ts';
import type { Scope } from '../../domain/applications/scopes.ts';
import { instant, type Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';

export const chenes = stableId('facility chenes');
export const glands = stableId('facility glands');
export const bodyOfChenes = stableId('body petits-chenes');
export const nathalie = stableId('user admin-petits-chenes');

export async function makeApplication(
  db: Database,
  {
    at,
    body = bodyOfChenes,
    by = nathalie,
    places = [chenes],
    scopes = ['attendance:read', 'attendance:write'] as Scope[],
    networks = [] as string[],
    days = 100,
  }: {
    at: number;
    body?: string;
    by?: string;
    places?: string[];
    scopes?: Scope[];
    networks?: string[];
    days?: number;
  },
): Promise<{ id: string; tokenId: string; token: string; prefix: string }> {
  const [id, tokenId] = [randomUUID(), randomUUID()];
  const made = makeToken(false);
  await db('applications').insert({
    ...{ id, organising_body_id: body, name: 'Logiciel d’essai', vendor: 'Essai', email: 'essai@exemple.be' },
    ...{ scopes, networks, created_by: by, created_at: instant(at) },
  });
  await db('application_places').insert(places.map((place) => ({ application_id: id, facility_id: place })));
  await db('application_tokens').insert({
    ...{
      id: tokenId,
      application_id: id,
      prefix: made.prefix,
      secret_hash: digestOf(made.secret),
      sending: randomUUID(),
    },
    ...{ created_by: by, created_at: instant(at), expires_at: instant(at + days * 86_400_000) },
  });
  return { id, tokenId, token: writeToken(made), prefix: made.prefix };
}

/** The quarters of the crèche as they were before any month was sent. */
export const withNothingSent = (db: Database): Promise<unknown> =>
  db('cases')
    .where({ slug: 'quarterly-subsidy', facility_id: chenes })
    .update({ status: 'running', state: db.raw("jsonb_set(state, '{data,attendance}', '{}')") });

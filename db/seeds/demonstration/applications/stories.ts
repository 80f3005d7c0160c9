/** Software that « Les Petits Chênes » has let in, and the sandbox where vendors try theirs: a body of its own, with nobody real in it. */
import { createHash } from 'node:crypto';
import { digestOf } from '../../../../domain/applications/token.ts';
import type { Instant } from '../../../../domain/calendar.ts';
import { instant, type Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';

const day = 86_400_000;
const chenes = stableId('facility chenes');
const nathalie = stableId('user admin-petits-chenes');
export const sandbox = { body: stableId('body sandbox'), facility: stableId('facility sandbox') };

/** Of the demonstration alone, where nothing is real: everybody may know it. */
const sandboxToken = {
  prefix: 'pro1_test_5ab1e0000001',
  secret: createHash('sha256').update('bac à sable').digest('base64url'),
};

export async function tellApplications(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  await db('organising_bodies').insert({
    ...{ id: sandbox.body, name: 'Bac à sable', kind: 'asbl', sandbox: true },
    ...{ street: 'rue du Sable', number: '1', postcode: '6700', locality: 'Arlon', email: 'bac@sable.example' },
    created_at: instant(now - 300 * day),
  });
  await db('facilities').insert({
    ...{ id: sandbox.facility, organising_body_id: sandbox.body, number: 'MA-99001', name: 'Crèche du Bac à sable' },
    ...{ kind: 'subsidised-creche', administration: 'luxembourg' },
    email: 'creche@sable.example',
  });
  const application = (key: string, more: object): object => ({
    ...{ id: stableId(`application ${key}`), organising_body_id: stableId('body petits-chenes') },
    ...{ scopes: ['attendance:read', 'attendance:write'], created_by: nathalie, created_at: instant(now - 341 * day) },
    ...more,
  });
  await db('applications').insert([
    application('belle', {
      name: 'Belle Crèche',
      vendor: 'Belle Logiciels SRL',
      email: 'aide@belle-logiciels.example',
    }),
    application('essai', {
      ...{
        name: 'Présences Plus (essai)',
        vendor: 'Plus & Co',
        email: 'contact@plus.example',
        scopes: ['attendance:read'],
      },
      ...{ created_at: instant(now - 500 * day), revoked_by: nathalie, revoked_at: instant(now - 350 * day) },
    }),
    application('sandbox', {
      ...{ organising_body_id: sandbox.body, name: 'Pour tous les éditeurs', vendor: 'ONE', email: 'pro@one.be' },
      created_by: stableId('user helpdesk'),
    }),
  ]);
  await db('application_places').insert([
    { application_id: stableId('application belle'), facility_id: chenes },
    { application_id: stableId('application essai'), facility_id: chenes },
    { application_id: stableId('application sandbox'), facility_id: sandbox.facility },
  ]);
  const token = (key: string, prefix: string, more: object): object => ({
    ...{ id: stableId(`token ${key}`), application_id: stableId(`application ${key}`), prefix },
    ...{
      secret_hash: createHash('sha256').update(`nobody knows ${key}`).digest(),
      sending: stableId(`sending ${key}`),
    },
    ...{ created_by: nathalie, created_at: instant(now - 341 * day), expires_at: instant(now + 24 * day) },
    ...more,
  });
  await db('application_tokens').insert([
    token('belle', 'pro1_3f9c21d07ab4', { last_used_on: times.day(-1) }),
    token('essai', 'pro1_8e04b7715c22', {
      ...{ created_at: instant(now - 500 * day), expires_at: instant(now - 135 * day) },
      ...{ revoked_by: nathalie, revoked_at: instant(now - 350 * day), last_used_on: times.day(-372) },
    }),
    token('sandbox', sandboxToken.prefix, {
      ...{ secret_hash: digestOf(sandboxToken.secret), created_by: stableId('user helpdesk') },
      ...{ created_at: instant(now), expires_at: instant(now + 365 * day) },
    }),
  ]);
  const call = (hours: number, method: string, status: number, code: string | null = null): object => ({
    ...{ application_id: stableId('application belle'), request_id: stableId(`call ${String(hours)}`) },
    ...{
      at: instant(now - hours * 3_600_000),
      method,
      route: '/interface/v1/places/:id/attendance/:month',
      status,
      code,
    },
    ...{ facility_id: chenes, month: `${times.today.slice(0, 7)}-01` },
  });
  await db('application_calls').insert([
    call(50, 'PUT', 200),
    call(49, 'GET', 200),
    call(27, 'PUT', 422, 'attendance-refused'),
    call(26.9, 'PUT', 200),
    call(26.8, 'GET', 200),
  ]);
  await db('attendance_rows').insert(
    [
      ['Sable', 'Ada'],
      ['Seau', 'Basile'],
      ['Pelle', 'Chloé'],
    ].map(([family, first], index) => ({
      ...{ facility_id: sandbox.facility, month: `${times.today.slice(0, 7)}-01`, position: index + 1 },
      ...{ child_id: stableId(`sandbox child ${String(index)}`), family_name: family, first_name: first },
      ...{ born_on: times.day(-500 - index * 40), entered_on: times.day(-200) },
    })),
  );
}

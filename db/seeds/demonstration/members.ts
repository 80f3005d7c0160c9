/** The users of « Les Petits Chênes »: one without access, one deactivated, one who replaces her for a time, one who works for two bodies. */
import { instant, type Database } from '../../connect.ts';
import type { Instant } from '../../../domain/calendar.ts';
import { numberConsent } from '../../../domain/consent.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

const user = (key: string): string => stableId(`user ${key}`);
const body = (key: string): string => stableId(`body ${key}`);
const facility = (key: string): string => stableId(`facility ${key}`);

export async function insertMembers(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  const daysAgo = (days: number): string => instant(now - days * 86_400_000);
  const chenes = { organising_body_id: body('petits-chenes') };
  const grant = (key: string, dossier: string, place: string | null, more: object = {}): object => ({
    user_id: user(key),
    ...chenes,
    role: 'data-manager',
    dossier,
    facility_id: place && facility(place),
    valid_from: times.day(-300),
    ...more,
  });
  const added = (key: string, days: number): object => ({
    user_id: user(key),
    ...chenes,
    added_by: user('admin-petits-chenes'),
    added_at: daysAgo(days),
    consent_at: daysAgo(days),
    consent_text_version: numberConsent.version,
    consent_by: user('admin-petits-chenes'),
  });
  await db('grants').insert([
    grant('sandrine-colard', 'team', 'chenes'),
    {
      ...grant('sandrine-colard', 'team', 'clair-matin'),
      organising_body_id: body('clair-matin'),
    },
    grant('thomas-gerard', 'pre-requests', 'glands'),
    ...['team', 'reviews'].map((dossier) =>
      grant('elise-moreau', dossier, 'chenes', { valid_from: times.day(8), valid_to: times.day(190) }),
    ),
  ]);
  await db('suspended_grants').insert(
    ['subsidies', 'team', 'reviews'].map((dossier) => ({
      id: stableId(`held back ${dossier}`),
      ...grant('julie-lefevre', dossier, 'chenes'),
    })),
  );
  await db('memberships')
    .insert([
      added('none-chenes', 14),
      added('sandrine-colard', 600),
      added('thomas-gerard', 900),
      added('elise-moreau', 7),
      { ...added('julie-lefevre', 800), deactivated_at: daysAgo(21) },
    ])
    .onConflict(['user_id', 'organising_body_id'])
    .merge();
  await db('memberships')
    .where({ user_id: user('elise-moreau'), ...chenes })
    .update({ replaces: user('julie-lefevre') });
  await db('users')
    .where('id', user('thomas-gerard'))
    .update({ last_sign_in_at: daysAgo(417), last_sign_in_acr: 500 });
  await db('users')
    .whereIn('id', [user('none-chenes'), user('elise-moreau')])
    .update({ last_sign_in_at: null });
}

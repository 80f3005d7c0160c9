/** Writes the persons, their grants, the places and what is authorised there before the stories begin. */
import { hash } from '@node-rs/argon2';
import { addMonths, subtractDays, type Instant } from '../../../domain/calendar.ts';
import { makeEnterpriseNumber } from '../../../domain/enterprise-number.ts';
import { hashNationalNumber } from '../../../domain/national-number.ts';
import { administrationOf, type Administration } from '../../../domain/postcodes.ts';
import type { Role } from '../../../workflows/procedure.ts';
import { instant, type Database } from '../../connect.ts';
import { insertMembers } from './members.ts';
import { mailOf, nissOf, people, type Person } from './people.ts';
import { bodies, facilities, prefixes, withoutReferent, type Facility } from './places.ts';
import { stableId, stableNumber } from './stable-id.ts';
import type { Times } from './times.ts';

/** Of the old shared accounts, which may only be converted. */
export const legacyPassword = 'petite-enfance-2019';

const userId = (key: string): string => stableId(`user ${key}`);
const bodyId = (key: string): string => stableId(`body ${key}`);
const facilityId = (key: string): string => stableId(`facility ${key}`);
const administrationAt = (postcode: string): Administration => {
  const administration = administrationOf(postcode);
  if (!administration) throw new Error(`${postcode} is not in the area of ONE`);
  return administration;
};
const isHome = ({ kind }: Facility): boolean => kind === 'childminder' || kind === 'co-childminder';
const portfolioRoles = ['referent', 'coordinator', 'adviser', 'health-referent'] as const;

const agentOf = (role: string, administration: Administration, facility: string): Person | undefined => {
  const able = people.filter(
    ({ portal, grants }) =>
      portal === 'office' && grants.some((grant) => grant.role === role && grant.administration === administration),
  );
  // Two referents share the facilities, the first one has the larger half.
  return able[able.length > 1 && stableNumber(facility, 3) === 0 && !leading.has(facility) ? 1 : 0];
};
/** These are in the portfolio of the first referent, whom the demonstration shows. */
const leading = new Set([
  'chenes',
  'coccinelle',
  'glands',
  'clair-matin',
  'arbre-a-bulles',
  'lutins',
  'delvaux',
  'bodart',
  'petit',
  'gembloux',
  'parc',
]);

/** Whoever acts in a role for a facility. */
export function userIdOf(facilityKey: string, role: Role): string {
  const facility = facilities.find(({ key }) => key === facilityKey);
  if (!facility) throw new Error(`no facility ${facilityKey}`);
  if (role === 'operator') return userId(`admin-${facility.owner.key}`);
  if (role === 'appeal-secretariat' || role === 'helpdesk') return userId(role);
  const agent = agentOf(role, administrationAt(facility.place.postcode), facilityKey);
  if (!agent) throw new Error(`nobody is ${role}`);
  return userId(agent.key);
}

export async function insertPeopleAndPlaces(
  db: Database,
  { nissPepper, now, times }: { nissPepper: string; now: Instant; times: Times },
): Promise<void> {
  const legacyHash = await hash(legacyPassword);
  const since = (years: number): string => addMonths(times.today, -Math.round(years * 12));
  await db('organising_bodies').insert(
    bodies.map(({ key, name, kind, place }, index) => ({
      id: bodyId(key),
      name,
      kind,
      ...place,
      enterprise_number:
        kind === 'natural-person' && index % 2 ? null : makeEnterpriseNumber(4_100_000 + stableNumber(key, 3_000_000)),
      email: `contact@${key}.example`,
      phone: phoneAt(place.postcode),
      created_at: instant(now - 400 * 86_400_000),
    })),
  );
  await db('users').insert(
    people
      .filter(({ stranger }) => !stranger)
      .map((person) => ({
        id: userId(person.key),
        first_name: person.givenName,
        family_name: person.surname,
        email: mailOf(person),
        portal: person.portal,
        ...(person.legacyLogin
          ? { legacy_login: person.legacyLogin, legacy_password_hash: legacyHash }
          : {
              niss_hash: hashNationalNumber(nissOf(person), nissPepper),
              consent_at: instant(now - (200 + stableNumber(person.key, 900)) * 86_400_000),
              consent_text_version: '2023-01',
            }),
        last_sign_in_at: person.legacyLogin
          ? null
          : instant(now - (1 + stableNumber(`seen ${person.key}`, 9)) * 86_400_000 - 3_600_000),
        last_sign_in_acr: person.legacyLogin ? null : stableNumber(`means ${person.key}`, 3) === 0 ? 500 : 450,
        created_at: instant(now - 1200 * 86_400_000),
      })),
  );
  await db('facilities').insert(
    facilities.map((facility, index) => ({
      id: facilityId(facility.key),
      organising_body_id: bodyId(facility.owner.key),
      number: `MA-${String(20_418 + index * 37)}`,
      name: facility.name,
      kind: facility.kind,
      home: isHome(facility),
      administration: administrationAt(facility.place.postcode),
      ...(facility.openingHours ? { opening_hours: facility.openingHours } : {}),
      phone: phoneAt(facility.place.postcode),
      email: `${facility.key}@${facility.owner.key}.example`,
      closed_on:
        facility.decisions.at(-1)?.status === 'ended-voluntarily' ? since(facility.decisions.at(-1)?.years ?? 0) : null,
    })),
  );
  await db('authorisation_versions').insert(
    facilities.flatMap(({ key, place, decisions }) =>
      decisions.map((decision, index) => {
        const from = since(decision.years);
        return {
          id: stableId(`version ${key} ${String(index)}`),
          facility_id: facilityId(key),
          status: decision.status ?? 'authorised',
          ...(decision.place ?? place),
          capacity: decision.capacity,
          valid_from: from,
          decided_on: subtractDays(from, 20 + stableNumber(key, 30)),
          created_at: instant(now - decision.years * 365 * 86_400_000),
        };
      }),
    ),
  );
  await db('facility_agents').insert(
    facilities.flatMap(({ key, place }) =>
      portfolioRoles
        .filter((role) => role !== 'referent' || !withoutReferent.has(key))
        .flatMap((role) => {
          const agent = agentOf(role, administrationAt(place.postcode), key);
          return agent ? [{ facility_id: facilityId(key), role, user_id: userId(agent.key) }] : [];
        }),
    ),
  );
  await db('grants').insert(
    people
      .filter(({ stranger }) => !stranger)
      .flatMap((person) =>
        person.grants.map((grant, index) => ({
          id: stableId(`grant ${person.key} ${String(index)}`),
          user_id: userId(person.key),
          role: grant.role,
          organising_body_id: grant.body ? bodyId(grant.body) : null,
          dossier: grant.dossier ?? null,
          facility_id: grant.facility ? facilityId(grant.facility) : null,
          administration: grant.administration ?? null,
          valid_from: times.day(-300),
        })),
      ),
  );
  await insertMembers(db, { now, times });
}

/** Numbers that ring nowhere. */
function phoneAt(postcode: string): string {
  const prefix = prefixes[administrationAt(postcode)];
  return prefix.length === 2 ? `${prefix} 000 00 00` : `${prefix} 00 00 00`;
}

/** Operators, facilities, agents and authorisations in any number, spread as in reality. Names are invented. */
import { randomUUID } from 'node:crypto';
import { addDays, addMonths, dayOf, type Day, type Instant } from '../../../domain/calendar.ts';
import { makeEnterpriseNumber } from '../../../domain/enterprise-number.ts';
import { localitiesOf } from '../../../domain/localities.ts';
import { hashNationalNumber, makeNationalNumber } from '../../../domain/national-number.ts';
import { administrationOf, type Administration } from '../../../domain/postcodes.ts';
import { instant, type Database } from '../../connect.ts';
import { bytes, insertMany, tables } from './bulk.ts';
import type { Dice } from './dice.ts';
import { insertSheets } from './sheets.ts';

export interface Place {
  street: string;
  number: string;
  postcode: string;
  locality: string;
}
export interface Facility extends Place {
  id: string;
  bodyId: string;
  name: string;
  kind: string;
  home: boolean;
  administration: Administration;
  capacity: number;
  operatorId: string;
  agents: Record<string, string>;
}
export interface World {
  facilities: Facility[];
  signers: Record<Administration, string>;
  referents: Record<Administration, string>;
  appealSecretary: string;
  helpdesk: string;
}

const shares: Record<Administration, number> = {
  'bruxelles': 24,
  'brabant-wallon': 9,
  'liege': 22,
  'namur': 12,
  'hainaut': 26,
  'luxembourg': 7,
};
const kinds = {
  'subsidised-creche': 30,
  'creche': 16,
  'childminder': 30,
  'co-childminder': 8,
  'childminder-service': 2,
  'after-school-1': 11,
  'after-school-2': 3,
};
const firstNames = [
  'Anne',
  'Bernard',
  'Camille',
  'David',
  'Élise',
  'Farid',
  'Géraldine',
  'Hugo',
  'Inès',
  'Joëlle',
  'Kamal',
  'Laurence',
  'Mathieu',
  'Nora',
  'Olivier',
  'Patricia',
  'Quentin',
  'Rachel',
  'Sarah',
  'Thierry',
  'Valentine',
  'Yves',
];
const familyNames = [
  'Adam',
  'Bertrand',
  'Charlier',
  'Delhaye',
  'Evrard',
  'Fontaine',
  'Gillet',
  'Henry',
  'Jacobs',
  'Kaya',
  'Lambert',
  'Michaux',
  'Nélis',
  'Otte',
  'Pirard',
  'Renard',
  'Simon',
  'Toussaint',
  'Urbain',
  'Vandamme',
  'Willems',
];
const houseNames = [
  'Les Lutins',
  'Les Coccinelles',
  "Pomme d'Api",
  "Les P'tits Loups",
  'La Ribambelle',
  'Les Marmottes',
  'Tournesol',
  'Les Farfadets',
  'La Clairière',
  'Les Bambins',
  'Arc-en-ciel',
  'Le Nid',
  'Les Pinsons',
  'La Souris verte',
  'Les Écureuils',
];
const streets = [
  'rue des Écoles',
  'rue du Moulin',
  'avenue des Tilleuls',
  "place de l'Église",
  'rue Haute',
  'chemin du Bois',
  'rue de la Station',
  'rue des Prés',
  'avenue du Parc',
  'rue du Ruisseau',
];

export async function createWorld(
  db: Database,
  dice: Dice,
  { facilities: count, now, nissPepper }: { facilities: number; now: Instant; nissPepper?: string },
): Promise<World> {
  const today = dayOf(now);
  const postcodes = postcodesByAdministration();
  const created_at = instant(now - 6 * 365 * 86_400_000);
  const run = randomUUID().slice(0, 8);
  // A second world must not give the national numbers of the first again.
  const [{ count: known }] = (await db('users').count({ count: '*' })) as [{ count: number }];
  const rows = {
    bodies: [] as object[],
    users: [] as object[],
    facilities: [] as object[],
    grants: [] as object[],
    agents: [] as object[],
    versions: [] as object[],
  };

  const addUser = (
    portal: 'pro' | 'office',
    grant: { role: string; organising_body_id?: string; administration?: string | null },
  ): string => {
    const [id, index] = [randomUUID(), known + rows.users.length];
    const niss = makeNationalNumber({
      birthOn: addDays('1930-01-01', Math.floor(index / 400)),
      sequence: 1 + (index % 400),
    });
    rows.users.push({
      id,
      first_name: dice.pick(firstNames),
      family_name: dice.pick(familyNames),
      email: `personne.${String(index)}.${run}@${portal}.example`,
      portal,
      niss_hash: nissPepper ? bytes(hashNationalNumber(niss, nissPepper)) : null,
      consent_at: created_at,
      consent_text_version: '2023-01',
      created_at,
    });
    rows.grants.push({ id: randomUUID(), user_id: id, valid_from: addMonths(today, -60), ...grant });
    return id;
  };
  const administrations = Object.keys(shares) as Administration[];
  const agentsOf = (
    role: string,
    ofEach: (administration: Administration) => number,
  ): Record<Administration, string[]> =>
    Object.fromEntries(
      administrations.map((administration) => [
        administration,
        Array.from({ length: Math.max(1, ofEach(administration)) }, () => addUser('office', { role, administration })),
      ]),
    ) as Record<Administration, string[]>;
  const perThousand =
    (many: number) =>
    (administration: Administration): number =>
      Math.round(((count * shares[administration]) / 100 / 1000) * many);
  const staff = {
    'referent': agentsOf('referent', perThousand(6)),
    'coordinator': agentsOf('coordinator', perThousand(6)),
    'adviser': agentsOf('adviser', perThousand(6)),
    'health-referent': agentsOf('health-referent', perThousand(3)),
  };
  const signers = agentsOf('asr-manager', () => 1);
  const [appealSecretary, helpdesk] = [
    addUser('office', { role: 'appeal-secretariat' }),
    addUser('office', { role: 'helpdesk' }),
  ];
  addUser('office', { role: 'supervisor' });

  const facilities: Facility[] = [];
  let body: { id: string; operatorId: string; left: number; administration: Administration } | undefined;
  while (facilities.length < count) {
    const kind = dice.weigh(kinds);
    const home = kind === 'childminder' || kind === 'co-childminder';
    const administration: Administration = !home && body && body.left > 0 ? body.administration : dice.weigh(shares);
    const place: Place = {
      ...dice.pick(postcodes[administration]),
      street: dice.pick(streets),
      number: String(dice.between(1, 240)),
    };
    const person = `${dice.pick(firstNames)} ${dice.pick(familyNames)}`;
    if (home || !body || body.left === 0) {
      const id = randomUUID();
      const index = rows.bodies.length;
      const bodyKind = home
        ? 'natural-person'
        : dice.weigh({ asbl: 60, commune: 18, cpas: 12, company: 9, province: 1 });
      rows.bodies.push({
        id,
        name: home
          ? person
          : `${dice.pick(houseNames)} ${place.locality} ${bodyKind === 'asbl' ? 'ASBL' : bodyKind === 'company' ? 'SC' : `(${bodyKind})`}`,
        kind: bodyKind,
        enterprise_number: makeEnterpriseNumber(5_000_000 + index),
        ...place,
        email: `contact@po-${String(index)}.example`,
        phone: '081 00 00 00',
        created_at,
      });
      const operatorId = addUser('pro', { role: home ? 'childminder' : 'administrator', organising_body_id: id });
      body = { id, operatorId, left: home ? 1 : dice.between(1, 5), administration };
    }
    body.left -= 1;
    const id = randomUUID();
    const capacity = home ? dice.between(4, kind === 'childminder' ? 5 : 10) : 7 * dice.between(2, 9);
    const name = home ? person : `${kind.startsWith('after') ? 'Accueil' : 'Crèche'} ${dice.pick(houseNames)}`;
    const agents = Object.fromEntries(Object.entries(staff).map(([role, of]) => [role, dice.pick(of[administration])]));
    // One facility in ten is in nobody's portfolio.
    if (dice.chance(0.1)) delete agents.referent;
    facilities.push({
      id,
      bodyId: body.id,
      name,
      kind,
      home,
      administration,
      capacity,
      operatorId: body.operatorId,
      agents,
      ...place,
    });
    rows.facilities.push({
      id,
      organising_body_id: body.id,
      number: `G${run}-${String(facilities.length)}`,
      name,
      kind,
      home,
      administration,
      opening_hours: '7 h 00 – 18 h 00',
      phone: '081 00 00 00',
      email: `lieu@po-${String(rows.bodies.length)}.example`,
      created_at,
    });
    rows.agents.push(...Object.entries(agents).map(([role, user_id]) => ({ facility_id: id, role, user_id })));
    rows.versions.push(...history(dice, id, place, capacity, today));
    if (home) body = undefined;
  }
  await insertMany(db, tables.users, rows.users);
  await insertMany(db, tables.bodies, rows.bodies);
  await insertMany(db, tables.facilities, rows.facilities);
  await insertSheets(db, now);
  await insertMany(db, tables.grants, rows.grants);
  await insertMany(db, tables.agents, rows.agents);
  await insertMany(db, tables.versions, rows.versions);
  const firstOf = (staffed: Record<Administration, string[]>): Record<Administration, string> =>
    Object.fromEntries(administrations.map((each) => [each, staffed[each][0]])) as Record<Administration, string>;
  return { facilities, signers: firstOf(signers), referents: firstOf(staff.referent), appealSecretary, helpdesk };
}

/** The opening more than six years ago and, for a third, a larger capacity since. */
function history(dice: Dice, facilityId: string, place: Place, capacity: number, today: Day): object[] {
  const opened = addMonths(today, -dice.between(74, 240));
  const version = (valid_from: Day, places: number): object => ({
    id: randomUUID(),
    facility_id: facilityId,
    status: 'authorised',
    ...place,
    capacity: places,
    valid_from,
    decided_on: addDays(valid_from, -30),
    created_at: `${valid_from}T09:00:00Z`,
  });
  return dice.chance(1 / 3)
    ? [version(opened, Math.max(3, capacity - 7)), version(addMonths(today, -dice.between(62, 73)), capacity)]
    : [version(opened, capacity)];
}

function postcodesByAdministration(): Record<Administration, { postcode: string; locality: string }[]> {
  const found: Record<Administration, { postcode: string; locality: string }[]> = {
    'bruxelles': [],
    'brabant-wallon': [],
    'liege': [],
    'namur': [],
    'hainaut': [],
    'luxembourg': [],
  };
  for (let number = 1000; number < 8000; number += 1) {
    const postcode = String(number);
    const administration = administrationOf(postcode);
    if (administration)
      found[administration].push(...localitiesOf(postcode).map((locality) => ({ postcode, locality })));
  }
  return found;
}

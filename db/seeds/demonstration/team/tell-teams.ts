/** The teams of the demonstration: those told by name, and everybody else who makes a place run. National numbers are synthetic and valid. */
import { addDays, type Instant } from '../../../../domain/calendar.ts';
import { hashNationalNumber } from '../../../../domain/national-number.ts';
import { sealNationalNumber } from '../../../../domain/sealed-number.ts';
import type { Database } from '../../../connect.ts';
import { createDice } from '../../generate/dice.ts';
import { createNumbers, insertMembers, makeMembers, type MadeMember } from '../../generate/teams.ts';
import { nissOf, people } from '../people.ts';
import { bodies } from '../places.ts';
import { stableId, stableNumber } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { told, type Told } from './members.ts';

/** How many work in a place; elsewhere, by its kind. */
const sizes: Readonly<Record<string, number>> = { 'chenes': 27, 'glands': 21, 'coccinelle': 13 };
/** The long list: a service whose childminders receive children all over a region. */
const longList = { facility: 'meuse-condroz', people: 800 };

export async function tellTeams(
  db: Database,
  { times, now, nissPepper, nissKey }: { times: Times; now: Instant; nissPepper: string; nissKey: string },
): Promise<void> {
  const numbers = createNumbers();
  const dice = createDice(2_026);
  const named = told.map((one) => memberOf(one, times, numbers));
  const staffed = new Set(
    ((await db('staff_contracts').distinct('facility_id')) as { facility_id: string }[]).map((row) => row.facility_id),
  );
  const filled = bodies.flatMap((body) =>
    body.facilities.flatMap(({ key, kind, decisions }) => {
      const id = stableId(`facility ${key}`);
      const there = named.filter(({ contracts }) => contracts.some(({ facilityId }) => facilityId === id)).length;
      const size =
        key === longList.facility
          ? longList.people
          : (sizes[key] ?? (staffed.has(id) ? 0 : usualSize(kind, decisions.at(-1)?.capacity ?? 0)));
      return makeMembers(dice, { id, bodyId: stableId(`body ${body.key}`), kind }, Math.max(0, size - there), {
        today: times.today,
        numbers,
        isLed: there > 0,
      });
    }),
  );
  await insertMembers(db, [...named, ...filled], {
    nissPepper,
    nissKey,
    at: now - 3 * 86_400_000,
    idOf: (what) => stableId(`team ${what}`),
  });
  await completeOthers(db, { numbers, nissPepper, nissKey, times });
}

/** Whoever looks after children at home works alone, or with one other. */
const usualSize = (kind: string, capacity: number): number => {
  switch (kind) {
    case 'childminder':
      return 1;
    case 'co-childminder':
      return 2;
    default:
      return kind.startsWith('after-school') ? 6 : 3 + Math.round(capacity * 0.4);
  }
};

function memberOf(
  { body, name: [firstName, familyName], born, contracts, diplomas = [], record, documents = [], absences = [] }: Told,
  { day, today }: Times,
  numbers: ReturnType<typeof createNumbers>,
): MadeMember {
  // Who also uses the portal is one and the same person.
  const user = people.find(({ givenName, surname, portal, grants }) => {
    // Rights of some are told with the users of their body.
    const isTheirs = portal === 'pro' && (grants.length === 0 || grants.some((grant) => grant.body === body));
    return isTheirs && givenName === firstName && surname === familyName;
  });
  return {
    bodyId: stableId(`body ${body}`),
    firstName,
    familyName,
    bornOn: born,
    niss: user ? nissOf(user) : numbers(born, stableNumber(`${firstName} ${familyName}`, 998)),
    contracts: contracts.map(({ at, function: code, link, percent, hours, employer, from, to }) => ({
      facilityId: stableId(`facility ${at}`),
      function: code,
      fromOn: day(from),
      ...(link ? { link } : {}),
      ...(percent === undefined ? {} : { percent }),
      ...(hours === undefined ? {} : { weeklyHours: hours }),
      ...(employer === undefined ? {} : { employer }),
      ...(to === undefined ? {} : { toOn: day(to) }),
    })),
    diplomas: diplomas.map(([title, obtainedOn]) => ({ title, obtainedOn })),
    documents: [
      ...(record === undefined ? [] : [{ kind: 'criminal-record' as const, datedOn: addDays(today, -record) }]),
      ...documents.map(({ kind, on, until }) => ({
        kind,
        datedOn: addDays(today, -on),
        ...(until === undefined ? {} : { expiresOn: addDays(today, -until) }),
      })),
    ],
    absences: absences.map(({ from, to }) => ({ fromOn: day(from), ...(to === undefined ? {} : { toOn: day(to) }) })),
  };
}

/** Those who were told elsewhere, by what they follow: a birth, a number, an extract like everybody. */
async function completeOthers(
  db: Database,
  {
    numbers,
    nissPepper,
    nissKey,
    times,
  }: { numbers: ReturnType<typeof createNumbers>; nissPepper: string; nissKey: string; times: Times },
): Promise<void> {
  const others = (await db('people as p')
    .join('collaborations as c', 'c.person_id', 'p.id')
    .whereNull('p.niss_hash')
    .orderBy('p.id')
    .select({ id: 'p.id', sheet: 'c.id' })) as { id: string; sheet: string }[];
  for (const { id, sheet } of others) {
    const bornOn = times.day(-(8_000 + stableNumber(`born ${id}`, 12_000)));
    const niss = numbers(bornOn, stableNumber(id, 998));
    await db('people')
      .where({ id })
      .update({
        born_on: bornOn,
        niss_hash: hashNationalNumber(niss, nissPepper),
        niss_sealed: sealNationalNumber(niss, nissKey, id),
      });
    await db('staff_documents').insert({
      id: stableId(`record ${id}`),
      collaboration_id: sheet,
      kind: 'criminal-record',
      dated_on: times.day(-(30 + stableNumber(`record ${id}`, 1_500))),
    });
  }
}

/** Teams in any number, spread as in reality: for measurements, for the yearly validation of thousands of places, and to fill the demonstration. Invented. */
import { randomUUID } from 'node:crypto';
import { addDays, dayOf, type Day, type Instant } from '../../../domain/calendar.ts';
import { hashNationalNumber, makeNationalNumber } from '../../../domain/national-number.ts';
import { sealNationalNumber } from '../../../domain/sealed-number.ts';
import type { DocumentKind, FunctionCode, LinkCode } from '../../../domain/staff/functions.ts';
import { instant, type Database } from '../../connect.ts';
import { bytes, insertMany, type Table } from './bulk.ts';
import { createDice, type Dice } from './dice.ts';
import { familyNames, firstNames } from './team-names.ts';

export interface MadeContract {
  facilityId: string;
  link?: LinkCode;
  function: FunctionCode;
  percent?: number;
  weeklyHours?: number;
  employer?: string;
  fromOn: Day;
  toOn?: Day;
}
export interface MadeMember {
  bodyId: string;
  firstName: string;
  familyName: string;
  bornOn: Day | null;
  niss: string | null;
  contracts: MadeContract[];
  diplomas: { title: string; obtainedOn?: Day }[];
  documents: { kind: DocumentKind; datedOn: Day; expiresOn?: Day }[];
  absences: { fromOn: Day; toOn?: Day }[];
}
export interface TeamPlace {
  id: string;
  bodyId: string;
  kind: string;
}

const table = (name: string, columns: Record<string, string>): Table => ({ name, columns });
const stamps = { created_at: 'timestamptz', updated_at: 'timestamptz' };
const ofSheet = { id: 'uuid', collaboration_id: 'uuid', ...stamps };
const tables = {
  people: table('people', {
    id: 'uuid',
    first_name: 'text',
    family_name: 'text',
    born_on: 'date',
    niss_hash: 'bytea',
    niss_sealed: 'bytea',
    ...stamps,
  }),
  collaborations: table('collaborations', { id: 'uuid', person_id: 'uuid', organising_body_id: 'uuid', ...stamps }),
  contracts: table('staff_contracts', {
    ...ofSheet,
    facility_id: 'uuid',
    link: 'text',
    function: 'text',
    regime: 'text',
    percent: 'numeric',
    weekly_hours: 'numeric',
    employer: 'text',
    from_on: 'date',
    to_on: 'date',
  }),
  diplomas: table('staff_diplomas', { ...ofSheet, title: 'text', obtained_on: 'date' }),
  documents: table('staff_documents', { ...ofSheet, kind: 'text', dated_on: 'date', expires_on: 'date' }),
  absences: table('staff_absences', { ...ofSheet, from_on: 'date', to_on: 'date' }),
};

interface Secrets {
  nissPepper: string;
  nissKey: string;
}

/** @param idOf an id for each row, by what it is and its number */
export async function insertMembers(
  db: Database,
  members: readonly MadeMember[],
  { nissPepper, nissKey, at, idOf = () => randomUUID() }: Secrets & { at: Instant; idOf?: (what: string) => string },
): Promise<void> {
  const stamp = { created_at: instant(at), updated_at: instant(at) };
  const made = members.map((member, number) => ({
    member,
    id: idOf(`person ${String(number)}`),
    sheet: idOf(`collaboration ${String(number)}`),
  }));
  await insertMany(
    db,
    tables.people,
    made.map(({ member: { firstName, familyName, bornOn, niss }, id }) => ({
      id,
      first_name: firstName,
      family_name: familyName,
      born_on: bornOn,
      niss_hash: niss && bytes(hashNationalNumber(niss, nissPepper)),
      niss_sealed: niss && bytes(sealNationalNumber(niss, nissKey, id)),
      ...stamp,
    })),
  );
  await insertMany(
    db,
    tables.collaborations,
    made.map(({ member: { bodyId }, id, sheet }) => ({
      id: sheet,
      person_id: id,
      organising_body_id: bodyId,
      ...stamp,
    })),
  );
  const rowsOf = <Part>(parts: (member: MadeMember) => readonly Part[], row: (part: Part) => object): object[] =>
    made.flatMap(({ member, sheet }) =>
      parts(member).map((part, number) => {
        const columns = row(part);
        const id = idOf(`${Object.keys(columns).join(' ')} ${sheet} ${String(number)}`);
        return { id, collaboration_id: sheet, ...columns, ...stamp };
      }),
    );
  await insertMany(
    db,
    tables.contracts,
    rowsOf(
      ({ contracts }) => contracts,
      ({ facilityId, link = 'employment', function: code, percent, weeklyHours, employer, fromOn, toOn }) => ({
        facility_id: facilityId,
        link,
        function: code,
        regime: weeklyHours === undefined ? 'percent' : 'hours',
        percent: percent ?? null,
        weekly_hours: weeklyHours ?? null,
        employer: employer ?? null,
        from_on: fromOn,
        to_on: toOn ?? null,
      }),
    ),
  );
  await insertMany(
    db,
    tables.diplomas,
    rowsOf(
      ({ diplomas }) => diplomas,
      ({ title, obtainedOn }) => ({ title, obtained_on: obtainedOn ?? null }),
    ),
  );
  await insertMany(
    db,
    tables.documents,
    rowsOf(
      ({ documents }) => documents,
      ({ kind, datedOn, expiresOn }) => ({ kind, dated_on: datedOn, expires_on: expiresOn ?? null }),
    ),
  );
  await insertMany(
    db,
    tables.absences,
    rowsOf(
      ({ absences }) => absences,
      ({ fromOn, toOn }) => ({ from_on: fromOn, to_on: toOn ?? null }),
    ),
  );
}

/** Numbers that are each given once: valid by rule, and nobody's. */
export function createNumbers(): (bornOn: Day, wished: number) => string {
  const given = new Set<string>();
  return (bornOn, wished) => {
    for (let sequence = 1 + (wished % 998); ; sequence = 1 + (sequence % 998)) {
      const niss = makeNationalNumber({ birthOn: bornOn, sequence });
      if (given.has(niss)) continue;
      given.add(niss);
      return niss;
    }
  };
}

/** As many as asked, of one place: its direction, who is needed beside, and for the most part who looks after the children. */
export function makeMembers(
  dice: Dice,
  { id: facilityId, bodyId, kind }: TeamPlace,
  count: number,
  { today, numbers, isLed = false }: { today: Day; numbers: ReturnType<typeof createNumbers>; isLed?: boolean },
): MadeMember[] {
  // Where somebody directs already, nobody else does.
  return Array.from({ length: count }, (_, at) => {
    const number = isLed ? at + 1 : at;
    const code = functionAt(dice, kind, number);
    const bornOn = addDays(today, -dice.between(21 * 365, 63 * 365));
    const since = dice.between(40, Math.min(4_500, 20 * 365));
    const state = number < 2 ? 'running' : dice.weigh({ 'running': 88, 'ended': 8, 'to-come': 4 });
    const fromOn = state === 'to-come' ? addDays(today, dice.between(3, 60)) : addDays(today, -since);
    const toOn =
      state === 'ended'
        ? addDays(fromOn, dice.between(1, since - 5))
        : dice.chance(0.06)
          ? addDays(today, dice.between(65, 400))
          : undefined;
    const needsDiploma = code !== 'logistics' && code !== 'administration' && code !== 'other';
    const recordAgo = dice.chance(0.03) ? dice.between(1_826, 2_300) : dice.between(10, 1_700);
    return {
      bodyId,
      firstName: dice.pick(firstNames),
      familyName: dice.pick(familyNames),
      bornOn,
      niss: numbers(bornOn, dice.between(1, 998)),
      contracts: [{ facilityId, function: code, ...timeAt(dice, number), fromOn, ...(toOn ? { toOn } : {}) }],
      diplomas:
        needsDiploma && !dice.chance(0.03)
          ? [{ title: titles[code] ?? 'Bachelier', obtainedOn: addDays(bornOn, 21 * 365) }]
          : [],
      documents: [{ kind: 'criminal-record', datedOn: addDays(today, -recordAgo) }],
      absences:
        state === 'running' && dice.chance(0.03) ? [{ fromOn: addDays(today, -30), toOn: addDays(today, 60) }] : [],
    };
  });
}

const titles: Partial<Record<FunctionCode, string>> = {
  'nursery-nurse': 'Puériculture (CESS)',
  'childcare': "Formation d'accueillant·e d'enfants",
  'social-worker': 'Bachelier assistant social',
  'nurse': 'Bachelier infirmier responsable de soins généraux',
  'direction': 'Bachelier assistant social',
  'after-school-worker': "Brevet d'animateur",
  'after-school-lead': 'Brevet de coordination',
};
function functionAt(dice: Dice, kind: string, number: number): FunctionCode {
  if (kind.startsWith('after-school')) return number === 0 ? 'after-school-lead' : 'after-school-worker';
  if (kind === 'childminder' || kind === 'co-childminder') return 'childcare';
  if (kind === 'childminder-service')
    return (
      (['direction', 'social-worker', 'administration'] as const)[number] ??
      (number % 40 === 0 ? 'social-worker' : 'childcare')
    );
  const first: FunctionCode[] = ['direction', 'nursery-nurse', 'social-worker', 'logistics'];
  return (
    first[number] ??
    dice.weigh({ 'nursery-nurse': 62, 'childcare': 24, 'nurse': 4, 'logistics': 7, 'administration': 3 })
  );
}
const timeAt = (dice: Dice, number: number): { percent: number } | { weeklyHours: number } =>
  number === 0
    ? { percent: 100 }
    : dice.chance(0.15)
      ? { weeklyHours: dice.pick([19, 24, 28.5, 30.5, 38]) }
      : { percent: dice.pick([100, 100, 80, 80, 75, 50]) };

/** A team for each open place that has nobody yet. @returns how many persons were made */
export async function generateTeams(
  db: Database,
  { now, seed = 1, perPlace = 3, nissPepper, nissKey }: Secrets & { now: Instant; seed?: number; perPlace?: number },
): Promise<number> {
  const places = (await db('facilities as f')
    .whereNull('f.closed_on')
    .whereNotExists(db('staff_contracts as s').whereRaw('s.facility_id = f.id'))
    .orderBy('f.id')
    .select({ id: 'f.id', bodyId: 'f.organising_body_id', kind: 'f.kind' })) as TeamPlace[];
  const [dice, numbers, today] = [createDice(seed), createNumbers(), dayOf(now)];
  const members = places.flatMap((place) => makeMembers(dice, place, perPlace, { today, numbers }));
  await insertMembers(db, members, { nissPepper, nissKey, at: now });
  return members.length;
}

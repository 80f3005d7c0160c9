/** What the places and bodies of the demonstration say of themselves: most have said all, some have left something for later. */
import { addDays, addMonths, startOfDay, type Instant } from '../../../../domain/calendar.ts';
import { readOpeningSentence } from '../../../../domain/signaletique/opening-sentence.ts';
import type { Week } from '../../../../domain/signaletique/opening-hours.ts';
import { instant, type Database } from '../../../connect.ts';
import { saveSection, type SheetSubject } from '../../../sheet-sections.ts';
import { putInForce } from '../../../signaletique/hours.ts';
import { bodies, facilities, type Facility } from '../places.ts';
import { stableId, stableNumber } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { people } from '../people.ts';

const usual = '7 h 00 – 18 h 00';
const weekOf = (text: string): Week => {
  const week = readOpeningSentence(text);
  if (!week) throw new Error(`no hours: ${text}`);
  return week;
};
const subjectOf = (facility: Facility & { owner: { key: string } }): SheetSubject => ({
  kind: 'facility',
  id: stableId(`facility ${facility.key}`),
  organisingBodyId: stableId(`body ${facility.owner.key}`),
});
const nameOf = (body: string): string => {
  const person = people.find(({ grants }) =>
    grants.some((grant) => grant.body === body && (grant.role === 'administrator' || grant.role === 'childminder')),
  );
  return person ? `${person.givenName} ${person.surname}` : 'la direction';
};
const mobile = (key: string): string => `0470 00 00 ${String(10 + stableNumber(`mobile ${key}`, 89))}`;
const fixed = '081 00 00 00';

/** Told once all is decided: hours that a decision has brought stay. */
export async function tellSheets(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  await tellHours(db, { now, times });
  await db('sheet_sections').insert(
    [...facilities.flatMap(sectionsOf), ...bodies.flatMap(bodySections)].map((row) => ({
      ...row,
      data: JSON.stringify(row.data),
      changed_at: instant(startOfDay(times.day(-200 - stableNumber(row.subject_id, 150))) + 10 * 3_600_000),
    })),
  );
  await tellPetitsChenes(db, times);
  // Of natural persons: one is not published, and some show their street.
  await db('facilities')
    .where({ id: stableId('facility wathelet') })
    .update({ publication_refused: true });
  await db('facilities')
    .whereIn(
      'id',
      ['delvaux', 'petit'].map((key) => stableId(`facility ${key}`)),
    )
    .update({ address_shown: true });
  // The professional numbers of who works at ONE.
  await db.raw(
    `update users set phone = '02 000 ' || to_char(10 + row.place / 100, 'FM00') || ' ' || to_char(row.place % 100, 'FM00')
     from (select id, row_number() over (order by id) as place from users where portal = 'office') row where row.id = users.id`,
  );
}

async function tellHours(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  const later: Record<string, [in_days: number, hours: string]> = {
    'parc': [38, 'lundi, mardi, jeudi, vendredi 7 h 00 – 19 h 00 ; mercredi 7 h 00 – 18 h 00'],
    'gembloux': [66, 'du lundi au vendredi, 6 h 30 – 18 h 30'],
    'delvaux': [24, 'lundi, mardi, jeudi, vendredi 7 h 30 – 17 h 30'],
  };
  const rows = facilities.flatMap((facility) => {
    const facility_id = stableId(`facility ${facility.key}`);
    const row = (valid_from: string, hours: string, changed_at: Instant) => ({
      facility_id,
      valid_from,
      week: JSON.stringify(weekOf(hours)),
      changed_at: instant(changed_at),
    });
    const years = facility.decisions[0]?.years ?? 1;
    const [days, hours] = later[facility.key] ?? [];
    return [
      row(addMonths(times.today, -12 * years), facility.openingHours ?? usual, now - years * 365 * 86_400_000),
      ...(days !== undefined && hours ? [row(times.day(days), hours, now - 9 * 86_400_000)] : []),
    ];
  });
  await db('opening_hours').insert(rows).onConflict(['facility_id', 'valid_from']).ignore();
  const winter =
    times.today < `${times.today.slice(0, 4)}-12-20`
      ? times.today.slice(0, 4)
      : String(Number(times.today.slice(0, 4)) + 1);
  await db('exceptional_days').insert(
    facilities
      .filter(({ key, kind }) => !kind.startsWith('after-school') && stableNumber(`winter ${key}`, 3) > 0)
      .map(({ key }) => ({
        id: stableId(`winter ${key}`),
        facility_id: stableId(`facility ${key}`),
        from_on: `${winter}-12-24`,
        until_on: addDays(`${winter}-12-24`, 8),
        reason: 'congés de fin d’année',
        changed_at: instant(now - 30 * 86_400_000),
      })),
  );
  await putInForce(db, times.today);
}

interface SectionRow {
  subject_kind: 'facility' | 'organising-body';
  subject_id: string;
  section: string;
  data: object;
}

/** One in four has not said whether there is a box, one in six is not to be reached yet by parents. */
function sectionsOf(facility: Facility & { owner: { key: string } }): SectionRow[] {
  const { key, kind, owner } = facility;
  if (key === 'chenes') return [];
  const row = (section: string, data: object): SectionRow => ({
    subject_kind: 'facility',
    subject_id: stableId(`facility ${key}`),
    section,
    data,
  });
  const person = nameOf(owner.key);
  return [
    row('emergency', { person, phone: mobile(key) }),
    row('postal-address', stableNumber(`box ${key}`, 4) === 0 ? { same: true } : { same: true, box: null }),
    ...(kind === 'co-childminder' ? [row('co-minding', { partner: 'Delphine Rousseau' })] : []),
    ...(kind.startsWith('after-school') || stableNumber(`contact ${key}`, 6) === 0
      ? []
      : [
          row('registration-contact', {
            person,
            phone: fixed,
            email: `inscriptions@${owner.key}.example`,
            hours: hoursOfContact(key),
          }),
        ]),
  ];
}
const hoursOfContact = (key: string): string =>
  ['mardi et jeudi, 9 h 00 – 11 h 30', 'du lundi au vendredi, 13 h 00 – 15 h 00', 'sur rendez-vous'][
    stableNumber(key, 3)
  ] ?? '';

function bodySections({ key, kind }: (typeof bodies)[number]): SectionRow[] {
  // Who is her own organising body has one sheet: that of her place.
  if (kind === 'natural-person') return [];
  const row = (section: string, data: object): SectionRow => ({
    subject_kind: 'organising-body',
    subject_id: stableId(`body ${key}`),
    section,
    data,
  });
  const person = nameOf(key);
  return [
    row('early-childhood-manager', { person, phone: fixed, email: `direction@${key}.example` }),
    row('emergency', { person, phone: mobile(`body ${key}`) }),
    row('postal-address', { same: true, box: null }),
    ...(key === 'petits-chenes'
      ? [
          row('public-information', {
            text: 'Trois milieux d’accueil à Namur, Jambes et Erpent, ouverts à tous les enfants de la naissance à trois ans.',
            website: 'https://www.petits-chenes.example',
          }),
        ]
      : []),
    ...(stableNumber(`body contact ${key}`, 3) === 0
      ? []
      : [row('registration-contact', { person, phone: fixed, email: `inscriptions@${key}.example` })]),
  ];
}

/** The sheet that the README shows: a box and a telephone are missing. Its last change stands in the history. */
async function tellPetitsChenes(db: Database, times: Times): Promise<void> {
  const chenes = facilities.find(({ key }) => key === 'chenes')!;
  const nathalie = { userId: stableId('user admin-petits-chenes'), acr: 450 };
  const at = (day: number, hour: number): Instant => startOfDay(times.officeDay(day)) + hour * 3_600_000;
  const say = (section: string, data: object, when: Instant): Promise<unknown> =>
    saveSection(db, { subject: subjectOf(chenes), section, data, version: 0, viewer: nathalie, at: when });
  await say('postal-address', { same: true }, at(-120, 9.2));
  await say(
    'registration-contact',
    {
      person: 'Nathalie Servais',
      email: 'inscriptions@petits-chenes.example',
      hours: 'mardi et jeudi, 9 h 00 – 11 h 30',
    },
    at(-119, 11),
  );
  await say('emergency', { person: 'Olivier Wauters', phone: fixed }, at(-11, 16.7));
}

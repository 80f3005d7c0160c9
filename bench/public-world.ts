/** Four thousand places that parents look for, as full as real ones: hours, free places, a summary, a contact. */
import { addDays, type Day } from '../domain/calendar.ts';
import { administrationOf } from '../domain/postcodes.ts';
import { everyLocality } from '../domain/localities.ts';
import type { Database } from '../db/connect.ts';

const kinds = ['subsidised-creche', 'subsidised-creche', 'creche', 'childminder', 'co-childminder'];
const names =
  'Lutins Chênes Coccinelle Hirondelles Bleuets Pinsons Galopins Moussaillons Papillons Écureuils Libellules Marmottes Étoiles Nuages Cabrioles'.split(
    ' ',
  );
const streets =
  'rue de la Gare|avenue des Tilleuls|rue du Moulin|place de l’Église|chaussée de Namur|rue des Écoles|clos du Verger|rue Haute'.split(
    '|',
  );

export async function insertPlaces(db: Database, today: Day, count = 4000): Promise<void> {
  const localities = everyLocality();
  const placed = Array.from({ length: count }, (_, index) => {
    const locality = localities[(index * 7) % localities.length]!;
    const kind = kinds[index % kinds.length]!;
    return { index, locality, kind, home: kind.endsWith('childminder') };
  }).flatMap((one) => {
    const administration = administrationOf(one.locality.postcode);
    return administration ? [{ ...one, administration }] : [];
  });
  const nameOf = (index: number): string =>
    `${names[index % names.length]!} ${names[Math.floor(index / names.length) % names.length]!}`;
  const address = ({ index, locality: { postcode, name } }: (typeof placed)[number]) => ({
    street: streets[index % streets.length],
    number: String((index % 90) + 1),
    postcode,
    locality: name,
  });
  const bodies = (await db
    .batchInsert(
      'organising_bodies',
      placed.map((one) => ({
        name: `${nameOf(one.index)} ASBL`,
        kind: one.home ? 'natural-person' : 'asbl',
        ...address(one),
      })),
      500,
    )
    .returning('*')) as unknown as { id: string }[];
  const facilities = (await db
    .batchInsert(
      'facilities',
      placed.map(({ index, kind, home, administration }, at) => ({
        organising_body_id: bodies[at]!.id,
        number: `PP-${String(100_000 + index)}`,
        name: home ? `Anne ${nameOf(index)}` : `Crèche ${nameOf(index)}`,
        kind,
        home,
        administration,
        phone: '081 00 00 00',
      })),
      500,
    )
    .returning('*')) as unknown as { id: string }[];
  const at = new Date(`${today}T08:00:00Z`);
  const each = <T>(rows: (one: (typeof placed)[number], id: string) => T[]): T[] =>
    placed.flatMap((one, index) => rows(one, facilities[index]!.id));
  const week = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [['07:00', '18:00']]]));
  await db.batchInsert(
    'authorisation_versions',
    each((one, facility_id) => [
      {
        facility_id,
        status: 'authorised',
        ...address(one),
        capacity: 4 + (one.index % 40),
        valid_from: '2015-09-01',
        decided_on: '2015-08-01',
      },
    ]),
    500,
  );
  await db.batchInsert(
    'opening_hours',
    each((_one, facility_id) => [
      { facility_id, valid_from: '2020-01-01', week: JSON.stringify(week), changed_at: at },
    ]),
    500,
  );
  await db.batchInsert(
    'places_confirmed',
    each(({ index }, facility_id) =>
      index % 5 === 0 ? [] : [{ facility_id, confirmed_at: new Date(at.getTime() - (index % 120) * 86_400_000) }],
    ),
    500,
  );
  await db.batchInsert(
    'available_places',
    each(({ index }, facility_id) =>
      index % 3 === 0
        ? []
        : [
            {
              facility_id,
              age_group: 'all',
              from_on: addDays(today, (index % 300) - 60),
              places: 1 + (index % 6),
              changed_at: at,
            },
          ],
    ),
    500,
  );
  const summary =
    'Trois petits groupes, un jardin potager et des sorties chaque semaine. Les familles sont chez elles : elles entrent, elles restent le temps qu’il faut.';
  await db.batchInsert(
    'sheet_sections',
    each((_one, subject_id) => [
      {
        subject_kind: 'facility',
        subject_id,
        section: 'characteristics',
        data: JSON.stringify({ summary, garden: 'garden', meals: ['on-site'], languages: ['fr', 'ar'] }),
        changed_at: at,
      },
      {
        subject_kind: 'facility',
        subject_id,
        section: 'registration-contact',
        data: JSON.stringify({ person: 'Anne Mesure', phone: '081 00 00 00', email: 'mesure@exemple.example' }),
        changed_at: at,
      },
    ]),
    500,
  );
  await db.raw('analyze');
}

import { expect } from 'chai';
import fc from 'fast-check';
import { isFor, sectors, type Audience, type Reader } from '../../domain/communications/audience.ts';
import { listCommunications } from '../../db/communications.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const someOf = (values: readonly string[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: null });
const kinds = Object.keys(facilityKinds);
const administrations = Object.keys(administrationNames);
const audiences: fc.Arbitrary<Audience> = fc.record({
  portals: fc.subarray(['pro', 'office'], { minLength: 1 }),
  sectors: someOf(sectors),
  kinds: someOf(kinds),
  administrations: someOf(administrations),
});
const readers: fc.Arbitrary<Reader> = fc.oneof(
  fc.record({
    portal: fc.constant('pro'),
    places: fc.array(
      fc.record({ kind: fc.constantFrom(...kinds), administration: fc.constantFrom(...administrations) }),
      {
        maxLength: 3,
      },
    ),
    administrations: fc.constant(null),
  }),
  fc.record({
    portal: fc.constant('office'),
    places: fc.constant([]),
    administrations: someOf(administrations),
  }),
);

describe('whom a communication is for', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase();
  });
  after(() => house.drop());

  it('says the same on top of pages and in the list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(audiences, { minLength: 1, maxLength: 15 }), readers, async (all, reader) => {
        await house.db('banners').delete();
        const from = Date.parse('2026-11-01');
        const rows = (await house
          .db('banners')
          .insert(
            all.map((audience) => ({
              ...audience,
              kind: 'news',
              title: 't',
              text: 't',
              shown_from: new Date(from),
              shown_until: new Date(from + 1000),
            })),
          )
          .returning('id')) as { id: string }[];
        const listed = await listCommunications(house.db, reader, from + 10, {});
        expect(new Set(listed.rows.map(({ id }) => String(id)))).to.deep.equal(
          new Set(rows.flatMap(({ id }, index) => (isFor(all[index]!, reader) ? [String(id)] : []))),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is never a place of another sector, kind or administration than those that are named', () => {
    fc.assert(
      fc.property(audiences, readers, (audience, reader) => {
        if (reader.portal !== 'pro' || !isFor(audience, reader)) return;
        const open = !audience.sectors && !audience.kinds && !audience.administrations;
        const meant = reader.places.filter(
          ({ kind, administration }) =>
            (!audience.kinds || audience.kinds.includes(kind)) &&
            (!audience.administrations || audience.administrations.includes(administration)),
        );
        expect(open || meant.length > 0).to.equal(true);
      }),
    );
  });
});

/** Rules of the search, without a database. */
import { expect } from 'chai';
import fc from 'fast-check';
import { everyLocality } from '../../domain/localities.ts';
import {
  centreOf,
  chordBetween,
  chordOf,
  distanceBetween,
  distanceOfChord,
  onSphere,
} from '../../domain/premiers-pas/distance.ts';
import { layOutWords, wordsBeginning, wordsNear } from '../../domain/premiers-pas/near-word.ts';
import { layOutPlace, layOutPlaces, type PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import { sheetPath, type PublicPlace } from '../../domain/premiers-pas/public-place.ts';
import { ages, distances, hitsPerPage, search, sorts, whens, type Criteria } from '../../domain/premiers-pas/search.ts';
import { understand } from '../../domain/premiers-pas/understand.ts';
import { slipsAllowed, slipsBetween } from '../../domain/likeness/near-words.ts';
import { queryOf, readCriteria } from '../../api/premiers-pas/criteria.ts';
import { findIn } from '../../api/premiers-pas/sheet-page.ts';

const today = '2026-11-23';
const localities = everyLocality();
const place = (number: number, more: Partial<PublicPlace> = {}): PublicPlace => ({
  number: `MA-${String(number)}`,
  name: `Crèche ${String(number)}`,
  kind: 'creche',
  capacity: 14,
  authorisedSince: '2015-09-01',
  status: 'open',
  street: 'rue Haute 1',
  postcode: '5000',
  locality: 'Namur',
  organiser: { key: 'a', name: 'Une ASBL', kind: 'asbl' },
  contact: {},
  hours: [],
  exceptional: [],
  free: [],
  characteristics: {},
  photos: [],
  changedOn: today,
  ...more,
});
const indexOf = (...places: PublicPlace[]): PlaceIndex =>
  layOutPlaces(
    places.map((one) => layOutPlace(one, today)),
    [],
    { today, staleAfter: 90 },
  );
const usual: Criteria = { text: '5000 Namur', kilometres: 5, kinds: [], sort: 'distance', page: 1 };
const kinds = ['subsidised-creche', 'creche', 'childminder', 'co-childminder', 'childminder-service'] as const;

const anyPlace = fc.record({
  number: fc.integer({ min: 1, max: 99_999 }),
  kind: fc.constantFrom(...kinds),
  where: fc.constantFrom(
    ...localities.filter(({ postcode }) => postcode.startsWith('50') || postcode.startsWith('51')),
  ),
  confirmedOn: fc.option(fc.constantFrom('2026-11-20', '2026-06-01'), { nil: undefined }),
  free: fc.array(
    fc.record({
      ageGroup: fc.constantFrom('all', '0-18-months', '18-36-months'),
      from: fc.constantFrom('2026-11-01', '2027-01-15', '2027-09-01'),
      places: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 3 },
  ),
});
const anyCriteria = fc.record({
  text: fc.constantFrom('5000', 'Namur', '5100 Jambes', 'creche 1', 'Floreffe', 'xyz'),
  kilometres: fc.constantFrom(...distances),
  kinds: fc.subarray(['subventionne', 'non-subventionne', 'independant'] as const),
  when: fc.option(fc.constantFrom(...whens.filter((when) => when !== 'date')), { nil: undefined }),
  age: fc.option(fc.constantFrom(...ages), { nil: undefined }),
  sort: fc.constantFrom(...sorts),
  page: fc.integer({ min: 1, max: 5 }),
});

describe('the search of Premiers Pas', () => {
  it('lists each place once over all pages, within the distance, of the kinds asked for, and counts what it lists', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPlace, { selector: ({ number }) => number, maxLength: 40 }),
        anyCriteria,
        (places, criteria) => {
          const index = indexOf(
            ...places.map(({ number, kind, where, confirmedOn, free }) =>
              place(number, {
                kind,
                postcode: where.postcode,
                locality: where.name,
                free: free as PublicPlace['free'],
                ...(confirmedOn ? { confirmedOn } : {}),
              }),
            ),
          );
          const first = search({ ...criteria, page: 1 }, index);
          const listed = Array.from(
            { length: first.pages },
            (_, page) => search({ ...criteria, page: page + 1 }, index).hits,
          ).flat();
          expect(listed).to.have.lengthOf(first.total);
          expect(new Set(listed.map(({ found }) => found)).size).to.equal(first.total);
          for (const { found, kilometres } of listed) {
            if (kilometres !== undefined) expect(kilometres).to.be.at.most(criteria.kilometres);
            if (criteria.kinds.length > 0) expect(criteria.kinds).to.include(found.kind);
          }
          for (const [kind, count] of Object.entries(first.counts.kinds))
            expect(search({ ...criteria, kinds: [kind as 'independant'], page: 1 }, index).total).to.equal(count);
          for (const when of ['maintenant', 'six-mois'] as const)
            expect(search({ ...criteria, when, page: 1 }, index).total).to.equal(first.counts.when[when]);
          if (first.total > hitsPerPage) expect(first.hits).to.have.lengthOf(hitsPerPage);
          if (first.total > 0) expect(first.beyond).to.deep.equal([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows every locality by its postcode and name, whatever the capitals, and finds it again with a slip in a long name', () => {
    const index = indexOf();
    fc.assert(
      fc.property(fc.constantFrom(...localities), fc.boolean(), fc.nat(), (locality, capitals, where) => {
        const typed = `${locality.postcode} ${capitals ? locality.name.toUpperCase() : locality.name}`;
        const { centre } = understand(typed, index);
        expect([centre?.postcode, centre?.name]).to.deep.equal([locality.postcode, locality.name]);
        if (!/^[a-z]{7,}$/i.test(locality.name)) return;
        const at = 1 + (where % (locality.name.length - 2));
        const slipped = understand(locality.name.slice(0, at) + locality.name.slice(at + 1), index);
        const known = [slipped.centre, ...slipped.others].map((one) => one?.name);
        if (slipped.isGuess) expect(known.length).to.be.above(0);
      }),
      { numRuns: 300 },
    );
  });

  it('takes an address of somebody for the locality around it, and the address of a place for the place', () => {
    const index = indexOf(
      place(1, { street: 'rue des Bateliers 12' }),
      place(2, { name: "L'Arbre à Bulles", postcode: '5100', locality: 'Jambes' }),
    );
    expect(understand('rue des Bateliers 12, 5000 Namur', index).named).to.have.lengthOf(1);
    const around = understand('rue de ma grand-mère 3, 5000 Namur', index);
    expect([around.centre?.name, around.hasUnknownWords]).to.deep.equal(['Namur', true]);
    // « Arbre » is a locality too.
    expect(understand('arbre à bulles', index).named).to.have.lengthOf(1);
    expect(understand('', index)).to.deep.include({ centre: undefined });
  });

  it('says nothing is free where the last word is older than ninety days, or the place is closed', () => {
    const free = [{ ageGroup: 'all' as const, from: '2026-01-01', places: 2 }];
    const now = { ...usual, when: 'maintenant' as const };
    expect(search(now, indexOf(place(1, { free, confirmedOn: '2026-11-01' }))).total).to.equal(1);
    expect(search(now, indexOf(place(1, { free, confirmedOn: '2026-08-01' }))).total).to.equal(0);
    expect(search(now, indexOf(place(1, { free }))).total).to.equal(0);
    expect(search(now, indexOf(place(1, { free, confirmedOn: '2026-11-01', status: 'suspended' }))).total).to.equal(0);
  });

  it('reads hours that are still a sentence, and asks them of each day on which a place is open', () => {
    const week = (from: string, until: string) =>
      ({ '1': [[from, until]], '5': [[from, until]] }) as unknown as PublicPlace['hours'][number]['week'];
    const index = indexOf(
      place(1, { hours: [{ validFrom: '2020-01-01', week: week('06:30', '18:30'), words: null }] }),
      place(2, { hoursText: '7 h 00 – 18 h 00' }),
      place(3, { hoursText: 'selon les parents' }),
    );
    const found = (more: Partial<Criteria>) =>
      search({ ...usual, ...more }, index).hits.map(({ found: { place: one } }) => one.number);
    expect(found({ opensBy: '06:30' })).to.deep.equal(['MA-1']);
    expect(found({ opensBy: '07:00', closesFrom: '18:00' })).to.deep.equal(['MA-1', 'MA-2']);
    expect(found({})).to.have.lengthOf(3);
  });

  it('measures on the sphere what it measures with sines', () => {
    fc.assert(
      fc.property(fc.constantFrom(...localities), fc.constantFrom(...localities), (a, b) => {
        const away = distanceBetween(a, b);
        const chord = chordBetween(onSphere(a), onSphere(b));
        expect(distanceOfChord(chord)).to.be.closeTo(away, 1e-6);
        if (Math.abs(away - 20) > 1e-6) expect(chord <= chordOf(20)).to.equal(away <= 20);
      }),
    );
    expect(centreOf('5000', 'nulle part')).to.have.keys('latitude', 'longitude');
    expect(centreOf('9999', 'x')).to.equal(undefined);
  });

  it('finds the words near one as if it compared them all, and those that begin alike', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), word, (words, typed) => {
        const list = layOutWords(words);
        const most = slipsAllowed(typed.length);
        const near = [...new Set(words)].filter(
          (one) => one !== typed && most > 0 && slipsBetween(typed, one, most) <= most,
        );
        expect(wordsNear(list, typed).map((one) => one.word)).to.have.members(near);
        const begin =
          typed.length < 3 ? [] : [...new Set(words)].filter((one) => one !== typed && one.startsWith(typed));
        expect(wordsBeginning(list, typed)).to.have.members(begin);
      }),
    );
  });

  it('writes a search in one way, and reads it back', () => {
    fc.assert(
      fc.property(anyCriteria, (criteria) => {
        const query = Object.fromEntries(
          [...new Set(new URLSearchParams(queryOf(criteria, { page: criteria.page })).keys())].map((key) => [
            key,
            new URLSearchParams(queryOf(criteria, { page: criteria.page })).getAll(key),
          ]),
        );
        const { criteria: again, faults } = readCriteria(query);
        expect(faults).to.deep.equal([]);
        expect(queryOf(again, { page: again.page })).to.equal(queryOf(criteria, { page: criteria.page }));
      }),
    );
  });

  it('understands anything that is typed in the address, without failing', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.constant(undefined));
    const index = indexOf(place(1), place(2));
    fc.assert(
      fc.property(
        fc.record({
          q: value,
          km: value,
          type: value,
          places: value,
          le: value,
          age: value,
          des: value,
          jusqua: value,
          tri: value,
          page: value,
        }),
        (query) => {
          const { criteria } = readCriteria(query);
          if (criteria.text) search(criteria, index);
        },
      ),
    );
  });

  it('gives each place one address, which leads back to it', () => {
    const index = indexOf(place(1), place(12, { name: 'Été & Hiver <3' }), place(123, { name: '…' }));
    for (const found of index.all)
      expect(findIn(index.byNumber, found.path.replace('/premiers-pas/lieux/', ''))).to.equal(found);
    expect(sheetPath({ number: 'MA-12', name: 'Été & Hiver' })).to.equal('/premiers-pas/lieux/ma-12-ete-hiver');
    expect(findIn(index.byNumber, 'rien')).to.equal(undefined);
  });
});

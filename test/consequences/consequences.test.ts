/** What each event touches, said twice: by the rules, and by a table written by hand; and that what is given back is what was. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  consequencesOf,
  touched,
  type Event,
  type EventKind,
  type Situation,
  type Touched,
} from '../../domain/consequences/consequences.ts';
import { giveBack, lowerTo, takeFrom, type FreePeriod, type PeriodChange } from '../../domain/consequences/places.ts';
import { addDays } from '../../domain/days.ts';
import { consequenceInWords, touchedWords } from '../../views/consequences/words.ts';

/** A crèche in which everything that can be touched is there. */
const full: Situation = {
  home: true,
  afterSchool: true,
  published: true,
  freePeriods: 2,
  mostFree: 5,
  taken: 2,
  postal: 'same',
  photos: 3,
  contracts: 4,
  quarter: '2027-1',
  preRequests: 6,
  review: 'open',
  openCases: 2,
  redDays: null,
};
const empty: Situation = {
  home: false,
  afterSchool: false,
  published: false,
  freePeriods: 0,
  mostFree: 0,
  taken: 0,
  postal: 'none',
  photos: 0,
  contracts: 0,
  quarter: null,
  preRequests: 0,
  review: null,
  openCases: 0,
  redDays: null,
};
const event = (kind: EventKind, more: Partial<Event> = {}): Event => ({
  kind,
  moves: false,
  changesHands: false,
  hours: false,
  phone: false,
  ...more,
});

/** By hand, from the design: who does what of each thing. */
const byHand: Record<string, [Event, Partial<Record<Touched, string>>]> = {
  'a permanent move to another administration, with fewer places': [
    event('move', { moves: true, changesHands: true, capacity: 3 }),
    {
      'public-sheet': 'itself',
      'places': 'itself',
      'opening-hours': 'operator',
      'phone': 'operator',
      'postal-address': 'itself',
      'photos': 'operator',
      'contracts': 'itself',
      'household': 'operator',
      'quarter': 'itself',
      'red-days': 'operator',
      'contacts': 'itself',
      'pre-requests': 'operator',
      'open-cases': 'itself',
    },
  ],
  'a temporary move': [
    event('temporary-move', { moves: true }),
    {
      'public-sheet': 'itself',
      'places': 'operator',
      'opening-hours': 'operator',
      'postal-address': 'itself',
      'contracts': 'itself',
      'household': 'operator',
      'red-days': 'operator',
      'pre-requests': 'operator',
    },
  ],
  'a cessation': [
    event('cessation', { until: '2027-05-01' }),
    {
      'public-sheet': 'itself',
      'places': 'itself',
      'contracts': 'operator',
      'quarter': 'itself',
      'red-days': 'operator',
      'pre-requests': 'operator',
      'review': 'itself',
    },
  ],
  'an end of activity': [
    event('end'),
    {
      'public-sheet': 'itself',
      'places': 'itself',
      'photos': 'itself',
      'contracts': 'operator',
      'quarter': 'operator',
      'red-days': 'operator',
      'pre-requests': 'itself',
      'review': 'itself',
    },
  ],
  'more places': [
    event('capacity', { capacity: 9 }),
    { 'public-sheet': 'itself', 'places': 'operator', 'contracts': 'operator', 'quarter': 'itself' },
  ],
  'a return from elsewhere': [
    event('return', { moves: true }),
    {
      'public-sheet': 'itself',
      'places': 'itself',
      'postal-address': 'itself',
      'red-days': 'operator',
      'pre-requests': 'operator',
    },
  ],
};

describe('what a decision touches', () => {
  for (const [name, [what, expected]] of Object.entries(byHand))
    it(`is said of ${name}: each thing, and who does it`, () => {
      expect(Object.fromEntries(consequencesOf(what, full).map((told) => [told.what, told.by]))).to.deep.equal(
        expected,
      );
    });

  it('is nothing where there is nothing to touch', () => {
    for (const kind of ['temporary-move', 'cessation', 'end', 'capacity', 'return'] as const)
      expect(consequencesOf(event(kind), empty), kind).to.deep.equal([]);
  });

  const anySituation = fc.record({
    home: fc.boolean(),
    afterSchool: fc.boolean(),
    published: fc.boolean(),
    freePeriods: fc.nat(3),
    mostFree: fc.nat(20),
    taken: fc.nat(3),
    postal: fc.constantFrom('same', 'other', 'none'),
    photos: fc.nat(5),
    contracts: fc.nat(20),
    quarter: fc.constantFrom('2027-1', null),
    preRequests: fc.nat(9),
    review: fc.constantFrom('open', 'suspended', null),
    openCases: fc.nat(5),
    redDays: fc.constantFrom(null, 0, 4),
  }) as fc.Arbitrary<Situation>;
  const anyEvent = fc.record(
    {
      kind: fc.constantFrom<EventKind>('move', 'temporary-move', 'cessation', 'end', 'capacity', 'return'),
      moves: fc.boolean(),
      changesHands: fc.boolean(),
      hours: fc.boolean(),
      phone: fc.boolean(),
      capacity: fc.nat(40),
      until: fc.constant('2027-05-01'),
    },
    { requiredKeys: ['kind', 'moves', 'changesHands', 'hours', 'phone'] },
  ) as fc.Arbitrary<Event>;

  it('is said once for each thing, in one order, each with words of its own', () => {
    fc.assert(
      fc.property(anyEvent, anySituation, (what, now) => {
        const told = consequencesOf(what, now);
        const order = told.map((one) => touched.indexOf(one.what));
        expect(order).to.deep.equal([...new Set(order)].sort((a, b) => a - b));
        for (const one of told) {
          expect(touchedWords[one.what]).to.be.a('string');
          // A code without words would be shown as it is.
          expect(consequenceInWords(one), `${one.what} ${one.how}`).to.include(' ').and.not.include('undefined');
        }
      }),
    );
  });
});

describe('the periods of free places', () => {
  const start = '2027-01-01';
  const period = (id: string) =>
    fc
      .record({
        ageGroup: fc.constantFrom('all', '0-18-months', '18-36-months'),
        from: fc.nat(200),
        length: fc.option(fc.nat(200), { nil: null }),
        places: fc.integer({ min: 1, max: 20 }),
      })
      .map(
        ({ ageGroup, from, length, places }): FreePeriod => ({
          id,
          ageGroup,
          from: addDays(start, from),
          until: length === null ? null : addDays(start, from + length),
          places,
        }),
      );
  const periods = fc
    .array(fc.nat(), { maxLength: 5 })
    .chain((list) => fc.tuple(...list.map((_, index) => period(String(index)))));
  const day = fc.nat(300).map((days) => addDays(start, days));
  const applied = (now: readonly FreePeriod[], changes: readonly PeriodChange[]): FreePeriod[] =>
    now.flatMap((one) => {
      const change = changes.find(({ before }) => before.id === one.id);
      return change ? (change.after ?? []) : [one];
    });
  const sorted = (list: readonly FreePeriod[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

  it('announce nothing from the day of a cessation on, and what lies before stays', () => {
    fc.assert(
      fc.property(periods, day, (all, on) => {
        const after = applied(all, takeFrom(all, on));
        expect(after.every(({ until }) => until !== null && until < on)).to.equal(true);
        expect(after.filter(({ from }) => from < on)).to.have.length(all.filter(({ from }) => from < on).length);
      }),
    );
  });

  it('announce no more than is authorised, and are left alone where they say less', () => {
    fc.assert(
      fc.property(periods, day, fc.nat(20), (all, on, capacity) => {
        const after = applied(all, lowerTo(all, capacity, on));
        expect(after.every(({ until, places }) => (until !== null && until < on) || places <= capacity)).to.equal(true);
      }),
    );
  });

  it('come back as they were, whatever was taken away, where nobody has written since', () => {
    fc.assert(
      fc.property(periods, day, fc.option(fc.nat(20), { nil: undefined }), (all, on, capacity) => {
        const changes = capacity === undefined ? takeFrom(all, on) : lowerTo(all, capacity, on);
        const left = applied(all, changes);
        const { back, kept } = giveBack(changes, all, left);
        expect(kept).to.deep.equal([]);
        const now = [...left.filter(({ id }) => !back.some((one) => one.id === id)), ...back];
        expect(sorted(now)).to.deep.equal(sorted(all));
      }),
    );
  });

  it('are not given back over what was written by hand meanwhile', () => {
    const one: FreePeriod = { id: 'a', ageGroup: 'all', from: '2027-02-01', until: null, places: 3 };
    const other: FreePeriod = { ...one, id: 'b', from: '2027-06-01', places: 1 };
    const [change] = takeFrom([one], '2027-04-01');
    expect(giveBack([change!], [one], [{ ...one, until: '2027-02-15' }])).to.deep.equal({ back: [], kept: [one] });
    expect(giveBack([change!], [one], [change!.after!, other])).to.deep.equal({ back: [], kept: [one] });
    expect(giveBack([change!], [one], [])).to.deep.equal({ back: [], kept: [one] });
    const ended = { ...one, id: 'c', from: '2027-01-01', until: '2027-01-31' };
    const moved = { ...ended, until: '2027-05-01' };
    expect(giveBack([change!], [one, ended], [change!.after!, moved]), 'one that was there before').to.deep.equal({
      back: [],
      kept: [one],
    });
    const gone = takeFrom([other], '2027-04-01');
    expect(giveBack(gone, [other], [])).to.deep.equal({ back: [other], kept: [] });
  });
});

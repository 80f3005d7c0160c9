import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, daysBetween, type Day } from '../../domain/days.ts';
import { placesSentence } from '../../domain/presentation/places-sentence.ts';
import {
  daysLeft,
  findExcess,
  findOverlap,
  lineInWords,
  periodsWhenFull,
  placesByMonth,
  placesOn,
  stepsFrom,
  type AgeGroup,
  type PlacesPeriod,
} from '../../domain/presentation/places.ts';

const today: Day = '2026-11-23';
const period = (from: Day, until: Day | undefined, places: number, ageGroup: AgeGroup = 'all'): PlacesPeriod => ({
  ageGroup,
  from,
  until,
  places,
});
/** Picture 22. */
const chenes = [
  period('2027-02-15', '2027-02-28', 1, '0-18-months'),
  period('2027-03-01', '2027-08-31', 3, '0-18-months'),
  period('2027-09-01', undefined, 9),
];

/** Every day of a span, told one by one: what the functions work out by steps is counted here. */
const horizon = 500;
const eachDay = (count: number, first = today): Day[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index));
const anyDay = fc.integer({ min: -60, max: 430 }).map((offset) => addDays(today, offset));
const anyPeriod = fc
  .record({
    ageGroup: fc.constantFrom<AgeGroup>('all', '0-18-months', '18-36-months'),
    from: anyDay,
    length: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
    places: fc.integer({ min: 1, max: 9 }),
  })
  .map(
    ({ from, length, ...rest }): PlacesPeriod => ({
      ...rest,
      from,
      until: length === undefined ? undefined : addDays(from, length),
    }),
  );
const periods = fc.array(anyPeriod, { maxLength: 6 });
/** Independent of `covers`: by numbers of days. */
const countOn = (list: readonly PlacesPeriod[], day: Day): number => {
  let count = 0;
  for (const { from, until, places } of list) {
    const begun = daysBetween(from, day) >= 0;
    const ended = until !== undefined && daysBetween(until, day) > 0;
    if (begun && !ended) count += places;
  }
  return count;
};

describe('places that a facility says it has free', () => {
  it('are as many on each day as the periods that hold then say together, whatever their ages', () => {
    fc.assert(
      fc.property(periods, (list) => {
        const steps = stepsFrom(list, today);
        for (const day of eachDay(horizon)) {
          expect(placesOn(list, day)).to.equal(countOn(list, day));
          expect(steps.findLast(({ from }) => from <= day)?.places).to.equal(countOn(list, day));
        }
        steps.slice(1).forEach(({ places }, index) => {
          expect(places).to.not.equal(steps[index]?.places);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('are told for twelve months by the best day of each', () => {
    fc.assert(
      fc.property(periods, (list) => {
        const months = placesByMonth(list, today);
        expect(months).to.have.length(12);
        for (const { month, places } of months) {
          const days = eachDay(horizon).filter((day) => day.startsWith(month));
          expect(places).to.equal(Math.max(...days.map((day) => countOn(list, day))));
        }
      }),
      { numRuns: 60 },
    );
    expect(placesByMonth(chenes, today).map(({ places }) => places)).to.deep.equal([
      0, 0, 0, 1, 3, 3, 3, 3, 3, 3, 9, 9,
    ]);
  });

  it('may not be said twice for one age and day: exactly then another line is found', () => {
    fc.assert(
      fc.property(periods, anyPeriod, (list, one) => {
        const all = eachDay(1200, addDays(today, -100));
        const shared = list.filter(
          (other) =>
            other.ageGroup === one.ageGroup && all.some((day) => countOn([other], day) > 0 && countOn([one], day) > 0),
        );
        expect(findOverlap(list, one)).to.equal(shared[0]);
      }),
      { numRuns: 100 },
    );
  });

  it('are never more than are allowed on a day to come: the first such day is found, with its lines', () => {
    const capacities = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), anyDay)
      .map(([first, then, from]) => [
        { from: '2015-01-01', places: first },
        { from, places: then },
      ]);
    fc.assert(
      fc.property(periods, capacities, (list, allowed) => {
        const changesOn = allowed[1]!.from;
        const tooMany = eachDay(horizon).find(
          (day) => countOn(list, day) > (day < changesOn ? allowed[0]! : allowed[1]!).places,
        );
        const excess = findExcess(list, allowed, today);
        expect(excess?.day).to.equal(tooMany);
        if (excess) expect(excess.announced).to.equal(excess.lines.reduce((sum, { places }) => sum + places, 0));
      }),
      { numRuns: 100 },
    );
  });

  it('are none until the day until which a facility is full, and as before from the day after', () => {
    fc.assert(
      fc.property(periods, fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }), (list, length) => {
        const until = length === undefined ? undefined : addDays(today, length);
        const { kept, moved } = periodsWhenFull(list, today, until);
        const left = [...kept, ...moved.map(({ period: of, from }) => ({ ...of, from }))];
        for (const day of eachDay(horizon)) {
          const isFull = until === undefined || day <= until;
          expect(countOn(left, day)).to.equal(isFull ? 0 : countOn(list, day));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what parents read of places', () => {
  const confirmedOn = '2026-11-12';
  const read = (free: readonly PlacesPeriod[], more: object = {}) =>
    placesSentence({ free, confirmedOn, ...more }, today, 90);

  it('is the first day with a place, and how many there are from when', () => {
    expect(read(chenes)).to.deep.equal({
      state: 'later',
      title: 'Places à partir du 15 février 2027',
      detail: "1 place dès le 15 février, 3 dès mars, 9 dès septembre · âge à l'entrée : de 0 à 18 mois",
    });
    expect(read([period('2026-11-01', '2026-12-31', 2)])).to.deep.equal({
      state: 'free',
      title: '2 places disponibles',
      detail: 'puis plus aucune dès janvier 2027',
    });
    expect(read([period('2026-11-01', undefined, 1)])).to.deep.equal({ state: 'free', title: '1 place disponible' });
    expect(
      read([period('2026-11-01', undefined, 1, '0-18-months'), period('2026-11-01', undefined, 2, '18-36-months')])
        .detail,
    ).to.equal('dont 1 de 0 à 18 mois, 2 de 18 à 36 mois');
  });

  it('is that there is none, until when where that is known', () => {
    expect(read([])).to.deep.equal({ state: 'full', title: 'Pas de place disponible pour le moment' });
    expect(read([], { fullUntil: '2027-08-31' }).title).to.equal("Complet jusqu'au 31 août 2027");
    expect(read([], { fullUntil: '2026-11-22' }).title).to.equal('Pas de place disponible pour le moment');
  });

  it('is to be confirmed from the ninety-first day, and not communicated where nothing was ever said', () => {
    expect(placesSentence({ free: chenes, confirmedOn }, addDays(confirmedOn, 90), 90).state).to.equal('later');
    expect(placesSentence({ free: chenes, confirmedOn }, addDays(confirmedOn, 91), 90).state).to.equal('to-confirm');
    expect(placesSentence({ free: chenes, confirmedOn }, addDays(confirmedOn, 31), 30).detail).to.contain(
      'plus de 30 jours',
    );
    expect(placesSentence({ free: chenes }, today, 90).state).to.equal('unknown');
    expect(daysLeft(confirmedOn, today, 90)).to.equal(79);
  });

  it('agrees with every day: places are free today exactly when a line says so', () => {
    fc.assert(
      fc.property(periods, (list) => {
        const { state } = read(list);
        const later = eachDay(horizon).some((day) => countOn(list, day) > 0);
        expect(state).to.equal(countOn(list, today) > 0 ? 'free' : later ? 'later' : 'full');
      }),
      { numRuns: 100 },
    );
  });

  it('is quoted line by line where two contradict each other', () => {
    expect(lineInWords(chenes[0]!)).to.equal('«\u00a0du 15/02/2027 au 28/02/2027, de 0 à 18 mois, 1 place\u00a0»');
    expect(lineInWords(chenes[2]!)).to.equal('«\u00a0à partir du 01/09/2027, tous les âges, 9 places\u00a0»');
  });
});

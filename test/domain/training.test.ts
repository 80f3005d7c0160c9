import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addMonths, endOfDay, startOfDay, type Day } from '../../domain/calendar.ts';
import { delayOf, expectedBy, spanInWords } from '../../domain/training-delay.ts';
import { hintsOf } from '../../domain/training-hints.ts';
import {
  hoursOf,
  isWithoutPenalty,
  missingOf,
  periodsFrom,
  type CountedLine,
  type Standing,
} from '../../domain/training-hours.ts';

const days = fc.integer({ min: 0, max: 365 * 15 }).map((number): Day => addDays('2012-02-29', number));
const lines = fc.array(
  fc.record({
    fromOn: days,
    hours: fc.integer({ min: 2, max: 200 }).map((quarters) => quarters / 4),
    standing: fc.constantFrom<Standing>('recognised', 'waiting', 'refused'),
  }),
  { maxLength: 40 },
);

describe('hours of continuing training', () => {
  it('are counted over fixed periods of three years that follow one another without gap from the entry into function', () => {
    fc.assert(
      fc.property(days, days, (enteredOn, today) => {
        const periods = periodsFrom(enteredOn, today);
        expect(periods.length === 0).to.equal(today < enteredOn);
        for (const [index, { from, to }] of periods.entries()) {
          expect(from).to.equal(addMonths(enteredOn, 36 * index));
          expect(addDays(to, 1)).to.equal(addMonths(enteredOn, 36 * (index + 1)));
        }
        const current = periods.at(-1);
        if (current) expect(today >= current.from && today <= current.to).to.equal(true);
      }),
    );
  });

  it('count each line once, in the period of its first day, whatever became of it', () => {
    fc.assert(
      fc.property(lines, days, days, (all, enteredOn, today) => {
        const periods = periodsFrom(enteredOn, today);
        const counted = hoursOf(all, periods);
        const sumOf = (some: readonly CountedLine[]): number => some.reduce((sum, { hours }) => sum + hours, 0);
        const last = periods.at(-1)?.to ?? '';
        const inside = all.filter(({ fromOn }) => fromOn >= enteredOn && fromOn <= last);
        for (const standing of ['recognised', 'waiting', 'refused'] as const)
          expect(counted.reduce((sum, period) => sum + period[standing], 0)).to.equal(
            sumOf(inside.filter((line) => line.standing === standing)),
          );
      }),
    );
  });

  it('miss less when more is recognised, never less than nothing, and at best what waits is recognised', () => {
    fc.assert(
      fc.property(lines, days, (all, enteredOn) => {
        for (const period of hoursOf(all, periodsFrom(enteredOn, '2026-11-26'))) {
          const { now, atBest } = missingOf(period, 50);
          expect(atBest).to.be.at.least(0);
          expect(now).to.be.at.least(atBest);
          const better = { ...period, recognised: period.recognised + period.waiting, waiting: 0 };
          expect(missingOf(better, 50).now).to.equal(atBest);
        }
      }),
    );
  });
});

describe('the time that ONE takes', () => {
  const waits = fc.record({
    enteredAt: fc.integer({ min: startOfDay('2024-01-01'), max: startOfDay('2026-11-26') }),
    turn: fc.constantFrom('operator', 'one', 'nobody'),
    clocks: fc.record({ one: fc.nat({ max: 1e12 }), operator: fc.nat({ max: 1e10 }) }),
  }) as fc.Arbitrary<Parameters<typeof isWithoutPenalty>[0]>;

  it('never weighs on the agreement, however long it is', () => {
    fc.assert(
      fc.property(waits, days, fc.nat({ max: 1e12 }), (wait, endsOn, more) => {
        const longer = { ...wait, clocks: { ...wait.clocks, one: wait.clocks.one + more } };
        expect(isWithoutPenalty(longer, endsOn)).to.equal(isWithoutPenalty(wait, endsOn));
      }),
    );
  });

  it("is said to only while it is ONE's turn, and where the operator's own time does not pass the end of the agreement", () => {
    fc.assert(
      fc.property(waits, days, fc.nat({ max: 1e10 }), (wait, endsOn, more) => {
        if (wait.turn !== 'one') expect(isWithoutPenalty(wait, endsOn)).to.equal(false);
        expect(isWithoutPenalty(wait, undefined)).to.equal(false);
        const slower = { ...wait, clocks: { ...wait.clocks, operator: wait.clocks.operator + more } };
        if (isWithoutPenalty(slower, endsOn)) expect(isWithoutPenalty(wait, endsOn)).to.equal(true);
        if (wait.turn === 'one')
          expect(isWithoutPenalty(wait, endsOn)).to.equal(wait.enteredAt + wait.clocks.operator <= endOfDay(endsOn));
      }),
    );
  });
});

describe('the delay that is told', () => {
  it('is not known from fewer than twenty decided lines', () => {
    expect(delayOf(undefined)).to.deep.equal({ known: false });
    expect(delayOf({ decided: 19, median: 10, ninth: 21 })).to.deep.equal({ known: false });
    expect(delayOf({ decided: 20, median: 10.2, ninth: 21 })).to.deep.equal({ known: true, median: 11, ninth: 21 });
  });

  it('names the day by which nine in ten are decided, and no day once that has passed', () => {
    const delay = { known: true, median: 10, ninth: 21 } as const;
    const sent = startOfDay('2026-11-01');
    expect(expectedBy(sent, delay, '2026-11-10')).to.equal('2026-11-22');
    expect(expectedBy(sent, delay, '2026-11-23')).to.equal(undefined);
    expect(expectedBy(sent, { known: false }, '2026-11-10')).to.equal(undefined);
  });

  it('is said in days, weeks or months', () => {
    expect([1, 12, 21, 45, 120].map(spanInWords)).to.deep.equal([
      '1 jour',
      '12 jours',
      '3 semaines',
      '6 semaines',
      '4 mois',
    ]);
  });
});

describe('a name that is typed with « Autre »', () => {
  const kinds = (name: string): string[] => hintsOf(name, 'Jouer dehors').map(({ kind }) => kind);
  it('is seen when it is a place', () => {
    for (const name of [
      'Namur',
      'Liège',
      '5000 Namur',
      'Salle communale de Bouge',
      'rue de Fer 12',
      'École Saint-Aubain',
    ])
      expect(kinds(name), name).to.deep.equal(['place']);
    for (const name of ['Horizon Enfance', 'ONE', 'Province de Namur', 'CEMEA Liège', 'Promotion sociale de Namur'])
      expect(kinds(name), name).not.to.include('place');
  });

  it('is seen when it is a person', () => {
    for (const name of ['Mme Dupont', 'Chloé Bastin', 'Jean-Luc Van Damme', 'Dr Lambotte'])
      expect(kinds(name), name).to.deep.equal(['person']);
    for (const name of [
      'Horizon Enfance',
      'Croix-Rouge de Belgique',
      'ISBW',
      'Badje ASBL',
      'Ligue des familles',
      'ONE',
    ])
      expect(kinds(name), name).not.to.include('person');
  });

  it('is told of with the name of the lists that it is near to, and says nothing of what is in order', () => {
    expect(hintsOf('Orizon Enfance', 'Jouer dehors', ['Horizon Enfance'])).to.deep.equal([
      { kind: 'existing', name: 'Horizon Enfance' },
    ]);
    expect(hintsOf('Jouer dehors', 'jouer dehors')).to.deep.equal([{ kind: 'same-as-module' }]);
    expect(hintsOf('Horizon Enfance', 'Jouer dehors')).to.deep.equal([]);
    expect(hintsOf('  ', 'Jouer dehors')).to.deep.equal([]);
  });

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ maxLength: 50 }),
        (organisation, module) => {
          expect(hintsOf(organisation, module)).to.be.an('array');
        },
      ),
    );
  });
});

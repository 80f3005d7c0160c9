import { expect } from 'chai';
import fc from 'fast-check';
import { faultOfPeriods, hoursOn, lengthInWords, openMinutes } from '../../domain/signaletique/opening-hours.ts';
import { openingSentence, readOpeningSentence } from '../../domain/signaletique/opening-sentence.ts';
import { readHour } from '../../domain/written-hour.ts';

const everyDay = (periods: [string, string][], ...days: number[]) =>
  Object.fromEntries(days.map((day) => [String(day), periods]));
const hour = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
/** One period or two, in order and apart. */
const periods = fc
  .uniqueArray(hour, { minLength: 2, maxLength: 4 })
  .map((hours) => [...hours].sort())
  .map((hours) =>
    hours.length === 4
      ? [
          [hours[0]!, hours[1]!],
          [hours[2]!, hours[3]!],
        ]
      : [[hours[0]!, hours.at(-1)!]],
  ) as fc.Arbitrary<[string, string][]>;
const week = fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), periods, { minKeys: 1 });

describe('Opening hours', () => {
  it('reads an hour however it is written', () => {
    for (const typed of ['7', '07', '7h', '7 h', '700', '0700', '7:00', '07.00', '7 h 00', '7h00', '7 heures'])
      expect(readHour(typed), typed).to.equal('07:00');
    expect(readHour('1830')).to.equal('18:30');
    for (const typed of ['', '24', '2400', '7:60', '7:3', 'sept', '-7', '12345', '7h00 18h'])
      expect(readHour(typed), typed).to.equal(undefined);
  });

  it('says a week as parents read it', () => {
    expect(openingSentence(everyDay([['07:00', '18:00']], 1, 2, 3, 4, 5))).to.equal(
      'du lundi au vendredi, 7 h 00 – 18 h 00',
    );
    expect(
      openingSentence({
        ...everyDay([['07:00', '18:30']], 1, 2, 4),
        ...everyDay([['07:00', '18:00']], 3, 5),
      }),
    ).to.equal('lundi, mardi, jeudi 7 h 00 – 18 h 30 ; mercredi, vendredi 7 h 00 – 18 h 00');
    expect(
      openingSentence(
        everyDay(
          [
            ['07:00', '08:15'],
            ['15:30', '18:00'],
          ],
          1,
        ),
      ),
    ).to.equal('lundi 7 h 00 – 8 h 15 et 15 h 30 – 18 h 00');
    expect(openingSentence({})).to.equal('fermé toute la semaine');
  });

  it('reads its own sentence back, whatever the week', () => {
    fc.assert(
      fc.property(week, (hours) => {
        expect(readOpeningSentence(openingSentence(hours))).to.deep.equal(hours);
      }),
    );
  });

  it('reads what people write in a line, and guesses nothing', () => {
    const weekdays = everyDay([['07:00', '18:00']], 1, 2, 3, 4, 5);
    for (const typed of [
      '7 h 00 – 18 h 00',
      '7 h 00 – 18 h 00, du lundi au vendredi.',
      'du lundi au vendredi de 7h à 18h',
      'Lundi à vendredi, 7:00-18:00',
    ])
      expect(readOpeningSentence(typed), typed).to.deep.equal(weekdays);
    for (const typed of [
      '',
      'sur rendez-vous',
      '7 h 00',
      'du lundi au vendredi',
      'lundi 18 h – 7 h',
      'lundi 7h-18h sauf le 3',
      'lundi 7h-18h ; lundi 8h-9h',
    ])
      expect(readOpeningSentence(typed), typed).to.equal(undefined);
  });

  it('refuses a day that closes before it opens, and periods that run into each other', () => {
    expect(faultOfPeriods([['18:00', '07:00']])).to.equal(
      "La fermeture (07:00) est avant l'ouverture (18:00) : corrigez l'une des deux",
    );
    expect(faultOfPeriods([['07:00', '07:00']])).to.contain('à la même heure');
    expect(
      faultOfPeriods([
        ['07:00', '12:00'],
        ['11:00', '18:00'],
      ]),
    ).to.contain('avant la fin de la première');
    fc.assert(fc.property(periods, (some) => faultOfPeriods(some) === undefined));
  });

  it('counts what a day is open', () => {
    expect(lengthInWords(openMinutes([['07:00', '18:30']]))).to.equal('11 h 30');
    expect(
      lengthInWords(
        openMinutes([
          ['07:00', '08:15'],
          ['15:30', '18:00'],
        ]),
      ),
    ).to.equal('3 h 45');
  });

  it('finds the hours of a day among dated ones, in whatever order', () => {
    const versions = [{ validFrom: '2027-01-04' }, { validFrom: '2025-08-25' }, { validFrom: '2026-09-01' }];
    expect(hoursOn(versions, '2026-11-23')?.validFrom).to.equal('2026-09-01');
    expect(hoursOn(versions, '2027-01-04')?.validFrom).to.equal('2027-01-04');
    expect(hoursOn(versions, '2025-08-24')).to.equal(undefined);
  });
});

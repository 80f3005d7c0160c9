/** What a sheet of days says, beside what stands: read as it is meant, or asked. */
import { expect } from 'chai';
import { withoutAnswers } from '../../api/after-school-import/rework.ts';
import type { DaysWaiting } from '../../db/after-school-import/preview.ts';
import { noCounts, nothingCounted, type Counted, type DayCounts } from '../../domain/after-school/counts.ts';
import { planDays, type DaysPlan, type Standing } from '../../domain/after-school/sheet/plan.ts';
import { readDays, type ReadDays } from '../../domain/after-school/sheet/read-rows.ts';
import {
  missingIn,
  recogniseDays,
  signatureOf,
  withoutTitles,
  type DaysSheet,
} from '../../domain/after-school/sheet/recognise.ts';
import { readCount } from '../../domain/after-school/written-count.ts';
import type { Day } from '../../domain/days.ts';
import { nothingMended } from '../../domain/sheet/mending.ts';
import { pastedWorkbook } from '../../domain/sheet/pasted.ts';

const lines = (...rows: string[][]): string => rows.map((cells) => cells.join('\t')).join('\n');
const titled = (...rows: string[][]): DaysSheet => recogniseDays(pastedWorkbook(lines(...rows)))!;
const read = (sheet: DaysSheet): ReadDays => readDays(sheet, nothingMended, '2026-11');

/** A place that is agreed and open on every weekday, but on 11 November. */
const calendar = {
  agreed: [{ from: '2020-01-01', to: null }],
  agreedInHolidays: false,
  hours: [
    {
      validFrom: '2020-01-01',
      week: [1, 2, 3, 4, 5].map((day) => ({ day, periods: [{ from: '15:30', to: '18:00' }] })),
    },
  ],
  exceptional: [],
  holidays: new Map([['2026-11-11', { name: 'Armistice', kind: 'legal' }]]),
  schoolHolidays: [],
} as never as Standing['calendar'];
function planned(sheet: DaysSheet, there: Record<Day, Partial<Counted>> = {}, more: Partial<Standing> = {}): DaysPlan {
  const days = new Map(
    Object.entries(there).map(([day, counted]): [Day, DayCounts] => [
      day,
      { ...nothingCounted, ...counted, openAnyway: false, origin: 'typed', version: 1 },
    ]),
  );
  return planDays(read(sheet), {
    ...{ calendar, counts: { ...noCounts, days }, locked: new Set(), open: new Set(), today: '2026-11-27' },
    ...more,
  });
}

describe('A sheet of days after school', () => {
  describe('pasted without its titles', () => {
    const meant = (...rows: string[][]): string[] => {
      const sheet = withoutTitles(pastedWorkbook(lines(...rows)))!;
      return Object.values(sheet.columns);
    };

    it('is read in the order of our model, the name of the weekday left aside', () => {
      expect(meant(['16/11/2026', '31', '44'])).to.deep.equal(['day', 'nursery', 'primarySchool']);
      expect(meant(['16/11/2026', 'lundi', '31', '44', '5'])).to.deep.equal([
        ...['day', 'nursery', 'primarySchool', 'positive'],
      ]);
      expect(meant(['16/11/2026', '75'])).to.deep.equal(['day', 'together']);
    });

    it('takes a third column that is the sum of both as their sum, never as positive differentiation', () => {
      const rows = [
        ['16/11/2026', '31', '44', '75'],
        ['17/11/2026', '30', '45', '75'],
      ];
      expect(meant(...rows)).to.deep.equal(['day', 'nursery', 'primarySchool', 'together']);
      const { faults, days } = read(withoutTitles(pastedWorkbook(lines(...rows)))!);
      expect(faults).to.deep.equal([]);
      expect(days[0]!.said).to.include({ nursery: 31, primarySchool: 44 }).and.not.have.property('positive');
    });

    it('asks where a column among them is empty, too many, or can be none of ours', () => {
      for (const rows of [
        [['16/11/2026', '31', '', '5']],
        [['16/11/2026', '', '31', '44']],
        [['16/11/2026', '31', '44', '80']],
        [['16/11/2026', '31', '44', '75', '5']],
        [['16/11/2026', '31', '44', '5', '2', '1']],
      ]) {
        const sheet = withoutTitles(pastedWorkbook(lines(...rows)))!;
        expect(Object.values(sheet.columns), rows[0]!.join('|')).to.deep.equal(['day']);
        expect(missingIn(sheet)).to.deep.equal(['counts']);
      }
      // A single empty cell moves nothing.
      expect(meant(['16/11/2026', '31', '', '5'], ['17/11/2026', '30', '45', '4'])).to.deep.equal([
        ...['day', 'nursery', 'primarySchool', 'positive'],
      ]);
    });

    it('teaches nothing of a file with titles', () => {
      expect(signatureOf(withoutTitles(pastedWorkbook('16/11/2026\t31\t44'))!)).to.equal(undefined);
      expect(signatureOf(titled(['Date', 'Maternelle', 'Primaire'], ['16/11/2026', '31', '44']))).to.be.a('string');
    });
  });

  describe('that gives a sum and one of both', () => {
    const said = (nursery: string, primary: string, sum: string) =>
      read(titled(['Date', 'Maternelle', 'Primaire', 'Total'], ['16/11/2026', nursery, primary, sum]));

    it('says the other one; no more than the one says nothing of the other; less cannot be', () => {
      expect(said('31', '', '75').days[0]!.said).to.deep.equal({ nursery: 31, primarySchool: 44 });
      expect(said('', '44', '75').days[0]!.said).to.deep.equal({ nursery: 31, primarySchool: 44 });
      expect(said('31', '', '31').days[0]!.said).to.deep.equal({ nursery: 31 });
      const [fault] = said('31', '', '20').faults;
      expect(fault).to.include({ column: 'together', kind: 'both-sums' }).and.not.have.property('proposal');
      expect(fault!.sentence).to.equal("31 en maternelle, mais 20 enfants ensemble : corrigez l'un des deux nombres");
    });

    it('does not take away a sum that stands: the other one is asked, and proposed', () => {
      const half = titled(['Date', 'Maternelle', 'Primaire'], ['16/11/2026', '31', '']);
      const { days, faults } = planned(half, { '2026-11-16': { together: 75 } });
      expect(days[0]!.after.together).to.equal(75);
      expect(faults).to.have.length(1);
      expect(faults[0]).to.include({ row: 2, column: 'primarySchool', kind: 'both-sums', proposal: '44' });
      expect(faults[0]!.sentence).to.include('75 enfants ensemble sont encodés').and.include('31 en maternelle');
      expect(planned(half, { '2026-11-16': { together: 20 } }).faults[0]).to.not.have.property('proposal');
      expect(planned(half, { '2026-11-16': { together: 75 } }, { locked: new Set(['2026-11']) }).faults).to.deep.equal(
        [],
      );
      expect(planned(half, { '2026-11-16': { nursery: 30, primarySchool: 44 } }).days[0]!.after).to.include({
        ...{ nursery: 31, primarySchool: 44 },
      });
    });
  });

  it('asks where the name of the weekday is not that of its date', () => {
    const of = (text: string) => read(titled(['Date', 'Maternelle', 'Primaire'], [text, '31', '44']));
    for (const right of ['lundi 16/11/2026', 'Lu. 16/11/2026', 'lundi, 16 novembre 2026'])
      expect(of(right).days[0]?.day, right).to.equal('2026-11-16');
    const { days, faults } = of('mardi 16/11/2026');
    expect(days).to.deep.equal([]);
    expect(faults[0]).to.include({ column: 'day', kind: 'unreadable' }).and.not.have.property('proposal');
    expect(faults[0]!.sentence).to.include('le 16/11/2026 est un lundi');
    expect(of('lundi 16').faults[0]).to.include({ proposal: '16/11/2026' });
    expect(of('mardi 16').faults[0]).to.not.have.property('proposal');
  });

  it('asks about a number that stands on a red day already; said to be open, it is written so', () => {
    const sheet = titled(['Date', 'Maternelle', 'Primaire'], ['11/11/2026', '12', '9']);
    const there = { '2026-11-11': { nursery: 12, primarySchool: 9 } };
    expect(planned(sheet, there).days[0]!.doing).to.equal('question');
    expect(planned(sheet, there, { open: new Set(['2026-11-11']) }).days[0]).to.include({
      ...{ doing: 'changed', opens: true },
    });
    expect(planned(sheet, there, { locked: new Set(['2026-11']) }).days[0]!.doing).to.equal('same');
  });

  it('proposes the enrolled of a quarter where nothing is encoded, and puts them over nothing', () => {
    const sheet = titled(
      ['Date', 'Maternelle', 'Primaire'],
      ['Inscrits en octobre 2026', '46', '71'],
      ['Inscrits en novembre 2026', '46', '71'],
      ['Inscrits en décembre 2026', '46', '71'],
    );
    const months = new Map([
      ['2026-10', { nursery: 40, primary: 70, version: 3 }],
      ['2026-11', { nursery: 40, primary: null, version: 1 }],
    ]);
    const { enrolled } = planned(sheet, {}, { isOfQuarter: true, counts: { ...noCounts, months } });
    expect(enrolled.map(({ doing, after }) => [doing, after.nursery, after.primary])).to.deep.equal([
      ['kept', 40, 70],
      ['changed', 40, 71],
      ['new', 46, 71],
    ]);
    // Of a month, as our model gives them, they are the last word.
    const own = planned(sheet, {}, { counts: { ...noCounts, months } }).enrolled[0]!;
    expect([own.doing, own.after.nursery]).to.deep.equal(['changed', 46]);
  });

  it('is read for another place without what was answered about the first one', () => {
    const sheet = titled(
      ['Date', 'Maternelle', 'Primaire'],
      ['16/11/2026', '31 enfants', '44'],
      ['17/11/2026', '', ''],
      ['11/11/2026', '1', '2'],
    );
    const mended = { row: 2, column: 'nursery', text: '31' } as const;
    const waiting = {
      ...{ sheet, open: ['2026-11-11'] },
      mending: {
        cells: [mended, { row: 3, column: 'nursery', text: '0' }, { row: 3, column: 'primarySchool', text: '0' }],
        leftOut: [4],
      },
    } as unknown as DaysWaiting;
    const { mending, open } = withoutAnswers(waiting);
    expect({ mending, open }).to.deep.equal({ mending: { cells: [mended], leftOut: [] }, open: [] });
  });

  it('reads a number of children by one rule, on the page as in a file', () => {
    for (const [typed, value] of [
      ...([
        ['', null],
        ['0', 0],
        [' 1 7', 17],
        ['31,0', 31],
        ['31.00', 31],
        ['+5', 5],
        ['007', 7],
      ] as const),
    ])
      expect(readCount(typed), typed).to.deep.equal({ value });
    for (const [typed, kind, meant] of [
      ...([
        ['-3', 'unreadable'],
        ['−3', 'unreadable'],
        ['31,5', 'unreadable'],
        ['1.000', 'unreadable'],
        ['douze', 'unreadable'],
        ['30 enfants', 'unreadable', '30'],
        ['1000', 'beyond'],
        ['12345678901234567890', 'beyond'],
      ] as const),
    ]) {
      const found = readCount(typed);
      expect(found, typed).to.include({ kind, ...(meant ? { meant } : {}) });
      if (!meant) expect(found, typed).to.not.have.property('meant');
    }
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import { readOldWorkbook } from '../../api/documents/read-old-workbook.ts';
import { sheetOfReport } from '../../domain/after-school/sheet/from-report.ts';
import { planDays } from '../../domain/after-school/sheet/plan.ts';
import { readDays, type DayFault, type ReadDays } from '../../domain/after-school/sheet/read-rows.ts';
import { noCounts } from '../../domain/after-school/counts.ts';
import { readSoftwareReport, type SoftwareReport } from '../../domain/after-school/software-report.ts';
import { nothingMended, placeOf } from '../../domain/sheet/mending.ts';
import { searchable } from '../../domain/searchable.ts';
import type { Cell, ReadWorkbook } from '../../domain/workbook.ts';

const folder = new URL('reports/', import.meta.url);
const names = readdirSync(folder).flatMap((name) => (name.endsWith('.xls') ? [name.slice(0, -4)] : []));

async function open(name: string): Promise<ReadWorkbook> {
  const workbook = await readOldWorkbook(new URL(`${name}.xls`, folder).pathname, '');
  if (typeof workbook === 'string') throw new Error(workbook);
  return workbook;
}
/** The same sheet with one cell as somebody else has left it. */
const withCell = ({ rows }: ReadWorkbook, name: string, cell: Cell | undefined): Pick<ReadWorkbook, 'rows'> => {
  const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(name) ?? [];
  return {
    rows: rows.map((each) =>
      each.number === Number(row)
        ? {
            ...each,
            cells: Object.fromEntries([
              ...Object.entries(each.cells).filter(([letters]) => letters !== column),
              ...(cell ? [[column, cell]] : []),
            ] as [string, Cell][]),
          }
        : each,
    ),
  };
};
const text = (value: string): Cell => ({ kind: 'text', text: value });
function reading(workbook: Pick<ReadWorkbook, 'rows'>): SoftwareReport {
  const report = readSoftwareReport(workbook);
  if (typeof report === 'string') throw new Error(report);
  return report;
}

/** As a sheet of days, from which on it is like any other. */
const read = (workbook: Pick<ReadWorkbook, 'rows'>): ReadDays =>
  readDays(sheetOfReport(reading(workbook)).sheet, nothingMended);
/** What is wrong with it, and the cell of the file in which it stands. */
function faultsIn(workbook: Pick<ReadWorkbook, 'rows'>): (DayFault & { cell: string | undefined })[] {
  const { sheet, cells } = sheetOfReport(reading(workbook));
  const found = readDays(sheet, nothingMended);
  const { faults } = planDays(found, { ...everyDay, counts: noCounts, locked: new Set(), open: new Set() });
  return [...found.faults, ...faults].map((fault) => ({ ...fault, cell: cells[placeOf(fault)] }));
}
/** A place that is agreed and open on every weekday. */
const everyDay = {
  today: '2026-12-31',
  calendar: {
    agreed: [{ from: '2020-01-01', to: null }],
    agreedInHolidays: true,
    hours: [
      {
        validFrom: '2020-01-01',
        week: Array.from({ length: 5 }, (_, at) => ({ day: at + 1, periods: [{ from: '15:30', to: '18:00' }] })),
      },
    ],
    exceptional: [],
    holidays: new Map(),
    schoolHolidays: [],
  },
} as never as Pick<Parameters<typeof planDays>[1], 'today' | 'calendar'>;

describe('The quarterly report of an after-school software', () => {
  it('is read as it is meant: place, enrolled, both counts of each day', async () => {
    expect(names).to.have.length(4);
    for (const name of names) {
      const report = reading(await open(name));
      const lines = readFileSync(new URL(`${name}.expected.csv`, folder), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1);
      expect(lines.length, name).to.be.above(20);
      const counts = new Map(
        read(await open(name)).days.map(({ day, said }) => [day, [said.together ?? 0, said.positive ?? 0]]),
      );
      for (const line of lines) {
        const [day = '', present, positive] = line.split(',');
        expect(counts.get(day), `${name} ${day}`).to.deep.equal([Number(present), Number(positive)]);
        counts.delete(day);
      }
      expect(
        [...counts].filter(([, [present]]) => present !== 0),
        `${name}: nothing beside`,
      ).to.deep.equal([]);
      expect(report.place.name, name).not.to.equal('');
    }
  });
  it('reads numbers written with blanks, and tells an empty day from one without children', async () => {
    const workbook = await open('2026-1er-trimestre');
    const count = (cell: Cell | undefined) =>
      read(withCell(workbook, 'G15', cell)).days.find(({ day }) => day === '2026-01-05')?.said.together;
    expect(count(text(' 2 5\u00a0'))).to.equal(25);
    expect(count(text('0'))).to.equal(0);
    for (const nothing of [undefined, text(''), text('  ')]) expect(count(nothing)).to.equal(undefined);
  });

  it('says which cell cannot be, and what was likely meant', async () => {
    const workbook = await open('2026-1er-trimestre');
    const faults = (name: string, cell: Cell) => faultsIn(withCell(workbook, name, cell));
    expect(faultsIn(workbook)).to.deep.equal([]);
    expect(faults('G15', text('25 enfants'))[0]).to.include({
      ...{ cell: 'G15', column: 'together', kind: 'unreadable', proposal: '25' },
    });
    expect(faults('G15', text('vingt'))[0])
      .to.include({ kind: 'unreadable' })
      .and.not.have.property('proposal');
    for (const wrong of ['-3', '−3', '25,5']) expect(faults('G15', text(wrong))[0]).to.include({ kind: 'unreadable' });
    expect(faults('G15', text('2500'))[0]).to.include({ kind: 'beyond' });
    expect(faults('G15', { kind: 'formula', text: '25' })[0]).to.include({ kind: 'formula', proposal: '25' });
    expect(faults('G31', text('26'))[0]).to.include({
      cell: 'G31',
      column: 'positive',
      kind: 'beyond',
      proposal: '25',
    });
    expect(faults('B15', text('12'))[0], 'under no day').to.include({ column: 'day', kind: 'missing' });
    expect(faults('T9', text('dix-huit 18'))[0]).to.include({ cell: 'T9', column: 'nursery', proposal: '18' });
  });

  it('is none where it sums up several places, or is another sheet', async () => {
    const workbook = await open('2026-1er-trimestre');
    expect(readSoftwareReport(withCell(workbook, 'B6', text('SYNTHESE')))).to.equal('summary');
    expect(readSoftwareReport(withCell(workbook, 'D3', text('Détail des présences')))).to.equal('other');
    expect(readSoftwareReport({ rows: [] })).to.equal('other');
  });

  it('tells each month and each table that it does not find, and loses no count beside', async () => {
    const workbook = await open('2026-1er-trimestre');
    expect(reading(workbook).gaps).to.deep.equal([]);
    const first = reading(withCell(workbook, 'A17', text('Févr')));
    expect(first.gaps).to.deep.equal([{ table: 'present', months: ['2026-02'] }]);
    expect(first.days.filter(({ day }) => day.startsWith('2026-02'))).to.deep.equal([]);
    expect(first.days.filter(({ day }) => !day.startsWith('2026-02'))).to.have.length.above(30);
    expect(reading(withCell(workbook, 'A33', text('Fev.'))).gaps).to.deep.equal([
      { table: 'positive', months: ['2026-02'] },
    ]);
    const titleOf = (word: string): string => {
      const row = workbook.rows.find(({ cells }) => searchable(cells.A?.text ?? '') === word);
      return `A${String(row?.number)}`;
    };
    const without = reading(withCell(workbook, titleOf('differenciation positive'), text('Diff. positive')));
    expect(without.gaps).to.deep.equal([{ table: 'positive', months: ['2026-01', '2026-02', '2026-03'] }]);
    expect(readSoftwareReport(withCell(workbook, titleOf('subvention de fonctionnement'), undefined))).to.equal(
      'no-days',
    );
    // A day that the first table does not have, and the second counts.
    const alone = faultsIn(withCell(withCell(workbook, 'G14', undefined) as ReadWorkbook, 'G31', text('3')));
    expect(alone.map(({ cell, kind }) => `${String(cell)} ${kind}`)).to.include('G31 missing');
  });
});

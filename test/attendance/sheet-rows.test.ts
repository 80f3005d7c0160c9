import { expect } from 'chai';
import fc from 'fast-check';
import { dayOfHeader, findField, likelyField } from '../../domain/attendance/sheet/columns.ts';
import { compareWithBefore, planMonth, type KnownChild } from '../../domain/attendance/sheet/plan.ts';
import { readRows } from '../../domain/attendance/sheet/read-rows.ts';
import {
  meaningsOf,
  missingIn,
  otherMonthIn,
  recognise,
  signatureOf,
  withMeanings,
  type UploadedSheet,
} from '../../domain/attendance/sheet/recognise.ts';
import { withoutNumbers } from '../../domain/sheet/without-numbers.ts';
import { splitName } from '../../domain/attendance/sheet/split-name.ts';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { nothingMended } from '../../domain/sheet/mending.ts';
import { lettersOf, type Cell, type ReadRow } from '../../domain/workbook.ts';

type Written = string | number | Cell | undefined;
const cellOf = (written: Written): Cell | undefined =>
  written === undefined || written === ''
    ? undefined
    : typeof written === 'object'
      ? written
      : {
          kind: typeof written === 'number' ? 'number' : 'text',
          text: typeof written === 'number' ? String(written).replace('.', ',') : written,
        };
const rowsOf = (rows: Written[][]): ReadRow[] =>
  rows.map((cells, index) => ({
    number: index + 1,
    cells: Object.fromEntries(
      cells.flatMap((written, at) => {
        const cell = cellOf(written);
        return cell ? [[lettersOf(at), cell]] : [];
      }),
    ),
  }));
const sheetOf = (rows: Written[][]): UploadedSheet => recognise({ rows: rowsOf(rows) })!;
const reading = { today: '2026-11-23', known: [] };
const read = (rows: Written[][], known: { familyName: string; firstName: string }[] = []) =>
  readRows(sheetOf(rows), nothingMended, { ...reading, known });
const titles = ['N°', 'Nom', 'Prénom', 'Né(e) le', "Date d'entrée", 'Date de sortie', 'Contrat (j/sem)', 1, 2, 3];
const ada: Written[] = [1, 'Lambert', 'Ada', '04/03/2025', '01/09/2025', '', '2,5', 'P', '½', 'aj'];

describe('the sheet of a month of attendance', () => {
  it('finds its headers below a title and an address, and its days however they are written', () => {
    const sheet = sheetOf([['Crèche Les Petits Chênes'], ['Rue du Chêne 4, 5000 Namur'], [], titles, ada]);
    expect(sheet.headerRow).to.equal(4);
    expect(missingIn(sheet)).to.deep.equal([]);
    for (const [header, day] of Object.entries({
      '1': 1,
      '01': 1,
      'J1': 1,
      'j 31': 31,
      'L 7': 7,
      'lu07': 7,
      'Jour 12': 12,
      '1er': 1,
      '01/09': 1,
      '01/09/2026': 1,
      'mardi 1er septembre': 1,
      '3-sept': 3,
    }))
      expect(dayOfHeader(header)?.day, header).to.equal(day);
    for (const header of ['32', '0', 'P', 'AJ', 'Total', 'Jours', 'N°', '1/13', 'Total 1'])
      expect(dayOfHeader(header), header).to.equal(undefined);
  });

  it('takes no title of a parent for one of a child', () => {
    expect(findField("Nom de l'enfant")).to.equal('familyName');
    expect(findField('Nom de la mère')).to.equal(undefined);
    expect(likelyField('Nom de la mère')).to.equal(undefined);
    expect(likelyField('Date de naissanse')).to.equal('birthOn');
  });

  it('says which cell names a day of another month', () => {
    const other = sheetOf([
      ['Nom', 'Prénom', '31/07/2026', '01/08/2026'],
      ['Lambert', 'Ada', 'P', 'P'],
    ]);
    expect(otherMonthIn(other, '2026-09')).to.deep.equal({ cell: 'C1', month: '2026-07' });
    expect(otherMonthIn(sheetOf([titles, ada]), '2026-09')).to.equal(undefined);
  });

  it('knows the layout of a program again in a longer month, and applies what was said of it', () => {
    const month = (days: number): UploadedSheet =>
      sheetOf([
        ['Dossier', 'Bambin', 'Arr.', ...Array.from({ length: days }, (_, at) => at + 1), 'Remarque'],
        ['A1', 'LAMBERT Ada'],
      ]);
    expect(signatureOf(month(30))).to.equal(signatureOf(month(31)));
    expect(missingIn(month(30))).to.deep.equal(['name']);
    const said = withMeanings(month(31), ['ignored', 'fullName', 'enteredOn', 'ignored']);
    expect(missingIn(said)).to.deep.equal([]);
    expect(meaningsOf(said)).to.deep.equal(['ignored', 'fullName', 'enteredOn', 'ignored']);
    expect(Object.values(said.columns)).to.include('day-31');
  });

  it('reads codes in every way they are written, and leaves what is none as it is', () => {
    const { children, faults } = read([titles, [...ada.slice(0, 7), 0.5, '1/2 P', 'X']]);
    expect(faults).to.deep.equal([]);
    expect(children[0]!.cells.slice(0, 4)).to.deep.equal(['½P', '½P', 'X', '']);
    expect(children[0]!.said).to.deep.equal({
      familyName: 'Lambert',
      firstName: 'Ada',
      birthOn: '2025-03-04',
      enteredOn: '2025-09-01',
      contractDays: 2.5,
    });
  });

  it('tells a formula only where a datum stands, with what it gives; totals are passed over', () => {
    const formula = (text: string): Cell => ({ kind: 'formula', text });
    const { children, faults, skipped } = read([
      [...titles, 'Total'],
      [formula('1'), ...ada.slice(1, 7), formula('P'), formula('12'), 'P', formula('2,5')],
      ['', 'Total', '', '', '', '', '', formula('1'), formula('0'), formula('1')],
      ['', '', '', '', '', '', '', 1, 0, 1],
      ['P = présence'],
    ]);
    expect(children.map(({ row }) => row)).to.deep.equal([2]);
    expect(skipped).to.deep.equal([3, 4, 5]);
    expect(faults.map(({ row, column, kind, proposal }) => [row, column, kind, proposal])).to.deep.equal([
      [2, 'day-1', 'formula', 'P'],
      [2, 'day-2', 'formula', undefined],
    ]);
  });

  it('says that a program has made a day of « 1/2 »', () => {
    const { faults } = read([titles, [...ada.slice(0, 7), { kind: 'date', text: '01/02/2026' }]]);
    expect(faults.map(({ kind, proposal }) => [kind, proposal])).to.deep.equal([['a-date', '½P']]);
  });

  it('keeps a national number nowhere, whatever its column is called', () => {
    const niss = makeNationalNumber({ birthOn: '2025-03-04', sequence: 2 });
    const { rows, dropped } = withoutNumbers(
      rowsOf([
        ['Nom', 'Prénom', 'Identifiant', 'Registre national', 'Code', 1, 2],
        [`Lambert ${niss}`, 'Ada', niss, '', Number(niss), 'P', niss],
        ['Nagy', 'Elio', niss.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5'), 'x', Number(niss), 'P', 'P'],
        ['Maes', 'Basile', '', '', '', 'P', 'P'],
      ]),
    );
    expect(dropped).to.deep.equal(['C', 'D', 'E']);
    expect(JSON.stringify(rows)).to.not.match(/\d{9}/).and.not.include(niss.slice(-5));
    const { faults } = readRows(recognise({ rows })!, nothingMended, reading);
    expect(faults.map(({ column, kind, proposal }) => [column, kind, proposal])).to.deep.equal([
      ['familyName', 'number-hidden', 'Lambert'],
    ]);
  });

  it('cuts a name where it is sure, and asks where it is not', () => {
    const known = [{ familyName: 'De Smet', firstName: 'Anne Lise' }];
    const cut = (text: string, isReversed = false): unknown => {
      const split = splitName(text, isReversed, known);
      return 'value' in split ? `${split.value.familyName}|${split.value.firstName}` : (split.wrong.proposal ?? null);
    };
    expect(cut('Lambert, Ada')).to.equal('Lambert|Ada');
    expect(cut('VAN DEN BERGHE Louis')).to.equal('VAN DEN BERGHE|Louis');
    expect(cut('Van den Berghe Louis')).to.equal('Van den Berghe|Louis');
    expect(cut('Ada Lambert', true)).to.equal('Lambert|Ada');
    expect(cut('de smet anne-lise')).to.equal('De Smet|Anne Lise');
    expect(cut('Lambert Ada Rose')).to.equal('Lambert, Ada Rose');
    expect(cut('Ada')).to.equal(null);
  });

  it('reads whatever stands in whatever cell without falling, each child once', () => {
    const written = fc.oneof(
      fc.string(),
      fc.constantFrom('P', '½P', '1/2', 'Total', '=A1', '01/02/2026', '•••', 'Lambert', '12'),
      fc.record({ kind: fc.constantFrom('formula', 'merged', 'error', 'date', 'number'), text: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(written, { maxLength: 12 }), { maxLength: 8 }), (rows) => {
        const { children, faults, skipped } = read([titles, ...(rows as Written[][])]);
        const numbers = [...children.map(({ row }) => row), ...skipped];
        expect(new Set(numbers).size).to.equal(numbers.length);
        for (const { sentence } of faults) expect(sentence).to.not.equal('');
        for (const { cells } of children) expect(cells).to.have.lengthOf(31);
      }),
    );
  });
});

describe('what a sheet would do to its month', () => {
  const child = (id: string, familyName: string, firstName: string, over: Partial<KnownChild> = {}): KnownChild => ({
    id,
    childId: `child ${id}`,
    position: 1,
    familyName,
    firstName,
    birthOn: '2025-03-04',
    enteredOn: '2025-09-01',
    leftOn: null,
    contractDays: null,
    cells: ['P', 'P', ...Array.from({ length: 29 }, () => '')],
    ...over,
  });
  const plan = (rows: Written[][], encoded: KnownChild[], mode: 'complete' | 'replace', before: KnownChild[] = []) =>
    planMonth(read([titles, ...rows]).children, { encoded, before }, mode);

  it('completes what is there, or takes its place', () => {
    const encoded = [child('a', 'LAMBERT', 'Ada'), child('b', 'Nagy', 'Elio')];
    const row: Written[] = ['', 'Lambert', 'Ada', '04/03/2025', '01/09/2025', '', '', '', 'AJ'];
    const completed = plan([row], encoded, 'complete');
    expect(completed.planned[0]).to.deep.include({ doing: 'changed', cells: [{ day: 2, before: 'P', after: 'AJ' }] });
    expect(completed.planned[0]!.encoded?.id).to.equal('a');
    expect([completed.removed.length, completed.rows.length]).to.deep.equal([0, 2]);
    const replaced = plan([row], encoded, 'replace');
    expect(replaced.planned[0]!.cells.map(({ day, after }) => [day, after])).to.deep.equal([
      [1, ''],
      [2, 'AJ'],
    ]);
    expect(replaced.removed.map(({ id }) => id)).to.deep.equal(['b']);
  });

  it('knows a child again whose birth the sheet does not tell, and fills in what is known of it', () => {
    const [known] = plan([['', 'Lambert', 'Ada', '', '', '', '', 'P']], [], 'complete', [
      child('a', 'Lambert', 'Ada'),
    ]).planned;
    expect(known!.child).to.deep.include({ birthOn: '2025-03-04', enteredOn: '2025-09-01' });
    expect([known!.doing, known!.childId]).to.deep.equal(['new', 'child a']);
  });

  it('takes no child for another of the same name', () => {
    const encoded = [child('a', 'Lambert', 'Ada'), child('b', 'Lambert', 'Ada', { birthOn: '2024-11-30' })];
    const { planned } = plan(
      [
        ['', 'Lambert', 'Ada', '30/11/2024', '', '', '', 'P'],
        ['', 'Lambert', 'Ada', '17/01/2026', '', '', '', 'P'],
      ],
      encoded,
      'complete',
    );
    expect(planned.map((each) => each.encoded?.id)).to.deep.equal(['b', undefined]);
  });

  it('asks of whom the month before did not know, and of who is not there any more', () => {
    const before = [
      child('a', 'Lambert', 'Ada'),
      child('b', 'Nagy', 'Elio'),
      child('c', 'Maes', 'Basile', { leftOn: '2026-08-20' }),
    ];
    const made = plan([ada, ['', 'Diallo', 'Fatou', '04/03/2025', '01/09/2025', '', '', 'P']], [], 'complete', before);
    expect(compareWithBefore(made, before, '2026-09').map(({ kind, name }) => [kind, name])).to.deep.equal([
      ['not-before', 'Diallo Fatou'],
      ['gone', 'Nagy Elio'],
    ]);
  });

  it('written once, does nothing the second time', () => {
    const texts = fc.constantFrom<string>('', 'P', '½P', 'AJ', 'AI');
    fc.assert(
      fc.property(
        fc.array(fc.array(texts, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('complete' as const, 'replace' as const),
        (rows, mode) => {
          const sheet = rows.map((cells, at): Written[] => [
            '',
            `Nom${'abcdef'[at]!}`,
            'Ada',
            '04/03/2025',
            '01/09/2025',
            '',
            '',
            ...cells,
          ]);
          const first = plan(sheet, [], mode);
          const encoded = first.planned.map(({ child: written, row }) => ({
            ...written,
            id: String(row),
            childId: String(row),
          }));
          const second = plan(sheet, encoded, mode);
          expect(second.planned.map(({ doing }) => doing)).to.deep.equal(rows.map(() => 'same'));
          expect(second.removed).to.deep.equal([]);
        },
      ),
    );
  });
});

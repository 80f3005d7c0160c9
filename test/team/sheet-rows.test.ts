import { expect } from 'chai';
import fc from 'fast-check';
import { formatShortDate } from '../../domain/french-dates.ts';
import { formatNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { functionCodes, linkCodes, staffFunctions, staffLinks } from '../../domain/staff/functions.ts';
import { columnKeys, findColumn, regimes, sheetColumns, type ColumnKey } from '../../domain/staff/sheet/columns.ts';
import { findWord, nearestWord } from '../../domain/sheet/find-word.ts';
import { planImport, type Known } from '../../domain/staff/sheet/plan.ts';
import { readLine, type LineCells } from '../../domain/staff/sheet/read-line.ts';
import { readSheet } from '../../domain/staff/sheet/read-sheet.ts';
import { missingColumns, recognise, unknownColumns } from '../../domain/staff/sheet/recognise.ts';
import { readWorkTime } from '../../domain/staff/sheet/work-time.ts';
import { functionWords, linkWords } from '../../domain/staff/sheet/words.ts';
import type { Member } from '../../domain/staff/team.ts';
import { lettersOf, type Cell } from '../../domain/workbook.ts';

const facilities = [
  { id: 'f-1', name: 'Crèche Les Petits Chênes', number: 'MA-20418' },
  { id: 'f-2', name: "Crèche Les Glands d'Or", number: 'MA-20455' },
];
const reading = { facilities, today: '2026-11-23' };
const limits = { criminalRecordMonths: 60, noticeDays: 30, endlessAbsenceMonths: 12, fullTimeHours: 38 };
const niss = makeNationalNumber({ birthOn: '1989-06-14', sequence: 2 });
const whole: Record<string, string> = {
  niss,
  familyName: 'Delvaux',
  firstName: 'Inès',
  facility: 'Crèche Les Petits Chênes',
  link: 'Contrat de travail',
  function: 'Assistante sociale',
  time: '50 %',
  fromOn: '01/02/2024',
};
const cells = (of: Record<string, string | Cell | undefined>): LineCells =>
  Object.fromEntries(
    Object.entries({ ...whole, ...of }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, typeof value === 'string' ? { kind: 'text', text: value } : value]],
    ),
  );
const read = (of: Record<string, string | Cell | undefined> = {}, row = 5) => readLine(row, cells(of), reading);
const faultOf = (of: Record<string, string | Cell | undefined>) => {
  const { line, faults } = read(of);
  expect(line).to.equal(undefined);
  expect(faults).to.have.length(1);
  return faults[0]!;
};

describe('a row of the sheet of a team', () => {
  it('is one contract of one person, as the screen reads it', () => {
    expect(read().line).to.deep.equal({
      row: 5,
      niss,
      familyName: 'Delvaux',
      firstName: 'Inès',
      bornOn: '1989-06-14',
      facilityId: 'f-1',
      link: 'employment',
      function: 'social-worker',
      regime: 'percent',
      percent: 50,
      weeklyHours: null,
      employer: null,
      fromOn: '2024-02-01',
      toOn: null,
      reference: null,
    });
  });

  it('knows a facility by its name or its number, and a function by its label, its code, or one gender of it', () => {
    for (const facility of ['creche les petits chenes', 'MA-20418', '20418'])
      expect(read({ facility }).line?.facilityId).to.equal('f-1');
    for (const typed of ['Puéricultrice', 'puériculteur', 'PUERICULTEUR·TRICE', 'nursery-nurse'])
      expect(read({ function: typed }).line?.function, typed).to.equal('nursery-nurse');
    expect(read({ function: 'Infirmière' }).line?.function).to.equal('nurse');
    expect(read({ function: 'directrice adjointe' }).line?.function).to.equal('deputy-direction');
  });

  it('proposes what was likely meant, and nothing where two things may be', () => {
    expect(faultOf({ function: 'Puericultrise' }).proposal).to.equal('Puériculteur·trice');
    expect(faultOf({ facility: 'Petits Chênes' }).proposal).to.equal('Crèche Les Petits Chênes');
    expect(faultOf({ facility: 'Crèche du Nord' }).proposal).to.equal(undefined);
    expect(faultOf({ fromOn: '31/04/2026' }).proposal).to.equal('30/04/2026');
    expect(faultOf({ bornOn: '14/06/89', niss: undefined }).proposal).to.equal('14/06/1989');
    expect(faultOf({ time: '0,5', regime: '%' }).proposal).to.equal('50');
  });

  it('takes hours and percentages with a comma, a point, a sign or none, and asks where it cannot know', () => {
    expect(read({ time: '19 h 30' }).line).to.include({ regime: 'hours', weeklyHours: 19.5, percent: null });
    expect(read({ time: '19.5', regime: 'heures' }).line?.weeklyHours).to.equal(19.5);
    expect(read({ time: '62,5', regime: 'en %' }).line?.percent).to.equal(62.5);
    expect(faultOf({ time: '80' })).to.include({ column: 'regime', proposal: regimes.percent });
    expect(faultOf({ time: '80 %', regime: 'en heures par semaine' }).column).to.equal('regime');
    expect(faultOf({ time: '120 %' }).kind).to.equal('beyond');
  });

  it('reads no formula, no merged cell, no error of the program', () => {
    expect(faultOf({ time: { kind: 'formula', text: '50 %' } })).to.include({ kind: 'formula', proposal: '50 %' });
    expect(faultOf({ familyName: { kind: 'merged', text: 'Delvaux' } })).to.include({ proposal: 'Delvaux' });
    expect(faultOf({ fromOn: { kind: 'error', text: '#REF!' } }).proposal).to.equal(undefined);
  });

  it('never repeats a national number, whatever is wrong with it', () => {
    const typed = '85073003329';
    for (const cell of [
      { kind: 'text', text: typed },
      { kind: 'formula', text: typed },
      { kind: 'merged', text: typed },
    ] as const)
      expect(JSON.stringify(faultOf({ niss: cell }))).not.to.include(typed);
  });

  it('finds the zeros that a program has dropped before a national number', () => {
    const young = makeNationalNumber({ birthOn: '2005-03-02', sequence: 4 });
    expect(read({ niss: { kind: 'number', text: String(Number(young)) } }).line).to.include({
      niss: young,
      bornOn: '2005-03-02',
    });
  });

  it('asks for the end after the beginning, and for who else employs', () => {
    expect(faultOf({ toOn: '01/01/2024' }).kind).to.equal('order');
    expect(faultOf({ link: 'Engagé·e par un autre employeur' })).to.include({ column: 'employer', kind: 'missing' });
  });

  it('reads back every value that the sheet itself would write', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.record({
          birth: day,
          sequence: fc.integer({ min: 1, max: 998 }),
          code: fc.constantFrom(...functionCodes),
          link: fc.constantFrom(...linkCodes),
          percent: fc.integer({ min: 101, max: 10_000 }).map((cents) => cents / 100),
          from: day,
        }),
        ({ birth, sequence, code, link, percent, from }) => {
          const on = (date: Date): string => date.toISOString().slice(0, 10);
          const number = makeNationalNumber({ birthOn: on(birth), sequence });
          const { line, faults } = read({
            niss: formatNationalNumber(number),
            function: staffFunctions[code].label,
            link: staffLinks[link].label,
            time: `${String(percent).replace('.', ',')} %`,
            employer: 'Commune de Namur',
            fromOn: formatShortDate(on(from)),
          });
          expect(faults).to.deep.equal([]);
          expect(line).to.include({ niss: number, bornOn: on(birth), function: code, link, percent, fromOn: on(from) });
        },
      ),
    );
  });

  it('gives a line or a fault, whatever stands in its cells, and never both', () => {
    const cell = fc.record({
      kind: fc.constantFrom('text', 'number', 'date', 'formula', 'merged', 'error'),
      text: fc.string({ maxLength: 120, unit: 'binary' }),
    }) as fc.Arbitrary<Cell>;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...columnKeys), cell), (any) => {
        const { line, faults } = readLine(2, { ...cells({}), ...any } as LineCells, reading);
        expect(line === undefined).to.equal(faults.length > 0);
        for (const { row, sentence } of faults) expect(row === 2 && sentence.length > 5).to.equal(true);
      }),
    );
  });

  it('has words that are each found by themselves alone', () => {
    for (const words of [functionWords, linkWords] as const)
      for (const { code, label, also = [] } of words)
        for (const typed of [code, label, ...also]) expect(findWord(typed, words as never), typed).to.equal(code);
    expect(nearestWord('zzz', functionWords)).to.equal(undefined);
  });

  it('reads « 1.234 » for neither number', () => {
    expect(readWorkTime('1.234')).to.have.property('wrong');
  });
});

describe('the sheet of a team', () => {
  const header = Object.fromEntries(
    columnKeys.map((key, index) => [lettersOf(index), { kind: 'text', text: sheetColumns[key].header } as const]),
  );
  const rowOf = (number: number, of: Record<string, string | undefined> = {}) => ({
    number,
    cells: Object.fromEntries(
      Object.entries(cells(of)).map(([key, cell]) => [lettersOf(columnKeys.indexOf(key as ColumnKey)), cell]),
    ),
  });

  it('is recognised below a title, in any order, under other names', () => {
    const sheet = recognise({
      rows: [
        { number: 1, cells: { A: { kind: 'text', text: 'Personnel 2026' } } },
        {
          number: 3,
          cells: {
            A: { kind: 'text', text: 'PRENOM' },
            B: { kind: 'text', text: 'Nom de famille *' },
            C: { kind: 'text', text: 'Matricule' },
            D: { kind: 'text', text: 'Date de début' },
          },
        },
        { number: 4, cells: { A: { kind: 'text', text: 'Inès' }, C: { kind: 'text', text: '85.07.30-033.28' } } },
      ],
    });
    expect(sheet?.headerRow).to.equal(3);
    expect(sheet?.columns).to.deep.equal({ A: 'firstName', B: 'familyName', D: 'fromOn' });
    expect(missingColumns(sheet!)).to.deep.equal(['facility', 'function', 'time']);
    // What looks like a national number is not shown as an example.
    expect(unknownColumns(sheet!)).to.deep.equal([
      { letters: 'C', header: 'Matricule', samples: ['•••'], twin: undefined },
    ]);
    for (const key of columnKeys) expect(findColumn(sheetColumns[key].header)).to.equal(key);
  });

  it('is read with what was mended, and without what was left out', () => {
    const sheet = recognise({
      rows: [{ number: 1, cells: header }, rowOf(2, { time: 'x' }), rowOf(3, { fromOn: '' })],
    })!;
    expect(readSheet(sheet, { cells: [], leftOut: [] }, reading).faults.map(({ row }) => row)).to.deep.equal([2, 3]);
    const mended = readSheet(sheet, { cells: [{ row: 2, column: 'time', text: '40 %' }], leftOut: [3] }, reading);
    expect(mended.faults).to.deep.equal([]);
    expect(mended.lines.map(({ percent }) => percent)).to.deep.equal([40]);
  });

  it('says which line repeats which, and which gives one number to two names', () => {
    const sheet = recognise({
      rows: [{ number: 1, cells: header }, rowOf(2), rowOf(3), rowOf(4, { familyName: 'Adam' })],
    })!;
    const { faults } = readSheet(sheet, { cells: [], leftOut: [] }, reading);
    expect(faults.map(({ row, kind }) => [row, kind])).to.deep.include.members([
      [3, 'twice'],
      [4, 'two-names'],
    ]);
  });
});

describe('what an import would do', () => {
  const member: Member = {
    collaborationId: 'c-1',
    firstName: 'Inès',
    familyName: 'Delvaux',
    bornOn: '1989-06-14',
    hasNiss: true,
    contracts: [
      {
        id: '00000000-0000-4000-8000-000000000001',
        facilityId: 'f-1',
        link: 'employment',
        function: 'social-worker',
        regime: 'percent',
        percent: 50,
        weeklyHours: null,
        employer: null,
        fromOn: '2024-02-01',
        toOn: null,
      },
    ],
    diplomas: [],
    documents: [],
    absences: [],
  };
  const plan = (lines: Record<string, string | undefined>[], known: Partial<Known> = {}) =>
    planImport(
      lines.map((of, index) => read(of, index + 2).line!),
      { members: [], hidden: new Map(), persons: new Map(), ...known },
      limits,
    );
  const inTeam = { members: [member] };
  const known = (familyName: string, collaborationId: string | null = null) =>
    new Map([[niss, { personId: 'p-1', firstName: 'Inès', familyName, collaborationId }]]);

  it('is a new person, one who joins, or a member of the team', () => {
    expect(plan([{}]).planned[0]?.person).to.deep.equal({ kind: 'new', key: niss });
    expect(plan([{}], { persons: known('Delvaux') }).planned[0]?.person).to.deep.equal({
      kind: 'joins',
      personId: 'p-1',
    });
    expect(plan([{ niss: undefined }], inTeam).planned[0]?.person).to.deep.equal({
      kind: 'member',
      collaborationId: 'c-1',
    });
  });

  it('knows a family name however its blanks and particles are written', () => {
    const named = { familyName: 'Van den Berg' };
    expect(plan([named], { persons: known('Vandenberg', 'c-1') }).planned[0]?.person.kind).to.equal('member');
    const berg = { members: [{ ...member, familyName: 'Vandenberg' }] };
    const reference = member.contracts[0]!.id;
    expect(plan([{ ...named, niss: undefined, reference }], berg).faults).to.deep.equal([]);
  });

  it('needs the number of who is not in the team, once for all their lines', () => {
    expect(plan([{ niss: undefined }]).faults[0]).to.include({ column: 'niss', kind: 'unknown-person' });
    const { planned, faults } = plan([{ time: '30 %' }, { niss: undefined, fromOn: '01/03/2026', time: '20 %' }]);
    expect(faults).to.deep.equal([]);
    expect(new Set(planned.map(({ person }) => JSON.stringify(person))).size).to.equal(1);
  });

  it('says the same of a number that is another’s, whoever that is', () => {
    const [one, other] = ['Adam', 'Zola'].map((name) => plan([{}], { persons: known(name) }).faults);
    expect(one).to.deep.equal(other);
    expect(one?.[0]).to.include({ column: 'niss', kind: 'not-the-person' });
  });

  it('leaves what is the same, changes what differs, adds the rest', () => {
    const same = plan([{ niss: undefined }], inTeam).planned[0]?.contract;
    expect(same?.kind).to.equal('same');
    const changed = plan([{ niss: undefined, time: '60 %', toOn: '31/12/2026' }], inTeam).planned[0]?.contract;
    expect(changed).to.deep.include({ kind: 'change', columns: ['percent', 'toOn'] });
    const added = plan([{ niss: undefined, facility: '20455', time: '20 %' }], inTeam).planned[0]?.contract;
    expect(added?.kind).to.equal('add');
  });

  it('counts all contracts of a person together, and proposes the greatest that fits', () => {
    const { faults } = plan(
      [{ niss: undefined, facility: '20455', time: '70 %', fromOn: '01/11/2026', toOn: '31/12/2026' }],
      inTeam,
    );
    expect(faults).to.have.length(1);
    expect(faults[0]).to.include({ row: 2, column: 'time', kind: 'overlap', proposal: '50 %' });
    expect(faults[0]?.sentence).to.include('120 %').and.include('50 % au maximum');
  });

  it('does not hold a sheet up for what was so before and is not touched', () => {
    const already = {
      ...member,
      contracts: [
        ...member.contracts,
        { ...member.contracts[0]!, id: '00000000-0000-4000-8000-000000000009', facilityId: 'f-2', percent: 70 },
      ],
    };
    const one = { niss: undefined, familyName: 'Delvaux' };
    expect(plan([one], { members: [already] }).faults).to.deep.equal([]);
    expect(plan([{ ...one, time: '60 %' }], { members: [already] }).faults).to.have.length(1);
  });

  it('follows the reference of an export to its contract, and no further', () => {
    const reference = member.contracts[0]!.id;
    const moved = plan([{ niss: undefined, reference, fromOn: '01/03/2024' }], inTeam).planned[0]?.contract;
    expect(moved).to.deep.include({ kind: 'change', columns: ['fromOn'] });
    for (const of of [{ reference: '00000000-0000-4000-8000-000000000002' }, { reference, familyName: 'Adam' }])
      expect(plan([{ niss: undefined, ...of }], inTeam).faults[0]).to.include({ column: 'reference' });
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { makeModelWorkbook } from '../../db/founding/model-workbook.ts';
import { readWorkbook } from '../../db/founding/read-workbook.ts';
import { sheets, type SheetKey } from '../../db/founding/sheets.ts';
import { writeWorkbook } from '../../db/founding/write-workbook.ts';
import { makeEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { formatNationalNumber, hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const nissPepper = 'dev-only-first-accounts-0123456789abcdef';
const [clara, hugo, marie] = [3, 5, 8].map((sequence) => makeNationalNumber({ birthOn: '1980-05-17', sequence }));
type Cells = Record<string, string | number | Date>;

const filled = (): Record<SheetKey, Cells[]> => ({
  agents: [
    person('Clara', 'Dupuis', clara!, { 'Rôle': 'Superviseur·e' }),
    person('Hugo', 'Petit', hugo!, { 'Rôle': 'helpdesk' }),
    person('Clara', 'Dupuis', clara!, {
      'Rôle': 'Référent·e accueil',
      'Administration': 'Administration subrégionale de Namur',
    }),
  ],
  bodies: [
    {
      'Repère': 'chenes',
      'Dénomination': 'Les Petits Chênes',
      'Nature': 'asbl',
      'Numéro BCE': makeEnterpriseNumber(4_409_663),
      'Rue': 'rue Brun',
      'N°': 7,
      'Code postal': 5000,
      'Localité': 'namur',
    },
  ],
  facilities: [
    {
      'Numéro': 'MA-1',
      'Repère du PO': 'chenes',
      'Nom': "Crèche L'Arbre",
      'Type': 'Crèche subventionnée',
      'Rue': 'rue Brun',
      'N°': '7',
      'Code postal': '5100',
      'Localité': 'Jambes',
      'Places': 28,
      'Autorisé depuis': new Date('2024-01-15T00:00:00Z'),
      'Référent·e': 'clara.dupuis@exemple.be',
    },
  ],
  administrators: [{ 'Repère du PO': 'chenes', ...person('Marie', 'Lejeune', marie!) }],
});
function person(firstName: string, familyName: string, niss: string, more: Cells = {}): Cells {
  return {
    'Prénom': firstName,
    'Nom': familyName,
    'Numéro national': formatNationalNumber(niss),
    'Courriel': `${firstName}.${familyName}@exemple.be`.toLowerCase(),
    ...more,
  };
}

/** The model, filled in as a person would. */
async function workbook(content: Record<SheetKey, Cells[]>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await makeModelWorkbook()) as never);
  for (const [key, rows] of Object.entries(content) as [SheetKey, Cells[]][]) {
    const sheet = book.getWorksheet(sheets[key].name)!;
    const headers = (sheet.getRow(1).values as string[]).map((text) => text.replace(/ \*$/, ''));
    rows.forEach((cells, index) => {
      for (const [header, value] of Object.entries(cells)) {
        expect(headers, header).to.include(header);
        sheet.getRow(index + 2).getCell(headers.indexOf(header)).value = value;
      }
    });
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
const faultsOf = async (content: Record<SheetKey, Cells[]>): Promise<string[]> => {
  const read = await readWorkbook(await workbook(content));
  return read.ok ? [] : read.faults.map(({ where, text }) => `${where} – ${text}`);
};

describe('the first people of an empty database', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  it('come from the workbook, with their rights, their places and what is authorised there', async () => {
    const read = await readWorkbook(await workbook(filled()));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const written = await writeWorkbook(database.dbOf('worker'), read.rows, { nissPepper, at: Date.now() });
    expect(written).to.deep.equal({
      persons: { made: 3, there: 0 },
      bodies: { made: 1, there: 0 },
      facilities: { made: 1, there: 0 },
      grants: { made: 4, there: 0 },
    });
    const supervisor = (await database
      .db('users')
      .where({ niss_hash: hashNationalNumber(clara!, nissPepper) })
      .first()) as { id: string; portal: string };
    expect(supervisor.portal).to.equal('office');
    expect(await database.db('grants').where({ user_id: supervisor.id }).orderBy('role').pluck('role')).to.deep.equal([
      'referent',
      'supervisor',
    ]);
    expect(await database.db('authorisation_versions').first()).to.include({
      locality: 'Jambes',
      capacity: 28,
      valid_from: '2024-01-15',
    });
    expect(await database.db('facility_agents').pluck('user_id')).to.deep.equal([supervisor.id]);
    expect(await database.db('facilities').first()).to.include({ administration: 'namur', home: false });
  });

  it('are written once, however often the workbook is', async () => {
    const read = await readWorkbook(await workbook(filled()));
    if (!read.ok) throw new Error('not read');
    const again = await Promise.all(
      [1, 2, 3].map(() => writeWorkbook(database.db, read.rows, { nissPepper, at: Date.now() })),
    );
    for (const written of again) expect(Object.values(written).map(({ made }) => made)).to.deep.equal([0, 0, 0, 0]);
    expect(await database.db('users')).to.have.lengthOf(3);
    expect(await database.db('authorisation_versions')).to.have.lengthOf(1);
  });

  it('leave no national number behind, neither in a table nor in the audit', async () => {
    for (const table of ['users', 'audit'])
      for (const niss of [clara!, hugo!, marie!])
        expect(JSON.stringify(await database.db(table)), table).to.not.include(niss);
    expect(await database.db('audit').where({ event: 'import' })).to.have.lengthOf(4);
  });

  it('are refused together, each fault with its sheet and cell and how to mend it, and nothing is written', async () => {
    const wrong = filled();
    wrong.agents[0]!['Numéro national'] = '85.07.30-033.29';
    wrong.agents[1]!['Rôle'] = 'Directeur';
    wrong.facilities[0]!['Localité'] = 'Liège';
    wrong.facilities[0]!['Repère du PO'] = 'hetres';
    wrong.administrators[0]!['Courriel'] = 'marie@exemple';
    const first = await faultsOf(wrong);
    expect(first).to.have.lengthOf(3);
    expect(first[0])
      .to.match(/^Agents, cellule C2 – Numéro national/)
      .and.not.include('033');
    expect(first[1]).to.include('Agents, cellule E3 – Rôle : ne connaît que').and.include('Superviseur·e');
    expect(first[2]).to.include('Administrateurs, cellule E2 – Courriel');
    const between = filled();
    between.facilities[0]!['Localité'] = 'Liège';
    between.facilities[0]!['Repère du PO'] = 'hetres';
    expect((await faultsOf(between)).join())
      .to.match(/aucun pouvoir organisateur ne porte ce repère/)
      .and.match(/ce code postal est celui de .*Jambes/);
  });

  it('are refused when one number has two names, or one person two portals', async () => {
    const twoNames = filled();
    twoNames.administrators[0]!['Numéro national'] = clara!;
    expect((await faultsOf(twoNames)).join()).to.include('une personne d’un autre nom');
    const twoPortals = filled();
    twoPortals.administrators[0] = { 'Repère du PO': 'chenes', ...person('Clara', 'Dupuis', clara!) };
    const read = await readWorkbook(await workbook(twoPortals));
    if (!read.ok) throw new Error('not read');
    const { message } = await writeWorkbook(database.db, read.rows, { nissPepper, at: Date.now() }).then(
      () => new Error('written'),
      (error: unknown) => error as Error,
    );
    expect(message).to.include('un compte n’a qu’un portail');
  });

  it('are told by the command, from the empty workbook to the written one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pro-one-first-'));
    const other = await freshDatabase();
    try {
      const run = async (...args: string[]): Promise<{ code: number; text: string }> => {
        const env = {
          ...process.env,
          DATABASE_URL: other.urlOf('worker'),
          NISS_PEPPER: nissPepper,
        };
        return promisify(execFile)(process.execPath, ['--import', 'tsx', 'db/founding/run.ts', ...args], { env }).then(
          ({ stdout }) => ({ code: 0, text: stdout }),
          (error: unknown) => {
            const { code, stderr } = error as { code: number; stderr: string };
            return { code, text: stderr };
          },
        );
      };
      const file = join(folder, 'comptes.xlsx');
      expect((await run('--model', file)).code).to.equal(0);
      expect((await run('--model', file)).text).to.include('existe déjà');
      writeFileSync(file, await workbook(filled()));
      expect((await run(file, '--check')).text).to.include('peut être écrit');
      expect(await other.db('users')).to.have.lengthOf(0);
      expect((await run(file)).text).to.include('Personnes : 3 ajouté·es');
      writeFileSync(file, 'pas un classeur');
      expect(await run(file)).to.deep.include({ code: 1 });
      expect(await other.db('users')).to.have.lengthOf(3);
    } finally {
      await other.drop();
      rmSync(folder, { recursive: true });
    }
  });
});

/** The repair desk by the keyboard alone, and without a script. */
import { expect } from 'chai';
import { loadMonth } from '../../db/attendance/month.ts';
import { monthOf, monthsOf, quarterOf, quartersFurther } from '../../domain/quarter.ts';
import { enter } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { bookOf, childRow, facilityId } from './sheets.ts';

describe('the repair desk of a month of attendance', () => {
  let house: RunningHouse;
  let base: string;
  const month = (): string => monthsOf(quartersFurther(quarterOf(monthOf(house.today())), -1))[2];
  before(async () => {
    house = await openRunningHouse();
    base = `/pro/facilities/${facilityId}/attendance/${month()}`;
    await house.db('attendance_rows').where({ facility_id: facilityId }).delete();
  });
  after(() => house.close());
  const file = async (codes: string[]) => ({
    name: 'releve.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await bookOf([childRow('Lambert', 'Ada', codes), childRow('Nagy', 'Elio', codes)], {
      headers: [
        'N°',
        'Nom',
        'Prénom',
        'Date de naissance',
        "Date d'entrée",
        'Date de sortie',
        'Contrat (j/sem)',
        ...codes.map((_, at) => `J${String(at + 1)}`),
      ],
    }),
  });
  const encoded = async (): Promise<string[]> =>
    (await loadMonth(house.db, { facilityId, month: month() })).rows.map(
      ({ familyName, cells }) => `${familyName} ${cells.slice(0, 7).join('.')}`,
    );

  it('goes from fault to fault, accepts and imports by keys', async () => {
    const nathalie = await enter(house, 'Nathalie Servais');
    const { page } = nathalie;
    await nathalie.open(base);
    await nathalie.press('Importer un fichier');
    // A week of days from the first one on, closed ones and all.
    await page.getByLabel(/Classeur Excel/).setInputFiles(await file(['P', 'P', 'P', 'P', 'P', 'P', 'P']));
    await nathalie.press('Lire le fichier');
    await page.keyboard.press('F8');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.match(/^Accepter les 2/);
    for (let faults = 2; faults > 0; faults -= 1) {
      if (faults < 2) await page.keyboard.press('F8');
      await Promise.all([page.waitForURL(/imports/), page.waitForEvent('load'), page.keyboard.press('Enter')]);
    }
    await nathalie.press('Importer 2 enfants');
    await nathalie.reads('2 enfants ajoutés');
    expect(await encoded()).to.have.lengthOf(2);
  });

  it('does the same without a script', async () => {
    const nathalie = await enter(house, 'Nathalie Servais', { javaScriptEnabled: false });
    const { page } = nathalie;
    await nathalie.open(`${base}/import`);
    await page.getByLabel(/Classeur Excel/).setInputFiles(await file(['AJ', 'M', 'AJ', 'AJ']));
    await nathalie.press('Lire le fichier');
    await page.getByRole('combobox').first().selectOption({ label: 'AI absence injustifiée' });
    await nathalie.press('Remplacer');
    const rest = page.getByRole('button', { name: /^Accepter l/ });
    if (await rest.count()) await rest.first().click();
    await nathalie.press('Importer 2 enfants');
    await nathalie.reads('2 modifiés');
    expect((await encoded())[0]).to.include('AI');
  });
});

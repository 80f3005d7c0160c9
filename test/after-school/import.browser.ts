/** The repair desk of the days after school by the keyboard, the report of a communes' software, and the same without a script. */
import { expect } from 'chai';
import { listCounts } from '../../db/after-school/counts.ts';
import { enter } from '../support/actor.ts';
import { findFaults } from '../support/check-page.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { bookOf, envol, sample, samples } from './import-sheets.ts';

describe('the repair desk of the days after school', function () {
  this.timeout(400_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('after_school_reopened').delete();
    await house.db('after_school_sendings').where({ facility_id: envol }).delete();
    await house.db('after_school_days').where({ facility_id: envol }).delete();
    await house.db('after_school_months').where({ facility_id: envol }).delete();
    await house.db('after_school_report_names').delete();
  });
  const together = async (day: string) =>
    (await listCounts(house.db, [envol], day, day)).get(envol)!.days.get(day)?.together;
  const report = () => ({ name: 'releve.xls', mimeType: 'application/vnd.ms-excel', buffer: sample(samples[1]) });

  it('goes from the month to the file, accepts by the keyboard, and comes back to the month', async () => {
    const samira = await enter(house, 'Samira Benali');
    const { page } = samira;
    const [year = '', month = ''] = house.today().split('-');
    await samira.open(`/pro/after-school/${envol}/attendance/${year}-${month}`);
    await samira.press('Importer un fichier');
    await page.getByLabel(/Classeur Excel/).setInputFiles({
      ...{ name: 'presences.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
      buffer: await bookOf([
        ['09/11/2026', '', '30 enfants', '40', ''],
        ['10/11/2026', '', '31', '44', ''],
      ]),
    });
    await samira.press('Lire');
    await page.keyboard.press('F8');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await findFaults(page, await (await page.request.get(page.url())).text())).to.deep.equal([]);
    await samira.press('Importer 2 jours');
    await samira.reads('2 jours ajoutés');
    await samira.press('Voir le mois');
    expect(await page.getByText('novembre 2026').count()).to.be.above(0);
  });

  it('takes a report of the communes’ software without a script: which place, once; the holiday asked about; the empty days left open', async () => {
    const samira = await enter(house, 'Samira Benali', { javaScriptEnabled: false });
    const { page } = samira;
    await samira.open('/pro/after-school/import');
    await page.getByLabel(/Classeurs Excel/).setInputFiles(report());
    await samira.press('Lire les fichiers');
    await samira.reads('janvier – mars 2026, année budgétaire 2026');
    await page.getByLabel(/L'Envol, école du Bois/).check();
    await samira.press("C'est ce lieu");
    for (let asked = 0; asked < 40; asked += 1) {
      const open = page.getByRole('button', { name: /^Oui, ouvert/ }).first();
      if ((await open.count()) === 0) break;
      await open.click();
    }
    await page.getByRole('button', { name: /^Importer \d+ jours/ }).click();
    await samira.reads('jours ajoutés');
    expect(await together('2026-01-05')).to.equal(25);
    await samira.open('/pro/after-school/import');
    await page.getByLabel(/Classeurs Excel/).setInputFiles(report());
    await samira.press('Lire les fichiers');
    await samira.reads('rien ne change');
  });
});

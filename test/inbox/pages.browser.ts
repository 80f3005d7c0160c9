import { expect } from 'chai';
import { type Browser } from 'playwright-core';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addTasks } from './tasks.ts';
import { findFaults } from '../support/check-page.ts';
import { openHouse, type House } from '../support/house.ts';
import { serve, type Served } from '../support/serve.ts';
import { carrySession, openBrowser } from '../support/browser.ts';

const pages: [who: string, path: string][] = [
  ['Nathalie Servais', '/pro'],
  ['Kevin Thiry', '/pro'],
  ['Nathalie Servais', '/pro/notices'],
  ['Sophie Lambert', '/office/tasks?view=team'],
  ['Sophie Lambert', '/office/tasks?q=introuvable'],
  ['Alain Verstraete', '/office/tasks?view=all&sort=-facility'],
  ['Sophie Lambert', '/office/tasks/views?view=team'],
  ['Sophie Lambert', '/office/tasks/columns'],
  ['Sophie Lambert', '/office/tasks/mail'],
  ['David Carlier', '/office/tasks?view=mine'],
  ['David Carlier', '/office/absences'],
  ['Claire Fontaine', '/office/absences'],
  ['Sophie Lambert', '/office/search?q=creche'],
  ['Sophie Lambert', '/office/facilities'],
  ['Sophie Lambert', `/office/facilities/${stableId('facility chenes')}`],
  ['Sophie Lambert', '/office/notices'],
  ['Claire Fontaine', '/supervision'],
  ['Claire Fontaine', '/supervision/deadlines'],
  ['Claire Fontaine', '/supervision/load'],
  ['Claire Fontaine', '/supervision/stuck'],
  ['Claire Fontaine', '/supervision/reassign?from=nobody'],
  ['Claire Fontaine', '/supervision/batches'],
  ['Claire Fontaine', '/supervision/batches/:batch'],
  ['Claire Fontaine', '/supervision/batches/:batch/undo'],
  ['Claire Fontaine', '/supervision/cases/:id'],
  ['Claire Fontaine', '/supervision/parameters'],
  ['Claire Fontaine', '/supervision/parameters/authorisation-adaptation/signature'],
  ['Claire Fontaine', '/supervision/parameters/authorisation-adaptation/target'],
  ['Claire Fontaine', '/supervision/parameters/changes'],
  ['Claire Fontaine', '/supervision/parameters/changes/:change'],
  ['Alain Verstraete', '/supervision/parameters/changes/:change'],
  ['Claire Fontaine', '/supervision/parameters/calendar?year=2027'],
  ['Claire Fontaine', '/supervision/parameters/calendar?year=2027&rule=school-holiday&remove=2027-07-03'],
  ['Claire Fontaine', '/supervision/procedures'],
  ['Étienne Jadot', '/supervision/audit'],
];

describe('the pages of the inbox and of supervision, in a browser', function () {
  this.timeout(120_000);
  let house: House;
  let web: Served;
  let browser: Browser;
  let batchId: string;
  before(async () => {
    house = await openHouse();
    web = await serve(house.app);
    browser = await openBrowser();
    const sophie = await house.as('Sophie Lambert');
    await sophie.post('/office/tasks/views?view=team&due=week', { name: 'Cette semaine' });
    batchId = await halfDoneBatch();
  });
  after(async () => {
    await browser.close();
    await web.close();
    await house.close();
  });

  /** Tasks being shared out: some done, two that nobody may do, the others still to come. */
  async function halfDoneBatch(): Promise<string> {
    const from = stableId('user referent-namur');
    await addTasks(
      house.db,
      Array.from({ length: 120 }, (_, index) => ({
        key: `batch-${String(index)}`,
        assignee_id: from,
        due_on: '2026-11-25',
        role: index < 2 ? 'coordinator' : 'referent',
      })),
    );
    const claire = await house.as('Claire Fontaine');
    const fields = { from, to: stableId('user referent-2-namur'), reason: 'Absence de longue durée' };
    const id = (await claire.post('/supervision/reassign', fields)).headers.location!.split('/').at(-1)!;
    const chunk = { limit: 70, now: () => house.clock.now, ring: () => undefined, afterItem: () => Promise.resolve() };
    await workOffItems(house.db, batchKinds, id, chunk);
    return id;
  }

  const open = async (who: string, path: string) => {
    const { id } = (await house.db('cases').where({ reference: 'AD-2026-01316' }).first('id')) as { id: string };
    const change = await house.db('rule_changes').where({ status: 'proposed' }).first<{ id: string }>('id');
    const { cookie } = await house.as(who);
    const base = `http://127.0.0.1:${web.port}`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await carrySession(context, { cookie }, base);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const answer = await page.goto(
      base + path.replace(':id', id).replace(':change', change.id).replace(':batch', batchId),
    );
    return { page, answer: answer!, complaints, close: () => context.close() };
  };

  for (const [who, path] of pages) {
    it(`have no fault: ${path} (${who})`, async () => {
      const { page, answer, complaints, close } = await open(who, path);
      expect(answer.status()).to.equal(200);
      expect([...(await findFaults(page, await answer.text())), ...complaints]).to.deep.equal([]);
      await close();
    });
  }

  it('let an agent walk the list by its keys, tick a task and take it', async () => {
    const { page, close } = await open('Sophie Lambert', '/office/tasks?view=unassigned');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await page.locator('[data-pick]:checked').count()).to.equal(1);
    expect(await page.locator('[data-picked]').innerText()).to.equal('1 sélectionnée');
    const [id] = await page
      .locator('[data-pick]:checked')
      .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
    // The house's own address, which the forms compare, is another than that of this socket.
    const sophie = await house.as('Sophie Lambert');
    expect(
      (await sophie.post('/office/tasks/picked?view=unassigned', { action: 'claim', tasks: id! })).status,
    ).to.equal(303);
    await close();
  });
});

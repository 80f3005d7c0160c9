/** A renewal with persons below their hours whose modules wait at ONE: both sides are told, nothing is refused for it, and it is decided after the modules are. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { findViewer } from '../../db/access/viewer.ts';
import { takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { decide } from '../../db/training-desk/decide.ts';
import { listHoursOfBody } from '../../db/training/hours-of-body.ts';
import { dayOf } from '../../domain/calendar.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';
import type { House } from '../support/house.ts';
import { recognising, workOff } from '../training-desk/desk-house.ts';
import { anAgreement, bodyId, by, director, referent } from './an-agreement.ts';

describe('the journey of a renewal whose modules wait at ONE', function () {
  this.timeout(300_000);
  this.bail(true);
  let house: House;
  let close: () => Promise<void>;
  let origin: string;
  let browser: Browser;
  let samira: Page, claire: Page, bernadette: Page;
  let caseId: string;
  const walked = { steps: 0, begun: 0 };
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
    caseId = await anAgreement(house, 'commission');
    const pageOf = async (userId: string): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
      context.setDefaultTimeout(30_000);
      await carrySession(context, await house.asUser(userId), origin);
      return context.newPage();
    };
    samira = await pageOf(by);
    claire = await pageOf(referent);
    bernadette = await pageOf(director);
    walked.begun = Date.now();
  });
  after(async () => {
    await browser.close();
    await close();
  });

  const office = (rest = ''): string => `${origin}/office/agreement-renewal/${caseId}${rest}`;
  const open = async (page: Page, url: string): Promise<void> => {
    await page.goto(url);
    walked.steps += 1;
  };
  const press = async (page: Page, name: string, role: 'button' | 'link' = 'button'): Promise<void> => {
    const target = page.getByRole('main').getByRole(role, { name, exact: true }).first();
    await Promise.all([page.waitForNavigation(), target.click()]);
    walked.steps += 1;
  };
  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText();
  async function look(page: Page): Promise<void> {
    const html = await (await page.context().request.get(page.url().replace(/#.*/, ''))).text();
    expect(await findFaults(page, html)).to.deep.equal([]);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  const peopleBelow = async () => {
    const now = house.clock.now;
    const { ability } = (await findViewer(house.db, referent, { acr: 450, authenticatedAt: now, now }))!;
    return (await listHoursOfBody(house.db, ability, bodyId, dayOf(now))).filter(
      ({ period, mark, atOne }) => (period?.recognised ?? 0) < mark && atOne.lines > 0,
    );
  };

  it('tells the operator that what waits at ONE cannot have the agreement refused', async () => {
    expect((await peopleBelow()).length).to.be.at.least(2);
    await open(samira, `${origin}/pro/agreement`);
    expect(await textOf(samira)).to.include("Votre agrément continue jusqu'à la décision.");
    await samira.goto(`${origin}/pro/agreement-renewal/${caseId}`);
    expect(await textOf(samira))
      .to.include("6 modules attendent l'ONE (22 heures)")
      .and.include("Votre agrément ne peut pas être refusé pour des modules que l'ONE n'a pas encore décidés.");
    await look(samira);
  });

  it('tells the référente the same, and takes no refusal for training from her, whatever she has typed is kept', async () => {
    await open(claire, office());
    expect(await textOf(claire)).to.include("L'agrément ne peut pas être refusé pour des modules");
    await look(claire);
    await open(claire, office('/give-report'));
    expect(await textOf(claire)).to.include("Impossible pour la formation : 6 modules attendent l'ONE (22 heures).");
    await claire.getByRole('radio', { name: /^Refuser/ }).check();
    await claire.getByRole('checkbox', { name: 'Formation continue du personnel' }).check();
    await claire.getByRole('textbox', { name: 'Motifs' }).fill('Deux personnes sont sous 50 heures.');
    await press(claire, "Remettre l'avis");
    expect(await textOf(claire)).to.include('Refuser pour la formation est impossible');
    expect(await claire.getByRole('textbox', { name: 'Motifs' }).inputValue()).to.include('sous 50 heures');
    await look(claire);
  });

  it('goes on once the modules are decided: the hours move on both pages, and nothing waits', async () => {
    const now = house.clock.now;
    const viewer = (await findViewer(house.db, referent, { acr: 450, authenticatedAt: now, now }))!;
    const groups = (await house
      .db('training_lines as l')
      .join('training_line_spellings as ls', 'ls.case_id', 'l.case_id')
      .join('training_spellings as s', 's.id', 'ls.spelling_id')
      .where({ 'l.organising_body_id': bodyId, 'l.status': 'waiting' })
      .whereNull('ls.decision_id')
      .groupBy('s.group_id')
      .select({ groupId: 's.group_id' })
      .select(house.db.raw('array_agg(distinct s.id) as spellings'))) as unknown as {
      groupId: string;
      spellings: number[];
    }[];
    for (const group of groups) {
      const made = await decide(house.db, viewer, recognising(group), now);
      if ('refused' in made) throw new Error(made.refused);
      await workOff(house.db, made.batchId, now);
    }
    expect(await peopleBelow()).to.deep.equal([]);
    for (const [page, url] of [
      [samira, `${origin}/pro/agreement-renewal/${caseId}`],
      [claire, office()],
    ] as const) {
      await open(page, url);
      expect(await textOf(page)).to.not.include("attendent l'ONE");
    }
  });

  it('is then heard, proposed and signed, and the operator reads it', async () => {
    // The commission sits in between: its own journey is test/agreement-commission.
    await takeStep(house.db, caseId, {
      action: 'note-commission-opinion',
      role: 'procedure',
      userId: null,
      facts: { opinion: 'renew', sessionOn: dayOf(house.clock.now) },
      content: { text: 'Avis favorable.' },
      at: house.clock.now,
    });
    await open(claire, office('/propose-decision'));
    await claire.getByRole('textbox', { name: 'Motifs' }).fill('Toutes les conditions sont remplies.');
    await look(claire);
    await press(claire, 'Proposer la décision');
    await open(bernadette, office('/sign-decision'));
    await press(bernadette, 'Signer la décision');
    await open(samira, `${origin}/pro/agreement`);
    expect(await textOf(samira)).to.include('Votre agrément est renouvelé à partir du');
    await look(samira);
    process.stdout.write(
      `${String(walked.steps)} steps, ${String(Math.round((Date.now() - walked.begun) / 1000))} seconds\n`,
    );
  });
});

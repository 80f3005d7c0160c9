/** An operator encodes a module with « Autre », by clicks: what is said on the way, what is kept, what it becomes when the ONE has decided on it. */
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { enter, type Actor } from '../support/actor.ts';
import { findPersonalData } from '../support/personal-data.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('training in the browser', () => {
  let house: RunningHouse;
  let operator: Actor;
  before(async function () {
    this.timeout(120_000);
    house = await openRunningHouse();
    operator = await enter(house, 'Jean-Marc Henrion', { slug });
  });
  after(() => house.close());

  const lineOf = (who: string): Promise<{ case_id: string; status: string }> =>
    house
      .db('training_lines')
      .where({
        collaboration_id: stableId(`collaboration trainee ${who}`),
        module_typed: 'Rondes et comptines du monde',
      })
      .first<{ case_id: string; status: string }>();

  it('takes a module with « Autre » for two persons, says what looks like a place, and shows their hours', async () => {
    await operator.open('/pro');
    await operator.press('Formation continue');
    await operator.press('Encoder un module');
    await operator.choose('Piron Nora', 'Colin Hugo');
    await operator.type({
      Organisme: 'Namur',
      Module: 'Rondes et comptines du monde',
      'Premier jour': formatShortDate(addDays(house.today(), -6)),
      'Heures suivies par chaque personne': '6',
    });
    await operator.press("Envoyer à l'ONE");
    await operator.reads(/Joignez l'attestation/);
    await operator.attach(/^Attestation/, { name: 'attestation.pdf', title: 'Attestation' });
    await operator.press("Envoyer à l'ONE");
    await operator.reads(/ressemble à un lieu/);
    await operator.reads(/attestation\.pdf/);
    await operator.choose("J'ai lu ce qui précède : envoyer ainsi");
    await operator.press("Envoyer à l'ONE");
    await operator.reads(/2 lignes sont encodées, une par personne/);
    expect([(await lineOf('piron')).status, (await lineOf('colin')).status]).to.deep.equal(['waiting', 'waiting']);
  });

  it('shows the line once it is decided, and takes it back to where it waited when that is undone', async () => {
    const { case_id: caseId } = await lineOf('piron');
    const decide = (action: string, facts: object) =>
      recordAct(house.db, process, caseId, {
        action,
        facts,
        token: `journey ${action}`,
        actor: { role: 'procedure', userId: null },
        at: house.now(),
      });
    await decide('refuse', { motive: 'encoding-error' });
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads(/erreur d'encodage/);
    await decide('reopen', {});
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads(/C'est à l'ONE/);
  });

  it('corrects a line after an error of encoding, and the line waits again', async () => {
    await operator.open('/pro/trainings');
    await operator.page.locator('summary', { hasText: 'Lambotte Yves' }).click();
    await operator.press('Corriger la ligne : Jeux de cour');
    await operator.type({ 'Heures suivies par chaque personne': '4' });
    await operator.press('Corriger la ligne');
    await operator.reads(/Ligne corrigée par Jean-Marc Henrion/);
  });

  it('meets no page that is wrong', () => {
    expect([house.pageFaults, house.complaints]).to.deep.equal([[], []]);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', async () => {
    // The decisions above rang no bell.
    await house.wakeEverybody();
    const { found, searched } = await findPersonalData(house, ['Rondes et comptines du monde', 'Jeux de cour']);
    expect(found).to.deep.equal([]);
    expect(searched.history).to.be.above(0);
    expect(searched.log).to.be.above(3);
  });
});

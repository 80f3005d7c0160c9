import { expect } from 'chai';
import { createDice } from '../../db/seeds/generate/dice.ts';
import { planTraining } from '../../db/seeds/generate/training.ts';
import { insertWrittenLines } from '../../db/seeds/generate/training-rows.ts';
import { rankGroups } from '../../db/training-desk/rank.ts';
import { regroup } from '../../db/training-desk/regroup.ts';
import { dayOf } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import { enter, type Actor } from '../support/actor.ts';
import { findPersonalData } from '../support/personal-data.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the desk of training, without the mouse', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  let claire: Actor;
  before(async () => {
    house = await openRunningHouse();
    const now = house.now();
    const plan = { lines: 120, operators: 12, organisations: 8, today: dayOf(now), largest: 20 };
    await insertWrittenLines(house.db, createDice(3), planTraining(createDice(3), plan), now);
    await regroup(house.db, { whole: false });
    await rankGroups(house.db, now);
    claire = await enter(house, 'Claire Mertens', { slug: 'training-recognition' });
  });
  after(async () => {
    expect(house.pageFaults).to.deep.equal([]);
    expect(house.complaints).to.deep.equal([]);
    await house.close();
  });

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await claire.page.keyboard.press(key);
  };
  /** The effects of what is chosen stand there. */
  const counted = (): Promise<unknown> => claire.page.waitForSelector('#effects:not([aria-busy])');
  const decisions = async (): Promise<number> =>
    ((await house.db('training_decisions').whereNull('undone_at').count('* as count').first()) as { count: number })
      .count;
  const decides = async (): Promise<void> => {
    const [before, address] = [await decisions(), claire.page.url()];
    await counted();
    await press('Enter');
    await claire.page.waitForURL((url) => url.href !== address);
    expect(await decisions()).to.equal(before + 1);
  };

  it('decides on five groups, and takes the last decision back', async () => {
    await claire.open('/office/trainings');
    // 1: recognise. The entitlement is where one goes on; it is chosen by its first letters, and left by Escape.
    await press('1');
    await claire.page.keyboard.type('agr');
    await press('Escape');
    await decides();
    // 2 and 3: refuse, with a motive.
    await press('2');
    await claire.page.keyboard.type('hors');
    await press('Escape');
    await claire.page.focus('#entitledBy');
    await claire.page.keyboard.type('hab');
    await press('Escape');
    await decides();
    await press('3');
    await claire.page.keyboard.type("l'org");
    await press('Escape');
    await decides();
    // 4: ask. Letters that are typed in a field are letters.
    await press('4');
    await claire.page.keyboard.type('Quel organisme a donné cette formation ? j k 1 2 u a');
    expect(await claire.page.inputValue('#question')).to.include('j k 1 2 u a');
    await press('Escape');
    await decides();
    // Lines are left out by Space, and the effects follow.
    await press('1');
    await claire.page.keyboard.type('agr');
    await press('Escape', 'ArrowDown', 'ArrowUp', 'Space');
    await counted();
    expect(await claire.text()).to.match(/laissées? dehors|Aucune ligne n'est cochée/);
    await press('Space');
    await decides();
    await waitUntil(
      'lines',
      async () =>
        (await house.db('batches').where({ kind: 'decide-training' }).whereNot('status', 'done').first('id')) ===
        undefined,
      { timeout: 90_000 },
    );
    expect(await house.db('training_lines').where({ status: 'information-asked' })).to.not.have.lengthOf(0);

    const last = (await house.db('training_decisions').orderBy('number', 'desc').first('id', 'number')) as {
      id: string;
    };
    const answered = claire.page.waitForEvent('load');
    await press('u');
    await answered;
    await claire.reads('La décision est annulée.');
    await waitUntil(
      'undone',
      async () =>
        (await house
          .db('batches')
          .where({ status: 'undone' })
          .whereRaw("parameters ->> 'decisionId' = ?", [last.id])
          .first('id')) !== undefined,
      { timeout: 60_000 },
    );
    expect(await decisions()).to.equal(4);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', async () => {
    await house.settled();
    const lines = (await house.db('training_lines').select('organisation_typed', 'module_typed').limit(400)) as {
      organisation_typed: string | null;
      module_typed: string | null;
    }[];
    // One word may be a code or a part of an address: what was typed is looked for where it is a sentence.
    const typed = [...new Set(lines.flatMap((line) => [line.organisation_typed, line.module_typed]))].filter(
      (text): text is string => text !== null && text.trim().split(' ').length > 2,
    );
    const { found, searched } = await findPersonalData(house, [...typed, 'Quel organisme a donné cette formation']);
    expect(found).to.deep.equal([]);
    expect(searched.history).to.be.above(0);
    expect(typed).to.not.have.lengthOf(0);
  });

  it('says all the keys, and plays none while the dialog is open', async () => {
    await claire.open('/office/trainings');
    await press('?');
    expect(await claire.page.isVisible('#training-keys')).to.equal(true);
    const address = claire.page.url();
    await press('j', 'u');
    expect(claire.page.url()).to.equal(address);
    await press('Escape');
    await press('j');
    await claire.page.waitForURL(/\/office\/trainings\/[0-9a-f-]{36}$/);
  });

  it('works without a script: ticks, effects and decision are a form', async () => {
    const plain = await enter(house, 'Claire Mertens', { slug: 'training-recognition', javaScriptEnabled: false });
    await plain.open('/office/trainings');
    await plain.choose('Refuser l’organisme et ses modules').catch(async () => {
      await plain.page.check('#kind-refuse-organisation');
    });
    await plain.press('Recalculer les effets');
    await plain.reads('non reconnues');
    await plain.page.selectOption('#motive', 'outside-programme');
    const before = await decisions();
    await plain.press(/Décider et passer au suivant/);
    expect(await decisions()).to.equal(before + 1);
  });
});

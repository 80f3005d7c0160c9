/** An account is added and signed, two agents look at it, an administrator blocks it, ONE unblocks it; 48 hours after the second look it is paid to. */
import { expect } from 'chai';
import { accountInUse } from '../../db/bank-accounts/in-use.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { formatIban, makeBelgianIban } from '../../domain/iban.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { day } from '../support/times.ts';

const slug = 'bank-account';
const iban = makeBelgianIban(9_994_567_890);
const written = formatIban(iban);
const masked = `${written.slice(0, 4)} •••• •••• ${written.slice(-4)}`;

describe('the journey of a bank account', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, first: Actor, second: Actor;
  let caseId: string;
  const bodyId = stableId('body gembloux');
  const paid = async () => (await accountInUse(house.db, bodyId, 'early-childhood'))?.id;

  /** Mails about no case leave by themselves, a moment later. */
  async function mailed(words: string): Promise<void> {
    const until = Date.now() + 20_000;
    while (!house.mailbox.mails.some(({ body }) => body.includes(words))) {
      if (Date.now() > until) throw new Error(`nobody is mailed: ${words}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Jean-Marc Henrion', { slug });
    first = await enter(house, 'Hassan Tahiri', { slug });
    second = await enter(house, 'Noémie Deprez', { slug });
  });
  after(() => house.close());

  it('begins with a slip that is named, and a statement that is not to be chosen twice', async () => {
    await operator.open('/pro');
    await operator.press('Comptes bancaires');
    await operator.reads("Où l'ONE verse aujourd'hui");
    await operator.type({
      'IBAN': written.slice(0, -1),
      'Date du relevé': formatShortDate(dayOf(house.now())),
    });
    await operator.choose('Subsides petite enfance');
    await operator.page.setInputFiles('input[type=file]', {
      name: `rib-${iban}.pdf`,
      mimeType: 'application/pdf',
      buffer: makePdf('RIB', ['Ville de Gembloux']),
    });
    await operator.press('Continuer');
    await operator.reads('il manque 1 signe');
    await operator.type({ 'IBAN': written });
    await operator.press('Enregistrer et relire');
    await operator.reads('Vérifiez, puis signez');
    await operator.reads(masked);
    expect(await operator.page.content())
      .to.not.include(iban)
      .and.not.include(written);
  });

  it('is signed: everybody who administers is told, and ONE has it', async () => {
    await operator.press("Signer et envoyer à l'ONE");
    await operator.reads(/Compte .* ajouté, référence CB-\d{4}-\d{5}/);
    const row = await house
      .db('cases')
      .where({ slug, organising_body_id: bodyId, status: 'to-validate' })
      .first<{ id: string }>('id');
    caseId = row.id;
    house.touched.add(caseId);
    await house.settled();
    await mailed('Un compte bancaire a été ajouté pour votre pouvoir organisateur.');
  });

  it('is compared to its statement by two people, never the same one twice', async () => {
    await first.open(`/office/${slug}/${caseId}/validate`);
    await first.reads(written);
    await first.reads("Ce que l'on sait");
    await first.press('Valider : première personne');
    await first.reads('Une autre personne que la première valide');
    await first.open(`/office/${slug}/${caseId}/validate-second`);
    await first.reads('Deux personnes différentes');
    await second.does(caseId, 'validate-second');
    await second.reads(/reçoit les versements à partir du/);
    const looks = await house
      .db('audit')
      .where({ subject: slug, subject_id: caseId, event: 'consult' })
      .select('actor_id');
    expect(new Set(looks.map(({ actor_id: actor }: { actor_id: string }) => actor)).size).to.equal(2);
  });

  it('is blocked with one click while it waits, and by one click only: nothing is paid to it', async () => {
    const before = await paid();
    await operator.open('/pro/accounts');
    await operator.reads('48 h');
    await operator.page.getByRole('button', { name: 'Bloquer ce compte' }).click();
    await operator.reads('Le compte est bloqué.');
    await house.skip(3 * day);
    expect(await paid()).to.equal(before);
    await operator.open('/pro/accounts');
    await operator.reads("Jean-Marc Henrion l'a bloqué");
  });

  it('is unblocked by ONE, validated anew by two, and paid to 48 hours later', async () => {
    await first.does(caseId, 'unblock', async () => {
      await first.type({ 'Ce que vous avez vérifié': 'Appel à la directrice, au numéro que nous avions.' });
    });
    await first.does(caseId, 'validate');
    await second.does(caseId, 'validate-second');
    await house.skip(2 * day + 60_000);
    await house.settled();
    expect(await paid()).to.equal(caseId);
    await operator.open('/pro/accounts');
    await operator.reads('validé, actif');
    await operator.reads(masked);
  });

  it('met no page with a fault, and told nobody who, nor the number', async () => {
    expectGoodPages(house);
    await expectNothingTold(house, [iban, written, 'Appel à la directrice']);
  });
});

import { expect } from 'chai';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const path = '/premiers-pas/simulation';
const typed = { income: '3 412,00 €', bim: 'non', household: 'two-in-care', fullDays: '16', halfDays: '4' };
const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f\s]+/g, ' ');

describe('simulating what parents pay', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  const told = async (fields: Record<string, string | string[]>): Promise<{ status: number; text: string }> => {
    const { status, text } = await house.stranger.post(path, fields);
    return { status, text: spaces(textOf(text)) };
  };

  it('shows each step with the figures of the visitor, and « indicatif » with the result', async () => {
    const { status, text } = await told(typed);
    expect(status).to.equal(200);
    for (const words of [
      'Par journée complète 11,65 €',
      'Par demi-journée 6,99 €',
      'Par mois, environ 214,36 €',
      "indicatif Le milieu d'accueil fixe le montant",
      'de 3 000,00 € à 5 000,00 € 0,69 % 412,00 € 2,84 €',
      'Au moins 3,06 €, au plus 45,00 € par jour : votre montant est entre les deux.',
      'Deux enfants accueillis : vous payez 70 % 16,64 € × 0,70 = 11,65 € par journée complète',
      '16 × 11,65 € + 4 × 6,99 € = 186,40 € + 27,96 € = 214,36 €',
      'À 3 000,00 € nets vous paieriez environ 9,66 € par jour, à 4 000,00 € nets vous paieriez environ 14,49 € par jour',
      'Un nouveau barème vaut à partir du 1er janvier 2027.',
    ])
      expect(text).to.include(words);
  });

  it('says that it is free with the increased intervention, and shows no sum', async () => {
    const { text } = await told({ ...typed, bim: 'oui' });
    expect(text).to.include('Gratuit').and.not.to.include('Comment on arrive à ce montant');
  });

  it('says so where floor or cap bites, and leaves the step of the reduction out where none applies', async () => {
    const low = await told({ ...typed, household: [], income: '500' });
    expect(low.text).to.include('on compte le minimum. 3,06 €').and.not.to.include('vous payez 70 %');
    const high = await told({ ...typed, household: [], income: '9.000,50' });
    expect(high.text).to.include('on compte le maximum. 45,00 €');
  });

  it('names one reduction where several apply, and what changes nothing more', async () => {
    const { text } = await told({ ...typed, household: ['two-in-care', 'single-parent'] });
    expect(text).to.include('Vous vivez seul·e avec vos enfants : vous payez 70 %');
    expect(text).to.include('« deux enfants accueillis » ne change plus rien');
  });

  it('reads amounts as Belgians write them', async () => {
    for (const income of ['3412', '3.412,00', '3 412,00', '3412,00 €', '€ 3412'])
      expect((await told({ ...typed, income })).text, income).to.include('Par journée complète 11,65 €');
  });

  it('refuses what it cannot read with a sentence beside the field, and keeps what was typed', async () => {
    const answer = await house.stranger.post(path, { ...typed, income: 'beaucoup', fullDays: '30' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('value="beaucoup"').and.to.include('Il y a un problème');
    const tooMany = await told({ ...typed, fullDays: '30', halfDays: '9' });
    expect(tooMany.status).to.equal(422);
    expect(tooMany.text).to.include('Un mois a 31 jours au plus : vous en comptez 39');
    for (const fields of [
      {},
      { ...typed, bim: 'peut-être' },
      { ...typed, household: 'rich' },
      { ...typed, surprise: 'x' },
    ])
      expect((await told(fields)).status).to.equal(422);
  });

  it('stores nothing, opens no session, sets no cookie, and needs no script', async () => {
    const before = await house.db('sessions').count('* as n').first();
    const answers = [await house.stranger.get(path), await house.stranger.post(path, typed)];
    for (const { status, headers, text } of answers) {
      expect(status).to.equal(200);
      expect(headers).not.to.have.property('set-cookie');
      expect(text).not.to.include('_csrf');
    }
    expect(await house.db('sessions').count('* as n').first()).to.deep.equal(before);
    expect(house.log.join('\n')).not.to.include('3 412').and.not.to.include('3412');
  });

  it('does not take a form of another site, nor one too large', async () => {
    expect((await house.stranger.post(path, typed).set('Origin', 'https://ailleurs.example')).status).to.equal(403);
    expect((await house.stranger.post(path, { ...typed, income: 'x'.repeat(50_000) })).status).to.equal(413);
  });

  it('says that there is no grid where none stands', async () => {
    const now = house.clock.now;
    house.clock.now = Date.UTC(2021, 5, 1);
    const { status, text } = await told(typed);
    house.clock.now = now;
    expect(status).to.equal(200);
    expect(text).to.include("Aucun barème n'est publié pour aujourd'hui");
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn, textOf } from '../support/html.ts';

const contentOf = (html: string): string => textOf(html.split('id="contenu"')[1] ?? '');

describe('what an agent looks up', () => {
  let house: House;
  let sophie: Visitor;
  before(async () => {
    house = await openHouse();
    sophie = await house.as('Sophie Lambert');
  });
  after(() => house.close());
  const found = async (words: string, who = sophie): Promise<string> =>
    contentOf((await who.get(`/office/search?q=${encodeURIComponent(words)}`)).text);

  it('is found by reference, however it is typed', async () => {
    for (const words of ['AD-2026-01316', 'ad 2026 1316', 'AD202601316'])
      expect(await found(words)).to.include('Crèche Les Petits Chênes');
  });
  it('is found by a part of its name, accents or not', async () => {
    expect(await found('petits chenes')).to.include('Crèche Les Petits Chênes');
    expect(await found('PETITS CHÊ')).to.include('Crèche Les Petits Chênes');
  });
  const arbre = "Crèche L'Arbre à Bulles";
  it('is found by its words: apostrophes, hyphens, ligatures, blanks and order make no difference', async () => {
    for (const words of [
      'petits‑chênes',
      'petits-chenes',
      'chênes petits',
      'petits \u00a0 chênes',
      'CHENES  les',
      '\u200bpetits',
    ])
      expect(await found(words), words)
        .to.include('Crèche Les Petits Chênes')
        .and.not.include("qui s'en approche");
    for (const words of ['l’arbre', "l'arbre", 'l`arbre a bulles', 'L ARBRE'])
      expect(await found(words), words).to.include(arbre);
  });
  it('is found with a slip of the keys, which is said', async () => {
    for (const words of ['ptits chenes', 'petits chennes', 'pteits chenes', 'petit chene'])
      expect(await found(words), words).to.include('Crèche Les Petits Chênes');
    expect(await found('petits chennes')).to.include("voici ce qui s'en approche");
    expect(await found('xyzzy plugh')).to.include('Rien ne correspond');
  });
  it('is read alike in the inbox and in the list of facilities', async () => {
    const open = (await house
      .db('tasks')
      .where({ closed_at: null, administration: 'namur', role: 'referent' })
      .first('reference', 'facility_name')) as { reference: string; facility_name: string };
    const [prefix, year, number] = open.reference.split('-') as [string, string, string];
    for (const words of [
      open.reference,
      `${prefix}‑${year}‑${number}.`,
      `${prefix.toLowerCase()} ${year} ${String(Number(number))}`,
    ])
      for (const address of ['/office/tasks?view=all&', '/office/search?', '/office/facilities?'])
        expect(
          contentOf((await sophie.get(`${address}q=${encodeURIComponent(words)}`)).text),
          `${address} ${words}`,
        ).to.include(open.facility_name);
    for (const address of ['/office/tasks?view=all&', '/office/facilities?']) {
      expect(contentOf((await sophie.get(`${address}q=${encodeURIComponent('chênes‑petits')}`)).text)).to.include(
        'Les Petits Chênes',
      );
      expect(contentOf((await sophie.get(`${address}q=${encodeURIComponent('ptits chennes')}`)).text))
        .to.include('Les Petits Chênes')
        .and.include("voici ce qui s'en approche");
    }
  });
  it("is found by postcode, by enterprise number, and by the facility's own number", async () => {
    const { number, enterprise } = (await house
      .db('facilities')
      .join('organising_bodies as b', 'b.id', 'organising_body_id')
      .where({ 'facilities.id': stableId('facility chenes') })
      .first('facilities.number', { enterprise: 'b.enterprise_number' })) as { number: string; enterprise: string };
    expect(await found('5000')).to.include('Crèche Les Petits Chênes');
    expect(await found(enterprise.replace(/(\d{4})(\d{3})(\d{3})/, '$1.$2.$3'))).to.include('Crèche Les Petits Chênes');
    expect(await found(number)).to.include('Crèche Les Petits Chênes');
  });
  it('stays hidden from another administration, and what is not found is said', async () => {
    const quentin = await house.as('Quentin Maréchal');
    expect(await found('petits chenes', quentin))
      .to.include('Rien ne correspond')
      .and.not.to.include('Crèche Les Petits Chênes');
    expect((await quentin.get(`/office/facilities/${stableId('facility chenes')}`)).status).to.equal(404);
    expect((await (await house.as('Étienne Jadot')).get('/office/search?q=namur')).status).to.equal(403);
  });
  it('never breaks on what is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (words) => {
        expect((await sophie.get(`/office/search?q=${encodeURIComponent(words)}`)).status).to.be.oneOf([200, 422]);
        expect(
          (
            await sophie.get(
              `/office/facilities?q=${encodeURIComponent(words)}&kind=${encodeURIComponent(words)}&after=${encodeURIComponent(words)}`,
            )
          ).status,
        ).to.be.oneOf([200, 422]);
      }),
      { numRuns: 40 },
    );
  });
  it('has a sheet, and who has looked at it is kept', async () => {
    const page = await sophie.get(`/office/facilities/${stableId('facility chenes')}`);
    expect(contentOf(page.text))
      .to.include('Identification')
      .and.to.include('Les Petits Chênes ASBL')
      .and.to.include('Ouvrir une mesure')
      .and.to.include('AD-2026-01316')
      .and.to.include('Sophie Lambert');
    expect(
      await house.db('audit').where({ event: 'consult', subject: 'facility', actor_id: sophie.userId }),
    ).to.have.lengthOf(1);
    expect(
      contentOf((await (await house.as('Marc Dubois')).get(`/office/facilities/${stableId('facility chenes')}`)).text),
    ).not.to.include('Ouvrir une mesure');
  });
  it('stands in a list that can be narrowed, each facility once', async () => {
    const ids = new Set<string>();
    let next: string | undefined = '/office/facilities';
    while (next) {
      const { text }: { text: string } = await sophie.get(next);
      for (const [, id] of text.matchAll(/<a href="\/office\/facilities\/([0-9a-f-]{36})"/g)) {
        expect(ids.has(id!)).to.equal(false);
        ids.add(id!);
      }
      next = linkIn(text, 'next');
    }
    expect(ids.size).to.equal(
      (
        (await house.db('facilities').where({ administration: 'namur' }).count({ count: '*' }).first()) as {
          count: number;
        }
      ).count,
    );
    expect(contentOf((await sophie.get('/office/facilities?kind=childminder')).text))
      .to.include('Delvaux')
      .and.not.to.include('Crèche Les Petits Chênes');
  });
});

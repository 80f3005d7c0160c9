import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeMany, makeTeam, petitsChenes, place, type Made } from './made-team.ts';
import { textOf, unescaped } from '../support/html.ts';

const today = '2026-11-23';
const namesIn = (html: string): string[] =>
  [...html.matchAll(/<a class="strong" href="\/pro\/team\/[0-9a-f-]{36}" data-open>([^<]+)</g)].map(([, name]) =>
    unescaped(name!),
  );

describe('« Mon Équipe »', () => {
  let house: House;
  let nathalie: Visitor;
  let made: Record<string, Made>;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    for (const table of ['staff_contracts', 'staff_documents', 'staff_diplomas', 'staff_absences'])
      await house.db(table).delete();
    await house.db('collaborations').where({ organising_body_id: petitsChenes }).delete();
  });
  after(() => house.close());
  const show = async (query = ''): Promise<string> => {
    const answer = await nathalie.get(`/pro/team${query}`);
    expect(answer.status, query).to.equal(200);
    return answer.text;
  };

  it('is empty at first, and says how to begin', async () => {
    expect(textOf(await show()))
      .to.include('Aucune personne dans cette équipe')
      .and.to.include('Nouvelle personne');
    made = await makeTeam(house.db, house.config, today);
  });

  it('shows at first who has a contract, running, ended or to come, by name, and says how many it hides', async () => {
    const html = await show();
    expect(namesIn(html)).to.deep.equal([
      'Adam Fatima',
      'Baudoin Laura',
      'Charlier Benoît',
      'Colard Sandrine',
      'Delvaux Inès',
      'Dupuis Marie',
      'Henrion Céline',
      'Lefèvre Julie',
      'Marchal Paul',
      'Nguyen Linh',
      'Servais Nathalie',
    ]);
    const text = textOf(html);
    expect(text).to.include('12 personnes dans 3 milieux').and.to.include("1 personne sans contrat n'est pas montrée");
    expect(text).to.include('50 % + 70 %').and.to.include('2 contrats en même temps').and.to.include('6 h par semaine');
    expect(text).to.include('Services ou équipes');
  });

  it('filters by status, place, function, several places, and the counts follow the other filters', async () => {
    const only = (status: string): string => `?shown=1&status=${status}`;
    expect(namesIn(await show(only('none')))).to.deep.equal(['Thys Emma']);
    expect(namesIn(await show(only('ended')))).to.deep.equal(['Colard Sandrine']);
    expect(namesIn(await show(only('to-come')))).to.deep.equal(['Henrion Céline']);
    expect(namesIn(await show('?shown=1'))).to.deep.equal([]);
    expect(namesIn(await show('?multi=1'))).to.deep.equal(['Delvaux Inès', 'Marchal Paul']);
    expect(namesIn(await show(`?facility=${place('coccinelle')}`))).to.deep.equal(['Dupuis Marie', 'Marchal Paul']);
    expect(namesIn(await show('?function=direction'))).to.deep.equal(['Charlier Benoît', 'Servais Nathalie']);
    const html = await show(`?facility=${place('chenes')}`);
    const counts = [...textOf(html).matchAll(/(En cours|Terminé|Pas commencé|Pas de contrat) (\d+)/g)].map(
      ([, name, count]) => `${name!} ${count!}`,
    );
    expect(counts).to.deep.equal(['En cours 5', 'Terminé 1', 'Pas commencé 1', 'Pas de contrat 0']);
  });

  it('finds the beginning of a name without accents, whatever the order, and nothing in the middle of one', async () => {
    expect(namesIn(await show('?q=lefe'))).to.deep.equal(['Lefèvre Julie']);
    expect(namesIn(await show('?q=ju+LEF'))).to.deep.equal(['Lefèvre Julie']);
    expect(namesIn(await show('?q=efevre'))).to.deep.equal([]);
    expect(namesIn(await show('?q=%25'))).to.have.lengthOf(11);
  });

  it('puts on top what is to be seen to, at most five lines, each with the button that opens the very field', async () => {
    const html = await show();
    const [, card = ''] = /À vérifier \(([\s\S]*?)<\/section>/.exec(html) ?? [];
    const lines = [...card.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line]) => textOf(line!));
    expect(lines).to.have.lengthOf(5);
    expect(lines[0]).to.include("personne n'a de fonction de direction");
    expect(lines[1]).to.include('Delvaux Inès').and.to.include('120 %');
    const hrefs = [...card.matchAll(/class="button button--small" href="([^"]+)"/g)].map(([, href]) =>
      unescaped(href!),
    );
    expect(hrefs[1]).to.equal(`/pro/team/${made.ines!.id}?edit=contracts.${made.ines!.contractIds[1]!}#time`);
    for (const href of hrefs) {
      const page = await nathalie.get(href.replace(/#.*/, ''));
      expect(page.status).to.equal(200);
      if (href.includes('edit=')) expect(page.text, href).to.include(`id="${href.split('#')[1]!}"`);
    }
    const checked = await show('?check=1');
    expect(namesIn(checked)).to.include('Delvaux Inès').and.to.not.include('Adam Fatima');
  });

  it('names who has left and may still sign in, in the list and in the row, with the page that closes it; to whoever may close it', async () => {
    const sandrine = stableId('user sandrine-colard');
    const { niss_hash } = (await house.db('users').where({ id: sandrine }).first('niss_hash')) as { niss_hash: Buffer };
    await house.db('people').where({ niss_hash }).update({ niss_hash: null, niss_sealed: null });
    const person = house.db('collaborations').where({ id: made.sandrine!.id }).select('person_id');
    await house
      .db('people')
      .whereIn('id', person)
      .update({ niss_hash, niss_sealed: Buffer.from('sealed') });
    const html = await show();
    expect(textOf(html)).to.match(
      /accès ouvert Colard Sandrine : contrat terminé le \d\d\/\d\d\/\d{4}, et a encore un accès au portail/,
    );
    const rights = `/pro/users/${sandrine}/rights?body=${petitsChenes}`;
    expect(unescaped(html)).to.include(`href="${rights}"`);
    expect((await nathalie.get(rights)).status).to.equal(200);
    expect(textOf(await show('?check=1&q=colard'))).to.include('a encore un accès au portail');
    // Who may not change the access of others is told nothing of it.
    const user_id = stableId('user data-chenes');
    const [grant] = (await house.db('grants').where({ user_id })) as { id: string }[];
    await house.db('grants').where({ user_id }).update({ dossier: 'team', facility_id: null });
    const olivier = await house.asUser(user_id);
    expect((await olivier.get('/pro/team').expect(200)).text)
      .to.include('Colard')
      .and.not.include('accès au portail');
    await house.db('grants').where({ user_id }).delete();
    await house.db('grants').insert(grant!);
    // Closed, it is no point any more.
    await house.db('memberships').where({ user_id: sandrine }).update({ deactivated_at: house.db.fn.now() });
    expect(textOf(await show())).to.not.include('accès au portail');
  });

  it('shows 800 members fifty a page, by key, each once, there and back', async () => {
    await makeMany(house.db, 800);
    const seen: string[] = [];
    let next: string | undefined = '/pro/team';
    let last = '';
    for (let page = 0; next && page < 30; page++) {
      const { text } = await nathalie.get(next);
      const names = namesIn(text);
      expect(names.length).to.be.at.most(50);
      seen.push(...names);
      last = next;
      const [, href] = /href="([^"]+)" rel="next"/.exec(text) ?? [];
      next = href && unescaped(href);
    }
    expect(seen).to.have.lengthOf(811);
    const [, back = ''] = /href="([^"]+)" rel="prev"/.exec((await nathalie.get(last)).text) ?? [];
    expect(namesIn((await nathalie.get(unescaped(back))).text)).to.have.lengthOf(50);
    const times: number[] = [];
    for (let time = 0; time < 5; time++) {
      const from = performance.now();
      await nathalie.get('/pro/team');
      times.push(performance.now() - from);
    }
    // A ceiling against a query in a loop, not a measure.
    expect(Math.min(...times)).to.be.below(1_500);
    console.log('      first page of 812 members:', Math.round(Math.min(...times)), 'ms');
  }).timeout(60_000);

  it('is for who was given « Mon équipe »', async () => {
    expect((await house.stranger.get('/pro/team')).status).to.equal(302);
    expect((await house.as('Isabelle Poncelet').then(async (who) => who.get('/pro/team'))).status).to.equal(403);
    expect((await nathalie.get(`/pro/team?body=${place('chenes')}`)).status).to.equal(404);
  });
});

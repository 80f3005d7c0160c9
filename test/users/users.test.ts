/** Users of a body and their rights, as those who manage them do it by the portal. */
import { expect } from 'chai';
import { answersFollowed } from '../../api/after-answer.ts';
import { findAccountByNiss } from '../../db/accounts.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { csrfTokenOf } from '../support/sign-in.ts';

const body = stableId('body petits-chenes');
const user = (key: string): string => stableId(`user ${key}`);
const place = (key: string): string => stableId(`facility ${key}`);
const rightsOf = (id: string): string => `/pro/users/${id}/rights`;

describe('users of a body', () => {
  let house: House;
  let nathalie: Visitor;
  let isabelle: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    isabelle = await house.as('Isabelle Poncelet');
  });
  after(() => house.close());

  const versionOf = async (id: string, at = body): Promise<string> =>
    String(
      (
        await house
          .db('memberships')
          .where({ user_id: id, organising_body_id: at })
          .first<{ version: number }>('version')
      ).version,
    );
  const save = async (who: Visitor, id: string, fields: Record<string, string | string[]>) =>
    who.post(rightsOf(id), { body, version: await versionOf(id), duration: 'unlimited', ...fields });
  const heldBy = async (id: string, at = body): Promise<string[]> =>
    (
      await house
        .db('grants')
        .where({ user_id: id, organising_body_id: at })
        .orderBy(['role', 'dossier'])
        .select<{ role: string; dossier: string | null; facility_id: string | null }[]>('*')
    ).map(({ role, dossier, facility_id: where }) =>
      [role, ...(dossier ? [dossier] : []), ...(where ? [where] : [])].join(' '),
    );
  let serial = 101;
  const newcomer = (): Record<string, string> => {
    serial += 2;
    return {
      body,
      firstName: 'Louise',
      familyName: `Arrivée ${'abcdefghijk'[serial % 11]!}`,
      email: 'louise@exemple.be',
      niss: makeNationalNumber({ birthOn: '1990-04-03', sequence: serial }),
      consent: 'oui',
    };
  };
  const added = async (fields = newcomer()): Promise<string> => {
    const answer = await nathalie.post('/pro/users', fields);
    expect(answer.status).to.equal(303);
    return /users\/([0-9a-f-]{36})\/rights/.exec(answer.headers.location!)![1]!;
  };

  it('are listed with their rights, state and last sign-in; who is looked for is found without accents', async () => {
    const { text } = await nathalie.get('/pro/users');
    expect(text)
      .to.include('Il n&#x27;y a qu&#x27;un seul administrateur')
      .and.include('Désigner un deuxième administrateur');
    for (const name of ['Servais', 'Poncelet', 'Thiry', 'Moreau', 'Colard']) expect(text).to.include(name);
    const found = await nathalie.get('/pro/users?q=lefevre+JULIE');
    expect(found.text).to.include('Lefèvre').and.not.include('Poncelet');
    expect((await nathalie.get('/pro/users?q=zzz')).text).to.include('Aucun utilisateur ne correspond');
    const seen = await isabelle.get('/pro/users');
    expect(seen.text).to.include('Servais').and.not.include('Désigner un deuxième administrateur');
  });

  it('are sorted by each column, and never two pages show the same', async () => {
    for (const sort of ['name', '-name', 'first-name', 'status', 'seen', '-seen'])
      expect((await nathalie.get(`/pro/users?sort=${sort}`)).status, sort).to.equal(200);
    const { text } = await nathalie.get('/pro/users?sort=-name');
    expect(text.indexOf('>Wauters<')).to.be.lessThan(text.indexOf('>Colard<'));
  });

  it('are added with their consent; the number is kept as its hash alone, and stands in no page', async () => {
    const fields = newcomer();
    const refused = await nathalie.post('/pro/users', { ...fields, familyName: '' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Ce champ est requis').and.not.include(fields.niss);
    const id = await added(fields);
    const row = await house.db('users').where({ id }).first<Record<string, unknown>>('*');
    expect(row.consent_text_version).to.equal('niss-2023-02');
    expect(row.consent_by).to.equal(user('admin-petits-chenes'));
    const { text } = await nathalie.get(rightsOf(id));
    expect(text).to.not.include(fields.niss);
    expect(JSON.stringify(await house.db('audit').where({ subject_id: id }))).to.not.include(fields.niss);
    expect(house.log.join('')).to.not.include(fields.niss);
  });

  it('reach nothing until their rights are configured, and are told so', async () => {
    const louise = await house.asUser(await added());
    expect((await louise.get('/pro')).text).to.include('Aucun droit n&#x27;est encore configuré');
    expect((await louise.get('/pro/users')).status).to.equal(403);
    expect((await louise.get(`/pro/facilities/${place('chenes')}/authorisation`)).status).to.equal(404);
  });

  it('get the same answer whether another body has them or not, and nothing of it is shown', async () => {
    const known = newcomer();
    const benoit = await house.as('Benoît Lejeune');
    await benoit.post('/pro/users', {
      ...known,
      body: stableId('body clair-matin'),
      firstName: 'Vraie',
      familyName: 'Identité',
    });
    const [unknown, there] = [await nathalie.post('/pro/users', newcomer()), await nathalie.post('/pro/users', known)];
    expect(there.status).to.equal(unknown.status);
    expect(there.headers.location!.replace(/[0-9a-f-]{36}/, '')).to.equal(
      unknown.headers.location!.replace(/[0-9a-f-]{36}/, ''),
    );
    const page = await nathalie.get(there.headers.location!);
    expect(page.text).to.include(known.familyName!).and.not.include('Identité');
    expect((await nathalie.get('/pro/users?q=identite')).text).to.include('Aucun utilisateur ne correspond');
  });

  it('who are there already are told to be there, and nothing is changed', async () => {
    const fields = newcomer();
    const id = await added(fields);
    const again = await nathalie.post('/pro/users', fields);
    expect(again.headers.location).to.equal(rightsOf(id));
    expect(await house.db('memberships').where({ user_id: id })).to.have.lengthOf(1);
  });

  it('are not tried out one number after the other', async () => {
    const valerie = await house.asUser(user('admin-arbre-a-bulles'));
    let last = 0;
    for (let tries = 0; tries < 31 && last !== 429; tries += 1)
      ({ status: last } = await valerie.post('/pro/users', { ...newcomer(), body: stableId('body arbre-a-bulles') }));
    expect(last).to.equal(429);
  });

  describe('have rights', () => {
    it('that hold at the next click, and end at the next click', async () => {
      const id = await added();
      const louise = await house.asUser(id);
      const page = `/pro/facilities/${place('chenes')}/authorisation`;
      expect((await louise.get(page)).status).to.equal(404);
      await save(nathalie, id, { cell: `authorisation.${place('chenes')}` });
      expect((await louise.get(page)).status).to.equal(200);
      expect((await louise.get(`/pro/facilities/${place('glands')}/authorisation`)).status).to.equal(404);
      await save(nathalie, id, {});
      expect((await louise.get(page)).status).to.be.oneOf([403, 404]);
    });

    it('for a whole place, for every place, and like somebody else; copying saves nothing', async () => {
      const id = await added();
      const answer = await save(nathalie, id, { place: place('coccinelle'), all: 'reviews' });
      expect(answer.status).to.equal(303);
      const held = await heldBy(id);
      // No subsidies: this place is not subsidised.
      expect(held).to.have.members(
        ['team', 'cigogne', 'authorisation', 'pre-requests']
          .map((dossier) => `data-manager ${dossier} ${place('coccinelle')}`)
          .concat('data-manager reviews'),
      );
      const copied = await save(nathalie, id, { then: 'copy', like: user('julie-lefevre') });
      expect(copied.status).to.equal(200);
      expect(copied.text).to.include('pas encore enregistrées');
      expect(await heldBy(id)).to.deep.equal(held);
    });

    it('for every place without a script: one place unticked leaves the others', async () => {
      const id = await added();
      await save(nathalie, id, { all: 'team' });
      expect(await heldBy(id)).to.deep.equal(['data-manager team']);
      await save(nathalie, id, {
        all: 'team',
        drawn: 'team',
        cell: [`team.${place('chenes')}`, `team.${place('glands')}`],
      });
      expect(await heldBy(id)).to.have.members([
        `data-manager team ${place('chenes')}`,
        `data-manager team ${place('glands')}`,
      ]);
    });

    it('that no place of the body shows now, and keep them when others are saved', async () => {
      const id = await added();
      const everywhere = { user_id: id, organising_body_id: body, role: 'data-manager', valid_from: '2026-01-01' };
      await house.db('grants').insert({ ...everywhere, dossier: 'aes-1' });
      await save(nathalie, id, { all: 'team' });
      await save(nathalie, id, { cell: `reviews.${place('chenes')}` });
      expect(await heldBy(id)).to.have.members(['data-manager aes-1', `data-manager reviews ${place('chenes')}`]);
    });

    it('for a time, which lapse by themselves; what was held without an end stays', async () => {
      const id = await added();
      await save(nathalie, id, { cell: `reviews.${place('chenes')}` });
      await save(nathalie, id, {
        cell: [`reviews.${place('chenes')}`, `authorisation.${place('chenes')}`],
        duration: 'limited',
        fromOn: '23/11/2026',
        toOn: '30/11/2026',
        replaces: user('julie-lefevre'),
      });
      const page = `/pro/facilities/${place('chenes')}/authorisation`;
      expect((await (await house.asUser(id)).get(page)).status).to.equal(200);
      const before = house.clock.now;
      house.clock.now = Date.parse('2026-11-30T22:30:00Z');
      expect((await (await house.asUser(id)).get(page)).status, 'the last day').to.equal(200);
      house.clock.now = Date.parse('2026-11-30T23:30:00Z');
      const later = await house.asUser(id);
      expect((await later.get(page)).status, 'the day after').to.equal(404);
      expect((await later.get('/pro/contacts')).status).to.equal(200);
      house.clock.now = before;
      const bad = await save(nathalie, id, { duration: 'limited', fromOn: '01/12/2026', toOn: '30/11/2026' });
      expect(bad.status).to.equal(422);
      expect(bad.text).to.include('Le dernier jour vient avant le premier');
    });

    it('are saved once when sent twice; somebody else who saved meanwhile is named, with both versions', async () => {
      const id = await added();
      const version = await versionOf(id);
      const fields = { body, version, duration: 'unlimited', cell: `team.${place('chenes')}` };
      for (const _ of [1, 2]) expect((await nathalie.post(rightsOf(id), fields)).status).to.equal(303);
      expect(await heldBy(id)).to.have.lengthOf(1);
      const late = await isabelle.post(rightsOf(id), { ...fields, cell: `reviews.${place('chenes')}` });
      expect(late.status).to.equal(409);
      expect(late.text).to.include('Nathalie Servais').and.include('Reprendre mes cases').and.include('Bilans');
      expect(await heldBy(id)).to.deep.equal([`data-manager team ${place('chenes')}`]);
    });

    it('are never one’s own to change, and administrators are not for those who manage users', async () => {
      expect((await save(nathalie, user('admin-petits-chenes'), {})).status).to.equal(403);
      expect((await nathalie.get(rightsOf(user('admin-petits-chenes')))).text).to.include(
        'Personne ne modifie ses propres droits',
      );
      expect((await save(isabelle, user('admin-petits-chenes'), {})).status).to.equal(403);
      const id = await added();
      expect((await save(isabelle, id, { administrator: 'oui' })).status).to.equal(403);
      expect(await heldBy(id)).to.deep.equal([]);
      expect((await isabelle.post(`/pro/users/${user('admin-petits-chenes')}/deactivate`, { body })).status).to.equal(
        403,
      );
      // Held back, an administrator is one still.
      await save(nathalie, id, { administrator: 'oui' });
      await nathalie.post(`/pro/users/${id}/deactivate`, { body });
      for (const act of ['reactivate', 'delete'])
        expect((await isabelle.post(`/pro/users/${id}/${act}`, { body })).status, act).to.equal(403);
      await nathalie.post(`/pro/users/${id}/delete`, { body });
    });
  });

  it('who were administrators for a time that is over are managed like anybody else, as the page says; held back, they are not', async () => {
    const id = await added();
    const was = { user_id: id, organising_body_id: body, role: 'administrator', valid_from: '2026-01-01' };
    await house.db('grants').insert({ ...was, valid_to: '2026-10-31' });
    expect((await isabelle.get(rightsOf(id))).text).to.not.include('Vous ne pouvez pas modifier');
    expect((await save(isabelle, id, { all: 'team' })).status).to.equal(303);
    expect((await isabelle.post(`/pro/users/${id}/delete`, { body })).status).to.equal(303);
    await house.db('suspended_grants').insert({ ...was, valid_to: '2027-10-31' });
    const { niss_hash: hash } = await house.db('users').where({ id }).first<{ niss_hash: Buffer }>('niss_hash');
    const again = newcomer();
    await house
      .db('users')
      .where({ id })
      .update({ niss_hash: hashNationalNumber(again.niss!, house.config.nissPepper) });
    expect((await isabelle.post('/pro/users', again)).status, 'an administrator adds them again').to.equal(403);
    await house.db('suspended_grants').where({ user_id: id, role: 'administrator' }).update({ valid_to: '2026-10-31' });
    expect((await isabelle.post('/pro/users', again)).status).to.equal(303);
    expect(hash).to.be.instanceOf(Buffer);
  });

  it('see what a change of rights does while it is made; neither colleagues nor history are looked up for it', async () => {
    const id = await added();
    const fields = { body, version: '1', duration: 'unlimited', all: 'team' };
    const { asked: whole } = await countQueries(() => nathalie.post(rightsOf(id), { ...fields, then: 'show' }));
    const { asked, result: answer } = await countQueries(() =>
      nathalie.post(rightsOf(id), { ...fields, then: 'effects' }),
    );
    expect(whole.filter((sql) => sql.includes('"audit"'))).to.have.lengthOf(1);
    expect(asked.filter((sql) => sql.includes('"audit"'))).to.deep.equal([]);
    expect(asked.length).to.be.below(whole.length - 2);
    expect(answer.status).to.equal(200);
    expect(answer.text)
      .to.include('modification, pas encore enregistrée')
      .and.include('Ce que Louise verra')
      .and.not.include('<html')
      .and.not.include('Historique de ses accès');
    expect(await heldBy(id)).to.deep.equal([]);
    expect((await save(nathalie, nathalie.userId!, { then: 'effects' })).status).to.equal(403);
    expect((await save(nathalie, id, { then: 'effects', duration: 'forever' })).status).to.equal(422);
  });

  describe('never lose their last administrator', () => {
    it('when two of them remove one another at the same moment', async () => {
      for (const act of ['deactivate', 'delete', 'rights'] as const) {
        const second = await added();
        await save(nathalie, second, { administrator: 'oui' });
        const louise = await house.asUser(second);
        const send = async (who: Visitor, id: string) =>
          act === 'rights'
            ? who.post(rightsOf(id), { body, version: await versionOf(id), duration: 'unlimited' })
            : who.post(`/pro/users/${id}/${act}`, { body });
        const answers = await Promise.all([send(nathalie, second), send(louise, user('admin-petits-chenes'))]);
        expect(
          answers.map(({ status }) => status).filter((status) => status === 303),
          act,
        ).to.have.lengthOf(1);
        const left = await house.db('grants').where({ organising_body_id: body, role: 'administrator' });
        expect(left, act).to.have.lengthOf(1);
        await house.db('grants').where({ organising_body_id: body, role: 'administrator' }).delete();
        await house.db('suspended_grants').where({ organising_body_id: body, role: 'administrator' }).delete();
        await house
          .db('memberships')
          .where({ user_id: nathalie.userId })
          .update({ deactivated_at: null, deleted_at: null });
        await house.db('grants').insert({
          user_id: nathalie.userId,
          organising_body_id: body,
          role: 'administrator',
          valid_from: '2026-01-01',
        });
      }
    });

    it('nor by an end set to the only one without', async () => {
      const second = await added();
      await save(nathalie, second, {
        administrator: 'oui',
        duration: 'limited',
        fromOn: '23/11/2026',
        toOn: '30/11/2026',
      });
      const louise = await house.asUser(second);
      const answer = await save(louise, user('admin-petits-chenes'), {});
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('dernier administrateur');
      await nathalie.post(`/pro/users/${second}/delete`, { body });
    });
  });

  describe('are deactivated and deleted', () => {
    it('asked once, at once without access, and back as they were', async () => {
      const id = await added();
      await save(nathalie, id, { cell: `authorisation.${place('chenes')}`, userManager: 'oui' });
      const held = await heldBy(id);
      const louise = await house.asUser(id);
      expect((await nathalie.get(`/pro/users/${id}/deactivate`)).text).to.include('réactiver à tout moment');
      for (const _ of [1, 2])
        expect((await nathalie.post(`/pro/users/${id}/deactivate`, { body })).status).to.equal(303);
      expect(await heldBy(id)).to.deep.equal([]);
      expect((await louise.get('/pro/users')).status).to.equal(403);
      expect((await nathalie.get('/pro/users?status=deactivated')).text).to.include('désactivé');
      for (const _ of [1, 2])
        expect((await nathalie.post(`/pro/users/${id}/reactivate`, { body })).status).to.equal(303);
      expect(await heldBy(id)).to.deep.equal(held);
    });

    it('and cannot sign in any more once no body is left to them', async () => {
      const fields = newcomer();
      const id = await added(fields);
      const account = async () =>
        findAccountByNiss(house.db, hashNationalNumber(fields.niss!, house.config.nissPepper));
      expect(await account()).to.deep.equal({ id, isDeactivated: false });
      await nathalie.post(`/pro/users/${id}/deactivate`, { body });
      expect(await account()).to.deep.equal({ id, isDeactivated: true });
      await nathalie.post(`/pro/users/${id}/reactivate`, { body });
      expect(await account()).to.deep.equal({ id, isDeactivated: false });
    });

    it('with what they had typed shown on the page that refuses it', async () => {
      const id = await added();
      await save(nathalie, id, { userManager: 'oui' });
      const louise = await house.asUser(id);
      house.clock.now += 60_000;
      await nathalie.post(`/pro/users/${id}/deactivate`, { body });
      const typed = { ...newcomer(), firstName: 'Prudence' };
      const answer = await louise.post('/pro/users', typed);
      expect(answer.status).to.equal(403);
      expect(answer.text).to.include('Prudence').and.include('Les Petits Chênes ASBL').and.include('Nathalie Servais');
      expect(answer.text).to.not.include((typed as Record<string, string>).niss);
      await answersFollowed();
      const refused = { event: 'access-refused', actor_id: id };
      expect(await house.db('audit').where(refused), 'and stands in the audit').to.have.lengthOf(1);
    });

    it('and are told why as everybody is, where it is not their changed rights that refuse', async () => {
      const id = await added();
      await save(nathalie, id, { userManager: 'oui' });
      const louise = await house.asUser(id);
      house.clock.now += 60_000;
      await save(nathalie, id, { userManager: 'oui', cell: `team.${place('chenes')}` });
      const answer = await louise.post(`/pro/users/${user('admin-petits-chenes')}/delete`, { body });
      expect(answer.status).to.equal(403);
      expect(answer.text).to.include('ne permet ni de nommer').and.not.include('ont été modifiés');
      const [of, saves] = ['/pro/facilities', { 'x-autosave': '1', 'Accept': 'application/json' }];
      const mine = await louise.post(of, { _csrf: 'of-another-session' }).set(saves);
      expect([mine.status, mine.body]).to.deep.equal([403, { error: 'stale-form' }]);
      const theirs = { _csrf: csrfTokenOf((await nathalie.get('/pro/users/new')).text), reason: 'Encodé par Nathalie' };
      const sent = await louise.post(of, theirs).set({ 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Site': 'same-origin' });
      expect(sent.text ?? '').to.not.include('Encodé par Nathalie');
      expect(await house.db('kept_forms').where({ owner: nathalie.userId }), 'put aside for her').to.have.lengthOf(1);
    });

    it('for one body alone, when two have them', async () => {
      const colard = user('sandrine-colard');
      const other = stableId('body clair-matin');
      const before = await heldBy(colard, other);
      expect(before).to.have.lengthOf(1);
      await nathalie.post(`/pro/users/${colard}/delete`, { body });
      expect(await heldBy(colard)).to.deep.equal([]);
      expect(await heldBy(colard, other)).to.deep.equal(before);
      expect((await nathalie.get(rightsOf(colard))).status).to.equal(404);
      expect((await nathalie.post(`/pro/users/${colard}/delete`, { body })).status).to.equal(303);
    });

    it('and begin anew without a right when they are added again', async () => {
      const fields = newcomer();
      const id = await added(fields);
      await save(nathalie, id, { cell: `team.${place('chenes')}` });
      await nathalie.post(`/pro/users/${id}/delete`, { body });
      expect(await added(fields)).to.equal(id);
      expect(await heldBy(id)).to.deep.equal([]);
      expect(await house.db('suspended_grants').where({ user_id: id })).to.deep.equal([]);
    });

    it('but an administrator is added again by an administrator alone: their rights are held back for the helpdesk', async () => {
      const fields = newcomer();
      const id = await added(fields);
      await save(nathalie, id, { administrator: 'oui' });
      await nathalie.post(`/pro/users/${id}/delete`, { body });
      const heldBack = async (): Promise<number> =>
        (await house.db('suspended_grants').where({ user_id: id, role: 'administrator' })).length;
      const refused = await isabelle.post('/pro/users', fields);
      expect(refused.status).to.equal(403);
      expect(refused.text).to.include('ne permet ni de nommer un administrateur').and.not.include(fields.niss);
      expect(await heldBack()).to.equal(1);
      expect(await house.db('memberships').where({ user_id: id }).whereNotNull('deleted_at')).to.have.lengthOf(1);
      expect(await added(fields)).to.equal(id);
      expect(await heldBack()).to.equal(0);
    });
  });
});

import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { fieldIn, textOf, unescaped } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const chenes = `/pro/facilities/${stableId('facility chenes')}/data`;
const coccinelle = `/pro/facilities/${stableId('facility coccinelle')}/data`;
const delvaux = `/pro/facilities/${stableId('facility delvaux')}/data`;
const body = `/pro/bodies/${stableId('body petits-chenes')}/data`;
const usualWeek = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((day) => [
    [`open${String(day)}`, 'oui'],
    [`from${String(day)}`, '7'],
    [`to${String(day)}`, '1800'],
  ]),
) as Record<string, string>;

describe('the sheet of a place', () => {
  let house: House;
  let nathalie: Visitor;
  let olivier: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    olivier = await house.as('Olivier Wauters');
  });
  after(() => house.close());

  const editing = async (visitor: Visitor, base: string, section: string, more = ''): Promise<string> =>
    (await visitor.get(`${base}?section=${section}${more}`)).text;
  /** What a refused form shows: the page that the answer leads to. */
  const shown = async (visitor: Visitor, url: string, fields: Record<string, string>, from: string) => {
    const answer = await visitor.post(url, fields).set('Referer', `${house.config.publicUrl}${from}`);
    if (answer.status !== 303) return { status: answer.status, text: answer.text };
    const page = await visitor.get(String(answer.headers.location).replace(house.config.publicUrl, ''));
    return { status: page.status, text: page.text };
  };

  it('says how far one is, what is left and who changed it last, and leads to the next unfinished section', async () => {
    const { status, text } = await nathalie.get(chenes);
    expect(status).to.equal(200);
    const said = textOf(text);
    expect(said).to.match(/\d+ rubriques complètes sur 10/);
    for (const words of [
      'à compléter : boîte',
      'à compléter : téléphone',
      'Olivier Wauters · 081 00 00 00',
      'complète · consultable',
      'vu par les parents',
      "par Nathalie Servais : numéro d'urgence",
      "Voir l'historique",
    ])
      expect(said, words).to.include(words);
    const next = /href="([^"]*)">Compléter la suivante/.exec(text)?.[1];
    expect(unescaped(next ?? '')).to.equal(`${chenes}?section=postal-address#postal-address`);
  });

  it('opens one section at a time to be changed, and none of those that ONE keeps', async () => {
    expect((await editing(nathalie, chenes, 'emergency')).match(/card--editing/g)).to.have.lengthOf(1);
    for (const section of ['identification', 'enterprise', 'places', 'publication', 'nothing'])
      expect(await editing(nathalie, chenes, section), section).not.to.include('card--editing');
  });

  it('saves a section, once however often it is sent, and tells it in the history with the values of persons masked', async () => {
    const page = await editing(nathalie, chenes, 'registration-contact');
    const fields = {
      // Of the button.
      then: 'save',
      version: fieldIn(page, 'version'),
      person: 'Nathalie Servais',
      phone: '081 12 34 56',
      email: 'inscriptions@petits-chenes.example',
      hours: 'lundi, 9 h 00 – 11 h 00',
    };
    const audited = () => house.db('audit').where({ event: 'update', subject_id: stableId('facility chenes') });
    const before = (await audited()).length;
    for (let time = 0; time < 2; time += 1) {
      const answer = await nathalie.post(`${chenes}/registration-contact`, fields);
      expect([answer.status, answer.headers.location]).to.deep.equal([
        303,
        `${chenes}?open=registration-contact#registration-contact`,
      ]);
    }
    const told = await audited().orderBy('id');
    expect(told.length).to.equal(before + 1);
    expect(told.at(-1).change).to.deep.equal({
      'registration-contact.phone': { before: null, after: '•••' },
      'registration-contact.hours': { before: 'mardi et jeudi, 9 h 00 – 11 h 30', after: 'lundi, 9 h 00 – 11 h 00' },
    });
    const history = textOf((await nathalie.get('/pro/history?on=facility')).text);
    expect(history).to.include(
      'contact inscriptions, permanence : mardi et jeudi, 9 h 00 – 11 h 30 → lundi, 9 h 00 – 11 h 00',
    );
  });

  it('refuses what cannot be, at its field and in French, and keeps what was typed', async () => {
    for (const [section, fields, sentence, kept] of [
      ['emergency', { person: 'Anne', phone: '12' }, 'Écrivez le numéro avec ses chiffres', 'value="12"'],
      ['registration-contact', { email: 'nom@@exemple' }, 'il faut une seule arobase', 'value="nom@@exemple"'],
      ['postal-address', {}, 'Dites où vous recevez votre courrier', ''],
      [
        'postal-address',
        { 'where': 'other', 'address.street': 'rue Haute' },
        'Encodez le numéro de la maison',
        'value="rue Haute"',
      ],
      ['emergency', { surprise: 'x' }, "contient un champ que cette page n'a pas", ''],
    ] as const) {
      const { status, text } = await shown(
        nathalie,
        `${chenes}/${section}`,
        { version: '0', ...fields },
        `${chenes}?section=${section}`,
      );
      expect(status, section).to.equal(422);
      expect(textOf(text)).to.include(sentence);
      expect(text).to.include(kept);
    }
    expect((await nathalie.post(`${chenes}/emergency`, { person: 'sans version' })).status).to.equal(422);
  });

  it('tells the second of two who change a section who was quicker and what stands, and keeps what they typed', async () => {
    const version = fieldIn(await editing(nathalie, coccinelle, 'emergency'), 'version');
    expect(
      (await olivier.post(`${coccinelle}/emergency`, { version, person: 'Olivier Wauters', phone: '0470 11 22 33' }))
        .status,
    ).to.equal(303);
    const late = await shown(
      nathalie,
      `${coccinelle}/emergency`,
      { version, person: 'Nathalie Servais', phone: '0470 99 88 77' },
      `${coccinelle}?section=emergency`,
    );
    expect(late.status).to.equal(409);
    const said = textOf(late.text);
    expect(said).to.include('Modifié ailleurs par Olivier Wauters').and.to.include('téléphone : 0470 11 22 33');
    expect(late.text).to.include('value="0470 99 88 77"');
    const again = await nathalie.post(`${coccinelle}/emergency`, {
      version: fieldIn(late.text, 'version'),
      person: 'Nathalie Servais',
      phone: '0470 99 88 77',
    });
    expect(again.status).to.equal(303);
  });

  it('saves over the version that was first opened, however often the form is shown again', async () => {
    const version = fieldIn(await editing(nathalie, coccinelle, 'emergency'), 'version');
    const hours = fieldIn(await editing(nathalie, coccinelle, 'opening-hours'), 'version');
    await olivier
      .post(`${coccinelle}/emergency`, { version, person: 'Olivier Wauters', phone: '0470 55 55 55' })
      .expect(303);
    const from = `${coccinelle}?section=emergency`;
    const refused = await shown(
      nathalie,
      `${coccinelle}/emergency`,
      { version, person: 'Nathalie', phone: '12' },
      from,
    );
    expect([refused.status, fieldIn(refused.text, 'version')]).to.deep.equal([422, version]);
    const late = await shown(
      nathalie,
      `${coccinelle}/emergency`,
      { version, person: 'Nathalie', phone: '081 22 22 22' },
      from,
    );
    expect(late.status).to.equal(409);
    for (const then of ['copy-monday', 'twice']) {
      const again = await shown(
        nathalie,
        `${coccinelle}/opening-hours`,
        { ...usualWeek, validFrom: '', version: String(Number(hours) + 7), then },
        `${coccinelle}?section=opening-hours`,
      );
      expect(fieldIn(again.text, 'version'), then).to.equal(String(Number(hours) + 7));
    }
    const days = await shown(
      nathalie,
      `${coccinelle}/exceptional-days/new`,
      { version: '3', key: randomUUID(), fromOn: '', untilOn: '', how: 'closed', opens: '', closes: '', reason: 'x' },
      `${coccinelle}?section=opening-hours&day=new`,
    );
    expect([days.status, fieldIn(days.text, 'version')]).to.deep.equal([422, '3']);
  });

  it('warns of a draft that was begun on an older version, whenever it was saved', async () => {
    const version = fieldIn(await editing(nathalie, coccinelle, 'emergency'), 'version');
    await house.db('form_drafts').insert({
      user_id: stableId('user admin-petits-chenes'),
      place: `${coccinelle}/emergency`,
      fields: JSON.stringify({ person: 'Nathalie', opened: String(Number(version) - 1) }),
      began_at: new Date(house.clock.now),
      saved_at: new Date(house.clock.now + 1000),
    });
    expect(textOf(await editing(nathalie, coccinelle, 'emergency'))).to.include(
      'Depuis votre brouillon, cette rubrique',
    );
    await house
      .db('form_drafts')
      .where({ place: `${coccinelle}/emergency` })
      .delete();
  });

  it('names nobody who is no colleague, and leads to « Mon autorisation » only where it opens', async () => {
    await house.db('form_drafts').insert({
      user_id: (await house.db('users').where({ family_name: 'Delvaux', first_name: 'Émilie' }).first('id')).id,
      place: `${chenes}/emergency`,
      fields: '{}',
      began_at: new Date(house.clock.now),
      saved_at: new Date(house.clock.now),
    });
    const said = textOf(await editing(nathalie, chenes, 'emergency'));
    expect(said).to.include('Une autre personne modifie aussi cette rubrique').and.not.to.include('Delvaux');
    const way = `/pro/facilities/${stableId('facility chenes')}/authorisation`;
    expect((await nathalie.get(chenes)).text).to.include(`href="${way}"`);
    // She keeps the team of this crèche, and nothing else.
    const sandrine = await house.asUser(stableId('user sandrine-colard'));
    const page = await sandrine.get(chenes);
    expect([page.status, (await sandrine.get(way)).status]).to.deep.equal([200, 404]);
    expect(page.text).not.to.include(`href="${way}"`);
  });

  it('marks as seen by parents what Premiers Pas gives, and nothing else', async () => {
    const rowOf = (text: string, label: string): string =>
      (new RegExp(`<dt>${label}(?:(?!</dt>)[\\s\\S])*</dt>`).exec(text) ?? [''])[0];
    const { text } = await nathalie.get(coccinelle);
    expect(rowOf(text, 'Nom')).to.include('vu par les parents');
    expect(rowOf(text, 'Date d.+autorisation')).to.include('vu par les parents');
    // Its body has a contact for inscriptions with a telephone.
    expect(rowOf(text, 'Téléphone du lieu')).to.not.equal('').and.not.include('vu par les parents');
    await house.db('exceptional_days').insert({
      facility_id: stableId('facility coccinelle'),
      from_on: '2026-12-24',
      until_on: '2026-12-24',
      reason: 'inventaire',
      changed_at: new Date(house.clock.now),
    });
    const later = (await nathalie.get(coccinelle)).text;
    expect(rowOf(later, 'Jours exceptionnels')).to.include('vu par les parents');
    expect(rowOf(later, 'Raisons des jours exceptionnels')).to.not.equal('').and.not.include('vu par les parents');
    await house.db('exceptional_days').where({ reason: 'inventaire' }).delete();
  });

  it('is only read once the activity has ended, in words', async () => {
    const place = house.db('facilities').where({ id: stableId('facility glands') });
    const glands = `/pro/facilities/${stableId('facility glands')}/data`;
    await place.clone().update({ closed_on: '2026-11-01' });
    const page = await editing(nathalie, glands, 'emergency');
    expect(page).not.to.include('card--editing').and.not.to.include('section=emergency');
    expect(textOf(page))
      .to.include("L'activité de ce milieu d'accueil a pris fin")
      .and.not.to.include('vu par les parents');
    for (const [route, fields] of [
      ['emergency', { version: '0' }],
      ['opening-hours', { version: '0', ...usualWeek }],
      ['exceptional-days/new', { version: '0', key: randomUUID() }],
    ] as const) {
      const refused = await nathalie.post(`${glands}/${route}`, fields);
      expect(refused.status, route).to.equal(403);
      expect(textOf(refused.text)).to.include('a pris fin');
    }
    await place.clone().update({ closed_on: null });
  });

  it('shows who has begun to write in the same section, and warns of a draft that is older than what stands', async () => {
    const place = `${coccinelle}/registration-contact`;
    await olivier.post('/form-drafts', {
      _place: place,
      _draft: '0',
      _page: `${randomUUID()}.1`,
      person: 'Brouillon',
      phone: '',
    });
    expect(textOf(await editing(nathalie, coccinelle, 'registration-contact'))).to.include(
      'Olivier Wauters modifie aussi cette rubrique',
    );
    expect(await editing(olivier, coccinelle, 'registration-contact')).to.include('value="Brouillon"');
    house.clock.now += 60_000;
    const version = fieldIn(await editing(nathalie, coccinelle, 'registration-contact'), 'version');
    await nathalie.post(place, { version, person: 'Nathalie Servais', phone: '081 22 33 44', email: '', hours: '' });
    expect(textOf(await editing(olivier, coccinelle, 'registration-contact'))).to.include(
      'Depuis votre brouillon, cette rubrique a été modifiée par Nathalie Servais',
    );
  });

  it('lets a data manager change the places whose authorisation is open to them, and nothing of the body', async () => {
    expect((await olivier.get(coccinelle)).status).to.equal(200);
    expect((await olivier.get(chenes)).status).to.equal(404);
    const read = await olivier.get(body);
    expect(read.status).to.equal(200);
    expect(read.text).not.to.include('?section=');
    expect((await olivier.post(`${body}/emergency`, { version: '0' })).status).to.equal(403);
  });

  it('says that a correction is asked of a value that ONE keeps', async () => {
    const page = textOf((await nathalie.get(`${chenes}?open=identification`)).text);
    expect(page).to.include('demander une correction');
  });

  it('is written by the same forms for the organising body', async () => {
    const version = fieldIn(await editing(nathalie, body, 'public-information'), 'version');
    const answer = await nathalie.post(`${body}/public-information`, {
      version,
      text: 'Trois milieux.',
      website: 'www.petits-chenes.example',
    });
    expect(answer.status).to.equal(303);
    const said = textOf((await nathalie.get(`${body}?open=public-information`)).text);
    expect(said).to.include('https://www.petits-chenes.example').and.to.include('Trois milieux.');
    const wrong = await shown(
      nathalie,
      `${body}/public-information`,
      { version: '9', text: '', website: 'javascript:alert(1)' },
      body,
    );
    expect(textOf(wrong.text)).to.include("n'est pas l'adresse d'un site");
  });

  it('is one for who is her own organising body: identification, emergency, post, co-accueil, accounts', async () => {
    const emilie = await house.as('Émilie Delvaux');
    const way = await emilie.get('/pro/body/data');
    expect([way.status, way.headers.location]).to.deep.equal([302, delvaux]);
    expect((await emilie.get(`/pro/bodies/${stableId('body delvaux')}/data`)).headers.location).to.equal(delvaux);
    const said = textOf((await emilie.get(delvaux)).text);
    for (const title of [
      'Identification',
      "Numéro d'urgence",
      'Adresse courrier',
      'Co-accueil',
      'Coordonnées bancaires',
    ])
      expect(said).to.include(title);
  });

  describe('publication', () => {
    it('is refused by a natural person alone, who also says whether her street is shown', async () => {
      const emilie = await house.as('Émilie Delvaux');
      const version = fieldIn(await editing(emilie, delvaux, 'publication'), 'version');
      const answer = await emilie.post(`${delvaux}/publication`, { version, published: 'no', shown: 'locality' });
      expect(answer.status).to.equal(303);
      const row = await house
        .db('facilities')
        .where({ id: stableId('facility delvaux') })
        .first('publication_refused', 'address_shown');
      expect(row).to.deep.equal({ publication_refused: true, address_shown: false });
      // The choice stands on the place, and its section keeps no copy.
      expect(
        await house
          .db('sheet_sections')
          .where({ subject_id: stableId('facility delvaux'), section: 'publication' })
          .first('data'),
      ).to.deep.equal({ data: {} });
      const again = await emilie.post(`${delvaux}/publication`, { version, published: 'no', shown: 'locality' });
      expect(again.status).to.equal(303);
      const change = (await house
        .db('audit')
        .where({ event: 'update', subject_id: stableId('facility delvaux') })
        .orderBy('id', 'desc')
        .first('change')) as { change: Record<string, unknown> };
      expect(change.change['publication.refused']).to.deep.equal({ before: false, after: true });
      const page = (await emilie.get(delvaux)).text;
      expect(textOf(page)).to.include('refusée').and.not.to.include('vu par les parents');
    });
    it('cannot be refused by a legal person, who is told why', async () => {
      const refused = await nathalie.post(`${chenes}/publication`, { version: '0', published: 'no' });
      expect(refused.status).to.equal(403);
      expect(textOf(refused.text)).to.include('Seule une personne physique peut refuser la publication');
      expect(
        await house
          .db('facilities')
          .where({ id: stableId('facility chenes') })
          .first('publication_refused'),
      ).to.deep.equal({ publication_refused: false });
    });
  });

  describe('opening hours', () => {
    const hoursOf = (key: string) =>
      house
        .db('opening_hours')
        .where({ facility_id: stableId(`facility ${key}`) })
        .orderBy('valid_from')
        .select('valid_from', 'week');
    const version = async (base = chenes) => fieldIn(await editing(nathalie, base, 'opening-hours'), 'version');

    it('are understood however they are typed, hold from their day on, and are told to who manages the subsidies', async () => {
      const fields = {
        ...usualWeek,
        from2: '7h',
        to2: '18:30',
        from3: '700',
        to3: '18 h 00',
        validFrom: '04/01/2027',
        version: await version(),
      };
      for (let time = 0; time < 2; time += 1)
        expect((await nathalie.post(`${chenes}/opening-hours`, fields)).status).to.equal(303);
      const rows = await hoursOf('chenes');
      expect(rows).to.have.lengthOf(2);
      expect(rows[1]).to.deep.equal({
        valid_from: '2027-01-04',
        week: {
          1: [['07:00', '18:00']],
          2: [['07:00', '18:30']],
          3: [['07:00', '18:00']],
          4: [['07:00', '18:00']],
          5: [['07:00', '18:00']],
        },
      });
      const said = textOf((await nathalie.get(`${chenes}?open=opening-hours`)).text);
      expect(said).to.include('À partir du lundi 4 janvier 2027');
      expect(said).to.include('lundi, mercredi, jeudi, vendredi 7 h 00 – 18 h 00 ; mardi 7 h 00 – 18 h 30');
      const mails = await house
        .db('link_mails')
        .where({ kind: 'hours-changed', source: stableId('facility chenes') })
        .select('email');
      expect(mails.length).to.be.greaterThan(0);
      // Sent twice, it was told once.
      expect(new Set(mails.map(({ email }) => email as string)).size).to.equal(mails.length);
      // What everybody reads is what holds today.
      expect(
        (
          await house
            .db('facilities')
            .where({ id: stableId('facility chenes') })
            .first('opening_hours')
        ).opening_hours,
      ).to.equal('du lundi au vendredi, 7 h 00 – 18 h 30');
      const told = await house
        .db('audit')
        .where({ subject_id: stableId('facility chenes'), event: 'update' })
        .orderBy('id', 'desc')
        .first('change');
      expect(told.change.opening_hours).to.deep.equal({
        before: 'du lundi au vendredi, 7 h 00 – 18 h 30',
        after: 'lundi, mercredi, jeudi, vendredi 7 h 00 – 18 h 00 ; mardi 7 h 00 – 18 h 30',
      });
    });

    it('are refused under their day, with what was typed', async () => {
      for (const [more, sentence] of [
        [{ to3: '6' }, 'mercredi : la fermeture (06:00) est avant l'],
        [{ from1: 'sept' }, "« sept » n'est pas une heure"],
        [{ from4: '', to4: '' }, 'Écrivez les heures du jeudi, ou décochez'],
        [{ to5: '' }, "Écrivez l'heure de fermeture du vendredi"],
        [{ from6: '9', to6: '12' }, 'Cochez « ouvert » pour le samedi'],
        [{ again1: '17', until1: '19' }, 'La deuxième plage commence à 17:00'.toLowerCase()],
        [{ validFrom: '03/03/2026' }, 'Ce jour est passé'],
        [{ validFrom: '' }, 'Écrivez à partir de quel jour'],
        [{ validFrom: '01/01/2060' }, "Vérifiez l'année"],
      ] as const) {
        const { status, text } = await shown(
          nathalie,
          `${chenes}/opening-hours`,
          { ...usualWeek, validFrom: '01/02/2027', version: await version(), ...more },
          `${chenes}?section=opening-hours`,
        );
        expect(status, sentence).to.equal(422);
        expect(textOf(text)).to.include(sentence);
      }
      const empty = await shown(
        nathalie,
        `${chenes}/opening-hours`,
        { validFrom: '01/02/2027', version: await version() },
        chenes,
      );
      expect(textOf(empty.text)).to.include('Aucun jour n’est ouvert');
    });

    it('copy Monday on the days that follow without saving anything', async () => {
      const before = await hoursOf('chenes');
      const { text } = await shown(
        nathalie,
        `${chenes}/opening-hours`,
        { open1: 'oui', from1: '6:30', to1: '19', validFrom: '', version: await version(), then: 'copy-monday' },
        `${chenes}?section=opening-hours`,
      );
      for (const day of [2, 3, 4, 5])
        expect(text).to.include(`id="from${String(day)}" name="from${String(day)}" value="6:30"`);
      expect(await hoursOf('chenes')).to.deep.equal(before);
    });

    it('are stale for who opened them before somebody else has saved, and may be taken back before they begin', async () => {
      const stale = await version(coccinelle);
      const sent = { ...usualWeek, validFrom: '01/02/2027', version: stale };
      expect((await olivier.post(`${coccinelle}/opening-hours`, sent)).status).to.equal(303);
      const late = await shown(
        nathalie,
        `${coccinelle}/opening-hours`,
        { ...sent, to1: '19' },
        `${coccinelle}?section=opening-hours`,
      );
      expect(late.status).to.equal(409);
      expect(textOf(late.text)).to.include('Modifié ailleurs par Olivier Wauters');
      expect(late.text).to.include('name="to1" value="19"');
      const page = await editing(nathalie, coccinelle, 'opening-hours', '&from=2027-02-01');
      expect(page).to.include('Supprimer cet horaire à venir');
      const gone = await nathalie.post(`${coccinelle}/opening-hours`, {
        version: fieldIn(page, 'version'),
        shown: '2027-02-01',
        then: 'remove',
      });
      expect(gone.status).to.equal(303);
      expect((await hoursOf('coccinelle')).map(({ valid_from: from }) => from as string)).not.to.include('2027-02-01');
    });
  });

  describe('hours taken away, or of a day that was emptied', () => {
    const from = '2027-09-01';
    const open = (more = `&from=${from}`) => editing(nathalie, chenes, 'opening-hours', more);
    const send = (fields: Record<string, string>, more = `&from=${from}`) =>
      shown(nathalie, `${chenes}/opening-hours`, fields, `${chenes}?section=opening-hours${more}`);
    const count = async () =>
      (await house.db('opening_hours').where({ facility_id: stableId('facility chenes') })).length;

    it('leave the hours of a version to come in the fields of a day whose box is emptied', async () => {
      const { open6: _, ...week } = { ...usualWeek, open6: 'oui', from6: '10:00', to6: '12:00' };
      const whole = { ...week, open6: 'oui', validFrom: '01/09/2027' };
      expect(
        (await nathalie.post(`${chenes}/opening-hours`, { ...whole, version: fieldIn(await open(''), 'version') }))
          .status,
      ).to.equal(303);
      const version = fieldIn(await open(), 'version');
      const emptied = await nathalie.post(`${chenes}/opening-hours`, {
        ...week,
        validFrom: '01/09/2027',
        shown: from,
        version,
      });
      expect(emptied.status).to.equal(303);
      const faulty = await send({ ...week, validFrom: 'bientôt', shown: from, version });
      expect(faulty.status).to.equal(422);
      expect(faulty.text)
        .to.match(/name="open5"[^>]* checked/)
        .and.not.match(/name="open6"[^>]* checked/);
      const twice = await send({ ...week, validFrom: '02/09/2027', shown: from, version, then: 'twice' });
      expect(twice.text)
        .to.include('name="again1"')
        .and.include('value="02/09/2027"')
        .and.include(`name="shown" value="${from}"`);
    });
    it('are taken away by their own form alone, before they begin, and never saved instead', async () => {
      const before = await count();
      const version = fieldIn(await open(), 'version');
      const fields = { ...usualWeek, validFrom: '01/10/2027', version, then: 'remove' };
      expect((await nathalie.post(`${chenes}/opening-hours`, fields)).status).to.equal(422);
      const begun = await send({ ...fields, shown: '2026-01-01' });
      expect(begun.status).to.equal(422);
      expect(textOf(begun.text)).to.include('elles ne se suppriment plus');
      expect(begun.text).to.include('value="01/10/2027"');
      const late = await send({ ...fields, shown: from, version: String(Number(version) - 1) });
      expect(late.status).to.equal(409);
      expect(textOf(late.text)).to.include("Rien n'est supprimé");
      expect(await count()).to.equal(before);
      const days = `${chenes}/exceptional-days/new`;
      const added = {
        version: '0',
        key: randomUUID(),
        fromOn: '01/04/2028',
        untilOn: '',
        how: 'closed',
        opens: '',
        closes: '',
        reason: 'essai',
        then: 'remove',
      };
      expect((await nathalie.post(days, added)).status).to.equal(422);
      expect(await house.db('exceptional_days').where({ reason: 'essai' })).to.deep.equal([]);
      expect((await nathalie.post(`${chenes}/opening-hours`, { ...fields, shown: from })).status).to.equal(303);
      expect(await count()).to.equal(before - 1);
    });
  });

  describe('exceptional days', () => {
    const days = (more: Record<string, string> = {}) => ({
      version: '0',
      key: randomUUID(),
      fromOn: '01/04/2027',
      untilOn: '02/04/2027',
      how: 'closed',
      opens: '',
      closes: '',
      reason: 'journées pédagogiques',
      ...more,
    });
    const url = `${coccinelle}/exceptional-days`;
    const rows = () =>
      house
        .db('exceptional_days')
        .where({ facility_id: stableId('facility coccinelle') })
        .where('from_on', '>', '2027-03-01');

    it('are added once, changed with their version, and taken away', async () => {
      const sent = days();
      for (let time = 0; time < 2; time += 1) expect((await nathalie.post(`${url}/new`, sent)).status).to.equal(303);
      expect(await rows()).to.have.lengthOf(1);
      const change = { ...sent, version: '1', how: 'other', opens: '9', closes: '16h' };
      expect((await olivier.post(`${url}/${sent.key}`, change)).status).to.equal(303);
      expect((await rows())[0]).to.deep.include({ periods: [['09:00', '16:00']], version: 2 });
      const late = await shown(
        nathalie,
        `${url}/${sent.key}`,
        { ...sent, version: '1', reason: 'travaux' },
        coccinelle,
      );
      expect(late.status).to.equal(409);
      expect(textOf(late.text)).to.include('Modifié ailleurs par Olivier Wauters');
      expect(
        (await nathalie.post(`${url}/${sent.key}`, { version: '2', key: sent.key, then: 'remove' })).status,
      ).to.equal(303);
      expect(await rows()).to.have.lengthOf(0);
    });

    it('are refused where they end before they begin, are over, overlap, or open without an hour', async () => {
      expect((await nathalie.post(`${url}/new`, days())).status).to.equal(303);
      for (const [more, sentence] of [
        [{ untilOn: '31/03/2027' }, 'Le dernier jour vient avant le premier'],
        [{ fromOn: '01/01/2026', untilOn: '' }, 'Ces jours sont passés'],
        [{ fromOn: '02/04/2027', untilOn: '' }, "Ces jours en touchent d'autres"],
        [{ fromOn: '01/06/2027', untilOn: '', how: 'other' }, "Écrivez l'heure d'ouverture"],
        [{ fromOn: '01/06/2027', untilOn: '', how: 'other', opens: '16', closes: '9' }, "avant l'ouverture"],
        [{ reason: '' }, 'Écrivez la raison'],
        [{ untilOn: '01/10/2027' }, 'Plus de trois mois'],
      ] as const) {
        const { status, text } = await shown(
          nathalie,
          `${url}/new`,
          days(more),
          `${coccinelle}?section=opening-hours&day=new`,
        );
        expect(status, sentence).to.equal(422);
        expect(textOf(text)).to.include(sentence);
      }
    });
  });
});

import { expect } from 'chai';
import { findViewer } from '../../db/access/viewer.ts';
import { listScheduleNotices } from '../../db/after-school/schedule-changes.ts';
import { loadShellData } from '../../db/home/shell.ts';
import { listAfterSchoolPlaces } from '../../db/after-school/places.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const idOf = (key: string): string => stableId(`facility mercredis-${key}`);
const place = (key: string): string => `/pro/after-school/${idOf(key)}`;
const halves: Record<string, string> = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((day) => [
    [`from${String(day)}`, '7'],
    [`to${String(day)}`, '8h15'],
    [`again${String(day)}`, day === 3 ? '12' : '1530'],
    [`until${String(day)}`, '18'],
  ]),
) as Record<string, string>;

describe('places after school', () => {
  let house: House;
  let samira: Visitor;
  let thomas: Visitor;
  let karine: Visitor;
  let olivier: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Benali');
    thomas = await house.as('Thomas Marchal');
    karine = await house.as('Karine Lejeune');
    olivier = await house.as('Olivier Henrard');
  });
  after(() => house.close());

  const versionOf = async (key: string): Promise<string> =>
    fieldIn((await samira.get(`${place(key)}?edit=new`)).text, 'version');
  /** Previewed and then validated, as the two clicks of who has no script. */
  const validate = async (visitor: Visitor, key: string, fields: Record<string, string>) => {
    const all = { version: await versionOf(key), ...halves, ...fields };
    const preview = await visitor.post(`${place(key)}/schedule`, { ...all, then: 'save' });
    const sending = { ...all, then: 'save', seen: fieldIn(preview.text, 'seen') };
    return { preview, sending, answer: await visitor.post(`${place(key)}/schedule`, sending) };
  };
  const versions = (key: string) =>
    house
      .db('opening_hours')
      .where({ facility_id: idOf(key) })
      .orderBy('valid_from')
      .pluck('valid_from');

  it('are listed with their agreement, hours, leader and what is missing; each sees those of their rights', async () => {
    const all = textOf((await samira.get('/pro/after-school')).text);
    for (const words of [
      "L'Envol, école du Bois",
      'Le Préau, école Sainte-Anne',
      'Agréé',
      'Thomas Marchal',
      'mercredi 7 h 00 – 8 h 15 et 12 h 00 – 17 h 00',
    ])
      expect(all, words).to.include(words);
    expect(all).to.include('responsable de projet');
    const own = textOf((await thomas.get('/pro/after-school')).text);
    expect(own).to.include("L'Envol").and.not.to.include('Les Castors');
    expect((await thomas.get(place('castors'))).status).to.equal(404);
    expect((await samira.get(`/pro/after-school/${stableId('facility chenes')}`)).status).to.equal(404);
    expect(textOf((await samira.get('/pro/after-school?q=castors')).text))
      .to.include('Les Castors')
      .and.not.to.include('Le Nid,');
  });

  it('are found page by page, where there are many', async () => {
    const { ability } = (await findViewer(house.db, stableId('user admin-mercredis'), {
      acr: 500,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    }))!;
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listAfterSchoolPlaces(
        house.db,
        ability,
        { text: undefined, cursor: after === undefined ? {} : { after }, today: '2026-11-23' },
        2,
      );
      seen.push(...page.rows.map(({ name }) => name));
      after = page.next;
    } while (after !== undefined);
    expect(seen).to.have.lengthOf(5);
    expect(new Set(seen).size).to.equal(5);
  });

  it('say in words what other hours change before they are kept, then once whatever how often they are sent', async () => {
    const before = await versions('envol');
    const comment = 'Le mercredi, les parents demandent une heure de plus.';
    const { preview, sending, answer } = await validate(samira, 'envol', {
      validFrom: '11/01/2027',
      from6: '9',
      to6: '12',
      comment,
    });
    const said = textOf(preview.text);
    expect(preview.status).to.equal(200);
    for (const words of [
      "Rien n'est encore enregistré.",
      "à partir du lundi 11 janvier 2027, d'autres heures le mercredi",
      'le samedi devient requis dans les présences',
      'avant : 12 h 00 – 17 h 00',
      'avant : fermé',
      'les présences déjà encodées ne changent pas',
    ])
      expect(said, words).to.include(words);
    expect(await versions('envol'), 'the preview keeps nothing').to.deep.equal([...before, '2027-01-11']);
    expect([answer.status, answer.headers.location]).to.deep.equal([303, place('envol')]);
    expect((await samira.post(`${place('envol')}/schedule`, sending)).status).to.equal(303);
    expect(await house.db('schedule_changes').where({ facility_id: idOf('envol'), comment })).to.have.lengthOf(1);
    expect(await house.db('audit').where({ subject_id: idOf('envol'), event: 'update' })).to.have.lengthOf(1);
  });

  it('reach the gestionnaire in charge with their context, and nobody else; looked at, they are read', async () => {
    const notices = textOf((await karine.get('/office/notices')).text);
    for (const words of [
      "L'Envol, école du Bois (Les Mercredis ASBL)",
      'à partir du lundi 11 janvier 2027',
      'les parents demandent une heure de plus',
      'avant : lundi, mardi, jeudi',
      'par Samira Benali',
    ])
      expect(notices, words).to.include(words);
    expect(textOf((await olivier.get('/office/notices')).text)).not.to.include('Samira Benali');
    const unread = () => house.db('schedule_change_readers').where({ user_id: karine.userId }).whereNull('read_at');
    const before = (await unread()).length;
    const office = textOf((await karine.get(`/office/facilities/${idOf('envol')}`)).text);
    for (const words of [
      'Horaire à venir',
      'Horaire actuel',
      'Responsable de projet Thomas Marchal',
      'une heure de plus',
    ])
      expect(office, words).to.include(words);
    expect((await unread()).length).to.equal(before - 1);
    expect(textOf((await samira.get(`${place('envol')}/history`)).text)).to.include('une heure de plus');
  });

  it('are told to all who pay such subsidies where nobody is in charge, and to who replaces somebody away', async () => {
    await house
      .db('facility_agents')
      .where({ facility_id: idOf('nid'), role: 'aes-manager' })
      .delete();
    await validate(samira, 'nid', { validFrom: '18/01/2027' });
    const told = async (key: string): Promise<string[]> =>
      house
        .db('schedule_change_readers as r')
        .join('schedule_changes as s', 's.id', 'r.change_id')
        .where('s.facility_id', idOf(key))
        .orderBy('r.user_id')
        .pluck('r.user_id');
    expect(await told('nid')).to.have.members([karine.userId, olivier.userId]);
  });

  it('ask why, where their first day is past, and tell the attendance that they touch', async () => {
    await house
      .db('after_school_days')
      .where({ facility_id: idOf('cabane') })
      .delete();
    await house.db('after_school_days').insert(
      ['2026-11-09', '2026-11-10', '2026-11-16'].map((day) => ({
        facility_id: idOf('cabane'),
        day,
        nursery: 10,
        primary_school: 12,
        changed_at: new Date(house.clock.now),
      })),
    );
    const version = await versionOf('cabane');
    const { from1: _, to1: __, again1: ___, until1: ____, ...withoutMonday } = halves;
    const fields = { version, ...withoutMonday, validFrom: '09/11/2026', then: 'save' };
    const refused = await samira.post(`${place('cabane')}/schedule`, fields);
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.include('dites pourquoi cet horaire vaut depuis ce jour-là');
    const preview = textOf(
      (await samira.post(`${place('cabane')}/schedule`, { ...fields, reason: 'oubli de la rentrée' })).text,
    );
    expect(preview).to.include("le lundi n'est plus requis dans les présences");
    expect(preview).to.include('2 jours déjà encodés ne seront plus requis (9 novembre 2026, 16 novembre 2026)');
    expect(preview).to.include('3 jours de présences sont déjà encodés depuis ce jour-là');
  });

  it('are refused on their cell, with what was typed kept; less than two hours a day is only told', async () => {
    const version = await versionOf('castors');
    const post = (fields: Record<string, string>) =>
      samira.post(`${place('castors')}/schedule`, {
        version,
        ...halves,
        validFrom: '11/01/2027',
        then: 'save',
        ...fields,
      });
    const cases: [Record<string, string>, string][] = [
      [{ to1: '6' }, 'lundi, matinée : la fin (06:00) est avant le début (07:00)'],
      [{ again2: '8' }, "mardi : l'après-midi commence à 08:00, avant la fin de la matinée (08:15)"],
      [{ from6: '9' }, "Écrivez l'heure de la fin (samedi, matinée)"],
      [{ from6: 'neuf', to6: '10' }, "« neuf » n'est pas une heure"],
      [{ validFrom: '11/01/2047' }, "Vérifiez l'année"],
      [Object.fromEntries(Object.keys(halves).map((name) => [name, ''])), "Aucun jour n'est ouvert"],
    ];
    for (const [fields, words] of cases) {
      const answer = await post(fields);
      expect(answer.status, words).to.equal(422);
      expect(textOf(answer.text), words).to.include(words);
      for (const [name, value] of Object.entries(fields))
        expect(answer.text).to.include(`name="${name}" value="${value}"`);
    }
    const short = await post({ from6: '9', to6: '10' });
    expect(short.status).to.equal(200);
    expect(textOf(short.text)).to.include('moins de deux heures');
  });

  it('are copied from what holds, from another place, from the first day of the week', async () => {
    const post = async (fields: Record<string, string>): Promise<string> =>
      (await samira.post(`${place('preau')}/schedule`, { version: await versionOf('preau'), validFrom: '', ...fields }))
        .text;
    expect(fieldIn(await post({ then: 'copy-current' }), 'until5')).to.equal('17:30');
    expect(fieldIn(await post({ then: 'copy-place', source: idOf('castors') }), 'until3')).to.equal('17:00');
    expect(fieldIn(await post({ then: 'copy-day', from1: '7', to1: '8' }), 'to4')).to.equal('8');
    expect(textOf(await post({ then: 'copy-place', source: '' }))).to.include('Choisissez le lieu');
    expect(await post({ then: 'copy-place', source: stableId('facility chenes') })).to.include('Choisissez le lieu');
  });

  it('are not copied from hours that hold no more, where those that hold are only words', async () => {
    const offered = async (): Promise<boolean> =>
      (await samira.get(`${place('preau')}?edit=new`)).text.includes(`value="${idOf('nid')}"`);
    expect(await offered()).to.equal(true);
    const said = { facility_id: idOf('nid'), valid_from: '2026-11-20', changed_at: new Date(house.clock.now) };
    await house.db('opening_hours').insert({ ...said, week: '{}', words: 'selon le planning de la semaine' });
    expect(await offered()).to.equal(false);
    await house
      .db('opening_hours')
      .where({ facility_id: idOf('nid'), valid_from: '2026-11-20' })
      .delete();
  });

  it('that were begun and not sent stand there again, each version to come and the new one by themselves', async () => {
    await validate(samira, 'cabane', { validFrom: '11/01/2027' });
    const begin = async (page: string, fields: Record<string, string>): Promise<void> => {
      const { text } = await samira.get(page);
      const kept = await samira.post('/form-drafts', {
        ...{ _place: fieldIn(text, '_place'), _draft: '0', _page: `${fieldIn(text, '_page').split('.')[0]!}.1` },
        ...fields,
      });
      expect(kept.status, textOf(kept.text)).to.be.lessThan(400);
    };
    const [another, toCome] = [`${place('cabane')}?edit=new`, `${place('cabane')}?edit=2027-01-11`];
    await begin(another, { validFrom: '15/03/2027', until5: '18h45', comment: 'à finir' });
    await begin(toCome, { validFrom: '05/10/2026', until5: '19:15', reason: 'oubli' });
    const [first, second] = [(await samira.get(another)).text, (await samira.get(toCome)).text];
    expect(['validFrom', 'until5'].map((name) => fieldIn(first, name))).to.deep.equal(['15/03/2027', '18h45']);
    expect(first).to.include('à finir');
    expect(['validFrom', 'until5'].map((name) => fieldIn(second, name))).to.deep.equal(['05/10/2026', '19:15']);
    expect(second).to.include('oubli').and.not.to.include('à finir');
    const sent = {
      version: fieldIn(first, 'version'),
      ...halves,
      validFrom: '15/03/2027',
      _place: fieldIn(first, '_place'),
    };
    const preview = await samira.post(`${place('cabane')}/schedule`, sent);
    const again = (await samira.get(another)).text;
    expect(fieldIn(again, 'until5'), 'what it changes was only shown: nothing is sent').to.equal('18h45');
    expect(
      (await samira.post(`${place('cabane')}/schedule`, { ...sent, seen: fieldIn(preview.text, 'seen') })).status,
    ).to.equal(303);
    expect((await samira.get(another)).text).not.to.include('à finir');
    expect(fieldIn((await samira.get(toCome)).text, 'until5'), 'the other form was not sent').to.equal('19:15');
  });

  it('to come are changed, moved to another day, taken back; those that have begun are not', async () => {
    await validate(samira, 'castors', { validFrom: '11/01/2027' });
    const edit = (await samira.get(`${place('castors')}?edit=2027-01-11`)).text;
    expect(fieldIn(edit, 'validFrom')).to.equal('11/01/2027');
    await validate(samira, 'castors', { shown: '2027-01-11', validFrom: '01/02/2027' });
    expect(await versions('castors'))
      .to.include('2027-02-01')
      .and.not.to.include('2027-01-11');
    const toldOfMove = textOf((await karine.get('/office/notices')).text);
    for (const words of ['à partir du lundi 1er février 2027', 'horaire du lundi 11 janvier 2027 retiré'])
      expect(toldOfMove, 'both days').to.include(words);
    const gone = await samira.post(`${place('castors')}/schedule`, {
      version: await versionOf('castors'),
      then: 'remove',
      shown: '2027-02-01',
    });
    expect(gone.status).to.equal(303);
    expect(await versions('castors')).not.to.include('2027-02-01');
    expect(textOf((await karine.get('/office/notices')).text)).to.include(
      'horaire du lundi 1 février 2027 retiré'.replace(' 1 ', ' 1er '),
    );
    const begun = '2026-08-24';
    await samira.post(`${place('castors')}/schedule`, {
      version: await versionOf('castors'),
      then: 'remove',
      shown: begun,
    });
    expect(await versions('castors')).to.include(begun);
  });

  it('by two at once: the second reads who was quicker, what was typed stays', async () => {
    const version = await versionOf('envol');
    await validate(thomas, 'envol', { validFrom: '01/03/2027' });
    const all = { version, ...halves, validFrom: '08/03/2027', comment: 'le mien' };
    const preview = await samira.post(`${place('envol')}/schedule`, { ...all, then: 'preview' });
    const late = await samira.post(`${place('envol')}/schedule`, { ...all, seen: fieldIn(preview.text, 'seen') });
    expect(late.status).to.equal(409);
    expect(textOf(late.text)).to.include('modifiés entre-temps par Thomas Marchal');
    expect(late.text).to.include('le mien');
  });

  it('keep the week that was typed, where the version that it changes was taken back, or has begun meanwhile', async () => {
    await validate(samira, 'preau', { validFrom: '11/01/2027' });
    const all = {
      version: await versionOf('preau'),
      shown: '2027-01-11',
      ...halves,
      until5: '19h15',
      validFrom: '18/01/2027',
    };
    const { text } = await samira.post(`${place('preau')}/schedule`, { ...all, then: 'preview' });
    await thomas.post(`${place('preau')}/schedule`, { version: all.version, then: 'remove', shown: '2027-01-11' });
    await samira.post(`${place('preau')}/schedule`, { version: all.version, then: 'remove', shown: '2027-01-11' });
    const late = await samira.post(`${place('preau')}/schedule`, { ...all, seen: fieldIn(text, 'seen') });
    expect(late.status).to.equal(409);
    expect(fieldIn(late.text, 'until5')).to.equal('19h15');
    expect(textOf(late.text)).to.include("L'horaire du lundi 11 janvier 2027 n'existe plus");
    expect(late.text).not.to.include('name="shown"');
    const begun = '2026-08-24';
    const { text: shown } = await samira.post(`${place('preau')}/schedule`, { ...all, shown: begun, then: 'preview' });
    expect(textOf(shown)).to.include('a commencé');
    expect(fieldIn(shown, 'until5')).to.equal('19h15');
    const refused = await samira.post(`${place('preau')}/schedule`, {
      ...all,
      shown: begun,
      seen: fieldIn(shown, 'seen'),
    });
    expect([refused.status, fieldIn(refused.text, 'until5')]).to.deep.equal([409, '19h15']);
  });

  it('have one way in: the sheet of the place leads here, and takes its exceptional days alone', async () => {
    const sheet = `/pro/facilities/${idOf('envol')}/data`;
    const { text } = await samira.get(`${sheet}?open=opening-hours`);
    expect(text)
      .to.include(`href="${place('envol')}"`)
      .and.not.to.include('section=opening-hours#opening-hours');
    expect((await samira.get(`${sheet}?section=opening-hours`)).text).not.to.include('card--editing');
    expect((await samira.post(`${sheet}/opening-hours`, { version: '0', validFrom: '11/01/2027' })).status).to.equal(
      403,
    );
    // Who holds the file « Accueil extrascolaire de type 1 » of the place keeps its days up too.
    expect((await thomas.get(`${sheet}?section=opening-hours&day=new`)).text).to.include(
      'Ajouter des jours exceptionnels',
    );
  });

  it('have a leader, chosen from the team: changed with a day, the former one stays in the history', async () => {
    expect(textOf((await samira.get(place('envol'))).text)).to.match(/Responsable de projet Modifier.* Thomas Marchal/);
    const page = (await samira.get(`${place('castors')}/leader`)).text;
    const fields = {
      version: fieldIn(page, 'version'),
      person: stableId('collaboration trainee marchal'),
      fromOn: '01/12/2026',
      phone: '081 22 33 44',
      email: 'thomas@les-mercredis.example',
    };
    for (const wrong of [stableId('collaboration trainee adam'), stableId('collaboration trainee hanssens')]) {
      const answer = await samira.post(`${place('castors')}/leader`, { ...fields, person: wrong });
      expect(answer.status).to.equal(422);
    }
    for (let time = 0; time < 2; time += 1)
      expect((await samira.post(`${place('castors')}/leader`, fields)).status).to.equal(303);
    expect(textOf((await samira.get(place('castors'))).text)).to.include(
      'À partir du mardi 1er décembre 2026 : Thomas Marchal',
    );
    const audited = (await house
      .db('audit')
      .where({ subject_id: idOf('castors') })
      .orderBy('id', 'desc')
      .first('change')) as {
      change: Record<string, { after: unknown }>;
    };
    expect(audited.change['project-leader.phone']?.after).to.equal('•••');
  });

  it('keep a leader in the history, where another person is written from the very day of the one before', async () => {
    const page = (await samira.get(`${place('envol')}/leader`)).text;
    const fields = {
      ...{ version: fieldIn(page, 'version'), fromOn: fieldIn(page, 'fromOn'), phone: '', email: '' },
      person: stableId('collaboration trainee marchal'),
    };
    const { collaboration_id: before } = (await house
      .db('project_leaders')
      .where({ facility_id: idOf('envol') })
      .first('collaboration_id')) as { collaboration_id: string };
    const { id: other } = (await house
      .db('collaborations as c')
      .join('project_leaders as l', 'l.collaboration_id', 'c.id')
      .whereNot('c.id', before)
      .first('c.id')) as { id: string };
    expect(before).to.equal(fields.person);
    await house
      .db('project_leaders')
      .where({ facility_id: idOf('envol') })
      .update({ collaboration_id: other });
    const refused = await samira.post(`${place('envol')}/leader`, fields);
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.match(
      /est responsable depuis ce jour-là : écrivez depuis quel jour l'autre personne lui succède/,
    );
    await house
      .db('project_leaders')
      .where({ facility_id: idOf('envol') })
      .update({ collaboration_id: before });
    // Put right on the day on which it was encoded.
    const today = { ...fields, fromOn: '23/11/2026' };
    expect(
      (
        await samira.post(`${place('envol')}/leader`, {
          ...today,
          version: fieldIn((await samira.get(`${place('envol')}/leader`)).text, 'version'),
        })
      ).status,
    ).to.equal(303);
    await house
      .db('project_leaders')
      .where({ facility_id: idOf('envol'), from_on: '2026-11-23' })
      .delete();
  });

  it('show of the leader what Mon Équipe knows only to who works on it', async () => {
    const seen = async (visitor: Visitor): Promise<string> => textOf((await visitor.get(place('envol'))).text);
    expect(await seen(samira))
      .to.include('Qualification')
      .and.to.include('dans Mon Équipe depuis le');
    const team = () => house.db('grants').where({ user_id: thomas.userId, dossier: 'team' });
    const grants = await team();
    expect(grants).to.have.lengthOf(1);
    await team().delete();
    const own = await seen(await house.asUser(thomas.userId!));
    await house.db('grants').insert(grants);
    expect(own).to.include('Responsable depuis le').and.not.to.include('Qualification');
    expect(own).not.to.include('dans Mon Équipe');
  });

  it('are said to be renewed once a renewal is begun: not where the body was only invited, nor for a first request', async () => {
    const cases = () =>
      house
        .db('cases')
        .where({ slug: 'agreement-renewal' })
        .whereIn(
          'organising_body_id',
          house
            .db('facilities')
            .where({ id: idOf('envol') })
            .select('organising_body_id'),
        );
    const rows = (await cases().select('id', 'status', 'kind')) as { id: string; status: string; kind: string }[];
    expect(rows.length).to.be.greaterThan(0);
    const says = async (change: { status: string; kind: string }): Promise<boolean> => {
      await cases().update(change);
      return textOf((await samira.get(place('envol'))).text).includes('renouvellement en cours');
    };
    expect(await says({ status: 'examination', kind: 'renewal' })).to.equal(true);
    expect(await says({ status: 'invited', kind: 'renewal' })).to.equal(false);
    expect(await says({ status: 'late', kind: 'renewal' })).to.equal(false);
    expect(await says({ status: 'examination', kind: 'first' })).to.equal(false);
    for (const { id, ...row } of rows) await house.db('cases').where({ id }).update(row);
  });

  it('count on the badge of notices what the list shows: not of a place that one sees no more', async () => {
    // Who answers for personal data now was in charge of after-school care before.
    const { user_id: userId } = (await house.db('grants').where({ role: 'dpo' }).first('user_id')) as {
      user_id: string;
    };
    const at = house.clock.now;
    const viewer = (await findViewer(house.db, userId, { acr: 500, authenticatedAt: at, now: at }))!;
    const badge = async (): Promise<number> => (await loadShellData(house.db, viewer, at)).counts.notices ?? 0;
    const before = await badge();
    const told = { facility_id: idOf('envol'), valid_from: '2027-02-01', changed_at: new Date(at) };
    const [row] = await house.db('schedule_changes').insert(told).returning<{ id: string }[]>('id');
    const readers = [userId, karine.userId].map((reader) => ({ change_id: row!.id, user_id: reader }));
    await house.db('schedule_change_readers').insert(readers);
    expect([await listScheduleNotices(house.db, viewer), await badge()]).to.deep.equal([[], before]);
    expect((await karine.get('/office/notices')).text).to.include('1er février 2027');
    await house.db('schedule_changes').where({ id: row!.id }).delete();
  });

  it('show whom to turn to, and the calendar with where each day is known from', async () => {
    const contacts = textOf((await samira.get('/pro/contacts')).text);
    expect(contacts)
      .to.include('Gestionnaire de subsides AES 1 Karine Lejeune')
      .and.to.include('Référent·e agrément AES Claire Mertens');
    const calendar = textOf((await samira.get('/pro/after-school/calendar')).text);
    for (const words of [
      'Année scolaire 2025-2026',
      'Année scolaire 2026-2027, en cours',
      "Vacances d'automne",
      'Fête de la Communauté française',
      "hypothèse, à confirmer par l'ONE",
      'calendrier publié',
    ])
      expect(calendar, words).to.include(words);
  });
});

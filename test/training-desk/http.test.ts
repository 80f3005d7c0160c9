import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { openLines, spellingsOf, workOff, written } from './desk-house.ts';
import { textOf } from '../support/html.ts';

describe('the pages of the desk of training', () => {
  let house: House;
  let claire: Visitor;
  let group: { groupId: string; spellings: number[] };
  beforeEach(async () => {
    house = await openHouse();
    claire = await house.as('Claire Mertens');
    await openLines(house.db, [
      ...written('Marmite Enfance', 'Sciences amusantes', 9),
      ...written('MARMITES ENFANCE asbl', 'Les sciences amusante', 6, { operator: 3 }),
      ...written('Marmite Adulte', 'Sciences amusantes', 4, { on: '2026-03-03' }),
      ...written('Croix-Rouge', 'Premiers soins', 3),
    ]);
    group = await spellingsOf(house.db, 'Marmite Enfance');
    token = randomUUID();
  });
  afterEach(() => house.close());

  const address = (path = ''): string => `/office/trainings/${group.groupId}${path}`;
  let token: string;
  const fields = (more: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
    token,
    spelling: group.spellings.map(String),
    kind: 'recognise',
    organisation: 'Marmite Enfance',
    module: 'Sciences amusantes',
    entitledBy: 'agreed',
    motive: '',
    text: '',
    question: '',
    ...more,
  });
  const statuses = async (): Promise<string[]> =>
    (await house
      .db('training_line_spellings as ls')
      .join('training_lines as l', 'l.case_id', 'ls.case_id')
      .whereIn('ls.spelling_id', group.spellings)
      .distinct('l.status')
      .pluck('l.status')) as string[];
  const batchOf = async (): Promise<string> =>
    ((await house.db('batches').where({ kind: 'decide-training' }).orderBy('at', 'desc').first('id')) as { id: string })
      .id;

  it('show the queue, the group that presses most, its spellings, and the effects of deciding on it', async () => {
    const page = textOf((await claire.get(address())).text);
    expect(page).to.include('Marmite Enfance · organisme pas encore examiné');
    expect(page).to.include('15 lignes dans le groupe, 4 lignes laissées dehors.');
    expect(page).to.include('ressemblance faible : laissé hors du groupe');
    expect(page).to.match(/15 lignes? 90 h reconnues/);
    expect(page).to.include('Pourquoi dans cet ordre ?');
    expect((await claire.get('/office/trainings')).status).to.equal(200);
  });

  it('say who would reach 50 hours, by name, and which agreements end soon', async () => {
    const [line] = (await house
      .db('training_line_spellings as ls')
      .join('training_lines as l', 'l.case_id', 'ls.case_id')
      .whereIn('ls.spelling_id', group.spellings)
      .select('l.collaboration_id', 'l.facility_id')) as { collaboration_id: string; facility_id: string }[];
    await house
      .db('staff_contracts')
      .where({ collaboration_id: line!.collaboration_id })
      .update({ from_on: '2025-01-06' });
    await house.db('training_lines').where({ collaboration_id: line!.collaboration_id }).update({ hours: 50 });
    await house.db('aes_agreements').where({ facility_id: line!.facility_id }).update({ to_on: '2027-02-01' });
    const page = textOf((await claire.get(address())).text);
    expect(page).to.match(/[1-9]\d* personnes? attei(?:nt|gnent) 50 h/);
    expect(page).to.include('voir les noms');
    expect(page).to.match(/agrément jusqu'au 1\/02\/2027|agrément jusqu'au 01\/02\/2027/);
  });

  it('recount what is ticked, for another decision', async () => {
    const answer = await claire.post(address('/effects'), {
      spelling: [String(group.spellings[0])],
      kind: 'refuse-module',
    });
    expect(answer.status).to.equal(200);
    expect(textOf(answer.text)).to.match(/9 lignes 54 h non reconnues/);
    expect(textOf((await claire.post(address('/effects'), {})).text)).to.include("Aucune ligne n'est cochée");
  });

  it('decide at once, ring for the work, and open the next; sent twice it is done once', async () => {
    const sent = await claire.post(address('/decide'), fields());
    expect(sent.status, textOf(sent.text)).to.equal(303);
    expect(sent.headers.location).to.match(/^\/office\/trainings\/[0-9a-f-]{36}$/);
    expect(house.bells.at(-1)?.slug).to.equal('batch');
    expect((await claire.post(address('/decide'), fields())).status).to.equal(303);
    expect(await house.db('training_decisions')).to.have.lengthOf(1);
    const next = textOf((await claire.get(sent.headers.location!)).text);
    expect(next).to.include('« Sciences amusantes », Marmite Enfance : validé. 0 sur 15 lignes à jour.');
    await workOff(house.db, await batchOf(), house.clock.now);
    expect(await statuses()).to.deep.equal(['recognised']);
    expect(textOf((await claire.get(sent.headers.location!)).text)).to.include('15 lignes sur 15 sont à jour');
    expect((await claire.get(address())).status).to.equal(404);
  });

  it('do once what is clicked twice, also where lines are left; and tell whoever has two pages open that it was themselves', async () => {
    const [left, ...ticked] = group.spellings.map(String);
    const twice = await Promise.all([
      claire.post(address('/decide'), fields({ spelling: ticked })),
      claire.post(address('/decide'), fields({ spelling: ticked })),
    ]);
    expect(twice.map(({ status }) => status)).to.deep.equal([303, 303]);
    for (const { headers } of twice) expect((await claire.get(headers.location!)).status).to.equal(200);
    expect(await house.db('training_decisions')).to.have.lengthOf(1);
    const other = await claire.post(address('/decide'), fields({ token: randomUUID(), spelling: [left!, ...ticked] }));
    expect(other.status).to.be.oneOf([303, 409]);
    const told = other.status === 303 ? await claire.get(other.headers.location!) : other;
    expect(told.status).to.equal(409);
    expect(textOf(told.text)).to.include('Vous avez pris la décision 1');
    expect((await claire.post(address('/decide'), { ...fields(), token: '' })).status).to.be.oneOf([303, 422]);
  });

  it('cite a decision that stands: no other, and none that is taken back meanwhile', async () => {
    const answerOf = async (more: Record<string, string | string[]>) => {
      const answer = await claire.post(address('/decide'), fields({ token: randomUUID(), ...more }));
      return answer.status === 303 ? claire.get(answer.headers.location!) : answer;
    };
    const none = await answerOf({ restsOn: randomUUID() });
    expect(none.status).to.equal(422);
    expect(textOf(none.text)).to.include('Choisissez une des décisions de la liste, ou aucune.');
    const [one] = group.spellings.map(String);
    await answerOf({ spelling: [one!] });
    const { id } = (await house.db('training_decisions').first('id')) as { id: string };
    await claire.post(`/office/trainings/decisions/${id}/undo`);
    const undone = await answerOf({ restsOn: id });
    expect(undone.status).to.equal(409);
    expect(textOf(undone.text)).to.include('Claire Mertens a annulé la décision 1');
  });

  it('undo nothing that stands under a union: they say which two to separate', async () => {
    await claire.post(address('/decide'), fields());
    const { id } = (await house.db('training_decisions').first('id')) as { id: string };
    const one = (await house
      .db('training_organisations')
      .where({ name: 'Marmite Enfance' })
      .first('id', 'version')) as {
      id: string;
      version: number;
    };
    const [other] = (await house
      .db('training_organisations')
      .insert({ name: 'Marmite Jeunesse', kind: 'agreed', status: 'recognised' })
      .returning('id')) as { id: string }[];
    await claire.post(`/office/trainings/organisations/${one.id}/merge`, {
      version: String(one.version),
      into: other!.id,
    });
    const refused = await claire.post(`/office/trainings/decisions/${id}/undo`);
    const told = refused.status === 303 ? await claire.get(refused.headers.location!) : refused;
    expect(told.status).to.equal(409);
    expect(textOf(told.text)).to.include('« Marmite Enfance » a été réuni avec « Marmite Jeunesse » : séparez-les');
  });

  it('say what a decision lacks, and keep what was typed', async () => {
    const empty = await claire.post(address('/decide'), {});
    expect(empty.status).to.be.oneOf([303, 422]);
    for (const [more, sentence] of [
      [{ entitledBy: '' }, 'Choisissez pourquoi'],
      [{ kind: 'refuse-module' }, 'Choisissez le motif du refus.'],
      [{ kind: 'ask-information' }, 'Écrivez ce que les opérateurs doivent préciser.'],
      [{ organisation: ' ' }, "Écrivez le nom de l'organisme"],
    ] as const) {
      const answer = await claire.post(address('/decide'), fields(more));
      const page = answer.status === 303 ? await claire.get(answer.headers.location!) : answer;
      expect(textOf(page.text), sentence).to.include(sentence);
    }
    expect(await house.db('training_decisions')).to.have.lengthOf(0);
  });

  it('refuse with the sentence of the motive, or with another one', async () => {
    const refusal = fields({
      kind: 'refuse-organisation',
      motive: 'organisation-not-entitled',
      entitledBy: '',
      module: '',
    });
    expect((await claire.post(address('/decide'), refusal)).status).to.equal(303);
    await workOff(house.db, await batchOf(), house.clock.now);
    expect(await statuses()).to.deep.equal(['refused']);
    const [decision] = (await house.db('training_decisions')) as { id: string; text: string }[];
    expect(decision!.text).to.equal(
      "Module non reconnu : l'organisme n'est pas habilité (décret ATL, art. 20). Les heures restent visibles, comptées comme non reconnues.",
    );
    const [content] = (await house
      .db('act_contents as c')
      .join('acts as a', (on) => {
        on.on('a.case_id', 'c.case_id').on('a.number', 'c.number');
      })
      .whereRaw("a.facts ->> 'decisionId' = ?", [decision!.id])
      .select('c.content')) as {
      content: { reason: string };
    }[];
    expect(content!.content.reason).to.equal(decision!.text);
  });

  it('take a decision back, once', async () => {
    await claire.post(address('/decide'), fields());
    await workOff(house.db, await batchOf(), house.clock.now);
    const { id } = (await house.db('training_decisions').first('id')) as { id: string };
    expect((await claire.post(`/office/trainings/decisions/${id}/undo`)).status).to.equal(303);
    expect((await claire.post(`/office/trainings/decisions/${id}/undo`)).status).to.equal(303);
    await workOff(house.db, await batchOf(), house.clock.now);
    expect(await statuses()).to.deep.equal(['waiting']);
    expect(textOf((await claire.get(`/office/trainings/decisions/${id}`)).text)).to.include(
      '15 lignes de nouveau en attente',
    );
  });

  it('tell the second agent who was quicker, and who has the group open', async () => {
    const second = randomUUID();
    await house
      .db('users')
      .insert({ id: second, first_name: 'Paul', family_name: 'Evrard', email: 'paul@exemple.be', portal: 'office' });
    await house
      .db('grants')
      .insert({ user_id: second, role: 'aes-referent', administration: null, valid_from: '2020-01-01' });
    const paul = await house.asUser(second);
    await claire.get(address());
    house.clock.now += 1000;
    const page = await paul.get(address());
    expect(textOf(page.text)).to.include('Claire Mertens a ouvert ce groupe');
    const blocked = await paul.post(address('/decide'), fields());
    const told = blocked.status === 303 ? await paul.get(blocked.headers.location!) : blocked;
    expect(told.status).to.equal(409);
    expect(textOf(told.text)).to.include('Claire Mertens a ouvert ce groupe');
    await claire.post(address('/decide'), fields());
    const late = await paul.post(address('/decide'), fields());
    const why = late.status === 303 ? await paul.get(late.headers.location!) : late;
    expect(why.status).to.equal(409);
    expect(textOf(why.text)).to.include('Claire Mertens a pris la décision 1');
  });

  it('let supervisors read and not decide; nobody else comes in', async () => {
    const [supervisor, referent] = await Promise.all([house.as('Claire Fontaine'), house.as('Sophie Lambert')]);
    expect((await supervisor.get(address())).status).to.equal(200);
    expect((await supervisor.post(address('/decide'), fields())).status).to.equal(403);
    expect((await supervisor.post(address('/open'))).status).to.equal(403);
    expect((await referent.get('/office/trainings')).status).to.equal(403);
    expect((await claire.get(`/office/trainings/${randomUUID()}`)).status).to.equal(404);
    expect((await claire.post(`/office/trainings/${randomUUID()}/decide`, fields())).status).to.equal(404);
    expect((await house.stranger.get('/office/trainings')).status).to.equal(302);
  });

  it('unite two organisations of the list, and separate them again', async () => {
    await claire.post(address('/decide'), fields());
    const [kept, other] = (await house
      .db('training_organisations')
      .insert([
        { name: 'Centre Pain Perdu', kind: 'agreed', status: 'recognised' },
        { name: 'Centre du Pain Perdu', kind: 'unknown', status: 'to-examine' },
      ])
      .returning('id')) as { id: string }[];
    await house.db('training_modules').insert({ organisation_id: other!.id, title: 'Hygiène', status: 'to-examine' });
    const page = await claire.get(`/office/trainings/organisations/${other!.id}`);
    expect(textOf(page.text)).to.include("C'est le même organisme que");
    const merge = (version: string) =>
      claire.post(`/office/trainings/organisations/${other!.id}/merge`, { version, into: kept!.id });
    expect((await merge('1')).status).to.equal(303);
    expect((await merge('1')).status, 'sent twice').to.equal(303);
    expect(await house.db('training_modules').where({ organisation_id: kept!.id })).to.have.lengthOf(1);
    expect(textOf((await claire.get('/office/trainings/organisations?q=pain')).text)).to.include(
      'aussi écrit : Centre du Pain Perdu',
    );
    expect((await claire.post(`/office/trainings/organisations/${other!.id}/separate`)).status).to.equal(303);
    expect(await house.db('training_modules').where({ organisation_id: other!.id })).to.have.lengthOf(1);
    const stale = await merge('1');
    expect((stale.status === 303 ? await claire.get(stale.headers.location!) : stale).status).to.equal(409);
  });
});

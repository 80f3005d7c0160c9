/** « Historique » of an operator, as the administrator, a colleague and a stranger to the body ask for it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { answersFollowed } from '../../api/after-answer.ts';
import { findViewer } from '../../db/access/viewer.ts';
import { recordSignIn } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit.ts';
import { instant } from '../../db/connect.ts';
import { findUserList } from '../../db/continuity/review.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { findMember } from '../../db/users/list-members.ts';
import { dayOf } from '../../domain/calendar.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn, textOf } from '../support/html.ts';

const chenes = stableId('body petits-chenes');
const user = (key: string): string => stableId(`user ${key}`);

describe('the history of an organising body', () => {
  let house: House;
  let administrator: Visitor;
  const linesOf = (text: string): string[] =>
    [...text.matchAll(/<tr>([^]*?)<\/tr>/g)].slice(1).map(([, row]) => textOf(row ?? '').trim());
  before(async () => {
    house = await openHouse();
    administrator = await house.as('Nathalie Servais');
  });
  after(() => house.close());

  it('tells in sentences what was consulted and what was changed, and by whom', async () => {
    const { id, slug } = (await house.db('cases').where({ organising_body_id: chenes }).first('id', 'slug')) as {
      id: string;
      slug: string;
    };
    await administrator.get(`/pro/${slug}/${id}`);
    await answersFollowed();
    const { status, text } = await administrator.get('/pro/history');
    expect(status).to.equal(200);
    const [newest] = linesOf(text);
    expect(newest).to.match(/Nathalie Servais .*a consulté la demande [A-Z]{2}-\d{4}-\d{5}/);
    expect(linesOf(text).join('\n')).to.match(/étape « [^»]+ » de la demande/);
  });

  it('names agents of ONE as such, and leaves out what they do among themselves', async () => {
    const { id, slug } = (await house.db('cases').where({ organising_body_id: chenes }).first('id', 'slug')) as {
      id: string;
      slug: string;
    };
    const agent = await house.as('Sophie Lambert');
    await agent.get(`/office/${slug}/${id}`);
    const task = (await house.db('tasks').where({ case_id: id }).first('id')) as { id: string };
    for (const [event, subject, subjectId] of [
      ['assign', 'task', task.id],
      ['retry', 'case', id],
    ] as const)
      await recordAudit(house.db, { at: house.clock.now, actorId: agent.userId, event, subject, subjectId });
    const { text } = await administrator.get('/pro/history?deed=consulted');
    expect(linesOf(text)[0]).to.include('Sophie Lambert (ONE)');
    const all = await house.db('body_history').whereIn('event', ['assign', 'retry']).select('id');
    expect(all).to.have.lengthOf(0);
    expect((await administrator.get('/pro/history')).text).not.to.include('Décision proposée');
  });

  it('shows that the helpdesk has seen the portal as a user, to the administrator and to that user', async () => {
    await recordAudit(house.db, {
      at: house.clock.now,
      actorId: user('helpdesk'),
      event: 'view-as',
      subject: 'user',
      subjectId: user('data-chenes'),
    });
    for (const name of ['Nathalie Servais', 'Olivier Wauters']) {
      const { text } = await (await house.as(name)).get('/pro/history?kind=view-as');
      expect(linesOf(text)[0]).to.match(/\(ONE\).*a vu Pro\.ONE comme le voit l'utilisateur Olivier Wauters/);
    }
    expect((await (await house.as('Isabelle Poncelet')).get('/pro/history?kind=view-as')).text).to.include(
      'Aucune ligne',
    );
  });

  it('says of counts after school of which place they are, each day by its date, and the first of many', async () => {
    const samira = await house.as('Samira Benali');
    const days = Array.from({ length: 20 }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`);
    await recordAudit(house.db, {
      ...{ at: house.clock.now, actorId: user('admin-mercredis'), onBehalfOf: stableId('body mercredis') },
      ...{ event: 'update', subject: 'after-school-attendance', subjectId: stableId('facility mercredis-envol') },
      change: {
        '2026-11': { before: null, after: '46 + 71' },
        ...Object.fromEntries(days.map((day) => [day, { before: '30 + 40', after: '31 + 44' }])),
      },
    });
    const { text } = await samira.get('/pro/history?on=after-school-attendance');
    const [newest] = linesOf(text);
    expect(newest, newest).to.match(/Samira Benali .*a modifié les présences extrascolaires d.*L'Envol/);
    expect(newest).to.include('inscrits en novembre 2026 : vide → 46 + 71 ; 01/11/2026 : 30 + 40 → 31 + 44');
    expect(newest).to.include('et 9 de plus');
  });

  it('shows a colleague only what they did themselves', async () => {
    const { text } = await (await house.as('Olivier Wauters')).get('/pro/history');
    for (const line of linesOf(text)) expect(line).to.match(/Olivier Wauters/);
  });

  it('never mixes two bodies, whatever the address asks for', async () => {
    const other = (await house.db('organising_bodies').whereNot({ id: chenes }).first('id')) as { id: string };
    const foreign = (await house.db('body_history').where({ organising_body_id: other.id }).first('id')) as {
      id: number;
    };
    const plain = linesOf((await administrator.get('/pro/history')).text);
    expect(linesOf((await administrator.get(`/pro/history?body=${other.id}`)).text).slice(1)).to.deep.equal(
      plain.slice(0, plain.length - 1),
    );
    const { text } = await administrator.get(`/pro/history?after=${String(foreign.id)}`);
    expect(text).to.include('Les Petits Chênes');
    const { rows } = await house.db.raw<{ rows: object[] }>(
      `select from body_history h join acts a on a.case_id = h.case_id and a.number = h.act_number
       join cases c on c.id = a.case_id where c.organising_body_id <> h.organising_body_id limit 1`,
    );
    expect(rows).to.have.lengthOf(0);
  });

  it('says of an administrator of two bodies which one it shows, and lets them choose', async () => {
    const other = (await house.db('organising_bodies').whereNot({ id: chenes }).first('id', 'name')) as {
      id: string;
      name: string;
    };
    await house.db('grants').insert({
      user_id: user('users-chenes'),
      role: 'administrator',
      organising_body_id: other.id,
      valid_from: '2026-01-01',
    });
    const both = await house.as('Isabelle Poncelet');
    const { text } = await both.get(`/pro/history?body=${other.id}`);
    expect(text).to.include('Pouvoir organisateur</label>');
    expect(text).to.include(`${other.name.replaceAll("'", '&#x27;')} · qui a consulté`);
    await house
      .db('grants')
      .where({ user_id: user('users-chenes'), organising_body_id: other.id })
      .delete();
  });

  it('filters by person, deed, kind, subject and dates', async () => {
    const { text } = await administrator.get(
      `/pro/history?who=${administrator.userId!}&deed=consulted&kind=read&on=case&from=01/01/2026&to=31/12/2026`,
    );
    const lines = linesOf(text);
    expect(lines).not.to.be.empty;
    for (const line of lines) expect(line).to.include('Nathalie Servais').and.include('a consulté la demande');
    const future = await administrator.get('/pro/history?from=01/01/2027');
    expect(future.text).to.include('Aucune ligne ne répond');
  });

  it('says what is wrong with a date, at its field', async () => {
    const { status, text } = await administrator.get('/pro/history?from=31/02/2026');
    expect(status).to.equal(200);
    expect(text).to.include('href="#filter-from"').and.include('février 2026 a 28 jours');
    expect((await administrator.get('/pro/history/export?from=31/02/2026')).status).to.equal(303);
  });

  /** Of the demonstration: what was changed in the sheet of a place. */
  let told: unknown[];
  it('turns its pages by key, and misses nothing at one instant', async () => {
    const at = instant(house.clock.now);
    told = await house.db('audit').where({ on_behalf_of: chenes, event: 'update' }).select('id');
    await house.db('audit').insert(
      Array.from({ length: 120 }, () => ({
        at,
        actor_id: administrator.userId,
        on_behalf_of: chenes,
        event: 'update',
        subject: 'facility',
        subject_id: stableId('facility chenes'),
      })),
    );
    const seen: number[] = [];
    let url: string | undefined = '/pro/history?kind=update';
    for (let page = 0; url && page < 10; page += 1) {
      const { text }: { text: string } = await administrator.get(url);
      seen.push(linesOf(text).length);
      url = linkIn(text, 'next');
    }
    expect(seen).to.deep.equal([50, 50, 20 + told.length]);
  });

  it('is exported as a sheet of the lines asked for, and the export is in it', async () => {
    const { status, body, headers } = await administrator
      .get('/pro/history/export?kind=update')
      .buffer(true)
      .parse((stream, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          done(null, Buffer.concat(parts));
        });
      });
    expect(status).to.equal(200);
    expect(headers['content-disposition']).to.include('.xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as ArrayBuffer);
    const [lines, about] = book.worksheets;
    expect(lines!.rowCount).to.equal(121 + told.length);
    expect(lines!.getRow(2).getCell(5).text).to.match(/a modifié le milieu d'accueil/);
    expect(about!.getRow(3).getCell(1).text).to.include('filtres');
    const exported = await administrator.get('/pro/history?kind=export');
    expect(linesOf(exported.text)[0]).to.include("a exporté l'historique");
  });

  it('holds no code, no NISS and no masked value in the clear', async () => {
    await recordAudit(house.db, {
      at: house.clock.now,
      actorId: administrator.userId,
      onBehalfOf: chenes,
      event: 'update',
      subject: 'user',
      subjectId: user('data-chenes'),
      change: {
        email: { before: 'olivier@exemple.be', after: 'autre@exemple.be' },
        role: { before: 'data-manager', after: 'user-manager' },
        strange_column: { before: 1, after: 2 },
      },
    });
    const { text } = await administrator.get('/pro/history?kind=update&on=user');
    const [line = ''] = linesOf(text);
    expect(line).to.include('••• → •••').and.include('Gestionnaire des utilisateurs');
    expect(line).not.to.match(/strange_column|data-manager|exemple\.be/);
  });

  it('tells of Mon Équipe whose sheet it was, and to nobody else whose body', async () => {
    const [person, collaboration, contract] = [randomUUID(), randomUUID(), randomUUID()];
    await house.db('people').insert({ id: person, first_name: 'Inès', family_name: 'Cordier' });
    await house.db('collaborations').insert({ id: collaboration, person_id: person, organising_body_id: chenes });
    await house.db('staff_contracts').insert({
      id: contract,
      collaboration_id: collaboration,
      facility_id: stableId('facility chenes'),
      link: 'employment',
    });
    const line = { at: house.clock.now + 1, actorId: user('referent-namur') };
    await recordAudit(house.db, { ...line, event: 'consult', subject: 'collaboration', subjectId: collaboration });
    await recordAudit(house.db, {
      ...line,
      actorId: administrator.userId,
      onBehalfOf: chenes,
      event: 'update',
      subject: 'staff-contract',
      subjectId: contract,
      change: { to_on: { before: null, after: '2026-12-31' } },
    });
    const [changed, consulted] = linesOf((await administrator.get('/pro/history?on=collaboration')).text);
    expect(changed)
      .to.match(/a modifié un contrat d(?:'|&#x27;)Inès Cordier/)
      .and.include('jusqu’au : vide → 31/12/2026');
    expect(consulted).to.match(/\(ONE\).*a consulté la fiche d(?:'|&#x27;)Inès Cordier/);
    const bodies = (await house
      .db('body_history')
      .where({ subject: 'collaboration' })
      .select('organising_body_id')) as {
      organising_body_id: string;
    }[];
    expect(bodies.map(({ organising_body_id }) => organising_body_id)).to.deep.equal([chenes]);
  });

  it('calls a user as this body calls them, and says nothing of the page that the helpdesk saw', async () => {
    const who = { user_id: user('data-chenes'), organising_body_id: chenes };
    await house.db('memberships').where(who).update({ first_name: 'Olivier-Jean', family_name: 'Wauters' });
    await recordAudit(house.db, {
      at: house.clock.now + 2,
      actorId: user('helpdesk'),
      event: 'view-as',
      subject: 'user',
      subjectId: user('data-chenes'),
      change: { page: { before: null, after: '/pro/cases' } },
    });
    const [line] = linesOf((await administrator.get('/pro/history?kind=view-as')).text);
    expect(line).to.include('Olivier-Jean Wauters').and.not.include('/pro/cases');
    await house.db('memberships').where(who).update({ first_name: null, family_name: null });
  });

  const toldOf = async (userId: string): Promise<string[]> =>
    (
      await house
        .db('body_history')
        .where({ about_user_id: userId, event: 'sign-in' })
        .select<{ organising_body_id: string }[]>('organising_body_id')
    ).map((line) => line.organising_body_id);
  const signIn = async (userId: string, minutes: number): Promise<number> => {
    const at = house.clock.now + minutes * 60_000;
    await recordSignIn(house.db, { userId, acr: 500, at });
    await house.db('audit').insert({
      at: instant(at),
      actor_id: userId,
      event: 'access-refused',
      subject: 'page',
      subject_id: 'office/users',
    });
    return at;
  };

  it('says nothing of the account of an agent of ONE whom an administrator has added, who is listed and reviewed as any other', async () => {
    const agent = user('referent-namur');
    await house.db('memberships').insert({
      user_id: agent,
      organising_body_id: chenes,
      first_name: 'Sophie',
      family_name: 'Lambert',
      added_at: instant(house.clock.now),
    });
    await signIn(agent, 1);
    await house
      .db('users')
      .where({ id: agent })
      .update({ deactivated_at: instant(house.clock.now + 60_000) });
    expect(await toldOf(agent)).to.deep.equal([]);
    const refused = { organising_body_id: chenes, actor_id: agent, event: 'access-refused' };
    expect(await house.db('body_history').where(refused)).to.deep.equal([]);
    const now = house.clock.now;
    const viewer = (await findViewer(house.db, administrator.userId!, { acr: 500, authenticatedAt: now, now }))!;
    const member = await findMember(house.db, viewer, { userId: agent, bodyId: chenes }, now);
    expect([member!.seenAt, member!.seenAcr, member!.blockedAt]).to.deep.equal([null, null, null]);
    const { users } = await findUserList(house.db, chenes, dayOf(now));
    const reviewed = users.find(({ userId }) => userId === agent);
    expect([reviewed!.seenAt, reviewed!.isDeactivated]).to.deep.equal([null, false]);
    await house.db('users').where({ id: agent }).update({ deactivated_at: null });
    await house.db('memberships').where({ user_id: agent }).delete();
  });

  it('says nothing of what a user does for another body once this one has deactivated them', async () => {
    const [colard, other] = [user('sandrine-colard'), stableId('body clair-matin')];
    const before = await signIn(colard, 2);
    expect((await toldOf(colard)).sort()).to.deep.equal([chenes, other].sort());
    const who = { user_id: colard, organising_body_id: chenes };
    await house
      .db('memberships')
      .where(who)
      .update({ deactivated_at: instant(before) });
    await signIn(colard, 3);
    expect((await toldOf(colard)).sort()).to.deep.equal([chenes, other, other].sort());
    const refused = { actor_id: colard, event: 'access-refused' };
    const pages = await house.db('body_history').where({ ...refused, organising_body_id: chenes });
    expect(pages).to.have.lengthOf(1);
    const { users } = await findUserList(house.db, chenes, dayOf(house.clock.now));
    expect(users.find(({ userId }) => userId === colard)!.seenAt).to.equal(null);
    await house.db('memberships').where(who).update({ deactivated_at: null });
  });

  it('is refused to who has rights nowhere, and shown to the childminder', async () => {
    expect((await (await house.as('Kevin Thiry')).get('/pro/history')).status).to.equal(403);
    expect((await (await house.as('Émilie Delvaux')).get('/pro/history')).text).to.include(
      'qui a consulté et qui a modifié',
    );
  });
});

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { openAccountNumber } from '../../domain/account-number.ts';
import { formatIban, makeBelgianIban } from '../../domain/iban.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { accountNumbersOf } from '../support/personal-data.ts';
import { minute } from '../support/times.ts';

const slug = 'bank-account';
const origin = 'http://127.0.0.1:3000';
const bodyId = stableId('body gembloux');
const statement = makePdf('RIB', ['Ville de Gembloux']);
const iban = (n: number): string => makeBelgianIban(9_995_000_000 + n);
type Fields = Record<string, string>;

describe('adding an account', () => {
  let house: House;
  let admin: Visitor;
  before(async () => {
    house = await openHouse();
    admin = await house.asUser(stableId('user admin-gembloux'));
  });
  after(() => house.close());
  afterEach(() => house.db('drafts').where({ slug, submitted_case_id: null }).update({ discarded_at: new Date() }));

  const right = (n: number, more: Fields = {}): Fields => ({
    body: bodyId,
    token: randomUUID(),
    iban: formatIban(iban(n)),
    holder: 'Ville de Gembloux',
    purposes: 'after-school',
    statementOn: '02/11/2026',
    ...more,
  });
  function add(who: Visitor, fields: Fields, file: Buffer | null = statement, name = 'rib.pdf') {
    const sending = request(house.app)
      .post('/pro/accounts')
      .set('Cookie', who.cookie)
      .set('Origin', origin)
      .field('_csrf', who.csrfToken);
    for (const [field, value] of Object.entries(fields)) void sending.field(field, value);
    return (file ? sending.attach('statement', file, name) : sending).redirects(0);
  }
  const draftOf = async (location: string | undefined): Promise<{ path: string; fields: Fields; text: string }> => {
    expect(location).to.match(/^\/pro\/bank-account\/drafts\/[0-9a-f-]{36}$/);
    const { text } = await admin.get(location!).expect(200);
    return { path: location!, fields: { token: fieldIn(text, 'token'), version: fieldIn(text, 'version') }, text };
  };
  const begin = async (n: number, more: Fields = {}) =>
    draftOf((await add(admin, right(n, more)).expect(303)).headers.location);
  const added = async (n: number, more: Fields = {}): Promise<string> => {
    const { path, fields } = await begin(n, more);
    await admin.post(`${path}/send`, fields).expect(303);
    return path.split('/').at(-1)!;
  };

  it('is for who administers the body, and nobody else', async () => {
    await house.stranger.get('/pro/accounts').expect(302);
    for (const key of ['data-clair-matin', 'users-chenes'])
      await (await house.asUser(stableId(`user ${key}`))).get('/pro/accounts').expect(403);
    await admin.get('/pro/accounts?body=' + stableId('body petits-chenes')).expect(404);
    await admin.get('/pro/accounts').expect(200);
  });

  it('says what is wrong beside each field, all at once, and keeps what was typed and the statement', async () => {
    const bad = right(1, { iban: 'BE68 5390 0754 7035', holder: '', statementOn: '05/01/2026', purposes: '' });
    const without = textOf((await add(admin, bad, null).expect(422)).text);
    expect(without)
      .to.include('Joignez le relevé')
      .and.include('un chiffre est faux')
      .and.include('Ce relevé a plus de 3 mois');
    expect(await house.db('drafts').where({ slug, subject_id: bodyId, discarded_at: null })).to.have.length(0);
    const { text } = await add(admin, bad).expect(422);
    expect(textOf(text)).to.include('un chiffre est faux').and.include('Encodez le titulaire');
    expect(fieldIn(text, 'iban')).to.equal('BE68 5390 0754 7035');
    expect(text).to.include('releve-identite-bancaire.pdf');
    const sheet = await add(admin, right(1), Buffer.from('MZ'), 'rib.exe').expect(422);
    expect(textOf(sheet.text)).to.include('rib.exe');
  });

  it('asks the BIC of a bank abroad, and warns of a holder who is somebody else without refusing', async () => {
    const abroad = await add(admin, right(2, { iban: 'FR76 3000 6000 0112 3456 7890 189' })).expect(422);
    expect(textOf(abroad.text)).to.include('Encodez le BIC');
    await house.db('drafts').where({ slug, subject_id: bodyId }).update({ discarded_at: new Date() });
    const other = await begin(2, { holder: 'Jean-Marc Henrion' });
    expect(textOf(other.text)).to.include("n'a pas le nom du pouvoir organisateur");
    await admin.post(`${other.path}/send`, other.fields).expect(303);
  });

  it('keeps the number under seal from the first moment: no page, row, act or log holds it', async () => {
    const id = await added(3);
    const number = iban(3);
    const row = await house
      .db('bank_accounts')
      .where({ id })
      .first<{ iban_sealed: Buffer; masked: string; organising_body_id: string }>();
    expect(openAccountNumber(row.iban_sealed, house.config.nissKey, id)).to.equal(number);
    const { text } = await admin.get('/pro/accounts').expect(200);
    expect(text).to.include(row.masked);
    const { rows } = await house.db.raw<{ rows: { name: string }[] }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    const numbers = await accountNumbersOf(house);
    expect(numbers).to.include(number);
    const holding: string[] = [];
    for (const { name } of rows) {
      const all = JSON.stringify(await house.db(name).select(house.db.raw('to_jsonb(??.*) as row', [name])));
      // Bytes are told in hexadecimal.
      if (numbers.some((each) => all.includes(each) || all.includes(Buffer.from(each).toString('hex'))))
        holding.push(name);
    }
    expect(holding).to.deep.equal([]);
    for (const each of numbers) expect(house.log.join('\n')).to.not.include(each);
  });

  it('is validated by two people, whatever roles one of them has and for whomever they stand in', async () => {
    const id = await added(14);
    const sendAs = async (who: Visitor, action: string) => {
      const { text } = await who.get(`/office/${slug}/${id}/${action}`);
      return who.post(`/office/${slug}/${id}/${action}`, {
        token: fieldIn(text, 'token') ?? randomUUID(),
        version: fieldIn(text, 'version') ?? '1',
      });
    };
    const [first, second] = ['subsidy-manager', 'subsidy-manager-2'].map((key) => stableId(`user ${key}`));
    expect((await sendAs(await house.asUser(first!), 'validate')).status).to.equal(303);
    const grant = await house
      .db('grants')
      .where({ user_id: first!, role: 'subsidy-manager' })
      .first<Record<string, unknown>>();
    const [{ id: extra }] = (await house
      .db('grants')
      .insert({ ...grant, id: undefined, role: 'subsidy-signatory' })
      .returning('id')) as [{ id: string }];
    const [{ id: away }] = (await house
      .db('absences')
      .insert({
        user_id: second!,
        substitute_id: first!,
        from_on: '2026-11-01',
        to_on: '2026-12-31',
        declared_by: second!,
        declared_at: new Date(),
      })
      .returning('id')) as [{ id: string }];
    try {
      const again = await sendAs(await house.asUser(first!), 'validate-second');
      expect(again.status).to.be.oneOf([403, 409]);
      const { status } = await house.db('cases').where({ id }).first<{ status: string }>('status');
      expect(status).to.equal('second-validation');
    } finally {
      await house.db('absences').where({ id: away }).delete();
      await house.db('grants').where({ id: extra }).delete();
    }
    expect((await sendAs(await house.asUser(second!), 'validate-second')).status).to.equal(303);
    // Who was named today may block it as well, with one click.
    const named = stableId('user data-chenes');
    await house.db('grants').insert({
      user_id: named,
      organising_body_id: bodyId,
      role: 'administrator',
      valid_from: '2026-11-23',
    });
    const { act_number: seen } = await house.db('cases').where({ id }).first<{ act_number: number }>('act_number');
    const today = await house.asUser(named);
    const blocked = await today.post(`/pro/${slug}/${id}/block`, { token: randomUUID(), version: String(seen) });
    expect(blocked.status).to.equal(303);
    expect((await house.db('cases').where({ id }).first<{ status: string }>('status')).status).to.equal('blocked');
    await house.db('grants').where({ user_id: named, organising_body_id: bodyId }).delete();
  });

  it('is in no page, list, search or export that an operator, an agent or the helpdesk opens', async () => {
    const numbers = await accountNumbersOf(house);
    const next = stableId('bank account petits-chenes next');
    const asked: [string, string[]][] = [
      [
        'admin-petits-chenes',
        ['/pro', '/pro/accounts', `/pro/${slug}/${next}`, '/pro/history', '/pro/history/export', '/pro/notices'],
      ],
      ['subsidy-manager', ['/office/tasks?view=all', `/office/${slug}/${next}`, '/office/search?q=CB-2026']],
      ['supervisor', ['/supervision', `/office/${slug}/${next}`, `/supervision/cases/${next}`]],
      ['helpdesk', [`/office/${slug}/${next}`]],
    ];
    for (const [key, paths] of asked) {
      const who = await house.asUser(stableId(`user ${key}`));
      for (const path of paths) {
        const { text, status } = await who.get(path);
        expect(status, path).to.be.below(400);
        for (const number of numbers) expect(text ?? '', path).to.not.include(number);
      }
    }
  });

  it('shows the number to who validates, while they do, and writes each look down; to nobody else', async () => {
    const id = await added(4, { purposes: 'school-health' });
    const written = formatIban(iban(4));
    const looks = () => house.db('audit').where({ subject: slug, subject_id: id, event: 'consult' });
    for (const key of ['subsidy-manager', 'subsidy-manager-2']) {
      const agent = await house.asUser(stableId(`user ${key}`));
      expect((await agent.get(`/office/${slug}/${id}`).expect(200)).text).to.not.include(written);
      expect((await agent.get(`/office/${slug}/${id}/refuse`).expect(200)).text).to.not.include(written);
      expect((await agent.get(`/office/${slug}/${id}/validate`).expect(200)).text).to.include(written);
    }
    expect(await looks()).to.have.length(2);
    await (await house.asUser(stableId('user supervisor'))).get(`/office/${slug}/${id}/validate`).expect(403);
    expect(await looks()).to.have.length(2);
    // What was joined is read by those who decide, and no other agent.
    const { id: document } = await house.db('documents').where({ case_id: id }).first<{ id: string }>('id');
    await (await house.asUser(stableId('user referent-namur'))).get(`/documents/${document}`).expect(404);
    await (await house.asUser(stableId('user subsidy-manager'))).get(`/documents/${document}`).expect(200);
    await admin.get(`/documents/${document}`).expect(200);
  });

  it('tells ONE that another body has the number, and its own operator nothing', async () => {
    const clair = stableId('bank account clair-matin active');
    const { iban_sealed: sealed } = await house
      .db('bank_accounts')
      .where({ id: clair })
      .first<{ iban_sealed: Buffer }>();
    const number = openAccountNumber(sealed, house.config.nissKey, clair)!;
    const { path, fields, text } = await draftOf(
      (await add(admin, right(5, { iban: number, purposes: 'bonuses' })).expect(303)).headers.location,
    );
    expect(text).to.not.include('Clair Matin');
    await admin.post(`${path}/send`, fields).expect(303);
    const id = path.split('/').at(-1)!;
    expect((await admin.get(`/pro/${slug}/${id}`).expect(200)).text).to.not.include('Clair Matin');
    const agent = await house.asUser(stableId('user subsidy-manager'));
    expect(textOf((await agent.get(`/office/${slug}/${id}`).expect(200)).text)).to.include(
      'Le même numéro est aussi celui de Clair Matin ASBL',
    );
  });

  it('tells the body that it has the number already', async () => {
    await added(6, { purposes: 'school-health' });
    const again = await begin(6, { purposes: 'bonuses' });
    const { text } = await admin.post(`${again.path}/send`, again.fields).expect(422);
    expect(textOf(text)).to.include('Ce compte est déjà dans la liste');
  });

  it('is sent once, however often its forms are sent', async () => {
    const form = right(7);
    const twins = await Promise.all([add(admin, form), add(admin, form), add(admin, form)]);
    expect(twins.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect(new Set(twins.map(({ headers }) => headers.location)).size).to.equal(1);
    const { path, fields } = await draftOf(twins[0]!.headers.location);
    const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post(`${path}/send`, fields)));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 6 }, () => 303));
    const id = path.split('/').at(-1)!;
    expect(await house.db('acts').where({ case_id: id })).to.have.length(1);
    expect(await house.db('bank_accounts').where({ id })).to.have.length(1);
    expect((await admin.get(path).expect(303)).headers.location).to.equal('/pro/accounts');
  });

  it('is one at a time for a body, and a colleague who is quicker is named', async () => {
    await begin(8);
    const { text } = await add(admin, right(9)).expect(409);
    expect(textOf(text)).to.include('Jean-Marc Henrion').and.include("Continuer l'ajout commencé");
  });

  it('is not overwritten by who has seen an older one, nor signed as it was not seen', async () => {
    const { path, fields } = await begin(10);
    const change = { ...fields, iban: '', holder: 'Gembloux', purposes: 'bonuses', statementOn: '02/11/2026' };
    await admin.post(path, change).expect(303);
    expect(textOf((await admin.post(path, { ...change, holder: 'Autre' }).expect(409)).text)).to.include(
      'modifié ailleurs',
    );
    await admin.post(`${path}/send`, fields).expect(409);
    await admin.post(`${path}/send`, { token: fields.token! }).expect(422);
    expect(await house.db('cases').where({ id: path.split('/').at(-1)! })).to.have.length(0);
  });

  it('asks a sign-in of less than a quarter of an hour, and puts aside nothing of the number', async () => {
    const { path, fields } = await begin(11);
    const tired = await house.asUser(stableId('user admin-gembloux'), {
      authenticatedAt: house.clock.now - 16 * minute,
    });
    expect((await tired.post(`${path}/send`, fields).expect(303)).headers.location).to.match(/^\/sign-in\/start/);
    const kept = JSON.stringify(await house.db('kept_forms').select('data'));
    for (const number of [iban(11), formatIban(iban(11))]) expect(kept).to.not.include(number);
    expect(await house.db('cases').where({ id: path.split('/').at(-1)! })).to.have.length(0);
  });

  it('is not signed with a statement that has grown old meanwhile', async () => {
    const { path, fields } = await begin(12, { statementOn: '24/08/2026' });
    const now = house.clock.now;
    house.clock.now = Date.parse('2026-11-26T09:00:00Z');
    const later = await house.asUser(stableId('user admin-gembloux'));
    const { text } = await later.post(`${path}/send`, fields).expect(422);
    house.clock.now = now;
    expect(textOf(text)).to.include('Ce relevé a plus de 3 mois');
  });
});

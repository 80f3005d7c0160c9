import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { sweepOrphans } from '../../db/blob-store.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { erasePrivacyRequests } from '../../db/privacy-request/erase.ts';
import { holdings } from '../../db/privacy-request/holdings.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, addMonths, dayOf, startOfDay } from '../../domain/calendar.ts';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { formatNationalNumber } from '../../domain/national-number.ts';
import { slug } from '../../workflows/privacy-request/contract.ts';
import { openHouse, type House } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { personAsks, strangerAsks } from './asks.ts';

const mail = 'zoe.vandenplas@exemple.example';
const asked = 'Ma question de 2024 au helpdesk.';

describe('what the portal holds about a person, given by the officer', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  const page = (id: string, end = ''): string => `/office/${slug}/${id}${end}`;
  const officer = () => house.as('Étienne Jadot');
  const openAll = async (bytes: Buffer): Promise<Map<string, string[][]>> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    return new Map(
      book.worksheets.map((sheet) => [
        sheet.name,
        sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? [row.slice(1).map(String)] : [])),
      ]),
    );
  };
  /** Puts the workbook with the answer, and sends it. @returns the id of the document */
  async function answerWithData(id: string, format = 'xlsx'): Promise<string> {
    const dpo = await officer();
    const version = fieldIn((await dpo.get(page(id))).text, 'version');
    const attached = await dpo.post(page(id, `/data.${format}`), { version });
    expect(attached.headers.location).to.equal(page(id, '/answer'));
    const form = await dpo.get(page(id, '/answer'));
    // Listed, to be looked at or taken off before it goes.
    expect(form.text).to.include('href="/documents/').and.include(`.${format}`);
    const sent = await dpo.post(page(id, '/answer'), {
      outcome: 'granted',
      text: 'Voici ce que le portail a.',
      token: fieldIn(form.text, 'token'),
      version: fieldIn(form.text, 'version'),
    });
    expect(sent.status, textOf(sent.text)).to.equal(303);
    const documents = await house.db('documents').where({ case_id: id }).whereNull('withdrawn_at').select('id', 'name');
    expect(documents).to.have.length(1);
    return String(documents[0].id);
  }

  it('of a user, by their account: every kind, no national number, and a line of the audit each time', async () => {
    const { db, clock } = house;
    const id = await personAsks(db, clock.now, { by: 'admin-petits-chenes' });
    const dpo = await officer();
    const seen = await dpo.get(page(id));
    expect(seen.text).to.include(`${page(id)}/data.xlsx`);
    const workbook = await dpo.get(page(id, '/data.xlsx')).responseType('blob');
    expect(workbook.status).to.equal(200);
    expect(workbook.headers['content-disposition']).to.not.match(/Servais|exemple/);
    const sheets = await openAll(workbook.body as Buffer);
    expect(sheets.get('Utilisateur')?.[1]).to.include('Servais');
    expect(sheets.get('Actes')?.length).to.be.greaterThan(1);
    expect(sheets.get('Ce que le portail a sur vous')?.map(([name]) => name)).to.include.members([
      ...['Utilisateur', 'Accès', 'Identité (Mon Équipe)', 'Contrats (Mon Équipe)', 'Historique'],
    ]);
    const json = await dpo.get(page(id, '/data.json'));
    const parsed = JSON.parse(json.text) as Record<string, { rows: unknown[] }>;
    expect(Object.keys(parsed)).to.deep.equal(
      Object.entries(holdings).flatMap(([name, by]) => ('byUser' in by ? [name] : [])),
    );
    const all = json.text + JSON.stringify([...sheets]);
    for (const person of people)
      for (const number of [nissOf(person), formatNationalNumber(nissOf(person))])
        expect(all.includes(number), person.surname).to.equal(false);
    const lines = await db('audit').where({ event: 'export', subject: 'case', subject_id: id }).select('actor_id');
    expect(lines.map((line) => (line as { actor_id: string }).actor_id)).to.deep.equal([
      stableId('user dpo'),
      stableId('user dpo'),
    ]);
  });

  it('says of each kind how long it is kept as the rule of the day says it, and that there is none where there is none', async () => {
    const { db, clock } = house;
    const id = await personAsks(db, clock.now);
    const kept = async (): Promise<Map<string, string>> =>
      new Map(
        (await openAll((await (await officer()).get(page(id, '/data.xlsx')).responseType('blob')).body as Buffer))
          .get('Ce que le portail a sur vous')
          ?.map(([name = '', , how = '']) => [name, how]),
      );
    expect((await kept()).get('Demandes au délégué')).to.equal('24 mois après la clôture');
    expect((await kept()).get('Actes')).to.include("aucune durée n'est encore fixée");
    await db('parameters').where({ slug, code: 'erasure' }).update({ value: 30 });
    expect((await kept()).get('Demandes au délégué')).to.equal('30 mois après la clôture');
    await db('parameters').where({ slug, code: 'erasure' }).update({ value: 24 });
  });

  it('is for the officer alone, for access and portability, and while the request is open', async () => {
    const { db, clock } = house;
    const id = await personAsks(db, clock.now);
    for (const name of ['Claire Fontaine', 'Samira Oulad', 'Sophie Lambert'])
      for (const end of ['/data.xlsx', '/data.json'])
        expect((await (await house.as(name)).get(page(id, end))).status, name).to.equal(404);
    expect((await (await house.as('Olivier Wauters')).get(page(id, '/data.xlsx'))).status).to.equal(403);
    const dpo = await officer();
    expect((await dpo.get(page(id, '/data.csv'))).status).to.equal(404);
    const erasure = await personAsks(db, clock.now, { kind: 'erasure' });
    expect((await dpo.get(page(erasure))).text).to.not.include('data.xlsx');
    expect((await dpo.get(page(erasure, '/data.xlsx'))).status).to.equal(404);
    await answerWithData(id);
    expect((await dpo.get(page(id))).text).to.not.include('data.xlsx');
    expect((await dpo.get(page(id, '/data.xlsx'))).status).to.equal(409);
    expect((await dpo.post(page(id, '/data.xlsx'), {})).status).to.equal(409);
  });

  it('of portability only what the person gave', async () => {
    const id = await personAsks(house.db, house.clock.now, { kind: 'portability' });
    const { text } = await (await officer()).get(page(id, '/data.json'));
    expect(Object.keys(JSON.parse(text) as object)).to.have.members(['user', 'messages', 'inscriptions', 'requests']);
  });

  it('is joined once however often, read by who asked when signed in, and by nobody else', async () => {
    const { db, clock } = house;
    const id = await personAsks(db, clock.now);
    await (await officer()).post(page(id, '/data.xlsx'), { version: '1' });
    expect((await (await officer()).post(page(id, '/data.xlsx'), { version: '9' })).status).to.equal(409);
    const document = await answerWithData(id);
    const own = `/account/privacy/${id}/documents/${document}`;
    const olivier = await house.as('Olivier Wauters');
    expect((await olivier.get(`/account/privacy/${id}`)).text).to.include(own);
    const file = await olivier.get(own).responseType('blob');
    expect(file.status).to.equal(200);
    expect((await openAll(file.body as Buffer)).get('Utilisateur')?.[1]).to.include('Wauters');
    for (const name of ['Nathalie Servais', 'Claire Fontaine'])
      expect((await (await house.as(name)).get(own)).status, name).to.equal(404);
    expect((await (await officer()).get(`/documents/${document}`)).status).to.equal(200);
    expect((await olivier.get(`/documents/${document}`)).status).to.equal(404);
  });

  it('of an address that has answered: what was given with it, downloaded with the code and no other', async () => {
    const { db, clock, stranger } = house;
    const contact = { name: 'Zoé Vandenplas', email: mail, subject: 'other', message: asked };
    await db('contact_messages').insert({ id: randomUUID(), at: new Date(clock.now), ...contact });
    const { caseId, code } = await strangerAsks(db, clock.now);
    const other = await strangerAsks(db, clock.now, { email: 'autre@exemple.example' });
    const document = await answerWithData(caseId, 'json');
    const follow = '/vie-privee/demande/suivi';
    expect((await stranger.post(follow, { code })).text).to.include(document);
    const file = await stranger.post(follow, { code, document });
    expect(file.status).to.equal(200);
    expect(file.headers['content-type']).to.include('application/json');
    const held = JSON.parse(file.text) as Record<string, { rows: { message?: string }[] }>;
    expect(Object.keys(held)).to.have.members(['doctor', 'messages', 'preRequests', 'requests']);
    expect(held.messages?.rows.map(({ message }) => message)).to.deep.equal([asked]);
    expect((await stranger.post(follow, { code: other.code, document })).status).to.equal(404);
    expect((await stranger.post(follow, { code: 'ABCD-EFGH-JKMN-PQRS', document })).status).to.equal(422);
  });

  it('does not give the account of a user to who merely has their address, and tells the officer that there is one', async () => {
    const { db, clock } = house;
    const { email } = await db('users').where({ family_name: 'Servais' }).first('email');
    const { caseId } = await strangerAsks(db, clock.now, { email: String(email).toUpperCase() });
    const dpo = await officer();
    expect(textOf((await dpo.get(page(caseId))).text)).to.include('Un utilisateur du portail a cette adresse');
    expect((await dpo.get(page(caseId, '/data.json'))).text).to.not.include('"user"');
  });

  it('is gone once the request is long over: the file with its bytes, what was written, who asked; the acts still verify', async () => {
    const { db, clock, deps } = house;
    const worker = house.dbOf('worker');
    const { caseId } = await strangerAsks(db, clock.now);
    const document = await answerWithData(caseId);
    const { digest } = (await db('documents').where({ id: document }).first('digest')) as { digest: Buffer };
    const sweep = () => sweepOrphans(worker, deps.blobs, Date.now() + 1_000_000);
    const is = async () => ({
      row: (await db('documents').where({ case_id: caseId })).length,
      bytes: (await deps.blobs.stat(digest.toString('hex'))) !== undefined,
      asker: (await db('privacy_askers').where({ case_id: caseId })).length,
      written: (await db('act_contents').where({ case_id: caseId, erased_at: null })).length > 0,
    });
    await erasePrivacyRequests(worker, clock.now);
    await sweep();
    expect(await is()).to.deep.equal({ row: 1, bytes: true, asker: 1, written: true });
    const { erasure } = await parametersOn(db, slug, dayOf(clock.now));
    await erasePrivacyRequests(worker, startOfDay(addDays(addMonths(dayOf(clock.now), erasure!.value), 1)));
    await sweep();
    expect(await is()).to.deep.equal({ row: 0, bytes: false, asker: 0, written: false });
    expect(await db('audit').where({ event: 'remove', subject: 'document', subject_id: document })).to.have.length(1);
    expect((await verifyActs(db)).faults.filter(({ what }) => what !== 'deadline')).to.deep.equal([]);
    const dpo = await officer();
    await dpo.get(page(caseId)).expect(200);
    await dpo.get(`/documents/${document}`).expect(404);
  });
});

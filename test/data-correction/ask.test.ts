/** Asking for a correction: one short form, its proof, the value quoted as it stood; and the answer, where the datum has changed since. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

const facility = stableId('facility coccinelle');
const path = `/pro/facilities/${facility}/correction`;
const form = `${path}?field=identification.name`;

describe('asking for a correction', () => {
  let house: House;
  let nathalie: Visitor;
  let sophie: Visitor;
  before(async () => {
    house = await openHouse();
    [nathalie, sophie] = await Promise.all([house.as('Nathalie Servais'), house.as('Sophie Lambert')]);
  });
  after(() => house.close());

  const pdf = makePdf('Statuts', ['Crèche La Coccinelle bleue']);
  function send(url: string, fields: Record<string, string>, file: Buffer | null = pdf, by = nathalie) {
    const sending = request(house.app)
      .post(url)
      .set('Cookie', by.cookie)
      .set('Origin', 'http://127.0.0.1:3000')
      .field('_csrf', by.csrfToken);
    for (const [name, value] of Object.entries(fields)) void sending.field(name, value);
    return (file ? sending.attach('proof', file, 'statuts.pdf') : sending).redirects(0);
  }
  const typed = async (more: Record<string, string> = {}, url = form): Promise<Record<string, string>> => {
    const { text } = await nathalie.get(url).expect(200);
    return {
      token: fieldIn(text, 'token'),
      seal: fieldIn(text, 'seal'),
      wanted: 'Crèche La Coccinelle bleue',
      reason: 'Le nom est incomplet.',
      then: 'send',
      ...more,
    };
  };
  const open = () => house.db('cases').where({ slug: 'data-correction', facility_id: facility, closed_at: null });

  it('begins from the data of the place, that say which of them change by a request for adaptation', async () => {
    const page = textOf((await nathalie.get(path).expect(200)).text);
    expect(page).to.include("Nom du milieu d'accueil").and.include('Crèche La Coccinelle');
    expect(page).to.include("elles se changent par une demande d'adaptation");
    for (const field of ['address', 'address.street', 'identification.capacity', 'capacity', 'n’importe quoi'])
      expect(
        textOf((await nathalie.get(`${path}?field=${encodeURIComponent(field)}`).expect(200)).text),
        field,
      ).to.include('Introduire une demande d');
    const { headers } = await nathalie.get(`${path}?field=enterprise.number`).expect(302);
    expect(headers.location).to.include('/pro/body/correction?').and.include('enterprise-number');
    expect(textOf((await nathalie.get(String(headers.location)).expect(200)).text)).to.include("Numéro d'entreprise");
  });

  it('keeps what was typed and the proof that came, when something is missing; and asks once however often it is sent', async () => {
    const half = await send(form, await typed({ reason: ' ' }));
    expect(half.status).to.equal(422);
    expect(half.text)
      .to.include('Crèche La Coccinelle bleue')
      .and.include('statuts.pdf')
      .and.include('Écrivez pourquoi');
    const { id } = await house
      .db('drafts')
      .where({ slug: 'data-correction', facility_id: facility, submitted_case_id: null })
      .first<{ id: string }>('id');
    const again = `/pro/data-correction/drafts/${id}`;
    const page = (await nathalie.get(again).expect(200)).text;
    const fields = {
      token: fieldIn(page, 'token'),
      version: fieldIn(page, 'version'),
      seal: fieldIn(page, 'seal'),
      wanted: 'Crèche La Coccinelle bleue',
      reason: 'Le nom est incomplet.',
      then: 'send',
    };
    const sent = await Promise.all([1, 2, 3].map(() => send(again, fields, null)));
    expect(new Set(sent.map(({ status }) => status)).has(303), sent.map(({ status }) => status).join()).to.equal(true);
    expect(await open()).to.have.length(1);
    const [row] = (await open()) as { id: string; state: { data: object } }[];
    expect(row!.state.data).to.deep.equal({ kind: 'facility-name', desk: 'referent' });
    const { content } = await house
      .db('act_contents')
      .where({ case_id: row!.id })
      .first<{ content: Record<string, unknown> }>();
    expect(content).to.deep.include({
      current: { value: 'Crèche La Coccinelle', text: 'Crèche La Coccinelle' },
      wanted: { value: 'Crèche La Coccinelle bleue', text: 'Crèche La Coccinelle bleue' },
    });
    expect(await house.db('documents').where({ case_id: row!.id, act_number: 1, slot: 'proof' })).to.have.length(1);
    const list = textOf((await nathalie.get('/pro/cases').expect(200)).text);
    expect(list).to.include("Correction : nom du milieu d'accueil");
    expect(textOf((await nathalie.get(path)).text)).to.include('correction demandée le');
  });

  it('is prepared by each alone: a form is sent with its own words and proofs, never in the draft of a colleague', async () => {
    const asked = `${path}?field=facility-type`;
    const olivier = await house.as('Olivier Wauters');
    const half = await send(asked, await typed({ wanted: 'creche', reason: ' ' }, asked));
    expect(half.status).to.equal(422);
    const { text } = await olivier.get(asked).expect(200);
    const theirs = await send(
      asked,
      { token: fieldIn(text, 'token'), seal: fieldIn(text, 'seal'), wanted: 'creche', reason: ' ', then: 'send' },
      pdf,
      olivier,
    );
    expect(theirs.status).to.equal(422);
    const drafts = (await house
      .db('drafts')
      .where({ slug: 'data-correction', kind: 'facility-type', facility_id: facility, submitted_case_id: null })
      .orderBy('created_at')
      .select('id', 'created_by')) as { id: string; created_by: string }[];
    expect(drafts.map(({ created_by: by }) => by)).to.deep.equal([nathalie.userId, olivier.userId]);
    for (const { id } of drafts) expect(await house.db('documents').where({ draft_id: id })).to.have.length(1);
    await house
      .db('drafts')
      .whereIn(
        'id',
        drafts.map(({ id }) => id),
      )
      .update({ discarded_at: new Date() });
  });

  it('is not asked a second time while it is under way', async () => {
    const second = await send(form, await typed({ wanted: 'Crèche La Coccinelle rouge' }));
    expect(second.status).to.equal(409);
    expect(textOf(second.text)).to.include('Une correction est déjà demandée');
    expect(await open()).to.have.length(1);
  });

  it('is not accepted on a datum that is another one by now: 409, and what it is', async () => {
    const [row] = (await open()) as { id: string; act_number: number }[];
    const url = `/office/data-correction/${row!.id}/accept`;
    const body = { token: randomUUID(), version: String(row!.act_number), remarks: '', seal: '1' };
    await house.db('facilities').where({ id: facility }).update({ name: 'Crèche Coccinelle' });
    expect(textOf((await sophie.get(url).expect(200)).text)).to.include('changée depuis la demande');
    const refused = await sophie.post(url, body);
    expect(refused.status).to.equal(409);
    expect(textOf(refused.text))
      .to.include('La donnée a changé depuis la demande')
      .and.include('« Crèche Coccinelle »');
    expect((await house.db('cases').where({ id: row!.id }).first<{ status: string }>()).status).to.equal('decision');
    await house.db('facilities').where({ id: facility }).update({ name: 'Crèche La Coccinelle' });
    expect((await sophie.post(url, body)).status).to.equal(303);
    // Somebody wrote it between the answer and the clerk's work: theirs stays, and the page says what the datum is.
    await house.db('facilities').where({ id: facility }).update({ name: 'Crèche Coccinelle' });
    expect(textOf((await nathalie.get(`/pro/data-correction/${row!.id}`).expect(200)).text))
      .to.include('autre que ce qui était demandé')
      .and.include('Crèche Coccinelle');
    await house.db('facilities').where({ id: facility }).update({ name: 'Crèche La Coccinelle bleue' });
    expect(textOf((await nathalie.get(`/pro/data-correction/${row!.id}`).expect(200)).text)).to.not.include(
      'autre que ce qui était demandé',
    );
  });

  it('is not sent for a value that has changed since the page was drawn, nor for the value that stands', async () => {
    const asked = `${path}?field=authorised-on`;
    const fields = await typed({ wanted: '01/09/2010' }, asked);
    expect((await send(asked, { ...fields, seal: 'x' })).status).to.equal(409);
    const of = (url: string) => send(url, { ...fields, token: randomUUID(), wanted: '01/09/2099' });
    const later = await of(`/pro/facilities/${stableId('facility glands')}/correction?field=authorised-on`);
    expect(later.status).to.equal(422);
    expect(textOf(later.text)).to.include("dans l'avenir");
    const same = await typed({ wanted: 'Les Petits Chênes ASBL' }, '/pro/body/correction?field=identification.name');
    const refused = await send('/pro/body/correction?field=identification.name', same);
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.include("C'est déjà la valeur actuelle");
  });

  it('asks the helpdesk for what the Banque-Carrefour says, which reads the proof and answers from its own page', async () => {
    const url = '/pro/body/correction?field=enterprise.seat';
    const { wanted: _, ...fields } = await typed({}, url);
    const wrong = await send(url, {
      ...fields,
      'wanted.street': 'Rue Neuve',
      'wanted.number': '3',
      'wanted.postcode': '9999',
      'wanted.locality': 'Namur',
    });
    expect(wrong.status).to.equal(422);
    const { id } = await house
      .db('drafts')
      .where({ slug: 'data-correction', kind: 'seat', submitted_case_id: null })
      .first<{ id: string }>('id');
    const page = (await nathalie.get(`/pro/data-correction/drafts/${id}`)).text;
    const sent = await send(`/pro/data-correction/drafts/${id}`, {
      token: fieldIn(page, 'token'),
      version: fieldIn(page, 'version'),
      seal: fieldIn(page, 'seal'),
      reason: 'Nous avons déménagé.',
      'wanted.street': 'Rue Neuve',
      'wanted.number': '3',
      'wanted.postcode': '5000',
      'wanted.locality': 'Namur',
    });
    expect(sent.status, textOf(sent.text)).to.equal(303);
    const samira = await house.as('Samira Oulad');
    const desk = textOf((await samira.get('/office/helpdesk/corrections').expect(200)).text);
    expect(desk).to.include('Correction : adresse du siège').and.include('Les Petits Chênes ASBL');
    const { id: proof } = await house.db('documents').where({ case_id: id, slot: 'proof' }).first<{ id: string }>('id');
    await samira.get(`/documents/${proof}`).expect(200);
    expect((await sophie.get(`/office/data-correction/${id}/accept`)).status).to.equal(403);
    const { act_number: version } = await house.db('cases').where({ id }).first<{ act_number: number }>('act_number');
    await samira
      .post(`/office/data-correction/${id}/accept`, {
        token: randomUUID(),
        version: String(version),
        remarks: '',
        seal: '1',
      })
      .expect(303);
  });

  it('leaves a childminder’s seat to her authorisation, where it is the place itself', async () => {
    const emilie = await house.as('Émilie Delvaux');
    const page = textOf((await emilie.get('/pro/body/correction').expect(200)).text);
    expect(page).to.include('Votre siège est votre lieu d').and.not.include('Adresse du siège');
  });

  it('is begun by nobody for a place that is not theirs, or closed', async () => {
    const other = `/pro/facilities/${stableId('facility parc')}/correction?field=identification.name`;
    await nathalie.get(other).expect(404);
    expect((await send(other, { token: randomUUID() })).status).to.equal(404);
    await house
      .db('facilities')
      .where({ id: stableId('facility glands') })
      .update({ closed_on: '2026-01-01' });
    const closed = `/pro/facilities/${stableId('facility glands')}/correction?field=identification.name`;
    expect(textOf((await nathalie.get(closed).expect(200)).text)).to.include('Ce milieu d');
    expect((await send(closed, { token: randomUUID() })).status).to.equal(403);
  });
});

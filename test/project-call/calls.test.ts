/** A call from the side of its readers: who reads it, the minute of its closing, what an operator learns and when, how results are published. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { createDraft } from '../../db/drafts.ts';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { minute } from '../support/times.ts';
import { closedCall, deposit, openCall, project } from './files.ts';

describe('a call for projects', () => {
  let house: House;
  let nathalie: Visitor;
  let claire: Visitor;
  let closesAt: number;
  before(async () => {
    house = await openHouse();
    [nathalie, claire] = await Promise.all([house.as('Nathalie Servais'), house.as('Claire Fontaine')]);
    const row = (await house.db('project_calls').where({ id: openCall }).first('closes_at')) as { closes_at: number };
    closesAt = row.closes_at;
  });
  after(() => house.close());

  /** Complete, but for being sent. @returns its address */
  async function prepared(facility: string): Promise<string> {
    const row = (await house
      .db('facilities')
      .where({ id: stableId(`facility ${facility}`) })
      .first('id', 'organising_body_id', 'administration')) as {
      id: string;
      organising_body_id: string;
      administration: string;
    };
    const by = stableId('user admin-petits-chenes');
    const id = await createDraft(house.db, {
      slug: 'project-call',
      kind: 'places',
      subject: { ...row, kind: 'facility' },
      form: { call: openCall, ...project },
      by,
      at: house.clock.now,
    });
    await saveDocument(house.db, {
      draftId: id,
      organisingBodyId: row.organising_body_id,
      facilityId: row.id,
      administration: row.administration,
      slot: 'project-description',
      origin: 'operator',
      name: 'projet.pdf',
      mediaType: 'application/pdf',
      size: 16,
      digest: 'a'.repeat(64),
      uploadedBy: by,
      at: house.clock.now,
    });
    return `/pro/project-call/drafts/${id}`;
  }
  async function send(draft: string) {
    const { text } = await nathalie.get(`${draft}/check`).expect(200);
    return nathalie.post(`${draft}/submit`, {
      token: fieldIn(text, 'token')!,
      version: fieldIn(text, 'version')!,
      declaration: 'oui',
    });
  }

  it('takes a file in its last minute, with a receipt that says hour and digest, and none a minute later', async () => {
    const [inTime, late] = [await prepared('chenes'), await prepared('coccinelle')];
    const morning = house.clock.now;
    house.clock.now = closesAt - 1000;
    nathalie = await house.as('Nathalie Servais');
    const sent = await send(inTime);
    expect(sent.status, textOf(sent.text)).to.equal(303);
    const receipt = textOf((await nathalie.get(sent.headers.location!)).text);
    expect(receipt).to.include('23 h 59');
    expect(receipt).to.match(/[0-9a-f]{64}/);

    const { text } = await nathalie.get(`${late}/check`);
    house.clock.now = closesAt;
    const refused = await nathalie.post(`${late}/submit`, {
      token: fieldIn(text, 'token')!,
      version: fieldIn(text, 'version')!,
      declaration: 'oui',
    });
    expect(refused.status).to.be.oneOf([409, 422]);
    expect(
      await house.db('cases').where({ slug: 'project-call', facility_id: stableId('facility coccinelle') }),
    ).to.deep.equal([]);
    expect((await nathalie.get(late)).status, 'the draft is kept').to.equal(200);

    // The clock has not passed yet: the hour of the act alone says that it is too late.
    const file = sent.headers.location!.replace('/receipt', '');
    const form = await nathalie.get(`${file}/deposit-again`);
    const again = await nathalie.post(`${file}/deposit-again`, {
      token: randomUUID(),
      version: fieldIn(form.text, 'version') ?? '1',
      ...Object.fromEntries(Object.entries(project).map(([name, value]) => [name, String(value)])),
    });
    expect(again.status).to.be.oneOf([409, 422]);
    expect(await house.db('acts').where({ action: 'deposit-again' })).to.deep.equal([]);
    house.clock.now = morning;
    nathalie = await house.as('Nathalie Servais');
  });

  it('is read by crèches with the right, and by nobody before it is published', async () => {
    const [id] = (await house
      .db('project_calls')
      .insert({
        title: 'Un appel en préparation',
        description: 'Texte',
        kinds: ['subsidised-creche'],
        opens_at: new Date(house.clock.now),
        closes_at: new Date(house.clock.now + 60 * minute),
        written_at: new Date(house.clock.now),
      })
      .returning('id')) as { id: string }[];
    expect(textOf((await nathalie.get('/pro/calls')).text)).not.to.include('en préparation');
    expect((await nathalie.get(`/pro/calls/${id!.id}`)).status).to.equal(404);
    expect((await (await house.as('Julie Moreau')).get(`/office/calls/${id!.id}`)).status).to.equal(404);
    const page = await claire.get(`/office/calls/${id!.id}/edit`).expect(200);
    await claire.post(`/office/calls/${id!.id}/publish`, { version: fieldIn(page.text, 'version')! }).expect(303);
    expect(textOf((await nathalie.get(`/pro/calls/${id!.id}`)).text)).to.include('Déposer un dossier');
    expect((await claire.get(`/office/calls/${id!.id}/edit`)).status, 'not rewritten').to.equal(409);
  });

  it('tells no operator of an opinion before the results, then each its own, exactly once', async () => {
    const at = house.clock.now - 48 * 60 * minute;
    const caseId = await deposit(house.db, {
      facility: stableId('facility glands'),
      at,
      status: 'examined',
      call: closedCall,
    });
    const file = `/pro/project-call/${caseId}`;
    const before = textOf((await nathalie.get(file)).text);
    expect(before).to.include('Le dossier est examiné');
    expect(before).not.to.include('Un bon projet');
    expect(before).not.to.match(/retenu/i);

    const call = `/office/calls/${closedCall}`;
    const version = async (): Promise<string> =>
      String(
        ((await house.db('project_calls').where({ id: closedCall }).first('version')) as { version: number }).version,
      );
    const early = await claire.post(`${call}/results`, { version: await version() });
    expect(early.status, 'one file is without an opinion').to.equal(409);
    const julie = await house.as('Julie Moreau');
    const waiting = stableId('project file arbre-a-bulles');
    const form = await julie.get(`/office/project-call/${waiting}/give-opinion`).expect(200);
    const opinion = { complete: 'non', missing: 'Le devis.', selected: 'non', reason: 'Sans devis, pas de budget.' };
    await julie
      .post(`/office/project-call/${waiting}/give-opinion`, {
        ...opinion,
        token: randomUUID(),
        version: fieldIn(form.text, 'version')!,
      })
      .expect(303);
    const alain = await house.as('Alain Verstraete');
    expect((await alain.post(`${call}/results`, { version: await version() })).status, 'nothing proposed').to.equal(
      409,
    );
    await claire.post(`${call}/propose-results`, { version: await version() }).expect(303);
    expect((await claire.post(`${call}/results`, { version: await version() })).status, 'by oneself').to.equal(403);
    expect(textOf((await claire.get(call)).text))
      .to.include('Vous les avez proposés')
      .and.include('à relire');
    const outside = textOf((await nathalie.get(`/pro/calls/${closedCall}`)).text);
    expect(outside).to.include("clos, à l'examen").and.not.include('à relire');

    expect(textOf((await alain.get(call)).text)).to.include('Proposés par Claire Fontaine');
    const seen = await version();
    await julie
      .post(`/office/project-call/${waiting}/give-opinion`, {
        ...opinion,
        token: randomUUID(),
        version: '3',
        reason: 'Sans devis.',
      })
      .expect(303);
    expect((await alain.post(`${call}/results`, { version: seen })).status, 'an opinion has changed').to.equal(409);
    expect(textOf((await alain.get(call)).text)).to.include('À proposer à nouveau');
    await alain.post(`${call}/propose-results`, { version: await version() }).expect(303);
    expect(textOf((await claire.get(call)).text), 'one file is of Brussels').to.include('que vous ne supervisez pas');
    expect((await claire.post(`${call}/results`, { version: await version() })).status, 'unread').to.equal(403);
    await claire.post(`${call}/propose-results`, { version: await version() }).expect(303);
    await alain.post(`${call}/results`, { version: await version() }).expect(303);
    const late = await julie.post(`/office/project-call/${waiting}/give-opinion`, {
      ...opinion,
      token: randomUUID(),
      version: '4',
    });
    expect(late.status, 'an opinion does not change any more').to.be.oneOf([409, 422]);
    const { id } = (await house.db('batches').where({ kind: 'publish-results' }).first('id')) as { id: string };
    for (const _ of [1, 2])
      await workOffItems(house.dbOf('worker'), batchKinds, id, {
        limit: 50,
        now: () => house.clock.now,
        ring: () => undefined,
        afterItem: () => Promise.resolve(),
      });
    const after = textOf((await nathalie.get(file)).text);
    expect(await house.db('acts').where({ action: 'publish-result' })).to.have.length(3);
    expect(after).to.include('Le dossier est retenu.').and.include('Un bon projet');
    expect((await claire.post(`${call}/results`, { version: await version() })).status, 'once').to.equal(409);
  });

  it('is exported with the filters of its list', async () => {
    const page = textOf((await claire.get(`/office/calls/${openCall}?municipality=gemb`)).text);
    expect(page).to.include('Crèche communale de Gembloux');
    expect(page).not.to.include('Crèche Clair Matin');
    const sheet = await claire.get(`/office/calls/${openCall}/export?municipality=gemb`).expect(200);
    expect(sheet.headers['content-type']).to.include('spreadsheet');
  });
});

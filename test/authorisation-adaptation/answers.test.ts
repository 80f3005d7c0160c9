/** A complement answered on one page, without a script: files for each point, a corrected field, what is left open said before it is sent. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

describe('a complement, answered point by point', () => {
  let house: House;
  let operator: Visitor;
  let referent: Visitor;
  let caseId: string;
  before(async () => {
    house = await openHouse();
    operator = await house.asUser(stableId('user admin-arbre-a-bulles'));
    referent = await house.asUser(stableId('user referent-namur'));
    ({ id: caseId } = (await house
      .db('cases')
      .where({ facility_id: stableId('facility arbre-a-bulles'), status: 'completeness' })
      .first('id')) as { id: string });
  });
  after(() => house.close());

  const versionNow = async (): Promise<string> =>
    String(((await house.db('cases').where({ id: caseId }).first('act_number')) as { act_number: number }).act_number);
  const urlOf = (portal: 'pro' | 'office', action: string): string =>
    `/${portal}/authorisation-adaptation/${caseId}/${action}`;
  /** As a browser sends the form with files. */
  async function sends(
    fields: Record<string, string>,
    files: [string, string][] = [],
    to = '',
  ): Promise<request.Response> {
    const sending = request(house.app)
      .post(urlOf('pro', 'give-complement') + to)
      .set('Cookie', operator.cookie)
      .set('Origin', house.config.publicUrl)
      .redirects(0)
      .field('_csrf', operator.csrfToken);
    for (const [name, value] of Object.entries({ token: randomUUID(), version: await versionNow(), ...fields }))
      void sending.field(name, value);
    for (const [field, name] of files) void sending.attach(field, makePdf(name, ['Document de test.']), `${name}.pdf`);
    return sending;
  }
  const waiting = async (): Promise<{ id: string; slot: string }[]> =>
    house
      .db('documents')
      .where({ case_id: caseId, act_number: null, withdrawn_at: null })
      .orderBy('name')
      .select('id', 'slot');
  const confirmation = (text: string): string => /name="confirmed" value="([^"]+)"/.exec(text)?.[1] ?? '';

  it('is asked one by one, with a row more for who wants it', async () => {
    const more = await referent
      .post(`${urlOf('office', 'ask-complement')}/edit`, { about1: 'other', why1: 'a', about2: 'other', why2: 'b' })
      .expect(200);
    expect(more.text).to.include('name="why3"').and.not.include('name="why4"');
    await referent
      .post(urlOf('office', 'ask-complement'), {
        token: randomUUID(),
        version: await versionNow(),
        about1: 'document.plan',
        why1: 'Il manque le grenier.',
        about2: 'field.movesOn',
        why2: 'La date est un dimanche.',
        about3: 'other',
        why3: 'Qui surveille le jardin ?',
      })
      .expect(303);
  });

  it('keeps several files at once, takes one off, and loses no word of the rest', async () => {
    const { text } = await sends(
      { text3: 'Deux personnes.' },
      [
        ['file1', 'rez'],
        ['file1', 'grenier'],
      ],
      '/edit',
    );
    expect(text).to.include('Deux personnes.').and.include('rez.pdf').and.include('grenier.pdf');
    const [first] = await waiting();
    const after = await sends({ text3: 'Deux personnes.', remove: first!.id }, [], '/edit');
    expect(after.text).to.include('Deux personnes.').and.not.include('grenier.pdf');
    expect(await waiting()).to.have.length(1);
  });

  it('says what is left open before it is sent, and asks again when something else is', async () => {
    const open = await sends({ movesOn: '02/03/2027', text3: '' });
    expect(open.status).to.equal(422);
    expect(open.text).to.include("À confirmer avant l'envoi").and.include('Le point 3 reste ouvert');
    const { content } = (await house.db('act_contents').where({ case_id: caseId, number: 1 }).first('content')) as {
      content: { movesOn: string };
    };
    const asBefore = content.movesOn.split('-').reverse().join('/');
    const other = await sends({ movesOn: asBefore, text3: '', confirmed: confirmation(open.text) });
    expect(other.status, 'another doubt').to.equal(422);
    expect(other.text).to.include('Le point 2 reste ouvert');
    expect(await waiting(), 'the file waits').to.have.length(1);
  });

  it('changes what is asked, not only what is said, and shows ONE what is still open', async () => {
    const open = await sends({ movesOn: '02/03/2027' });
    await sends({ movesOn: '02/03/2027', confirmed: confirmation(open.text) }).then(({ status }) =>
      expect(status).to.equal(303),
    );
    const { state } = (await house.db('cases').where({ id: caseId }).first('state')) as {
      state: { data: { wishedOn: string; openPoints: string[] } };
    };
    expect(state.data).to.deep.include({ wishedOn: '2027-03-02', openPoints: ['3'] });
    const { text } = await referent.get(urlOf('office', 'declare-complete')).expect(200);
    expect(text)
      .to.include('Reste ouvert')
      .and.match(/Premier jour à la nouvelle adresse[^]{0,80}mardi 2 mars 2027/);
    expect(await waiting()).to.deep.equal([]);
  });
});

describe('a date that is unusual', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  /** @returns the page that asks to confirm */
  async function refused(
    facility: string,
    by: string,
    action: string,
    fields: Record<string, string>,
  ): Promise<string> {
    const visitor = await house.asUser(stableId(`user ${by}`));
    const row = (await house
      .db('cases')
      .where({ facility_id: stableId(`facility ${facility}`), slug: 'authorisation-adaptation' })
      .whereNull('closed_at')
      .orderBy('opened_at', 'desc')
      .first('id', 'act_number')) as { id: string; act_number: number };
    const sending = { token: randomUUID(), version: String(row.act_number), ...fields };
    const { text } = await visitor.post(`/office/authorisation-adaptation/${row.id}/${action}`, sending).expect(422);
    await visitor
      .post(`/office/authorisation-adaptation/${row.id}/${action}`, {
        ...sending,
        confirmed: /name="confirmed" value="([^"]+)"/.exec(text)?.[1] ?? '',
      })
      .expect(303);
    return text;
  }

  it('is said and confirmed: an effect in the past', async () => {
    expect(
      await refused('bodart', 'referent-namur', 'acknowledge', { effectiveOn: '05/10/2026', remarks: '' }),
    ).to.include('est déjà passée');
  });

  it('is said and confirmed: a visit on a Sunday', async () => {
    expect(
      await refused('glands', 'coordinator-namur', 'plan-visit', {
        visitOn: '13/12/2026',
        from: '10:00',
        reason: 'Convenu ainsi.',
      }),
    ).to.include('dimanche 13 décembre 2026 n&#x27;est pas un jour ouvrable');
  });
});

import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { collaborationsOf } from '../../db/doctors/collaborations.ts';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';
import type { someDoctor } from './cases.ts';
import { introduce, stableOf } from './cases.ts';

type Fields = Record<string, string>;

describe('a doctor at several crèches of one body', () => {
  let house: House;
  let nathalie: Visitor;
  let caseId: string;
  let other: string;
  const chenes = stableOf('chenes');
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    const facility = (await house.db('facilities').where({ id: chenes }).first()) as Fields;
    const body = { organising_body_id: facility.organising_body_id };
    const mine = (await house
      .db('facilities')
      .where({ ...body, kind: 'subsidised-creche' })
      .whereNot({ id: chenes })
      .whereNull('closed_on')) as Fields[];
    other = mine[0]!.id!;
  });
  after(() => house.close());
  beforeEach(async () => {
    caseId = await introduce(house.db, { facilityId: chenes, at: house.clock.now });
    await saveDocument(house.db, {
      caseId,
      actNumber: 1,
      organisingBodyId: (await house.db('facilities').where({ id: chenes }).first<Fields>('organising_body_id'))
        .organising_body_id!,
      facilityId: chenes,
      administration: 'namur',
      slot: 'convention',
      origin: 'operator',
      name: 'convention.pdf',
      mediaType: 'application/pdf',
      size: 12,
      digest: 'ab'.repeat(32),
      uploadedBy: stableId('user admin-petits-chenes'),
      at: house.clock.now,
    });
    // The collaboration names its convention where an act is followed.
    await house
      .db('doctor_collaborations')
      .where({ case_id: caseId })
      .update({ document_id: house.db('documents').where({ case_id: caseId }).select('id') });
  });
  const path = (): string => `/pro/doctors/${caseId}/places`;
  const filled = async (more: Fields = {}): Promise<Fields> => ({
    token: fieldIn((await nathalie.get(path()).expect(200)).text, 'token')!,
    from: '01/10/2026',
    [`kilometres.${other}`]: '12,5',
    declaration: 'oui',
    ...more,
  });
  const there = async (): Promise<Awaited<ReturnType<typeof collaborationsOf>>> =>
    (await collaborationsOf(house.db, other)).filter(
      ({ familyName, status }) => familyName === 'Thonnart' && status === 'to-validate',
    );

  it('is introduced at the others in one sending: a case for each, at its own distance, with the same convention', async () => {
    expect((await nathalie.get(`/pro/doctor-validation/${caseId}`).expect(200)).text).to.include(path());
    expect((await nathalie.get(path()).expect(200)).text, 'its entry of the menu').to.match(
      /href="\/pro\/doctors" aria-current="true"/,
    );
    const before = await there();
    await nathalie.post(path(), await filled()).expect(303);
    const [made] = (await there()).filter(({ id }) => !before.some((one) => one.id === id));
    expect(made).to.deep.include({ from: '2026-10-01', kilometres: 12.5, valid: [] });
    const document = await house.db('documents').where({ case_id: made!.caseId }).first<Record<string, unknown>>();
    expect(document).to.deep.include({
      name: 'convention.pdf',
      act_number: 1,
      facility_id: other,
      slug: 'doctor-validation',
    });
    const rows = await house
      .db('doctor_collaborations')
      .whereIn('case_id', [caseId, made!.caseId])
      .select<{ doctor_id: string; case_id: string }[]>('doctor_id', 'case_id');
    expect(new Set(rows.map(({ doctor_id: id }) => id)).size, 'one identity').to.equal(1);
    const page = (await nathalie.get(`/pro/doctor-validation/${made!.caseId}`).expect(200)).text;
    expect(page).to.include('convention.pdf').and.include('12,5 km').and.include('rue des Prés');
    await nathalie.get(`/pro/doctor-validation/${made!.caseId}/receipt`).expect(200);
  });

  it('sent twice, also at once, is there once', async () => {
    const before = (await there()).length;
    const fields = await filled();
    const statuses = (await Promise.all([1, 2, 3].map(() => nathalie.post(path(), fields)))).map(
      ({ status }) => status,
    );
    expect(statuses).to.deep.equal([303, 303, 303]);
    await nathalie.post(path(), fields).expect(303);
    expect((await there()).length).to.equal(before + 1);
    expect((await nathalie.get(path()).expect(200)).text, 'nothing is left to choose there').not.to.include(
      `kilometres.${other}`,
    );
  });

  it('says what is wrong, keeps what was typed, and sends nothing', async () => {
    const before = (await there()).length;
    for (const [more, said] of [
      [{ [`kilometres.${other}`]: '' }, 'Indiquez les kilomètres pour au moins une crèche'],
      [{ [`kilometres.${other}`]: '12,345' }, 'décimales'],
      [{ [`kilometres.${other}`]: '999' }, 'Le nombre le plus grand est 400'],
      [{ from: '01/10/1926' }, 'trop éloignée'],
      [{ from: '' }, 'Indiquez le premier jour'],
      [{ declaration: '' }, 'Cochez la déclaration'],
      [{ surprise: 'x' }, 'formulaire'],
    ] as const) {
      const { text } = await nathalie.post(path(), await filled(more as Fields)).expect(422);
      expect(text).to.include(said);
      if (!('from' in more)) expect(text).to.include('value="01/10/2026"');
    }
    expect((await there()).length).to.equal(before);
  });

  it('is told where a colleague has introduced the doctor there meanwhile', async () => {
    const fields = await filled();
    const [{ asked }] = (await house.db('doctor_collaborations').where({ case_id: caseId }).select('asked')) as [
      { asked: ReturnType<typeof someDoctor> },
    ];
    await introduce(house.db, { facilityId: other, at: house.clock.now, doctor: asked });
    const { text } = await nathalie.post(path(), fields).expect(422);
    expect(text).to.include('Aucune autre crèche').and.not.include('Introduire dans ces crèches');
  });

  it('is for who may introduce a doctor, and not there for others', async () => {
    for (const [who, status] of [
      ['Jean-Marc Henrion', 404],
      ['Olivier Wauters', 404],
      ['Hassan Tahiri', 403],
    ] as const)
      expect((await (await house.as(who)).get(path())).status, who).to.equal(status);
    await nathalie.get(`/pro/doctors/${randomUUID()}/places`).expect(404);
  });
});

describe('the model of a convention', () => {
  it('is taken away by who has subsidies, says that it is a model, and holds each point that ONE looks at', async () => {
    const house = await openHouse();
    try {
      const { text, body, headers } = await (await house.as('Nathalie Servais'))
        .get('/pro/doctors/convention')
        .buffer(true)
        .expect(200);
      const got = text || String(body);
      expect(headers['content-disposition']).to.include('modele-convention-medecin.rtf');
      expect(got)
        .to.match(/^\{\\rtf1/)
        .and.include('MOD\\u200?LE')
        .and.include("confirmer par l'ONE");
      for (const point of ['parties', 'pr\\u233?ventive', 'rythme', 'honoraires', 'pr\\u233?avis', 'signatures'])
        expect(got).to.include(point);
      expect(got, 'nothing but ASCII').to.match(/^[\n -~]*$/);
      await (await house.as('Olivier Wauters')).get('/pro/doctors/convention').expect(403);
    } finally {
      await house.close();
    }
  });
});

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { wasOf } from '../../api/consultations/read-lines.ts';
import { heldByDoctor } from '../../db/consultations/held.ts';
import { saveLines, type TypedLine } from '../../db/consultations/save.ts';
import { sentConsultations } from '../../db/consultations/sent.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { addDoctor, facilityId, hour, line, openQuarter } from './world.ts';

const month = '2025-09';
const base = `/pro/facilities/${facilityId}/consultations/${month}`;
type Fields = Record<string, string>;

describe('the pages of consultations', () => {
  let house: House;
  let nathalie: Visitor;
  let thomas: Visitor;
  let claes: string;
  let simon: string;
  let caseId = '';
  before(async () => {
    house = await openHouse();
    nathalie = await house.asUser(stableId('user admin-petits-chenes'));
    thomas = await house.asUser(stableId('user data-chenes'));
    const grant = await house.db('grants').where({ user_id: thomas.userId }).first<Record<string, unknown>>();
    await house
      .db('grants')
      .insert({ ...grant, id: undefined, role: 'data-manager', dossier: 'subsidies', facility_id: facilityId });
    thomas = await house.asUser(stableId('user data-chenes'));
    claes = await addDoctor(house.db, { familyName: 'Claes' });
    simon = await addDoctor(house.db, {
      familyName: 'Simon',
      firstName: 'Pierre',
      status: 'to-validate',
      kilometres: 31,
    });
  });
  after(() => house.close());
  let years = 2025;
  beforeEach(async () => {
    await house.db('consultations').delete();
    // The quarter is opened anew for each test: the one before goes out of its way.
    years -= 1;
    if (caseId)
      await house
        .db('cases')
        .where({ id: caseId })
        .update({ period: `${String(years)}-3` });
    caseId = await openQuarter(house.db, {
      quarter: '2025-3',
      token: randomUUID(),
      at: house.clock.now,
    });
  });

  const seen = (given: Partial<TypedLine> = {}, doctor = claes): TypedLine =>
    line(doctor, { on: '2025-09-03', ...given });
  const put = async (...lines: TypedLine[]): Promise<void> => {
    const { organising_body_id: organisingBodyId } = await house
      .db('facilities')
      .where({ id: facilityId })
      .first<{ organising_body_id: string }>();
    await saveLines(house.db, { facilityId, month, organisingBodyId }, lines, {
      viewer: { userId: nathalie.userId!, acr: 500 },
      at: house.clock.now,
    });
  };
  const rows = () =>
    house
      .db('consultations')
      .whereNull('removed_at')
      .orderBy('held_on')
      .select('id', 'held_on', 'from_minute', 'to_minute', 'version', 'collaboration_id') as Promise<
      {
        id: string;
        held_on: string;
        from_minute: number;
        to_minute: number;
        version: number;
        collaboration_id: string;
      }[]
    >;
  const fieldsOf = (
    { id, seen: _, ...shown }: TypedLine,
    version: number,
    typed: Partial<Record<'on' | 'from' | 'to' | 'doctor', string>> = {},
  ): Fields => {
    const said = (minute: number | null): string =>
      minute === null ? '' : `${String(Math.floor(minute / 60))}:${String(minute % 60).padStart(2, '0')}`;
    const fields = {
      on: shown.on ?? '',
      from: said(shown.from),
      to: said(shown.to),
      doctor: shown.collaboration ?? '',
      ...typed,
    };
    return {
      [`version.${id}`]: String(version),
      [`was.${id}`]: wasOf(shown),
      ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${field}.${id}`, value])),
    };
  };
  const send = (fields: Fields, who = nathalie) => who.post(base, { key: randomUUID(), ...fields });

  describe('of a month', () => {
    it('lead who is not signed in to the door, are not there for others, and refused without the right', async () => {
      await house.stranger.get(base).expect(302);
      await house.stranger.post(base).expect(303);
      const other = await house.asUser(stableId('user admin-clair-matin'));
      await other.get(base).expect(404);
      await other.post(base).expect(404);
      const { text } = await (await house.asUser(stableId('user users-chenes'))).get(base).expect(403);
      expect(text).to.include('« Subsides »');
      await (await house.as('Hassan Tahiri')).get(base).expect(403);
      for (const none of ['2025-13', '2026-12', '2021-12', 'x'])
        await nathalie.get(base.replace(month, none)).expect(404);
    });

    it('show each amount with its calculation, what waits, and the totals', async () => {
      await put(
        seen(),
        seen({ on: '2025-09-10', from: hour(9), to: hour(11, 20) }),
        seen({ on: '2025-09-17', to: hour(15) }, simon),
      );
      const text = textOf((await nathalie.get(base).expect(200)).text).replaceAll(' ', ' ');
      for (const said of [
        '76,80 € 2 h 00 × 38,40 €',
        "86,40 € 2 h 15 × 38,40 € 2 h 20, au quart d'heure",
        '9,52 € 22 km × 0,4327 €',
        "à valider par l'ONE : enregistrée, pas encore signée",
        'Total à signer : 2 consultations 4 h 15',
        'En attente de la validation du Dr Pierre Simon : 1 consultation 1 h 30',
        'Vous signez 2 consultations , pour 182,24 €',
      ])
        expect(text).to.include(said);
    });

    it('say when there is none, and what then', async () => {
      const text = textOf((await nathalie.get(base).expect(200)).text);
      expect(text)
        .to.include('Aucune consultation encodée')
        .and.include("Vous signez qu'il n'y a pas eu de consultation");
    });

    it('hold sixty lines', async () => {
      await put(
        ...Array.from({ length: 60 }, (_, index) =>
          seen({
            on: `2025-09-${String((index % 5) + 8).padStart(2, '0')}`,
            from: hour(7 + Math.floor(index / 6)),
            to: hour(8 + Math.floor(index / 6)),
          }),
        ),
      );
      const { text } = await nathalie.get(base).expect(200);
      expect(text.match(/data-line=/g)).to.have.lengthOf(60);
    });

    it('save what was typed, as people write it, and leave alone what was not', async () => {
      const [a, b] = [seen(), seen({ on: '2025-09-10' })];
      await put(a, b);
      const answer = await send({
        ...fieldsOf(a, 1, { from: '14h', to: '16 h 15', on: '4/9/2025' }),
        ...fieldsOf(b, 1),
      }).expect(303);
      expect(answer.headers.location).to.equal(`${base}?done=saved`);
      expect(
        (await rows()).map(({ held_on, from_minute, to_minute, version }) => [
          held_on,
          from_minute,
          to_minute,
          version,
        ]),
      ).to.deep.equal([
        ['2025-09-04', hour(14), hour(16, 15), 2],
        ['2025-09-10', hour(13, 30), hour(15, 30), 1],
      ]);
    });

    it('do not take an untouched line for a change, whoever has changed it since', async () => {
      const [a, b] = [seen(), seen({ on: '2025-09-10' })];
      await put(a, b);
      await put({ ...b, seen: 1, to: hour(17) });
      await send({ ...fieldsOf(a, 1, { to: '16:00' }), ...fieldsOf(b, 1) }).expect(303);
      expect((await rows()).map(({ to_minute }) => to_minute)).to.deep.equal([hour(16), hour(17)]);
    });

    it('keep what cannot be read, say how it is mended, and save the other lines', async () => {
      const [a, b] = [seen(), seen({ on: '2025-09-10' })];
      await put(a, b);
      const { text } = await send({ ...fieldsOf(a, 1, { from: '25:10' }), ...fieldsOf(b, 1, { to: '16:00' }) }).expect(
        422,
      );
      expect(text)
        .to.include(`href="#from.${a.id}"`)
        .and.include('value="25:10"')
        .and.include('l&#x27;heure va de 0:00 à 23:59');
      expect((await rows()).map(({ from_minute, to_minute }) => [from_minute, to_minute])).to.deep.equal([
        [hour(13, 30), hour(15, 30)],
        [hour(13, 30), hour(16)],
      ]);
    });

    it('say who was there first and what stands, and keep what was typed', async () => {
      const a = seen();
      await put(a);
      await thomas.post(base, { key: randomUUID(), ...fieldsOf(a, 1, { to: '16:00' }) }).expect(303);
      const { text } = await send(fieldsOf(a, 1, { to: '17:00' })).expect(409);
      expect(textOf(text)).to.match(/Modifiée par \S+ \S+, .* : 03\/09\/2025, 13:30–16:00, Dr Anne-Sophie Claes/);
      expect(text).to.include('value="17:00"').and.include(`name="version.${a.id}" value="2"`);
      await send(fieldsOf(a, 2, { to: '17:00' })).expect(303);
      expect((await rows())[0]!.to_minute).to.equal(hour(17));
    });

    it('take nobody but the doctors of the crèche', async () => {
      const other = await addDoctor(house.db, { familyName: 'Ailleurs', facilityId: stableId('facility glands') });
      const a = seen();
      await put(a);
      const { text } = await send(fieldsOf(a, 1, { doctor: other })).expect(422);
      expect(text).to.include(`href="#doctor.${a.id}"`);
    });

    it('refuse a form that is not theirs', async () => {
      const a = seen();
      await put(a);
      const wrong: Fields[] = [
        { ...fieldsOf(a, 1), surprise: 'x' },
        { ...fieldsOf(a, 1), [`version.${a.id}`]: 'x' },
        { ...fieldsOf(a, 1), key: 'x' },
        { ...fieldsOf(a, 1), then: 'x' },
        { remove: 'x' },
        { restore: a.id },
        { 'version.x': '1' },
      ];
      for (const fields of wrong) await send(fields).expect(422);
      expect((await rows())[0]!.version).to.equal(1);
    });

    it('add a line once, repeat the last one a week later, and take one away and back', async () => {
      const key = randomUUID();
      for (let again = 0; again < 2; again += 1)
        expect((await send({ key, then: 'add' }).expect(303)).headers.location).to.equal(
          `${base}?done=added#on.${key}`,
        );
      expect(await rows()).to.have.lengthOf(1);
      expect(textOf((await nathalie.get(base).expect(200)).text)).to.include(
        'À compléter : date, arrivée, départ, médecin',
      );
      await house.db('consultations').delete();
      const a = seen();
      await put(a);
      await send({ ...fieldsOf(a, 1), then: 'duplicate' }).expect(303);
      expect(
        (await rows()).map(({ held_on, from_minute, collaboration_id }) => [held_on, from_minute, collaboration_id]),
      ).to.deep.equal([
        ['2025-09-03', hour(13, 30), claes],
        ['2025-09-10', hour(13, 30), claes],
      ]);
      const removed = await send({ ...fieldsOf(a, 1), remove: a.id }).expect(303);
      expect(removed.headers.location).to.equal(`${base}?removed=${a.id}.2`);
      const page = await nathalie.get(removed.headers.location!).expect(200);
      expect(textOf(page.text)).to.include('Ligne supprimée : 03/09/2025, 13:30–15:30, Dr Anne-Sophie Claes');
      await send({ restore: a.id, restored: '2' }).expect(303);
      expect(await rows()).to.have.lengthOf(2);
    });
  });

  describe('that signs', () => {
    const url = () => `/pro/quarterly-subsidy/${caseId}/sign-consultations`;
    /** What the card of the month's page brings. */
    async function card(who = nathalie): Promise<Fields> {
      const { text } = await who.get(base).expect(200);
      return {
        ...Object.fromEntries(['token', 'version', 'seal', 'month'].map((name) => [name, fieldIn(text, name)])),
        certified: 'oui',
      };
    }
    it('signs what was seen, once, with a receipt; then the month is read only', async () => {
      const [a, b] = [seen(), seen({ on: '2025-09-17' }, simon)];
      await put(a, b);
      const fields = await card();
      const answer = await nathalie.post(url(), fields).expect(303);
      expect(answer.headers.location).to.equal(`${base}?done=signed`);
      // Sent twice: done once, and answered alike.
      expect((await nathalie.post(url(), fields).expect(303)).headers.location).to.equal(`${base}?done=signed`);
      const acts = await house.db('acts').where({ case_id: caseId, action: 'sign-consultations' });
      expect(acts).to.have.lengthOf(1);
      const sent = (await sentConsultations(house.db, caseId)).get(month)!;
      expect(sent.lines.map(({ id, doctor, hours, cents }) => [id, doctor, hours, cents])).to.deep.equal([
        [a.id, 'Dr Anne-Sophie Claes', 2, { fees: 7_680, travel: 952 }],
      ]);
      const { text } = await nathalie.get(base).expect(200);
      expect(textOf(text)).to.include('sont envoyées à l').and.include(sent.digest);
      expect(text).to.not.include(`name="on.${a.id}"`);
      expect(text).to.include(`name="on.${b.id}"`);
      const late = await send(fieldsOf(a, 1, { to: '18:00' })).expect(409);
      expect(textOf(late.text)).to.include('Ce mois a été signé et envoyé entre-temps').and.include('18:00');
      await send({ then: 'add' }).expect(409);
      expect((await verifyActs(house.db)).faults).to.deep.equal([]);
    });

    it('tells of what could not be signed before the request was submitted, and of the way to have it paid', async () => {
      const [a, b] = [seen(), seen({ on: '2025-09-17' }, simon)];
      await put(a, b);
      await nathalie.post(url(), await card()).expect(303);
      const { reference } = await house.db('cases').where({ id: caseId }).first<{ reference: string }>('reference');
      const asItWas = (text: string) => expect(textOf(text)).not.to.include('hors de la demande');
      asItWas((await nathalie.get(base).expect(200)).text);
      await house.db('cases').where({ id: caseId }).update({ status: 'in-control' });
      const waits = textOf((await nathalie.get(base).expect(200)).text);
      expect(waits)
        .to.include('1 consultation')
        .and.include('hors de la demande du')
        .and.include("l'ONE n'a pas encore validé le médecin");
      await house.db('doctor_collaborations').where({ id: simon }).update({ status: 'validated' });
      await house.db('doctor_validity').insert({ collaboration_id: simon, from_on: '2025-02-01' });
      try {
        const { text } = await nathalie.get(base).expect(200);
        expect(textOf(text))
          .to.include('envoyé, une partie hors de la demande')
          .and.include('déjà soumise quand ce reste a pu être signé')
          .and.include(`Écrire un message dans la demande ${reference}`)
          .and.not.include('Je certifie que ces consultations');
        expect(text).to.include(`href="/pro/quarterly-subsidy/${caseId}"`);
        expect(await heldByDoctor(house.db, simon)).to.deep.equal([
          { month, consultations: 1, hours: 2, cents: 7_680 + 1_341, gone: { id: caseId, reference } },
        ]);
        await house.db('cases').where({ id: caseId }).update({ status: 'correction-asked' });
        const again = textOf((await nathalie.get(base).expect(200)).text);
        expect(again).to.include('Je certifie que ces consultations').and.not.include('hors de la demande');
      } finally {
        await house.db('doctor_validity').where({ collaboration_id: simon }).delete();
        await house.db('doctor_collaborations').where({ id: simon }).update({ status: 'to-validate' });
      }
    });

    it('has the way that is paid twice confirmed, where the same doctor came twice on a day', async () => {
      const [a, b] = [seen(), seen({ from: hour(16), to: hour(17) })];
      await put(a, b);
      const fields = await card();
      const { certified, confirmed: _, ...bare } = fields;
      const { text } = await nathalie.post(url(), { ...bare, certified: certified! }).expect(422);
      expect(textOf(text)).to.include('le déplacement est compté deux fois');
    });

    it('shows the tariffs that applied before, with their days', async () => {
      const earlier = ['hourly-fee', 'kilometre'].map((code) => ({
        slug: 'quarterly-subsidy',
        code,
        value: 30,
        unit: 'euros',
        label: 'x',
        valid_from: '2019-01-01',
        source: 'assumption',
        reference: 'x',
      }));
      await house.db('parameters').insert(earlier);
      try {
        const text = textOf((await nathalie.get(base).expect(200)).text);
        expect(text)
          .to.include('Tarifs précédents')
          .and.match(/Du 0?1\/0?1\/2019 au/)
          .and.include('30,00');
      } finally {
        await house.db('parameters').where({ label: 'x', valid_from: '2019-01-01' }).delete();
      }
    });

    it('signs nothing that somebody has changed meanwhile, and says who and what', async () => {
      const a = seen();
      await put(a);
      const fields = await card();
      await thomas.post(base, { key: randomUUID(), ...fieldsOf(a, 1, { to: '16:00' }) }).expect(303);
      const { text } = await nathalie.post(url(), fields).expect(409);
      expect(textOf(text)).to.match(
        /rien n'a été signé.*03\/09\/2025, 13:30–16:00, Dr Anne-Sophie Claes, modifiée par/,
      );
      await nathalie.post(url(), await card()).expect(303);
    });

    it('says which line is wrong and what to do, and signs nothing', async () => {
      const [a, b] = [seen({ on: '2025-09-21' }), seen({ on: '2025-09-10' })];
      await put(a, b);
      expect(textOf((await nathalie.get(base).expect(200)).text)).to.include("Corrigez d'abord la ligne marquée");
      const page = await nathalie.get(url()).expect(200);
      const fields = {
        token: randomUUID(),
        version: fieldIn(page.text, 'version'),
        seal: fieldIn(page.text, 'seal'),
        month,
        certified: 'oui',
      };
      const { text } = await nathalie.post(url(), fields).expect(422);
      expect(textOf(text)).to.include(
        "Rien n'a été signé : 21/09/2025, 13:30–15:30, Dr Anne-Sophie Claes : Le dimanche 21 septembre 2025, votre milieu d'accueil est fermé",
      );
    });

    it('refuses a doctor who is not validated that day, by name', async () => {
      const late = await addDoctor(house.db, {
        familyName: 'Tardif',
        firstName: 'Jean',
        valid: [{ from: '2025-09-15' }],
      });
      await put(seen({}, late));
      const page = await nathalie.get(url()).expect(200);
      const fields = {
        token: randomUUID(),
        version: fieldIn(page.text, 'version'),
        seal: fieldIn(page.text, 'seal'),
        month,
        certified: 'oui',
      };
      expect(textOf((await nathalie.post(url(), fields).expect(422)).text)).to.include(
        "Dr Jean Tardif n'est pas validé·e par l'ONE pour le 3 septembre 2025",
      );
    });

    it('has what is unusual confirmed', async () => {
      await put(seen({ to: hour(18) }));
      const fields = await card();
      const { text } = await nathalie.post(url(), fields).expect(422);
      expect(textOf(text)).to.include('Plus de 4 heures : vérifiez les deux heures');
      const confirmed = /name="confirmed" value="([^"]*)"/.exec((await nathalie.get(base)).text)![1]!;
      await nathalie.post(url(), { ...fields, confirmed }).expect(303);
    });

    it('asks for a recent sign-in', async () => {
      await put(seen());
      const fields = await card();
      const old = await house.asUser(nathalie.userId!, { authenticatedAt: house.clock.now - 3_600_000 });
      expect((await old.post(url(), fields).expect(303)).headers.location).to.not.include('done=signed');
      expect(await house.db('acts').where({ case_id: caseId, action: 'sign-consultations' })).to.deep.equal([]);
    });

    it('is reopened by the subsidy manager, with a reason, and shows what has changed since', async () => {
      const [a, b] = [seen(), seen({ on: '2025-09-10' })];
      await put(a, b);
      await nathalie.post(url(), await card()).expect(303);
      const hassan = await house.as('Hassan Tahiri');
      const office = `/office/quarterly-subsidy/${caseId}/reopen-consultations`;
      const form = await hassan.get(office).expect(200);
      await hassan
        .post(office, {
          token: randomUUID(),
          version: fieldIn(form.text, 'version'),
          seal: '',
          month,
          reason: 'La consultation du 3 est celle du 4.',
        })
        .expect(303);
      await send({ ...fieldsOf(a, 1, { on: '04/09/2025' }), ...fieldsOf(b, 1), remove: b.id, then: 'save' }).expect(
        303,
      );
      const text = textOf((await nathalie.get(base).expect(200)).text);
      expect(text)
        .to.include("L'ONE a rouvert septembre 2025")
        .and.include('Motif : La consultation du 3 est celle du 4.')
        .and.include('Modifiée depuis la signature : 03/09/2025, 13:30–15:30, Dr Anne-Sophie Claes, 76,80')
        .and.include('Supprimées depuis la signature : 10/09/2025');
      await nathalie.post(url(), await card()).expect(303);
      const read = textOf((await hassan.get(`/office/quarterly-subsidy/${caseId}`).expect(200)).text);
      expect(read)
        .to.include('Consultations de septembre 2025')
        .and.include('1 consultation, 86,32')
        .and.include('Modifiée : 04/09/2025, 13:30–15:30, Dr Anne-Sophie Claes ; auparavant 03/09/2025')
        .and.include('Supprimée : 10/09/2025');
      expect((await sentConsultations(house.db, caseId)).get(month)!.lines.map(({ on }) => on)).to.deep.equal([
        '2025-09-04',
      ]);
    });
  });

  describe('that exports', () => {
    it('gives the month and the quarter as sheets, with the calculation', async () => {
      await put(seen(), seen({ on: '2025-09-17' }, simon), seen({ on: '2025-09-21' }));
      for (const period of [month, '2025-3']) {
        const url = `/pro/facilities/${facilityId}/consultations/${period}/export`;
        const { body, headers } = await nathalie.get(url).buffer(true).parse(binary).expect(200);
        expect(headers['content-disposition']).to.include(`consultations-${period}.xlsx`);
        const { default: ExcelJS } = await import('exceljs');
        const book = new ExcelJS.Workbook();
        await book.xlsx.load(body as ArrayBuffer);
        const [sheet] = book.worksheets;
        const cells = (row: number): string[] => (sheet!.getRow(row).values as string[]).slice(1);
        expect(cells(2)).to.deep.equal([
          'septembre 2025',
          '03/09/2025',
          '13:30',
          '15:30',
          'Dr Anne-Sophie Claes',
          '2',
          '38,4',
          '76,80',
          '22',
          '0,4327',
          '9,52',
          'à signer',
        ]);
        expect(cells(3).at(-1)).to.equal("médecin à valider par l'ONE");
        expect(cells(4).at(-1)).to.equal('à corriger');
        expect(cells(6).slice(0, 8)).to.deep.equal([
          'Total à signer',
          '',
          '',
          '',
          '1 consultation(s)',
          '2',
          '',
          '76,80',
        ]);
      }
      await nathalie.get(`/pro/facilities/${facilityId}/consultations/2027-1/export`).expect(404);
      await (await house.asUser(stableId('user admin-clair-matin'))).get(`${base}/export`).expect(404);
    });
  });

  it('list the crèches one encodes for, with where each month stands', async () => {
    const text = textOf((await nathalie.get('/pro/consultations').expect(200)).text);
    expect(text).to.include('Crèche Les Petits Chênes').and.include('novembre 2026');
    await (await house.asUser(stableId('user users-chenes'))).get('/pro/consultations').expect(403);
  });
});

const binary = (res: Response, done: (error: Error | null, body: unknown) => void): void => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => chunks.push(chunk));
  res.on('end', () => {
    done(null, Buffer.concat(chunks));
  });
};

import { expect } from 'chai';
import request from 'supertest';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { requestForms } from '../../api/authorisation-adaptation/request-forms.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';

const base = '/pro/authorisation-adaptation';

describe('a request being prepared', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());

  const facilityId = async (name: string): Promise<string> =>
    ((await house.db('facilities').where({ name }).first('id')) as { id: string }).id;
  const draftOf = async (id: string) =>
    (await house.db('drafts').where({ id }).first()) as {
      form: Record<string, unknown>;
      version: number;
      token: string;
      submitted_case_id: string | null;
      discarded_at: number | null;
    };
  const start = async (who: Visitor, facility: string, kind: string): Promise<string> => {
    const answer = await who.post(`${base}/drafts`, { facilityId: await facilityId(facility), kind }).expect(303);
    return answer.headers.location!.split('/').at(-1)!;
  };
  const save = async (who: Visitor, id: string, step: string, fields: Record<string, string>) =>
    who.post(`${base}/drafts/${id}/${step}`, { version: String((await draftOf(id)).version), ...fields });
  const attach = (
    who: Visitor,
    id: string,
    slot: string,
    bytes: Buffer = makePdf('Plan', ['Rez-de-chaussée']),
    name = 'plan.pdf',
  ) =>
    request(house.app)
      .post(`${base}/drafts/${id}/documents`)
      .set('Cookie', who.cookie)
      .set('Origin', 'http://127.0.0.1:3000')
      .field('_csrf', who.csrfToken)
      .attach(slot, bytes, name)
      .redirects(0);

  /** A capacity change of La Coccinelle, ready to be sent. */
  async function prepare(who: Visitor = nathalie): Promise<string> {
    const id = await start(who, 'Crèche La Coccinelle', 'capacity-change');
    await save(who, id, 'capacity', { capacity: '21', changesOn: '01/03/2027', noticeReason: '' }).then(
      ({ status }) => {
        expect(status).to.equal(303);
      },
    );
    await save(who, id, 'staffing', { staffingPlan: '3 équivalents temps plein', reason: "Liste d'attente" });
    for (const slot of ['staffing-plan', 'plan']) await attach(who, id, slot).expect(303);
    return id;
  }
  const submit = async (who: Visitor, id: string, fields: Record<string, string> = {}) => {
    const { token, version } = await draftOf(id);
    return who.post(`${base}/drafts/${id}/submit`, { token, version: String(version), declaration: 'oui', ...fields });
  };
  const forget = async (id: string) => {
    await house
      .db('cases')
      .where({ id })
      .update({ closed_at: new Date(house.clock.now).toISOString() });
  };

  describe('before one starts', () => {
    it('sends whoever is not signed in to sign in', async () => {
      const { headers } = await house.stranger.get(`${base}/new`).expect(302);
      expect(headers.location).to.match(/^\/sign-in/);
    });
    it('asks for which place, then what, with notice and documents', async () => {
      const places = await nathalie.get(`${base}/new`).expect(200);
      expect(places.text).to.include('Crèche La Coccinelle').and.include('Crèche Les Petits Chênes');
      const kinds = await nathalie.get(`${base}/new?facility=${await facilityId('Crèche La Coccinelle')}`).expect(200);
      expect(kinds.text)
        .to.include('Un déménagement définitif')
        .and.include('90 jours')
        .and.include('Titre d&#x27;occupation');
    });
    it('says why a return is not possible, and refuses it', async () => {
      const id = await facilityId('Crèche La Coccinelle');
      expect((await nathalie.get(`${base}/new?facility=${id}`)).text).to.include(
        'Aucun déménagement ni cessation temporaire',
      );
      const { text } = await nathalie
        .post(`${base}/drafts`, { facilityId: id, kind: 'return-to-premises' })
        .expect(409);
      expect(text).to.include('Aucun déménagement ni cessation temporaire');
    });
    it('leads to the case that is open already', async () => {
      const { text } = await nathalie
        .post(`${base}/drafts`, { facilityId: await facilityId('Crèche Les Petits Chênes'), kind: 'temporary-move' })
        .expect(409);
      expect(text).to.match(/\/pro\/authorisation-adaptation\/[0-9a-f-]{36}/);
    });
    it('asks to choose, and keeps the page', async () => {
      const { text } = await nathalie
        .post(`${base}/drafts`, { facilityId: await facilityId('Crèche La Coccinelle') })
        .expect(422);
      expect(text).to.include('Choisissez ce que vous demandez');
    });
    it('does not know a facility of another organising body, nor one that the person was not given', async () => {
      const other = await facilityId('Crèche Clair Matin');
      await nathalie.get(`${base}/new?facility=${other}`).expect(404);
      await nathalie.post(`${base}/drafts`, { facilityId: other, kind: 'capacity-change' }).expect(404);
      const olivier = await house.as('Olivier Wauters');
      await olivier.get(`${base}/new?facility=${await facilityId('Crèche Les Petits Chênes')}`).expect(404);
      await olivier.get(`${base}/new?facility=${await facilityId('Crèche La Coccinelle')}`).expect(200);
    });
    it('refuses with a reason whoever sees the place but may not ask', async () => {
      const isabelle = await house.as('Isabelle Poncelet');
      const { text } = await isabelle
        .get(`${base}/new?facility=${await facilityId('Crèche La Coccinelle')}`)
        .expect(403);
      expect(text).to.match(/droits/);
    });
    it('answers 404 or 422 to broken addresses and bodies, never 5xx', async () => {
      for (const query of ['facility=x', 'facility[]=a', 'facility=%27', 'kind=zzz'])
        expect((await nathalie.get(`${base}/new?${query}`)).status).to.be.below(500);
      await nathalie.post(`${base}/drafts`, { kind: 'capacity-change' }).expect(422);
      await nathalie.post(`${base}/drafts`, { facilityId: 'x', kind: 'capacity-change', more: '1' }).expect(422);
      await nathalie.get(`${base}/drafts/none`).expect(404);
      await nathalie.get(`${base}/drafts/none/dates`).expect(404);
    });
  });

  describe('step by step', () => {
    it('takes up the draft that is there', async () => {
      const first = await start(nathalie, 'Crèche La Coccinelle', 'end-of-activity');
      expect(await start(nathalie, 'Crèche La Coccinelle', 'end-of-activity')).to.equal(first);
      const [a, b] = await Promise.all([
        start(nathalie, 'Crèche Les Petits Chênes', 'end-of-activity'),
        start(nathalie, 'Crèche Les Petits Chênes', 'end-of-activity'),
      ]);
      expect(a).to.equal(b);
    });

    it('is seen by those of the place, and nobody else', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'end-of-activity');
      for (const path of ['', '/dates', '/documents', '/check', '/discard']) {
        await (await house.as('Olivier Wauters')).get(`${base}/drafts/${id}${path}`).expect(200);
        await (await house.as('Benoît Lejeune')).get(`${base}/drafts/${id}${path}`).expect(404);
      }
      await (await house.as('Sophie Lambert')).get(`${base}/drafts/${id}`).expect(403);
    });

    it('shows each page of each kind', async () => {
      for (const kind of ['permanent-move', 'capacity-change', 'end-of-activity'] as const) {
        const id = await start(nathalie, 'Crèche La Coccinelle', kind);
        for (const { key, title } of requestForms[kind].steps) {
          const { text } = await nathalie.get(`${base}/drafts/${id}/${key}`).expect(200);
          expect(text, key).to.include(title.replaceAll("'", '&#x27;'));
        }
        await nathalie.get(`${base}/drafts/${id}/nothing`).expect(404);
      }
    });

    it('saves and continues, keeps a page at fault as it was typed, and says what is wrong', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'permanent-move');
      const bad = await save(nathalie, id, 'address', {
        'address.street': 'rue <b>Neuve</b>',
        'address.number': '4',
        'address.box': '',
        'address.postcode': '5100',
        'address.locality': 'Paris',
      });
      expect(bad.status).to.equal(422);
      expect(bad.text)
        .to.include('href="#address.locality"')
        .and.include('rue &lt;b&gt;Neuve&lt;/b&gt;')
        .and.include('Jambes');
      const good = await save(nathalie, id, 'address', {
        'address.street': 'rue Neuve',
        'address.number': '4',
        'address.box': '',
        'address.postcode': '5100',
        'address.locality': 'jambes',
      });
      expect(good).to.include({ status: 303 });
      expect(good.headers.location).to.equal(`${base}/drafts/${id}/dates`);
      expect((await draftOf(id)).form).to.deep.include({
        address: { street: 'rue Neuve', number: '4', postcode: '5100', locality: 'Jambes' },
      });
    });

    it('asks the reason of a short notice on the same page', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'permanent-move');
      const short = await save(nathalie, id, 'dates', {
        movesOn: '04/01/2027',
        lastDayOn: '31/12/2026',
        noticeReason: '',
      });
      expect(short.status).to.equal(422);
      expect(short.text).to.include('href="#noticeReason"').and.include('Motif du délai réduit');
      expect(
        (
          await save(nathalie, id, 'dates', {
            movesOn: '04/01/2027',
            lastDayOn: '31/12/2026',
            noticeReason: 'Le bail est résilié.',
          })
        ).status,
      ).to.equal(303);
    });

    it('saves half a page when one leaves, and by itself', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'capacity-change');
      const left = await save(nathalie, id, 'capacity', {
        capacity: 'vingt',
        changesOn: '',
        noticeReason: '',
        then: 'leave',
      });
      expect(left.headers.location).to.equal('/pro/cases');
      expect((await draftOf(id)).form).to.include({ capacity: 'vingt' });
      const { version } = await draftOf(id);
      const kept = await nathalie
        .post(`${base}/drafts/${id}/capacity`, {
          version: String(version),
          capacity: '2',
          changesOn: '1/',
          noticeReason: '',
        })
        .set('X-Autosave', '1')
        .expect(200);
      expect(kept.body).to.deep.equal({ savedAt: house.clock.now, version: version + 1 });
      const script = await nathalie
        .post(`${base}/drafts/${id}/capacity`, {
          version: String(version + 1),
          capacity: '21',
          changesOn: '1/',
          noticeReason: '',
        })
        .set('Accept', 'application/json')
        .expect(200);
      expect(script.body).to.have.property('version', version + 2);
      expect((await nathalie.get(`${base}/drafts/${id}/capacity`)).text)
        .to.include('value="21"')
        .and.include('value="1/"');
    });

    it('tells a tab that is behind, and loses nothing that was typed there', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'capacity-change');
      const { version } = await draftOf(id);
      const olivier = await house.as('Olivier Wauters');
      expect((await save(olivier, id, 'staffing', { staffingPlan: 'Le plan d’Olivier', reason: 'a' })).status).to.equal(
        303,
      );
      const behind = await nathalie
        .post(`${base}/drafts/${id}/staffing`, {
          version: String(version),
          staffingPlan: 'Le plan de Nathalie',
          reason: 'b',
        })
        .expect(409);
      expect(behind.text)
        .to.include('Olivier Wauters')
        .and.include('Le plan de Nathalie')
        .and.include('Le plan d’Olivier');
      await nathalie
        .post(`${base}/drafts/${id}/staffing`, {
          version: String(version),
          staffingPlan: 'Le plan de Nathalie',
          reason: 'b',
        })
        .set('X-Autosave', '1')
        .expect(409);
      // The same text saved twice is no conflict.
      await nathalie
        .post(`${base}/drafts/${id}/staffing`, {
          version: String(version),
          staffingPlan: 'Le plan d’Olivier',
          reason: 'a',
        })
        .expect(303);
      const again = fieldIn(behind.text, 'version');
      await nathalie
        .post(`${base}/drafts/${id}/staffing`, { version: again, staffingPlan: 'Le plan de Nathalie', reason: 'b' })
        .expect(303);
    });

    it('refuses unknown inputs and a version that is none', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'capacity-change');
      expect(
        (await save(nathalie, id, 'staffing', { staffingPlan: 'x', reason: 'y', kind: 'end-of-activity' })).status,
      ).to.equal(422);
      for (const version of ['', '1.5', '-1', 'x'])
        await nathalie.post(`${base}/drafts/${id}/staffing`, { version, staffingPlan: 'x', reason: 'y' }).expect(422);
      await nathalie.post(`${base}/drafts/${id}/nothing`, { version: '1' }).expect(404);
      await nathalie
        .post(`${base}/drafts/${id}/staffing`, { version: '1', staffingPlan: 'x', reason: 'y', _csrf: 'bad' })
        .expect(403);
    });

    it('proposes the definitive request instead of a long temporary one, with what was typed', async () => {
      await house
        .db('drafts')
        .where({ facility_id: await facilityId("Crèche Les Glands d'Or") })
        .update({ discarded_at: new Date(house.clock.now).toISOString() });
      const id = await start(nathalie, "Crèche Les Glands d'Or", 'temporary-cessation');
      await save(nathalie, id, 'children', { reorientation: 'Voisins', parentsInformedOn: '20/11/2026' });
      expect(
        (await save(nathalie, id, 'dates', { startsOn: '01/03/2027', plannedEndOn: '01/04/2028', noticeReason: '' }))
          .status,
      ).to.equal(303);
      const { text } = await nathalie.get(`${base}/drafts/${id}`).expect(200);
      expect(text).to.include('Une autre demande conviendrait mieux');
      const { headers } = await nathalie
        .post(`${base}/drafts`, {
          facilityId: await facilityId("Crèche Les Glands d'Or"),
          kind: 'end-of-activity',
          from: id,
        })
        .expect(303);
      expect((await draftOf(headers.location!.split('/').at(-1)!)).form).to.deep.equal({
        parentsInformedOn: '2026-11-20',
      });
    });

    it('is discarded after a confirmation, and then gone', async () => {
      const id = await start(nathalie, "Crèche Les Glands d'Or", 'capacity-change');
      await attach(nathalie, id, 'staffing-plan').expect(303);
      expect((await nathalie.get(`${base}/drafts/${id}/discard`).expect(200)).text).to.include('1 document joint');
      await nathalie.post(`${base}/drafts/${id}/discard`).expect(303);
      await nathalie.get(`${base}/drafts/${id}`).expect(404);
      await nathalie
        .post(`${base}/drafts/${id}/capacity`, { version: '1', capacity: '21', changesOn: '', noticeReason: '' })
        .expect(404);
      expect(await house.db('documents').where({ draft_id: id }).whereNull('withdrawn_at').first()).to.equal(undefined);
    });
  });

  describe('its documents', () => {
    it('takes several for each line, each once, and takes them off', async () => {
      const id = await start(nathalie, "Crèche Les Glands d'Or", 'capacity-change');
      expect((await nathalie.get(`${base}/drafts/${id}/documents`).expect(200)).text)
        .to.include('à joindre')
        .and.include('enctype="multipart/form-data"');
      await attach(nathalie, id, 'staffing-plan').expect(303);
      await attach(nathalie, id, 'staffing-plan', makePdf('Autre', ['plan']), 'autre.pdf').expect(303);
      const standing = (await house.db('documents').where({ draft_id: id }).whereNull('withdrawn_at')) as {
        id: string;
        name: string;
      }[];
      expect(standing.map(({ name }) => name)).to.have.members(['plan.pdf', 'autre.pdf']);
      await attach(nathalie, id, 'staffing-plan').expect(303);
      const remove = standing.find(({ name }) => name === 'plan.pdf')!.id;
      await (await house.as('Benoît Lejeune')).post(`${base}/drafts/${id}/documents`, { remove }).expect(404);
      const { headers } = await nathalie.post(`${base}/drafts/${id}/documents`, { remove }).expect(303);
      expect(headers.location).to.equal(`${base}/drafts/${id}/documents#staffing-plan`);
      const left = await house.db('documents').where({ draft_id: id }).whereNull('withdrawn_at').pluck('name');
      expect(left).to.deep.equal(['autre.pdf']);
      await nathalie.post(`${base}/drafts/${id}/documents`, { remove }).expect(422);
      await nathalie.post(`${base}/drafts/${id}/discard`).expect(303);
    });
    it('takes all that was chosen, in all lines and whichever button is pressed, and leaves out only what is refused', async () => {
      const id = await start(nathalie, "Crèche Les Glands d'Or", 'capacity-change');
      const sending = () =>
        request(house.app)
          .post(`${base}/drafts/${id}/documents`)
          .set('Cookie', nathalie.cookie)
          .set('Origin', 'http://127.0.0.1:3000')
          .field('_csrf', nathalie.csrfToken)
          .redirects(0);
      const { text } = await sending()
        .field('then', 'check')
        .attach('plan', makePdf('Rez', []), 'rez.pdf')
        .attach('plan', Buffer.alloc(10_000_001), 'étage.pdf')
        .attach('staffing-plan', makePdf('Équipe', []), 'équipe.pdf')
        .expect(422);
      expect(text)
        .to.include('href="#plan"')
        .and.include('« étage.pdf » dépasse 10 Mo')
        .and.include('rez.pdf')
        .and.include('équipe.pdf');
      const { headers } = await sending()
        .field('then', 'check')
        .attach('plan', makePdf('Étage', []), 'étage.pdf')
        .expect(303);
      expect(headers.location).to.equal(`${base}/drafts/${id}/check`);
      const names = await house.db('documents').where({ draft_id: id }).whereNull('withdrawn_at').pluck('name');
      expect(names).to.have.members(['rez.pdf', 'étage.pdf', 'équipe.pdf']);
      await nathalie.post(`${base}/drafts/${id}/discard`).expect(303);
    });
    it('says what is wrong with a file, at its place', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'capacity-change');
      const { text } = await attach(nathalie, id, 'staffing-plan', Buffer.from('<svg onload="x">'), 'plan.pdf').expect(
        422,
      );
      expect(text).to.include('href="#staffing-plan"').and.include('plan.pdf');
      await attach(nathalie, id, 'certificate').expect(422);
      await nathalie.post(`${base}/drafts/${id}/documents`).expect(422);
      const foreign = await request(house.app)
        .post(`${base}/drafts/${id}/documents`)
        .set('Cookie', nathalie.cookie)
        .set('Origin', 'http://127.0.0.1:3000')
        .field('_csrf', 'bad')
        .attach('plan', makePdf('x', []), 'x.pdf');
      expect(foreign.status).to.equal(403);
    });
  });

  describe('introduced', () => {
    it('is refused while something is lacking, with links to it', async () => {
      const id = await start(nathalie, 'Crèche La Coccinelle', 'end-of-activity');
      const { status, text } = await submit(nathalie, id);
      expect(status).to.equal(422);
      expect(text)
        .to.include(
          `${base}/drafts/${id}/dates?from=check&amp;check&#x3D;1#lastDayOn`.replaceAll('?from=', '?from&#x3D;'),
        )
        .and.include('Document à joindre');
    });

    it('asks for the declaration, and for a page that is not behind', async () => {
      const id = await prepare();
      const check = await nathalie.get(`${base}/drafts/${id}/check`).expect(200);
      expect(check.text)
        .to.include('Introduire la demande')
        .and.include('21 places')
        .and.include('14 places')
        .and.include('reçu');
      const { token, version } = await draftOf(id);
      const unticked = await nathalie
        .post(`${base}/drafts/${id}/submit`, { token, version: String(version) })
        .expect(422);
      expect(unticked.text).to.include('Cochez la déclaration');
      expect((await submit(nathalie, id, { version: String(version - 1) })).status).to.equal(409);
      expect((await submit(nathalie, id, { token: 'another' })).status).to.equal(409);
      expect((await submit(nathalie, id, { admin: '1' })).status).to.equal(422);
    });

    it('asks to sign in again after a quarter of an hour, and keeps the sending', async () => {
      const id = await prepare();
      const late = await house.asUser(nathalie.userId!, { authenticatedAt: house.clock.now - 16 * 60_000 });
      const { status, headers } = await submit(late, id);
      expect(status).to.equal(303);
      expect(headers.location).to.match(/^\/sign-in\/start\?.*max_age=0/);
      expect((await draftOf(id)).submitted_case_id).to.equal(null);
    });

    it('opens one case, even sent twice at once, and shows its receipt', async () => {
      const id = await prepare();
      house.bells.length = 0;
      const [first, second] = await Promise.all([submit(nathalie, id), submit(nathalie, id)]);
      for (const { status, headers } of [first, second])
        expect([status, headers.location]).to.deep.equal([303, `${base}/${id}/receipt`]);
      expect((await submit(nathalie, id)).headers.location).to.equal(`${base}/${id}/receipt`);
      expect(house.bells).to.deep.include({ slug: 'authorisation-adaptation', caseId: id });

      const acts = (await house.db('acts').where({ case_id: id })) as {
        action: string;
        facts: object;
        acr: number;
        actor_role: string;
        on_behalf_of: string;
      }[];
      expect(acts).to.have.length(1);
      expect(acts[0]).to.deep.include({
        action: 'submit',
        facts: { kind: 'capacity-change', home: false, wishedOn: '2027-03-01', moreCapacity: true },
        acr: 450,
        actor_role: 'operator',
      });
      const { content } = (await house.db('act_contents').where({ case_id: id, number: 1 }).first()) as {
        content: Record<string, unknown>;
      };
      expect(content).to.deep.include({
        capacity: 21,
        changesOn: '2027-03-01',
        staffingPlan: '3 équivalents temps plein',
        reason: "Liste d'attente",
      });
      expect(content.declaration).to.include('Je déclare');
      // As they were read before they were sent: the receipt repeats all of them.
      expect(content.answers).to.deep.include.members([{ label: 'Raison', values: ["Liste d'attente"] }]);
      expect((content.answers as { value?: string }[]).map(({ value }) => value)).to.include('21 places');
      expect((content.documents as { slot: string; digest: string }[]).map(({ slot }) => slot)).to.have.members([
        'plan',
        'staffing-plan',
      ]);
      expect((content.documents as { digest: string }[])[0]?.digest).to.match(/^[0-9a-f]{64}$/);
      expect(await house.db('documents').where({ case_id: id, act_number: 1 }).count().first()).to.include({
        count: 2,
      });

      const { text } = await nathalie.get(`${base}/${id}/receipt`).expect(200);
      expect(text)
        .to.match(/AD-2026-\d{5}/)
        .and.match(/[0-9a-f]{64}/)
        .and.include('10 jours ouvrables')
        .and.include('Nathalie Servais (itsme)')
        .and.include('en préparation');
      await (await house.as('Benoît Lejeune')).get(`${base}/${id}/receipt`).expect(404);
      for (const path of ['', '/capacity', '/documents', '/check'])
        await nathalie.get(`${base}/drafts/${id}${path}`).expect(303);
      expect((await attach(nathalie, id, 'plan')).headers.location).to.equal(`${base}/${id}/receipt`);
      await forget(id);
    });

    it('says so when another request of this kind was opened meanwhile', async () => {
      const id = await prepare();
      const open = (await house
        .db('cases')
        .where({ kind: 'capacity-change', facility_id: await facilityId('Crèche La Coccinelle') })
        .first('id')) as { id: string };
      await house.db('cases').where({ id: open.id }).update({ closed_at: null });
      const { status, text } = await submit(nathalie, id);
      expect(status).to.equal(409);
      expect(text).to.include(`${base}/${open.id}`);
      await forget(open.id);
      expect((await submit(nathalie, id)).status).to.equal(303);
      await forget(id);
    });
  });

  it('ends a temporary period that is running, and no other', async () => {
    const period = (await house
      .db('cases')
      .join('facilities as f', 'f.id', 'cases.facility_id')
      .join('grants as g', 'g.organising_body_id', 'f.organising_body_id')
      .join('users as u', 'u.id', 'g.user_id')
      .whereIn('cases.status', ['period-running', 'return-overdue'])
      .whereIn('g.role', ['administrator', 'childminder'])
      .whereNull('g.valid_to')
      .whereNull('u.deactivated_at')
      .whereNull('u.legacy_login')
      .whereNotExists((other) => {
        void other
          .from('cases as c')
          .whereRaw("c.facility_id = cases.facility_id and c.kind = 'return-to-premises' and c.closed_at is null");
      })
      .first('cases.id', 'cases.reference', 'f.name', 'g.user_id')) as {
      id: string;
      reference: string;
      name: string;
      user_id: string;
    };
    const operator = await house.asUser(period.user_id);
    const id = await start(operator, period.name, 'return-to-premises');
    expect((await operator.get(`${base}/drafts/${id}/period`).expect(200)).text).to.include(period.reference);
    const foreign = (await house.db('cases').whereNot({ id: period.id }).first('id')) as { id: string };
    expect((await save(operator, id, 'period', { linkedCaseId: foreign.id })).status).to.equal(422);
    expect((await save(operator, id, 'period', { linkedCaseId: period.id })).status).to.equal(303);
    const last = await save(operator, id, 'dates', {
      returnsOn: '01/03/2027',
      noticeReason: '',
      worksDone: 'non',
      remarks: '',
    });
    expect(last.headers.location).to.equal(`${base}/drafts/${id}/check`);
    expect((await operator.get(`${base}/drafts/${id}/check`)).text)
      .to.include('Met fin à')
      .and.include(period.reference);
    expect((await submit(operator, id)).headers.location).to.equal(`${base}/${id}/receipt`);
    expect(await house.db('cases').where({ id }).first('linked_case_id')).to.deep.equal({ linked_case_id: period.id });
  });

  describe('what an operator looks up', () => {
    it('lists the places, and leads straight to the only one', async () => {
      expect((await nathalie.get('/pro/authorisation').expect(200)).text)
        .to.include('Crèche La Coccinelle')
        .and.include('Autorisé');
      const olivier = await house.as('Olivier Wauters');
      expect((await olivier.get('/pro/authorisation').expect(302)).headers.location).to.equal(
        `/pro/facilities/${await facilityId('Crèche La Coccinelle')}/authorisation`,
      );
    });
    it('shows the authorisation, its versions and what may be asked', async () => {
      const { text } = await nathalie
        .get(`/pro/facilities/${await facilityId('Crèche Les Petits Chênes')}/authorisation`)
        .expect(200);
      expect(text)
        .to.include('35 places')
        .and.include('rue des Bateliers 12, 5000 Namur')
        .and.include('en vigueur')
        .and.include('Demander une correction')
        .and.include('Une demande de ce type est déjà en cours')
        .and.include('Sophie Lambert');
      await nathalie.get(`/pro/facilities/${await facilityId('Crèche Clair Matin')}/authorisation`).expect(404);
      await nathalie.get('/pro/facilities/x/authorisation').expect(404);
    });
    it('lists drafts and cases with whose turn it is, page by page', async () => {
      const { text } = await nathalie.get('/pro/cases').expect(200);
      expect(text)
        .to.include('Complément demandé')
        .and.include('à vous')
        .and.include('sinon classement proposé')
        .and.include('brouillon');
      const closed = await nathalie
        .get(`/pro/cases?show=closed&facility=${await facilityId('Crèche La Coccinelle')}`)
        .expect(200);
      expect(closed.text).to.include('Cessation temporaire').and.not.include('Complément demandé');
      for (const query of [
        'after=x',
        'after=',
        'before=%00',
        'show=__proto__',
        'facility=x',
        'after=OTk5OTk5OTk5OTk5OTk5LmEwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA',
        'show[]=a',
      ]) {
        expect((await nathalie.get(`/pro/cases?${query}`)).status, query).to.be.below(500);
      }
    });
    it('says why a list is empty, and what to do', async () => {
      const kevin = await house.as('Kevin Thiry');
      expect((await kevin.get('/pro/cases').expect(200)).text).to.include('Aucune demande en cours');
      expect((await kevin.get('/pro/authorisation').expect(200)).text).to.include('Aucun milieu');
      expect((await kevin.get('/pro/contacts').expect(200)).text).to.include('helpdesk');
    });
    it('names who follows each place at ONE, and the helpdesk where nobody does', async () => {
      expect((await nathalie.get('/pro/contacts').expect(200)).text)
        .to.include('Sophie Lambert')
        .and.include('Administration subrégionale de Namur')
        .and.include('mailto:');
    });
  });

  it('writes nothing that a person typed to the log', () => {
    const log = house.log.join('\n');
    expect(log)
      .to.not.include('Nathalie')
      .and.not.include('Olivier')
      .and.not.include('rue Neuve')
      .and.not.include('plan.pdf')
      .and.not.include("Liste d'attente");
  });
});

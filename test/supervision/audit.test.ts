import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { expect } from 'chai';
import { recordAudit, sealAudit, verifySeals } from '../../db/audit.ts';
import { withdrawWaitingDocument } from '../../db/cases/documents.ts';
import { discardDraft } from '../../db/drafts.ts';
import { recordAct } from '../../db/record-act.ts';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const operatorId = stableId('user admin-petits-chenes');

describe('the audit', () => {
  let house: House;
  let operator: Visitor;
  let agent: Visitor;
  let dpo: Visitor;
  let row: { id: string; reference: string; facility_id: string; organising_body_id: string; administration: string };
  before(async () => {
    house = await openHouse();
    [operator, agent, dpo] = (await Promise.all(
      ['admin-petits-chenes', 'referent-namur', 'dpo'].map((key) => house.asUser(stableId(`user ${key}`))),
    )) as [Visitor, Visitor, Visitor];
    row = (await house
      .db('cases')
      .where({ facility_id: stableId('facility chenes'), status: 'complement-asked' })
      .first()) as typeof row;
  });
  after(() => house.close());
  const lines = (where: object) => house.db('audit').where(where).orderBy('id').select<Record<string, unknown>[]>('*');
  const eventually = async (where: object, count: number): Promise<Record<string, unknown>[]> => {
    for (let turn = 0; turn < 50; turn++) {
      const found = await lines(where);
      if (found.length >= count) return found;
      await new Promise((done) => setTimeout(done, 20));
    }
    return lines(where);
  };
  const upload = async (): Promise<string> => {
    const { digest } = await house.deps.blobs.put(Readable.from(['%PDF-1.4 example']));
    return (await saveDocument(house.deps.db, {
      caseId: row.id,
      facilityId: row.facility_id,
      organisingBodyId: row.organising_body_id,
      administration: row.administration,
      slot: 'complement',
      origin: 'operator',
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      size: 16,
      digest,
      uploadedBy: operatorId,
      at: house.clock.now,
    }))!;
  };

  it('says when somebody signs out', async () => {
    const visitor = await house.asUser(operatorId, { acr: 500 });
    await visitor.post('/sign-out').expect(303);
    expect(await lines({ event: 'sign-out' })).to.have.length(1);
    expect((await lines({ event: 'sign-out' }))[0]).to.include({ actor_id: operatorId, acr: 500, subject: 'user' });
    await house.stranger.post('/sign-out');
    expect(await lines({ event: 'sign-out' })).to.have.length(1);
  });

  it('says who asked for what exists and is not for them, once, and not what exists nowhere', async () => {
    const far = (await house.db('cases').where({ administration: 'liege' }).first('id', 'slug')) as {
      id: string;
      slug: string;
    };
    for (let time = 0; time < 3; time++) await agent.get(`/office/${far.slug}/${far.id}`).expect(404);
    await agent.get(`/office/${far.slug}/${randomUUID()}`).expect(404);
    await agent.get('/office/nowhere').expect(404);
    await agent.get('/supervision/audit').expect(403);
    // A form that is not ours is no question of rights.
    await agent.post(`/office/${far.slug}/${far.id}/cancel`, { _csrf: 'wrong' }).expect(403);
    const found = await eventually({ event: 'access-refused', actor_id: agent.userId }, 2);
    expect(found.map(({ subject, subject_id: id }) => [subject, id])).to.have.deep.members([
      ['case', far.id],
      ['page', 'supervision/audit'],
    ]);
    const waiting = await upload();
    await agent.get(`/documents/${waiting}`).expect(404);
    expect(await eventually({ event: 'access-refused', subject: 'document', subject_id: waiting }, 1)).to.have.length(
      1,
    );
  });

  it('is not filled by somebody who asks and asks', async () => {
    const cases = (await house
      .db('cases')
      .whereNot({ organising_body_id: row.organising_body_id })
      .limit(80)
      .select('id', 'slug')) as {
      id: string;
      slug: string;
    }[];
    expect(cases.length).to.be.greaterThan(61);
    for (const { id, slug } of cases) await operator.get(`/pro/${slug}/${id}`).expect(404);
    await eventually({ event: 'access-refused', actor_id: operatorId }, 60);
    await new Promise((done) => setTimeout(done, 300));
    expect(await lines({ event: 'access-refused', actor_id: operatorId })).to.have.length(60);
  });

  it('says what is added, removed and thrown away, in the transaction of the change', async () => {
    const id = await upload();
    expect(await lines({ event: 'upload', subject_id: id })).to.have.length(1);
    expect((await lines({ event: 'upload', subject_id: id }))[0]).to.include({
      actor_id: operatorId,
      on_behalf_of: row.organising_body_id,
      at: house.clock.now,
    });
    const undone = await house.db
      .transaction(async (trx) => {
        await withdrawWaitingDocument(trx, { caseId: row.id, id, by: operatorId, at: house.clock.now });
        throw new Error('undone');
      })
      .catch(String);
    expect(undone).to.include('undone');
    expect(await lines({ event: 'remove', subject_id: id })).to.deep.equal([]);
    await withdrawWaitingDocument(house.deps.db, { caseId: row.id, id, by: operatorId, at: house.clock.now });
    expect((await lines({ event: 'remove', subject_id: id }))[0]).to.include({ actor_id: operatorId });

    const draftId = stableId('draft glands capacity-change');
    await discardDraft(house.deps.db, { id: draftId, by: operatorId, at: house.clock.now });
    expect(await lines({ event: 'discard', subject_id: draftId })).to.have.length(1);
    await discardDraft(house.deps.db, { id: draftId, by: operatorId, at: house.clock.now });
    expect(await lines({ event: 'discard', subject_id: draftId })).to.have.length(1);
  });

  it('tells a conversion in words', async () => {
    await recordAudit(house.db, {
      at: house.clock.now,
      actorId: operatorId,
      event: 'convert-user',
      subject: 'user',
      subjectId: operatorId,
      change: {
        niss_hash: { before: null, after: 'set' },
        legacy_password_hash: { before: 'set', after: null },
        joined_id: { before: null, after: operatorId },
      },
    });
    const { text } = await dpo.get('/supervision/audit?event=convert-user').expect(200);
    expect(text).to.include('numéro de registre national : vide → •••').and.include('ancien mot de passe');
    for (const machine of ['niss_hash', 'legacy_password', 'joined_id']) expect(text).to.not.include(machine);
  });

  it('tells the whole history of a case: its acts, its files, its tasks, who read it; with reference and place', async () => {
    await agent.get(`/office/authorisation-adaptation/${row.id}`).expect(200);
    house.clock.now += 60_000;
    await recordAct(house.db, process, row.id, {
      action: 'write-message',
      token: 'told in the audit',
      facts: {},
      content: { text: 'Merci.' },
      actor: { role: 'operator', userId: operatorId },
      at: house.clock.now,
    });
    const url = `/supervision/audit?subject=case&id=${row.id}`;
    for (const reader of [dpo, await house.as('Claire Fontaine'), await house.as('Alain Verstraete')]) {
      const { text } = await reader.get(url).expect(200);
      for (const word of [
        row.reference,
        'Document ajouté',
        'Document retiré',
        'Consultation d’un dossier',
        'Message',
        'Sophie Lambert',
        '5000',
      ])
        expect(text, word).to.include(word);
    }
    expect((await dpo.get(`${url}&event=act`)).text)
      .to.include('Message')
      .and.not.include('Document ajouté</td>');
    for (const query of ['&skip=5', '&skip=99999999999', '&skip=-1', '&from=01/01/2030', `&who=${operatorId}`])
      await dpo.get(url + query).expect(200);
    // A supervisor of another administration learns nothing, not even that there is such a case.
    await house
      .db('grants')
      .where({ user_id: stableId('user supervisor-namur') })
      .update({ administration: 'liege' });
    const { text } = await (await house.as('Claire Fontaine')).get(url).expect(200);
    expect(text).to.include('Aucune ligne').and.not.include(row.reference);
    // In the whole list too, a line says whose file it is.
    expect((await dpo.get('/supervision/audit?event=upload')).text).to.include(row.reference);
  });

  it('is exported for the data protection officer: who, what, when, on whose file, acts too; and says that it was', async () => {
    await house.db('users').where({ id: operatorId }).update({ first_name: '=HYPERLINK("http://x")' });
    await recordAudit(house.db, {
      at: house.clock.now,
      actorId: operatorId,
      event: 'assign',
      subject: 'task',
      subjectId: stableId('no such task'),
      change: { reason: { before: null, after: '+cmd|calc' } },
    });
    const answer = await dpo
      .get('/supervision/audit/export?from=01/11/2026')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          done(null, Buffer.concat(chunks));
        });
      })
      .expect(200);
    expect(answer.headers['content-disposition']).to.include('historique-2026-11-01-');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.body as never);
    const sheet = book.getWorksheet('Historique')!;
    const told: string[][] = [];
    sheet.eachRow((each) => {
      const values = (each.values as (string | undefined)[]).slice(1);
      for (const value of values)
        expect(value === undefined || typeof value === 'string', JSON.stringify(value)).to.equal(true);
      told.push(values.map((value) => value ?? ''));
    });
    expect(told[0]).to.include.members(['Quand', 'Qui', 'Quoi', 'Sur quoi']);
    for (const cell of told.flat()) expect(cell).to.not.match(/^[=+\-@]/);
    const act = told.find((each) => each[4]?.includes(row.reference) && each[3]?.includes('essage'))!;
    expect(act[1]).to.include("'=HYPERLINK");
    expect(act[5]).to.include('5000');
    const [exported] = (await lines({ event: 'export', subject: 'audit' })).slice(-1);
    expect(exported).to.include({ actor_id: dpo.userId });
    expect(JSON.stringify(exported!.change)).to.include('2026-11-01');
    await (await house.as('Alain Verstraete')).get('/supervision/audit/export').expect(403);
    await dpo.get('/supervision/audit/export?from=01/01/2030&to=01/01/2020').expect(200);
  });

  it('still verifies, line by line', async () => {
    expect(await sealAudit(house.dbOf('worker'), house.clock.now)).to.be.a('number');
    expect(await verifySeals(house.db)).to.equal(undefined);
  });
});

import { Readable } from 'node:stream';
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { Role } from '../../workflows/roles.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const note = 'Ce que les agents pensent entre eux ne sort pas de la maison.';
const refusal = "L'escalier n'a pas de main courante et la cour donne sur la rue sans clôture.";
const persons: Partial<Record<Role, string>> = {
  'operator': 'admin-arbre-a-bulles',
  'referent': 'referent-namur',
  'coordinator': 'coordinator-namur',
  'adviser': 'adviser-namur',
  'health-referent': 'health-referent-namur',
  'asr-manager': 'asr-manager-namur',
};

describe('a case that is refused and appealed', () => {
  let house: House;
  let row: { id: string; reference: string; facility_id: string; organising_body_id: string; administration: string };
  let documentId: string;
  let secretariat: Visitor;
  let helpdesk: Visitor;
  let referent: Visitor;
  const url = (action = '') => `/office/authorisation-adaptation/${row.id}${action && `/${action}`}`;
  before(async () => {
    house = await openHouse();
    row = (await house
      .db('cases')
      .where({ facility_id: stableId('facility arbre-a-bulles'), status: 'completeness' })
      .first()) as typeof row;
    [secretariat, helpdesk, referent] = (await Promise.all(
      ['appeal-secretariat', 'helpdesk', 'referent-namur'].map((key) => house.asUser(stableId(`user ${key}`))),
    )) as [Visitor, Visitor, Visitor];
    const { digest } = await house.deps.blobs.put(Readable.from(['%PDF-1.4 example']));
    documentId = (await saveDocument(house.db, {
      caseId: row.id,
      actNumber: 1,
      facilityId: row.facility_id,
      organisingBodyId: row.organising_body_id,
      administration: row.administration,
      slot: 'internal-note',
      origin: 'one',
      name: 'note.pdf',
      mediaType: 'application/pdf',
      size: 16,
      digest,
      uploadedBy: null,
      at: house.clock.now,
    }))!;
    await act('referent', 'declare-complete');
    await act('coordinator', 'plan-visit', { visitOn: '2026-11-23' }, { from: '9:30' });
  });
  after(() => house.close());

  let count = 0;
  async function act(role: Role, action: string, facts: object = {}, content: object = {}): Promise<void> {
    house.clock.now += 60_000;
    await recordAct(house.db, process, row.id, {
      action,
      token: `${action} ${String((count += 1))}`,
      facts,
      content,
      actor: { role, userId: stableId(`user ${persons[role]!}`) },
      at: house.clock.now,
    });
  }

  it('is visited by the coordinator of crèches, not by the adviser of childminders', async () => {
    const [adviser, coordinator] = await Promise.all(
      ['adviser-namur', 'coordinator-namur'].map((key) => house.asUser(stableId(`user ${key}`))),
    );
    const refused = await adviser!.get(url('report-visit')).expect(403);
    expect(refused.text).to.include('Coordinateur').and.not.include('Agent conseil,');
    await adviser!.post(url('report-visit'), {}).expect(403);
    expect((await adviser!.get(url()).expect(200)).text).to.not.include(`${url('report-visit')}"`);
    expect((await coordinator!.get(url()).expect(200)).text).to.include(`${url('report-visit')}"`);
    await coordinator!.post(url('report-visit'), {}).expect(422);
  });

  it('tells the helpdesk where it stands, not what agents write for one another', async () => {
    await act('coordinator', 'report-visit', { visitedOn: '2026-11-23' }, { report: note });
    await act('coordinator', 'give-opinion', { opinion: 'reserved' }, { text: note });
    await act('health-referent', 'give-health-opinion', { opinion: 'reserved' }, { text: note });
    await act('referent', 'propose-decision', { outcome: 'refuse' }, { reasons: refusal });
    for (const path of [url(), url('write-message'), url('cancel')])
      for (const hidden of [note, refusal]) expect((await helpdesk.get(path)).text, path).to.not.include(hidden);
    expect((await helpdesk.get(url()).expect(200)).text).to.include(row.reference);
    expect((await referent.get(url()).expect(200)).text).to.include(note);
    await helpdesk.get(`/documents/${documentId}`).expect(404);
    await referent.get(`/documents/${documentId}`).expect(200);
    await helpdesk.get('/supervision/audit').expect(403);
    await helpdesk.get(`/supervision/cases/${row.id}`).expect(403);
  });

  const reaches = async (): Promise<Record<string, boolean>> => {
    const found = async (path: string, what: string): Promise<boolean> =>
      (await secretariat.get(path)).text.includes(what);
    const status = async (path: string): Promise<boolean> => (await secretariat.get(path)).status === 200;
    return {
      page: await status(url()),
      file: await status(`/documents/${documentId}`),
      facility: await status(`/office/facilities/${row.facility_id}`),
      search: await found(`/office/search?q=${row.reference}`, url()),
      facilities: await found('/office/facilities', row.facility_id),
      tasks: await found('/office/tasks?view=all', row.reference),
    };
  };
  const nowhere = { page: false, file: false, facility: false, search: false, facilities: false, tasks: false };
  const everywhere = { page: true, file: true, facility: true, search: true, facilities: true, tasks: true };

  it('is not for the secretariat of appeals as long as there is no appeal', async () => {
    await act('asr-manager', 'sign-decision');
    expect(await reaches()).to.deep.equal(nowhere);
    await secretariat.get('/supervision/audit').expect(403);
  });

  it('is from the appeal on, its file and its facility too, and stays so', async () => {
    await act('operator', 'give-remedy', {}, { text: 'Nous avons remédié.' });
    await act('referent', 'propose-decision', { outcome: 'confirm-refusal' }, { reasons: refusal });
    await act('asr-manager', 'sign-decision');
    expect(await reaches()).to.deep.equal(nowhere);
    await act('operator', 'lodge-appeal', {}, { text: 'La clôture existe.' });
    expect(await reaches()).to.deep.equal(everywhere);
    await act('operator', 'write-message', {}, { text: 'Merci.' });
    expect((await secretariat.get(url()).expect(200)).text).to.include(note);
    const waiting = await saveWaiting();
    await secretariat.get(`/documents/${waiting}`).expect(404);
  });
  async function saveWaiting(): Promise<string> {
    const { digest } = await house.deps.blobs.put(Readable.from(['%PDF-1.4 example']));
    const id = (await saveDocument(house.db, {
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
      uploadedBy: null,
      at: house.clock.now,
    }))!;
    expect(await house.db('documents').where({ id }).first()).to.include({ sent: false, appealed: true });
    return id;
  }
});

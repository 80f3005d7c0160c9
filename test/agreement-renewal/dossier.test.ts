import { expect } from 'chai';
import { loadDossier, saveSection } from '../../db/agreement-renewal/dossier.ts';
import { applyDecision } from '../../db/agreement-renewal/take-effect.ts';
import { atOneMoment } from '../../db/one-moment.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addMonths, dayOf } from '../../domain/calendar.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';
import { anAgreement, bodyId, by, decideOn, fill, referent } from './an-agreement.ts';

const envol = stableId('facility mercredis-envol');
const castors = stableId('facility mercredis-castors');

describe('the dossier of an agreement', function () {
  this.timeout(240_000);
  let house: House;
  let operator: Visitor, one: Visitor;
  before(async () => {
    house = await openHouse();
    operator = await house.asUser(by);
    one = await house.asUser(referent);
  });
  after(() => house.close());

  const pro = (caseId: string, rest = ''): string => `/pro/agreement-renewal/${caseId}${rest}`;
  const office = (caseId: string, rest = ''): string => `/office/agreement-renewal/${caseId}${rest}`;
  const send = async (caseId: string, action: string, fields: Record<string, string>) => {
    const { text } = await operator.get(pro(caseId, `/${action}`));
    const hidden = Object.fromEntries(['token', 'version', 'seal'].map((name) => [name, fieldIn(text, name)]));
    return operator.post(pro(caseId, `/${action}`), { ...hidden, ...fields });
  };
  const write = async (caseId: string, section: string, fields: Record<string, string | string[]>) =>
    operator.post(pro(caseId, `/dossier/${section}`), {
      version: fieldIn((await operator.get(pro(caseId, `/dossier/${section}`))).text, 'version'),
      ...fields,
    });
  const sentDocuments = () =>
    house.db('documents').whereNotNull('act_number').where({ origin: 'operator' }).orderBy('id').pluck('id');

  it('reaches ONE with all the documents that were put with it, and nothing before', async () => {
    const caseId = await anAgreement(house, 'invited');
    await fill(house, caseId);
    const documents = (await house.db('documents').where({ case_id: caseId }).pluck('id')) as string[];
    expect(documents).to.have.length(2);
    for (const id of documents) expect((await one.get(`/documents/${id}`)).status).to.equal(404);
    expect((await one.get(office(caseId, '/dossier/project'))).text).not.to.include('/documents/');
    expect((await send(caseId, 'submit', { remarks: '' })).status).to.equal(303);
    for (const id of documents) {
      expect(await sentDocuments()).to.include(id);
      expect((await one.get(`/documents/${id}`)).status).to.equal(200);
    }
    expect((await one.get(office(caseId, '/dossier/project'))).text).to.include('/documents/');
  });

  it('is nobody else’s while it is begun: ONE reads its sections once they are sent', async () => {
    const caseId = await anAgreement(house, 'invited');
    await fill(house, caseId);
    const premises = 'Une salle de 75 m², sous le préau';
    expect((await write(caseId, 'premises', { premises, travel: '' })).status).to.equal(303);
    for (const page of ['', '/dossier/premises'])
      expect((await one.get(office(caseId, page)).expect(200)).text).not.to.include(premises);
    expect((await send(caseId, 'submit', { remarks: '' })).status).to.equal(303);
    expect((await one.get(office(caseId, '/dossier/premises')).expect(200)).text).to.include(premises);
  });

  it('is read by ONE as it was sent, whatever is being written for a complement, until that is sent too', async () => {
    const caseId = await anAgreement(house, 'complement-asked');
    const premises = 'Une salle de 90 m², avec un jardin';
    expect((await write(caseId, 'premises', { premises, travel: '' })).status).to.equal(303);
    await fill(house, caseId);
    await write(caseId, 'premises', { premises, travel: '' });
    expect((await operator.get(pro(caseId, '/dossier/premises'))).text).to.include(premises);
    expect((await one.get(office(caseId, '/dossier/premises'))).text).not.to.include(premises);
    const waiting = (await house.db('documents').where({ case_id: caseId, act_number: null }).pluck('id')) as string[];
    expect(waiting).to.have.length(2);
    expect((await send(caseId, 'give-complement', { text: 'La salle est nouvelle.' })).status).to.equal(303);
    expect((await one.get(office(caseId, '/dossier/premises'))).text).to.include(premises);
    expect(await sentDocuments()).to.include.members(waiting);
  });

  it('takes effect as it was sent: a complement that never came does not change the places', async () => {
    const caseId = await anAgreement(house, 'complement-asked');
    await write(caseId, 'places', { places: [envol, castors], remarks: '' });
    const at = house.clock.now + 31 * 86_400_000;
    await takeStep(house.db, caseId, { action: 'complement-missed', role: 'clock', userId: null, at });
    const effectiveOn = addMonths(dayOf(house.clock.now), 9);
    await decideOn(house, caseId, { outcome: 'renew', effectiveOn, untilOn: addMonths(effectiveOn, 50) }, at + 1000);
    await takeStep(house.db, caseId, { action: 'take-effect', role: 'clock', userId: null, at: at + 9000 });
    const { act_number: number } = (await house.db('cases').where({ id: caseId }).first('act_number')) as {
      act_number: number;
    };
    const effect = await getEffectContext(house.db, { caseId, number, effect: 'write-agreement' });
    await applyDecision(house.db, effect as never);
    expect(await house.db('aes_agreements').where({ from_on: effectiveOn })).to.have.length(5);
  });

  it('takes an explanation in each of its parts, which ONE reads with it', async () => {
    const caseId = await anAgreement(house, 'invited');
    await fill(house, caseId);
    const explained = ['project', 'programme', 'places', 'premises', 'staff', 'documents'];
    for (const section of explained) {
      const { text } = await operator.get(pro(caseId, `/dossier/${section}`));
      expect(text, section).to.include('name="remarks"');
    }
    const premises = { premises: 'Une salle de 60 m²', travel: '', remarks: 'La cour est en travaux jusqu’en mars.' };
    expect((await write(caseId, 'premises', premises)).status).to.equal(303);
    expect((await send(caseId, 'submit', { remarks: '' })).status).to.equal(303);
    expect((await one.get(office(caseId, '/dossier/premises'))).text).to.include('La cour est en travaux');
  });

  it('names its places: one without any is neither complete nor submitted', async () => {
    const caseId = await anAgreement(house, 'invited');
    await fill(house, caseId);
    await write(caseId, 'places', { remarks: 'Aucun' });
    expect((await operator.get(pro(caseId))).text).to.include('manque : les lieux');
    expect((await send(caseId, 'submit', { remarks: '' })).status).to.equal(422);
  });

  it('is not written any more once it is sent, however close the two come', async () => {
    const caseId = await anAgreement(house, 'invited');
    const viewer = { userId: by, acr: 450 };
    const saving = { caseId, bodyId, section: 'premises', data: { premises: 'Autre' }, version: 0, viewer } as const;
    const at = house.clock.now;
    // Who sends has read the dossier when somebody saves a part of it: it is read anew.
    let read = 0;
    await atOneMoment(house.db, async (trx) => {
      const dossier = await loadDossier(trx, {
        caseId,
        bodyId,
        today: dayOf(at),
        since: addDays(dayOf(at), -1),
      });
      read = dossier.sections.size;
      if (read === 0) expect((await saveSection(house.db, { ...saving, at })).outcome).to.equal('saved');
      await takeStep(trx, caseId, { action: 'submit', role: 'operator', userId: by, facts: { digest: 'ab' }, at });
    });
    expect(read).to.equal(1);
    const late = { ...saving, data: { premises: 'Plus tard' }, version: 1 };
    expect(await saveSection(house.db, { ...late, at })).to.deep.equal({ outcome: 'submitted' });
    const { data } = (await house.db('agreement_sections').where({ case_id: caseId }).first('data')) as {
      data: object;
    };
    expect(data).to.deep.equal({ premises: 'Autre' });
  });
});

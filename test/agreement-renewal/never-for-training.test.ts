import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addMonths, dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { anAgreement, bodyId } from './an-agreement.ts';

describe('an agreement is never refused for training while modules wait at ONE', function () {
  this.timeout(240_000);
  let house: House;
  let referent: Visitor, director: Visitor, operator: Visitor;
  before(async () => {
    house = await openHouse();
    referent = await house.asUser(stableId('user aes-referent'));
    director = await house.asUser(stableId('user atl-director'));
    operator = await house.asUser(stableId('user admin-mercredis'));
  });
  after(() => house.close());

  const path = (caseId: string, action = ''): string => `/office/agreement-renewal/${caseId}${action && `/${action}`}`;
  const waiting = () =>
    house
      .db('training_lines')
      .whereIn('status', ['waiting', 'information-asked'])
      .whereIn('collaboration_id', house.db('collaborations').where({ organising_body_id: bodyId }).select('id'));
  const refusal = (ground: string) => ({
    outcome: 'refuse',
    effectiveOn: formatShortDate(addDays(addMonths(dayOf(house.clock.now), 9), 1)),
    untilOn: '',
    grounds: ground,
    motives: 'Les heures de formation ne sont pas atteintes.',
    ...{ condition1: '', conditionDueOn1: '', condition2: '', conditionDueOn2: '' },
  });
  const propose = async (caseId: string, ground: string) =>
    referent.post(path(caseId, 'propose-decision'), {
      ...refusal(ground),
      token: crypto.randomUUID(),
      version: String(
        (await house.db('cases').where({ id: caseId }).first<{ act_number: number }>('act_number')).act_number,
      ),
    });

  it('refuses the proposal with 422, and says why to both sides', async () => {
    const caseId = await anAgreement(house, 'decision');
    expect((await waiting()).length).to.be.greaterThan(0);
    const answer = await propose(caseId, 'training');
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('Refuser pour la formation est impossible');
    expect((await referent.get(path(caseId))).text).to.include('ne peut pas être refusé pour des modules');
    expect((await operator.get(`/pro/agreement-renewal/${caseId}`)).text).to.include(
      'Votre agrément ne peut pas être refusé pour des modules',
    );
    expect((await propose(caseId, 'project')).status).to.equal(303);
  });

  it('counts alike on the whole page, for ONE and for the operator: what waits at ONE, and what waits for an answer', async () => {
    const caseId = await anAgreement(house, 'decision');
    const [line] = (await waiting().where({ status: 'waiting' }).select('case_id')) as { case_id: string }[];
    await house.db('training_lines').where({ case_id: line!.case_id }).update({ status: 'information-asked' });
    for (const page of [await referent.get(path(caseId)), await operator.get(`/pro/agreement-renewal/${caseId}`)]) {
      const said = [...textOf(page.text).matchAll(/(\d+) modules? attend(?:ent)? l'ONE/g)].map(([, count]) => count);
      expect(said.length).to.be.greaterThan(1);
      expect(new Set(said).size).to.equal(1);
      expect(page.text).to.include('1 attend une réponse de l&#x27;opérateur');
    }
    await house.db('training_lines').where({ case_id: line!.case_id }).update({ status: 'waiting' });
  });

  it('refuses the signature of a proposal whose modules came back to ONE meanwhile', async () => {
    const caseId = await anAgreement(house, 'decision');
    const lines = (await waiting().select('case_id')) as { case_id: string }[];
    const ids = lines.map(({ case_id: id }) => id);
    await house.db('training_lines').whereIn('case_id', ids).update({ status: 'refused' });
    expect((await propose(caseId, 'training')).status).to.equal(303);
    await house.db('training_lines').whereIn('case_id', ids).update({ status: 'waiting' });
    const sign = async () =>
      director.post(path(caseId, 'sign-decision'), {
        remarks: '',
        token: crypto.randomUUID(),
        version: String(
          (await house.db('cases').where({ id: caseId }).first<{ act_number: number }>('act_number')).act_number,
        ),
      });
    const answer = await sign();
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('Refuser pour la formation est impossible');
    await house.db('training_lines').whereIn('case_id', ids).update({ status: 'refused' });
    expect((await sign()).status).to.equal(303);
  });
});

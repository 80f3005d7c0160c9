import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { getEffectContext } from '../../db/effect-context.ts';
import { openNextReview } from '../../db/functioning-review/plan/open-next.ts';
import { readPlan } from '../../db/functioning-review/plan/read-plan.ts';
import { addDays, dayOf, nextWorkingDay } from '../../domain/calendar.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Plan } from '../../domain/functioning-review/plan.ts';
import type { CaseData, Status } from '../../workflows/functioning-review/contract.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';
import { doSteps, reviewIn } from './cases.ts';
import { factsOf, planOf, writePlan } from './plans.ts';

const facilityId = stableId('facility chenes');

describe('The page of an action plan', () => {
  let house: House;
  let nathalie: Visitor;
  let olivier: Visitor;
  let marc: Visitor;
  before(async () => {
    house = await openHouse();
    await house.db('grants').insert({
      user_id: stableId('user data-chenes'),
      role: 'data-manager',
      organising_body_id: stableId('body petits-chenes'),
      facility_id: facilityId,
      dossier: 'reviews',
      valid_from: '2020-01-01',
    });
    nathalie = await house.as('Nathalie Servais');
    olivier = await house.as('Olivier Wauters');
    marc = await house.as('Marc Dubois');
  });
  after(() => house.close());

  const begin = async (status: Status): Promise<string> =>
    reviewIn(house.db, status, { facilityId, at: house.clock.now });
  const drafting = async (
    plan: Plan = planOf(house.clock.now),
  ): Promise<{ caseId: string; plan: Plan; url: string }> => {
    const caseId = await begin('plan-drafting');
    await writePlan(house.db, caseId, plan, { at: house.clock.now });
    return { caseId, plan, url: `/pro/reviews/${caseId}/plan` };
  };
  const stateOf = async (caseId: string): Promise<{ status: string; data: CaseData; version: string }> => {
    const row = (await house.db('cases').where({ id: caseId }).first('status', 'state', 'act_number')) as {
      status: string;
      state: { data: CaseData };
      act_number: number;
    };
    return { status: row.status, data: row.state.data, version: String(row.act_number) };
  };
  const opened = async (who: Visitor, url: string, id: string): Promise<Record<string, string>> => {
    const { text } = await who.get(`${url}?edit=${id}`).expect(200);
    return { objective: id, [`was.${id}`]: fieldIn(text, `was.${id}`) };
  };

  it('an objective and its action are added, filled in, and there after a reload; sent twice they are there once', async () => {
    const caseId = await begin('plan-drafting');
    const url = `/pro/reviews/${caseId}/plan`;
    const [objective, action] = [randomUUID(), randomUUID()];
    for (let turn = 0; turn < 2; turn += 1) await nathalie.post(url, { do: `add-objective.${objective}` }).expect(303);
    for (let turn = 0; turn < 2; turn += 1)
      await nathalie.post(url, { do: `add-action.${action}`, objective }).expect(303);
    const fields = await opened(nathalie, url, objective);
    await nathalie
      .post(url, { ...fields, 'o.wording': 'Une cour plus calme', 'o.dueOn': '1/6/2027', 'do': 'save' })
      .expect(303);
    const plan = await readPlan(house.db, caseId);
    expect(plan.objectives).to.have.length(1);
    expect(plan.objectives[0]).to.include({ wording: 'Une cour plus calme', dueOn: '2027-06-01' });
    expect(plan.objectives[0]!.actions.map(({ id }) => id)).to.deep.equal([action]);
    const { text } = await nathalie.get(url).expect(200);
    expect(text)
      .to.include('Écrivez à quoi on verra que l’objectif est atteint.')
      .and.include('Écrivez ce qui sera fait.');
  });

  it('what cannot be read is said at its field and kept as it was typed; the other fields are saved', async () => {
    const { plan, url, caseId } = await drafting();
    const { id } = plan.objectives[0]!;
    const fields = await opened(nathalie, url, id);
    const { text } = await nathalie
      .post(url, { ...fields, 'o.dueOn': '31/02/2027', 'o.who': 'Fanny Dethier', 'do': 'save' })
      .expect(422);
    expect(text).to.include('value="31/02/2027"').and.include('href="#o.dueOn"');
    const [objective] = (await readPlan(house.db, caseId)).objectives;
    expect(objective).to.include({ who: 'Fanny Dethier', dueOn: plan.objectives[0]!.dueOn });
  });

  it('a rule says its sentence at the field: an end before its start, an objective too far away', async () => {
    const at = house.clock.now;
    const whole = planOf(at);
    const [first] = whole.objectives;
    const { url } = await drafting({
      objectives: [{ ...first!, dueOn: '2040-01-01', actions: [{ ...first!.actions[0]!, endsOn: '2026-01-01' }] }],
    });
    const { text } = await nathalie.get(`${url}?edit=${first!.id}`).expect(200);
    expect(text).to.match(/Au plus tard le [\d/]+ : 36 mois après la rencontre\./);
    expect(text).to.match(/La fin \(01\/01\/2026\) est avant le début \([\d/]+\)\./);
  });

  it('two persons in one row lose nothing: different fields are both kept, the same field is said to whoever comes second', async () => {
    const { plan, url, caseId } = await drafting();
    const { id } = plan.objectives[0]!;
    const [one, other] = [await opened(nathalie, url, id), await opened(olivier, url, id)];
    await nathalie.post(url, { ...one, 'o.wording': 'Un plan par personne, relu', 'do': 'save' }).expect(303);
    await olivier
      .post(url, { ...other, 'o.wording': plan.objectives[0]!.wording, 'o.who': 'Olivier Wauters', 'do': 'save' })
      .expect(303);
    expect((await readPlan(house.db, caseId)).objectives[0]).to.include({
      wording: 'Un plan par personne, relu',
      who: 'Olivier Wauters',
    });
    const { text } = await olivier.post(url, { ...other, 'o.wording': 'Autre chose', 'do': 'save' }).expect(409);
    expect(text)
      .to.include('Un plan par personne, relu')
      .and.include('value="Autre chose"')
      .and.match(/a modifié cette ligne à/);
    // Saved again from that page, it is kept: they have read what stood there.
    await olivier
      .post(url, { objective: id, [`was.${id}`]: fieldIn(text, `was.${id}`), 'o.wording': 'Autre chose', 'do': 'save' })
      .expect(303);
    expect((await readPlan(house.db, caseId)).objectives[0]).to.include({ wording: 'Autre chose' });
  });

  it('what is taken away can be put back; who writes in it meanwhile is told, with what they typed', async () => {
    const { plan, url, caseId } = await drafting();
    const { id } = plan.objectives[1]!;
    const fields = await opened(olivier, url, id);
    const { headers } = await nathalie.post(url, { objective: id, do: `remove-objective.${id}` }).expect(303);
    const { text } = await olivier.post(url, { ...fields, 'o.who': 'Fanny Dethier', 'do': 'save' }).expect(409);
    expect(text).to.include('Nathalie Servais a retiré cette ligne').and.include('Fanny Dethier');
    expect((await readPlan(house.db, caseId)).objectives).to.have.length(1);
    expect((await nathalie.get(headers.location!).expect(200)).text).to.include(`restore-objective.${id}`);
    await nathalie.post(url, { do: `restore-objective.${id}` }).expect(303);
    expect((await readPlan(house.db, caseId)).objectives).to.deep.equal(plan.objectives);
  });

  it('takes away an action whose fields cannot be read, and says to whoever writes in it what is not kept', async () => {
    const { plan, url, caseId } = await drafting();
    const { id, actions } = plan.objectives[0]!;
    const action = actions[0]!;
    const page = (await olivier.get(`${url}?edit=${id}`).expect(200)).text;
    const fields = {
      objective: id,
      [`was.${id}`]: fieldIn(page, `was.${id}`),
      [`was.${action.id}`]: fieldIn(page, `was.${action.id}`),
      'o.who': 'Fanny Dethier',
      [`a.${action.id}.startsOn`]: 'demain',
      [`a.${action.id}.who`]: 'Ahmed',
    };
    await nathalie.post(url, { ...fields, do: `remove-action.${action.id}` }).expect(303);
    const { text } = await olivier
      .post(url, { ...fields, 'o.who': 'Léa', 'do': 'add-action.' + randomUUID() })
      .expect(409);
    expect(text)
      .to.include('Ahmed')
      .and.include('demain')
      .and.include('Le reste est enregistré')
      .and.not.include('Léa');
    expect((await readPlan(house.db, caseId)).objectives[0]!.actions.map((each) => each.id)).to.not.include(action.id);
  });

  it('a plan never holds more than twelve objectives, put back or added; what was typed is given back once it is sent', async () => {
    const at = house.clock.now;
    const objectives = Array.from({ length: 12 }, () => planOf(at).objectives[0]!).map((one) => ({
      ...one,
      id: randomUUID(),
      actions: one.actions.map((action) => ({ ...action, id: randomUUID() })),
    }));
    const { url, caseId, plan } = await drafting({ objectives });
    const [first, second] = objectives;
    const fields = await opened(olivier, url, second!.id);
    await nathalie.post(url, { do: `remove-objective.${first!.id}` }).expect(303);
    await nathalie.post(url, { do: `add-objective.${randomUUID()}` }).expect(303);
    const { headers } = await nathalie.post(url, { do: `restore-objective.${first!.id}` }).expect(303);
    expect((await nathalie.get(headers.location!).expect(200)).text).to.include('Un plan a 12 objectifs au plus.');
    expect((await readPlan(house.db, caseId)).objectives).to.have.length(12);
    await nathalie.post(url, { do: 'restore-objective.not-an-id-but-as-long-as-one-would-be' }).expect(422);
    await doSteps(
      house.db,
      caseId,
      [{ role: 'operator', action: 'submit-plan', facts: factsOf(plan), content: { plan } }],
      at,
    );
    const { text } = await olivier.post(url, { ...fields, 'o.who': 'Fanny Dethier', 'do': 'save' }).expect(409);
    expect(text).to.include('Fanny Dethier');
  });

  it('the case leads to its plan, for both sides', async () => {
    const { caseId } = await drafting();
    for (const [who, portal] of [
      [nathalie, 'pro'],
      [marc, 'office'],
    ] as const)
      expect((await who.get(`/${portal}/functioning-review/${caseId}`).expect(200)).text).to.include(
        `href="/${portal}/reviews/${caseId}/plan"`,
      );
  });

  it('ONE does not read what is not sent, and nobody writes in what is', async () => {
    const { plan, url, caseId } = await drafting();
    const office = `/office/reviews/${caseId}/plan`;
    expect((await marc.get(office).expect(200)).text).to.not.include(plan.objectives[0]!.wording);
    await marc.post(office, { do: `add-objective.${randomUUID()}` }).expect(403);
    await doSteps(
      house.db,
      caseId,
      [{ role: 'operator', action: 'submit-plan', facts: factsOf(plan), content: { plan } }],
      house.clock.now,
    );
    expect((await marc.get(office).expect(200)).text).to.include(plan.objectives[0]!.wording);
    await nathalie.post(url, { do: `add-objective.${randomUUID()}` }).expect(409);
  });

  it('what somebody changes between the reading and the sending is said, and nothing is sent', async () => {
    const { plan, url, caseId } = await drafting();
    const send = `/pro/functioning-review/${caseId}/submit-plan`;
    const { text } = await nathalie.get(send).expect(200);
    const { id } = plan.objectives[0]!;
    await olivier
      .post(url, { ...(await opened(olivier, url, id)), 'o.wording': 'Changé entre-temps', 'do': 'save' })
      .expect(303);
    const fields = { answer: '', token: randomUUID(), version: fieldIn(text, 'version') };
    const moved = await nathalie.post(send, { ...fields, seal: fieldIn(text, 'seal') }).expect(409);
    expect(moved.text).to.include('Changé entre-temps').and.include('Rien n&#x27;a été envoyé');
    await nathalie.post(send, { ...fields, seal: fieldIn(moved.text, 'seal') }).expect(303);
    expect((await stateOf(caseId)).status).to.equal('plan-review');
  });

  it('a plan that is not whole is not sent: the form gives way to what is missing', async () => {
    const { caseId } = await drafting({ objectives: [{ ...planOf(house.clock.now).objectives[0]!, actions: [] }] });
    const { text } = await nathalie.get(`/pro/functioning-review/${caseId}/submit-plan`).expect(200);
    expect(text).to.include('Le plan n’est pas encore complet').and.include(`href="/pro/reviews/${caseId}/plan"`);
  });

  it('the remark stays under its objective with its answer, and the cell says what a round has changed', async () => {
    const at = house.clock.now;
    const caseId = await begin('plan-drafting');
    const plan = planOf(at);
    const [first] = plan.objectives;
    const changed: Plan = { objectives: [{ ...first!, who: 'Fanny Dethier', answer: 'Oui, avancée.' }] };
    await doSteps(
      house.db,
      caseId,
      [
        { role: 'operator', action: 'submit-plan', facts: factsOf(plan), content: { plan } },
        { role: 'coordinator', action: 'ask-revision', content: { remarks: { [first!.id]: 'Peut-on avancer ?' } } },
        { role: 'operator', action: 'submit-plan', facts: factsOf(changed), content: { plan: changed } },
      ],
      at,
    );
    const { text } = await marc.get(`/office/reviews/${caseId}/plan`).expect(200);
    expect(text).to.include('Peut-on avancer ?').and.include('Oui, avancée.');
    expect(text).to.match(/avant : <del>répond|avant : <del>Nathalie Servais<\/del>/);
    expect(text).to.include('Retiré au tour 2').and.include('La sieste des grands');
    const before = (await marc.get(`/office/reviews/${caseId}/plan?round=1`).expect(200)).text;
    expect(before).to.include('La sieste des grands').and.not.include('Retiré au tour');
  });

  it('a change asked for after a signature makes it fall, and the page says so to both', async () => {
    const caseId = await begin('signing');
    const { data, version } = await stateOf(caseId);
    const sign = `/pro/functioning-review/${caseId}/sign-plan`;
    await nathalie.post(sign, { agreed: 'oui', seal: 'autre', token: randomUUID(), version }).expect(409);
    await nathalie.post(sign, { agreed: 'oui', seal: data.digest!, token: randomUUID(), version }).expect(303);
    const signedVersion = (await stateOf(caseId)).version;
    const signed = (await house
      .db('act_contents as c')
      .join('acts as a', (on) => on.on('a.case_id', 'c.case_id').andOn('a.number', 'c.number'))
      .where({ 'a.case_id': caseId, 'a.action': 'sign-plan' })
      .first('c.content')) as { content: { statement: string } };
    expect(signed.content.statement).to.match(
      /^J'ai lu le plan d'action de Crèche Les Petits Chênes \(tour 1, 2 objectifs, 3 actions, empreinte .+\) et je le signe au nom de (?!Crèche).*Petits Chênes/,
    );
    expect((await marc.get(`/office/reviews/${caseId}/plan`).expect(200)).text).to.include('Signer avec itsme ou eID');
    await marc
      .post(`/office/functioning-review/${caseId}/reopen-plan`, {
        reason: 'Une date ne tient pas.',
        token: randomUUID(),
        version: signedVersion,
      })
      .expect(303);
    const after = await stateOf(caseId);
    expect(after.status).to.equal('plan-drafting');
    expect(after.data.signedByOperator).to.equal(undefined);
    for (const [who, portal] of [
      [nathalie, 'pro'],
      [marc, 'office'],
    ] as const)
      expect((await who.get(`/${portal}/reviews/${caseId}/plan`).expect(200)).text)
        .to.include('Les signatures sont tombées')
        .and.include('Une date ne tient pas.')
        .and.match(/La signature de Nathalie Servais, le [^,]+, ne vaut plus/);
  });

  it('after the third refusal it is the head of the administration who decides, of a plan that she may change', async () => {
    const caseId = await begin('arbitration');
    await writePlan(house.db, caseId, planOf(house.clock.now), { at: house.clock.now, round: 3 });
    const julie = await house.as('Julie Moreau');
    const url = `/office/reviews/${caseId}/plan`;
    const plan = (await julie.get(url).expect(200)).text;
    expect(plan).to.include('Arbitrage, après 3 tours refusés');
    const first = (await readPlan(house.db, caseId)).objectives[0]!;
    expect((await julie.get(`${url}?edit=${first.id}`).expect(200)).text).to.not.include('o.answer');
    expect((await julie.get(`/office/functioning-review/${caseId}/arbitrate`).expect(200)).text).to.include(
      'Vous tranchez après 3 tours refusés',
    );
    await julie.post(url, { do: `add-objective.${randomUUID()}` }).expect(303);
    await marc.post(url, { do: `add-objective.${randomUUID()}` }).expect(403);
    await marc.get(`/office/functioning-review/${caseId}/arbitrate`).expect(403);
  });

  it('the next cycle is planned once where one ends, however often it is done', async () => {
    const caseId = await begin('closed');
    const ended = (await house.db('acts').where({ case_id: caseId, action: 'end-cycle' }).first('number')) as {
      number: number;
    };
    const key = { caseId, number: ended.number, effect: 'plan-next-review' };
    for (let turn = 0; turn < 3; turn += 1)
      await house.db.transaction(async (trx) => {
        await openNextReview(trx, (await getEffectContext(trx, key)) as never);
      });
    const next = (await house
      .db('cases')
      .where({ slug: 'functioning-review', facility_id: facilityId, closed_at: null })) as { status: string }[];
    expect(next.map(({ status }) => status)).to.deep.equal(['planned']);
  });

  it('the next cycle begins on no day on which the place is closed, waits with a suspended one, and is not planned where it has ended', async () => {
    const next = async (): Promise<{ status: string; data: CaseData }[]> => {
      const caseId = await begin('closed');
      const ended = (await house.db('acts').where({ case_id: caseId, action: 'end-cycle' }).first('number')) as {
        number: number;
      };
      const key = { caseId, number: ended.number, effect: 'plan-next-review' };
      await house.db.transaction(async (trx) => {
        await openNextReview(trx, (await getEffectContext(trx, key)) as never);
      });
      const rows = (await house
        .db('cases')
        .where({ slug: 'functioning-review', facility_id: facilityId, closed_at: null })
        .select('status', 'state')) as { status: string; state: { data: CaseData } }[];
      return rows.map(({ status, state: { data } }) => ({ status, data }));
    };
    const today = dayOf(house.clock.now);
    const usual = (await next())[0]!.data.firstDayOn;
    await house.db('exceptional_days').insert({
      facility_id: facilityId,
      from_on: addDays(usual, -1),
      until_on: addDays(usual, 3),
      periods: '[]',
      reason: 'Fermeture annuelle',
      changed_at: new Date(house.clock.now),
    });
    expect((await next())[0]!.data.firstDayOn).to.equal(nextWorkingDay(addDays(usual, 4)));
    const version = house
      .db('authorisation_versions')
      .where({ facility_id: facilityId })
      .where('valid_from', '<=', today)
      .orderBy('valid_from', 'desc')
      .first('id');
    const { id } = (await version) as { id: string };
    const standing = (await house
      .db('authorisation_versions')
      .where({ id })
      .first('status', 'planned_end_on')) as object;
    await house
      .db('authorisation_versions')
      .where({ id })
      .update({ status: 'suspended-voluntarily', planned_end_on: addDays(today, 200) });
    expect((await next()).map(({ status, data }) => [status, data.returnOn, data.resumeIn])).to.deep.equal([
      ['suspended', addDays(today, 200), 'planned'],
    ]);
    await house.db('authorisation_versions').where({ id }).update(standing);
    await house.db('facilities').where({ id: facilityId }).update({ closed_on: today });
    expect(await next()).to.deep.equal([]);
    await house.db('facilities').where({ id: facilityId }).update({ closed_on: null });
  });
});

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { anAgreement, bodyId, by, director, referent } from './an-agreement.ts';

describe('what is decided of an agreement, as it is written and read', function () {
  this.timeout(240_000);
  let house: House;
  let operator: Visitor, one: Visitor, secretariat: Visitor;
  let endsOn: Day, next: Day;
  before(async () => {
    house = await openHouse();
    operator = await house.asUser(by);
    one = await house.asUser(referent);
    secretariat = await house.asUser(stableId('user appeal-secretariat'));
    endsOn = addMonths(dayOf(house.clock.now), 9);
    next = addDays(endsOn, 1);
  });
  after(() => house.close());
  // The newest case is the one of the test.
  beforeEach(() => {
    house.clock.now += 1000;
  });

  const office = (caseId: string, rest = ''): string => `/office/agreement-renewal/${caseId}${rest}`;
  const versionOf = async (caseId: string): Promise<string> =>
    String(((await house.db('cases').where({ id: caseId }).first('act_number')) as { act_number: number }).act_number);
  const send = async (who: Visitor, caseId: string, action: string, fields: Record<string, string | string[]>) =>
    who.post(office(caseId, `/${action}`), {
      token: randomUUID(),
      version: await versionOf(caseId),
      seal: fieldIn((await who.get(office(caseId, `/${action}`))).text, 'seal'),
      ...fields,
    });
  const proposal = (fields: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
    outcome: 'renew-under-conditions',
    effectiveOn: formatShortDate(next),
    untilOn: formatShortDate(addMonths(next, 48)),
    motives: 'La cour n’est pas close.',
    condition1: 'Clôturer la cour',
    conditionDueOn1: formatShortDate(addMonths(next, 3)),
    condition2: '',
    conditionDueOn2: '',
    ...fields,
  });

  it('shows the letter of a proposal with the days as one writes them, its conditions and its grounds', async () => {
    const caseId = await anAgreement(house, 'decision');
    const shown = async (fields: Record<string, string | string[]>) =>
      one.post(office(caseId, '/propose-decision/letter'), proposal(fields));
    const granted = await shown({});
    expect([granted.status, textOf(granted.text)]).to.satisfy(
      ([status, text]: [number, string]) =>
        status === 200 && text.includes(formatLongDate(next)) && text.includes('Clôturer la cour'),
    );
    const refused = await shown({ outcome: 'refuse', grounds: ['project', 'premises'], untilOn: '' });
    expect(textOf(refused.text)).to.include("La décision repose sur : Projet d'accueil, Infrastructure.");
    const unreadable: Record<string, string>[] = [
      { effectiveOn: 'demain' },
      { outcome: '' },
      { conditionDueOn1: '32/13/2027' },
      { grounds: 'x' },
    ];
    for (const fields of unreadable) expect((await shown(fields)).status).to.equal(200);
  });

  it('says of a refusal what it leaves: nothing more of a renewal, the agreement that stands of other places', async () => {
    const caseId = await anAgreement(house, 'preparation', { kind: 'places' });
    const at = house.clock.now;
    await takeStep(house.db, caseId, { action: 'submit', role: 'operator', userId: by, facts: { digest: 'ab' }, at });
    for (const action of ['examine', 'give-report', 'note-commission-opinion'] as const)
      await takeStep(house.db, caseId, {
        action,
        role: 'aes-referent',
        userId: referent,
        facts: { met: 1, unmet: 0, outcome: 'refuse', opinion: 'refuse', sessionOn: dayOf(at) } as never,
        at,
      });
    const letter = await one.post(
      office(caseId, '/propose-decision/letter'),
      proposal({ outcome: 'refuse', grounds: ['places'] }),
    );
    expect(textOf(letter.text)).to.include('Votre agrément en cours et ses lieux ne changent pas.');
    const longer = await send(
      one,
      caseId,
      'propose-decision',
      proposal({ outcome: 'renew', effectiveOn: formatShortDate(dayOf(at)) }),
    );
    expect([longer.status, longer.text]).to.satisfy(
      ([status, text]: [number, string]) => status === 422 && text.includes('ne prolonge pas l&#x27;agrément'),
    );
    // Renewed meanwhile: what was asked was asked of another agreement.
    await house.db('agreements').insert({ organising_body_id: bodyId, from_on: next, to_on: addMonths(endsOn, 60) });
    const renewed = await send(
      one,
      caseId,
      'propose-decision',
      proposal({ outcome: 'renew', effectiveOn: formatShortDate(dayOf(at)), untilOn: formatShortDate(endsOn) }),
    );
    expect([renewed.status, renewed.text]).to.satisfy(
      ([status, text]: [number, string]) => status === 422 && text.includes('a été renouvelé depuis la demande'),
    );
    await house.db('agreements').where({ from_on: next }).delete();
  });

  it('is proposed again from what had been proposed, once it is sent back', async () => {
    const caseId = await anAgreement(house, 'decision');
    expect((await send(one, caseId, 'propose-decision', proposal())).status).to.equal(303);
    await takeStep(house.db, caseId, {
      action: 'return-to-drafter',
      role: 'atl-director',
      userId: director,
      content: { reason: 'À préciser.' },
      at: house.clock.now,
    });
    const { text } = await one.get(office(caseId, '/propose-decision'));
    for (const kept of ['Clôturer la cour', 'La cour n’est pas close.', formatShortDate(addMonths(next, 3))])
      expect(text).to.include(kept);
    expect(fieldIn(text, 'untilOn')).to.equal(formatShortDate(addMonths(next, 48)));
  });

  it('begins on the day after the agreement that stands: not before, not later; a refusal within the year', async () => {
    const caseId = await anAgreement(house, 'decision');
    const refusing = { outcome: 'refuse', grounds: ['project'], untilOn: '' };
    for (const [fields, why] of [
      [{ effectiveOn: formatShortDate(endsOn) }, 'ne peut pas être avant'],
      [{ effectiveOn: formatShortDate(addDays(next, 1)) }, 'sans interruption'],
      [{ ...refusing, effectiveOn: formatShortDate(endsOn) }, 'ne peut pas être avant'],
      [{ ...refusing, effectiveOn: formatShortDate(addMonths(next, 13)) }, 'Un refus prend effet dans les'],
    ] as const) {
      const answer = await send(one, caseId, 'propose-decision', proposal(fields as never));
      expect([answer.status, answer.text.includes(why)], why).to.deep.equal([422, true]);
    }
    const late = await anAgreement(house, 'decision');
    await house
      .db('cases')
      .where({ id: late })
      .update({ state: house.db.raw(`jsonb_set(state, '{data,late}', 'true')`) });
    const answer = await send(
      one,
      late,
      'propose-decision',
      proposal({ ...refusing, effectiveOn: formatShortDate(addDays(next, 30)) } as never),
    );
    expect(answer.text).to.include('Introduit hors délai');
  });

  it('tells a refused operator until when the agreement runs, and that an appeal is possible', async () => {
    const caseId = await anAgreement(house, 'refused');
    const page = async (): Promise<string> => textOf((await operator.get('/pro/agreement')).text);
    const until = `L'ONE a refusé le renouvellement : votre agrément se termine le ${formatLongDate(endsOn)}.`;
    expect(await page())
      .to.include(until)
      .and.not.include("continue jusqu'à la décision");
    await takeStep(house.db, caseId, { action: 'lodge-appeal', role: 'operator', userId: by, at: house.clock.now });
    expect(await page())
      .to.include(until)
      .and.include('Votre recours est introduit');
    await takeStep(house.db, caseId, {
      action: 'decide-appeal',
      role: 'appeal-secretariat',
      userId: stableId('user appeal-secretariat'),
      facts: { outcome: 'dismissed' },
      at: house.clock.now,
    });
    expect(await page())
      .to.include(until)
      .and.include('Préparer une première demande');
  });

  it('tells an operator who came late from when the new agreement runs, and not that no day is lost', async () => {
    const caseId = await anAgreement(house, 'refused');
    await takeStep(house.db, caseId, { action: 'lodge-appeal', role: 'operator', userId: by, at: house.clock.now });
    const from = addDays(next, 20);
    await takeStep(house.db, caseId, {
      action: 'decide-appeal',
      role: 'appeal-secretariat',
      userId: stableId('user appeal-secretariat'),
      facts: { outcome: 'upheld', effectiveOn: from, untilOn: addMonths(from, 24) },
      at: house.clock.now,
    });
    const page = async (): Promise<string> => textOf((await operator.get('/pro/agreement')).text);
    expect(await page())
      .to.include(`renouvelé à partir du ${formatLongDate(from)}`)
      .and.include("Aucun jour n'est perdu");
    await house
      .db('cases')
      .where({ id: caseId })
      .update({
        state: house.db.raw(`jsonb_set(state, '{data,late}', 'true')`),
      });
    expect(await page())
      .to.include(`renouvelé à partir du ${formatLongDate(from)}`)
      .and.not.include("Aucun jour n'est perdu");
  });

  it('does not dismiss an appeal against a refusal for training while modules wait', async () => {
    const caseId = await anAgreement(house, 'appeal');
    await house
      .db('cases')
      .where({ id: caseId })
      .update({ state: house.db.raw(`jsonb_set(state, '{data,proposal,grounds}', '["training"]')`) });
    const fields = { outcome: 'dismissed', effectiveOn: '', untilOn: '', motives: 'Les heures manquent.' };
    const answer = await send(secretariat, caseId, 'decide-appeal', fields);
    expect([answer.status, answer.text.includes('Refuser pour la formation est impossible')]).to.deep.equal([
      422,
      true,
    ]);
    await house
      .db('cases')
      .where({ id: caseId })
      .update({ state: house.db.raw(`jsonb_set(state, '{data,proposal,grounds}', '["project"]')`) });
    expect((await send(secretariat, caseId, 'decide-appeal', fields)).status).to.equal(303);
  });

  it('offers one request at a time: other places not while the renewal runs, a first one once nothing stands any more', async () => {
    const ask = (kind: string) => operator.post('/pro/agreement', { body: bodyId, kind, token: randomUUID() });
    const open = () =>
      house.db('cases').where({ subject_id: bodyId, slug: 'agreement-renewal' }).whereNull('closed_at');
    await anAgreement(house, 'examination');
    expect((await operator.get('/pro/agreement')).text)
      .to.include('partie « Lieux et horaires »')
      .and.not.include('Demander un changement de lieux');
    expect((await ask('places')).headers.location).to.equal('/pro/agreement');
    expect(await open()).to.have.length(1);
    // In force, its conditions followed: other places may be asked, and the next renewal opened.
    await anAgreement(house, 'conditions-follow-up');
    expect((await operator.get('/pro/agreement')).text).to.include('Demander un changement de lieux');
    // Over without a request.
    await open().update({ closed_at: new Date(house.clock.now), status: 'expired' });
    await house.db('agreement_prolongations').delete();
    await house
      .db('agreements')
      .where({ organising_body_id: bodyId })
      .update({
        from_on: house.db.raw('from_on - 4000'),
        to_on: house.db.raw(`cast(? as date) - 20`, [dayOf(house.clock.now)]),
      });
    expect((await operator.get('/pro/agreement')).text).to.include('Préparer une première demande');
    expect((await ask('first')).headers.location).to.match(/^\/pro\/agreement-renewal\//);
    expect(await open().select('kind')).to.deep.equal([{ kind: 'first' }]);
  });

  it('is renewed once more from the page of a place, where the renewal was withdrawn: the référente opens it, once', async () => {
    const envol = stableId('facility mercredis-envol');
    const path = `/office/facilities/${envol}/agreement-renewal`;
    await anAgreement(house, 'invited');
    const fields = { token: randomUUID(), reason: 'Retiré par erreur' };
    const twice = await one.post(path, fields);
    expect([twice.status, twice.text.includes('déjà ouvert')]).to.deep.equal([409, true]);
    await house
      .db('cases')
      .where({ subject_id: bodyId, slug: 'agreement-renewal' })
      .whereNull('closed_at')
      .update({ closed_at: new Date(house.clock.now), status: 'withdrawn' });
    expect((await operator.get('/pro/agreement')).text).to.include('peut l&#x27;ouvrir à nouveau');
    expect((await one.get(`/office/facilities/${envol}`)).text).to.include(path);
    expect((await one.post(path, { ...fields, reason: '' })).status).to.equal(422);
    const opened = await one.post(path, fields);
    expect([opened.status, (await one.post(path, fields)).headers.location]).to.deep.equal([
      303,
      opened.headers.location,
    ]);
    const [row] = (await house
      .db('cases')
      .where({ subject_id: bodyId, slug: 'agreement-renewal' })
      .whereNull('closed_at')
      .select('kind', 'status')) as object[];
    expect(row).to.deep.equal({ kind: 'renewal', status: 'scheduled' });
  });

  it('lets the next renewal be opened while the conditions of the last one are followed', async () => {
    const kept = await anAgreement(house, 'conditions-follow-up');
    const opened = await one.post(`/office/facilities/${stableId('facility mercredis-envol')}/agreement-renewal`, {
      token: randomUUID(),
      reason: 'Le suivi des conditions dure',
    });
    expect([opened.status, opened.headers.location?.includes(kept)]).to.deep.equal([303, false]);
  });
});

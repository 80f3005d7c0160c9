import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { openQuarter, stableOf } from './cases.ts';
import { makeReady, sealOf } from './ready.ts';

describe('corrections asked by line', () => {
  let house: House;
  let operator: Visitor;
  let hassan: Visitor;
  let caseId: string;
  before(async () => {
    house = await openHouse();
    operator = await house.asUser(stableId('user admin-clair-matin'));
    hassan = await house.as('Hassan Tahiri');
    const facilityId = stableOf('clair-matin');
    caseId = await openQuarter(house.db, { facilityId, at: house.clock.now, quarter: '2055-2', status: 'to-submit' });
    await makeReady(house.db, caseId, house.clock.now);
    await operator.post(at('submit'), await sending({ seal: await seal() })).expect(303);
  });
  after(() => house.close());
  const at = (end: string): string => `/pro/quarterly-subsidy/${caseId}${end ? `/${end}` : ''}`;
  const office = (end: string): string => `/office/quarterly-subsidy/${caseId}/${end}`;
  const seal = (): Promise<string> => sealOf(house.db, caseId, house.clock.now);
  const caseRow = async () =>
    (await house.db('cases').where({ id: caseId }).first('act_number', 'status', 'state')) as {
      act_number: number;
      status: string;
      state: { data: { corrections?: string[] } };
    };
  const sending = async (fields: Record<string, string | string[]>) => ({
    token: randomUUID(),
    version: String((await caseRow()).act_number),
    ...fields,
  });
  const costs = async (clerkSessions: string): Promise<void> => {
    const { costs_version: version } = (await house
      .db('quarter_reports')
      .where({ case_id: caseId })
      .first('costs_version')) as { costs_version: number };
    await operator
      .post(at('report/costs'), { version: String(version), clerkSessions, premisesSessions: '1', socialTravel: '0' })
      .expect(303);
  };

  it('opens with the line that the address names, and with nothing where it names none of ours', async () => {
    const ticked = (html: string): string[] =>
      [...html.matchAll(/name="corrections" value="([^"]*)" checked/g)].map(([, code]) => code!);
    expect(ticked((await hassan.get(`${office('ask-correction')}?line=clerk`).expect(200)).text)).to.deep.equal([
      'line-clerk',
    ]);
    expect(ticked((await hassan.get(`${office('ask-correction')}?line=nobody`).expect(200)).text)).to.deep.equal([]);
    expect(textOf((await hassan.get(office('ask-correction'))).text)).to.include('déclaré 24,80');
  });

  it('a line that is ticked is told in its own words; a text without its tick is not lost and not guessed', async () => {
    const refused = async (fields: Record<string, string | string[]>): Promise<string> => {
      const { status, text } = await hassan.post(office('ask-correction'), await sending(fields));
      expect(status).to.equal(422);
      return text;
    };
    expect(textOf(await refused({ corrections: ['line-clerk'], reason: 'Voyez vos frais.' }))).to.include(
      'Écrivez ce qui est à corriger',
    );
    const kept = await refused({ 'corrections': ['staff'], 'reason': 'Oui.', 'what-line-clerk': 'Deux séances.' });
    expect(textOf(kept)).to.include('Cochez ce que ce texte demande').and.include('Deux séances.');
    expect(textOf(await refused({ corrections: ['line-nowhere'], reason: 'Oui.' }))).to.include('Erreur');
  });

  it('stands at its place, with its field, in the words of the agent', async () => {
    const fields = {
      'corrections': ['line-clerk', 'line-supplies', 'information'],
      'what-line-clerk': 'Une seule séance est attestée.',
      'what-line-supplies': 'Aucune facture : en avez-vous eu ?',
      'reason': 'Merci de relire.',
    };
    const form = await sending(fields);
    await hassan.post(office('ask-correction'), form).expect(303);
    await hassan.post(office('ask-correction'), form).expect(303);
    expect((await caseRow()).state.data.corrections).to.deep.equal(['line-clerk', 'line-supplies', 'information']);
    const page = (await operator.get(at('report/costs')).expect(200)).text;
    expect(textOf(page)).to.include('Une seule séance est attestée.').and.include('Aucune facture');
    expect(page).to.include('href="#clerkSessions"').and.include('href="#supplies"');
    expect(textOf((await operator.get(at('report/information')).expect(200)).text)).to.include('Merci de relire.');
    expect(textOf((await operator.get(at('report/staff')).expect(200)).text)).not.to.include('attestée');
    const own = (await operator.get(at('')).expect(200)).text;
    expect(own).to.include(`${at('report/costs')}#clerkSessions`);
    expect(textOf(own)).to.include('À corriger : 3 demandes').and.include('pas modifiée');
  });

  it('is answered line by line: needed where nothing has changed, and what changed is told on its line and elsewhere', async () => {
    await costs('1');
    expect(textOf((await operator.get(at('')).expect(200)).text)).to.include('séances : 2 → 1');
    const silent = await operator.post(at('answer-correction'), await sending({ seal: await seal() }));
    expect(silent.status).to.equal(422);
    expect(textOf(silent.text)).to.include("Rien n'a changé à cet endroit");
    const form = await sending({
      'seal': await seal(),
      'answer-line-clerk': 'Corrigé, une séance annulée.',
      'answer-line-supplies': 'Aucun achat ce trimestre.',
      'answer-information': 'Les heures sont exactes.',
    });
    await operator.post(at('answer-correction'), form).expect(303);
    await operator.post(at('answer-correction'), form).expect(303);
    expect((await caseRow()).status).to.equal('in-control');
    const control = textOf((await hassan.get(office('propose')).expect(200)).text);
    for (const said of [
      'Demandé : Une seule séance est attestée.',
      'Préposé aux écritures, séances : 2 → 1',
      'Réponse : Corrigé, une séance annulée.',
      'Réponse : Aucun achat ce trimestre.',
      'Changé ailleurs',
      // Nobody has asked for it.
      'Locaux des séances, séances : 0 → 1',
      'changé sans être demandé',
    ])
      expect(control, said).to.include(said);
  });
});

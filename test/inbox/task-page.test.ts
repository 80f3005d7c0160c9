/** The page where an agent acts, straight from a list of tasks: every act of the step, the case, the documents and what is missing, then the next task. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, unescaped } from '../support/html.ts';

const list = 'view=team&sort=due';

describe('the page of a task', () => {
  let house: House;
  let agent: Visitor;
  let task: { id: string; case_id: string };
  let url: string;
  before(async () => {
    house = await openHouse();
    agent = await house.asUser(stableId('user referent-namur'));
    task = (await house
      .db('tasks')
      .where({ action: 'declare-complete', closed_at: null, facility_id: stableId('facility arbre-a-bulles') })
      .first('id', 'case_id')) as typeof task;
    url = `/office/authorisation-adaptation/${task.case_id}`;
  });
  after(() => house.close());

  const from = (): string => `?${new URLSearchParams({ task: task.id, list }).toString()}`;
  const links = (html: string): string[] =>
    [
      ...(/<nav class="choices"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '').matchAll(/<a[^>]*href="([^"]*)"[^>]*>([^<]*)</g),
    ].map(([, href, text]) => `${text!} → ${unescaped(href!).replace(url, '')}`);

  it('holds every act of the step side by side, and the case one click away, without leaving the list', async () => {
    const { text: html } = await agent.get(`${url}/declare-complete${from()}`).expect(200);
    expect(links(html)).to.deep.equal([
      `Demander un complément → /ask-complement${from()}`,
      `Ouvrir le dossier → ${from()}`,
    ]);
    // Where one is is no link: Tab would meet it before the button of the same name.
    expect(html).to.include('<span aria-current="page">Déclarer complète</span>');
  });

  it('shows documents by what they are, with the name of the file second, and says which one is missing', async () => {
    await house
      .db('documents')
      .where({ case_id: task.case_id, slot: 'insurance' })
      .update({ withdrawn_at: new Date() });
    const { text: html } = await agent.get(`${url}/declare-complete`).expect(200);
    expect(html).to.match(/>Plan du lieu, avec la superficie de chaque pièce<\/a> <span class="soft">[^<]+\.pdf</);
    const missing = [...html.matchAll(/<\/svg> ([^<]+)<\/span>\s*<span class="badge badge--due-soon">manque</g)];
    expect(missing.map(([, label]) => label)).to.have.length(1);
  });

  it('names the colleague who has begun to write, and since when', async () => {
    const colleague = await house.asUser(stableId('user referent-liege'));
    await house.db('grants').where({ user_id: colleague.userId }).update({ administration: 'namur' });
    await colleague
      .post(`${url}/ask-complement/draft`, { text: 'Il manque', page: `${randomUUID()}.1`, draft: '0' })
      .expect(303);
    house.clock.now += 12 * 60_000;
    for (const action of ['', '/declare-complete'])
      expect((await agent.get(`${url}${action}`)).text).to.match(
        /\S+ \S+ a commencé à rédiger \(« Demander un complément »\), il y a 12 minutes\./,
      );
    const operator = await house.asUser(stableId('user admin-arbre-a-bulles'));
    expect((await operator.get(url.replace('office', 'pro'))).text).not.to.include('commencé à rédiger');
  });

  it('leads to the next task of the list once the act is done', async () => {
    const { text: form } = await agent.get(`${url}/declare-complete${from()}`).expect(200);
    const action = unescaped(/<form class="form card" action="([^"]+)"/.exec(form)![1]!);
    const version = fieldIn(form, 'version');
    const { headers } = await agent.post(action, { token: randomUUID(), version, remarks: '' }).expect(303);
    const { text: html } = await agent.get(headers.location!).expect(200);
    const next = /role="status">\s*<p>Demande déclarée complète\. <a href="([^"]+)">Tâche suivante : [^<]+<\/a>/.exec(
      html,
    );
    expect(next, html.slice(html.indexOf('role="status"'), html.indexOf('role="status"') + 400)).not.to.equal(null);
    const { status, text } = await agent.get(unescaped(next![1]!));
    expect(status).to.equal(200);
    expect(text).to.include('aria-current="page"');
  });

  it('shows the letter before it is signed, and none once there is nothing to sign', async () => {
    const manager = await house.asUser(stableId('user asr-manager-namur'));
    await manager.post(`${url}/sign-decision/letter`).expect(409);
    const reasons = 'Les locaux répondent à la réglementation, la visite le confirme pièce par pièce.';
    const act = async (
      role: 'referent' | 'coordinator' | 'health-referent',
      name: string,
      facts: object,
      content = {},
    ): Promise<unknown> =>
      recordAct(house.db, process, task.case_id, {
        action: name,
        token: `page ${name}`,
        facts,
        content,
        actor: { role, userId: stableId(`user ${role}-namur`) },
        at: house.clock.now,
      });
    await act('coordinator', 'plan-visit', { visitOn: '2026-11-23' }, { from: '9:30' });
    await act('coordinator', 'report-visit', { visitedOn: '2026-11-23' }, { report: 'Vu.' });
    await act('coordinator', 'give-opinion', { opinion: 'favourable' }, { text: 'Oui.' });
    await act('health-referent', 'give-health-opinion', { opinion: 'favourable' }, { text: 'Oui.' });
    await act(
      'referent',
      'propose-decision',
      { outcome: 'grant', effectiveOn: '2027-05-03' },
      {
        legalBase: 'Vu le décret du 21 février 2019.',
        facts: 'Vu la visite.',
        reasons,
        conditions: [],
      },
    );
    const { text: html } = await manager.get(`${url}/sign-decision`).expect(200);
    expect(links(html).map((link) => link.split(' → ')[0])).to.include('Renvoyer à la rédaction');
    expect(html).to.include('<span aria-current="page">Signer la décision</span>');
    expect(html).to.include('Voir la lettre').and.include(reasons);
    const { text: letter } = await manager.post(`${url}/sign-decision/letter`).expect(200);
    expect(letter).to.include(reasons).and.include('Julie Moreau');
  });
});

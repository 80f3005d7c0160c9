/** What every act that a person does must hold over HTTP, told once for all procedures: `describeActs(procedure, told)`. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { noForm, type AnyProcedurePages } from '../../api/cases/procedure-pages.ts';
import { kitForms } from '../../api/cases/usual-forms.ts';
import { procedures } from '../../api/procedures.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import type { Instant } from '../../domain/calendar.ts';
import { openHouse, type House, type Visitor } from './house.ts';
import { minute } from './times.ts';

export type Fields = Record<string, string | string[]>;
export interface Where {
  db: Database;
  caseId: string;
  now: Instant;
}
export interface ToldAct<Action extends string = string> {
  action: Action;
  /** Key of a facility of the demonstration; the case there that is open in `status` before the act. */
  facility: string;
  status: string;
  /** Key of the person. */
  by: string;
  /** It binds its author: a sign-in of less than a quarter of an hour is asked for. */
  binds?: true;
  body: Fields | ((where: Where) => Promise<Fields>);
  /** Refused at `fault`; everything else that was typed stands in the form again. */
  bad: { fields: Fields; fault: string };
  /** Opens the case, where the demonstration has none. @returns its id */
  open?: (house: House) => Promise<string>;
  before?: (where: Where) => Promise<void>;
  /** Where one goes on, where that is not the page of the case. */
  then?: RegExp;
}

/** Recognised on the page when it is kept, and harmless there. */
export const marker = 'gardé <b>&"\'</b>';
export const shown = 'gardé &lt;b&gt;&amp;&quot;&#x27;&lt;/b&gt;';

interface Case {
  id: string;
  act_number: number;
  moved_by: number;
  administration: string;
  status: string;
}

export const describeActs = (procedure: AnyProcedurePages, told: readonly ToldAct[]): void => {
  describe(`each act of ${procedure.process.slug}, over HTTP`, () => {
    tellActs(procedure, told);
  });
};

function tellActs(procedure: AnyProcedurePages, toldActs: readonly ToldAct[]): void {
  const { slug } = procedure.process;
  let house: House;
  before(async () => {
    house = await openHouse({ procedures: [...new Set([...procedures, procedure])] });
  });
  after(() => house.close());

  const person = (key: string, options: { authenticatedAt?: number } = {}): Promise<Visitor> =>
    house.asUser(stableId(`user ${key}`), options);
  const portalOf = (key: string): 'pro' | 'office' => (key.startsWith('admin-') ? 'pro' : 'office');
  const actsOf = async (caseId: string): Promise<{ number: number; token: string; action: string }[]> =>
    house.db('acts').where({ case_id: caseId }).orderBy('number').select('number', 'token', 'action');

  it('is told here for every form there is', () => {
    const forms = Object.entries<unknown>({ ...kitForms, ...(procedure.acts as object) }).filter(
      ([, form]) => form !== noForm,
    );
    expect(toldActs.map(({ action }) => action)).to.have.members(forms.map(([action]) => action));
  });

  for (const told of toldActs)
    describe(`« ${told.action} »`, () => {
      theSameList(told);
    });

  function theSameList({
    action,
    facility,
    status,
    by,
    binds,
    body,
    bad,
    open: openIt,
    before: prepare,
    then,
  }: ToldAct): void {
    const portal = portalOf(by);
    let row: Case;
    let url: string;
    let fields: Fields;
    let who: Visitor;
    const look = async (): Promise<Case> =>
      house.db('cases').where({ id: row.id }).first<Case>('id', 'act_number', 'moved_by', 'administration', 'status');
    const unchanged = async (): Promise<void> => {
      expect(await look()).to.deep.equal(row);
      expect(await actsOf(row.id)).to.have.length(row.act_number);
    };
    const envelope = (): Fields => ({ token: randomUUID(), version: String(row.act_number) });

    before(async () => {
      const caseId = await openIt?.(house);
      const find = (): Promise<Case> =>
        house
          .db('cases')
          .where(caseId ? { id: caseId } : { slug, facility_id: stableId(`facility ${facility}`), closed_at: null })
          .orderBy('opened_at', 'desc')
          .modify((query) => {
            if (!prepare) void query.where({ status });
          })
          .first<Case>('id', 'act_number', 'moved_by', 'administration', 'status');
      row = await find();
      expect(row, `no case at ${facility}`).to.be.an('object');
      await prepare?.({ db: house.db, caseId: row.id, now: house.clock.now });
      row = await look();
      expect(row.status).to.equal(status);
      url = `/${portal}/${slug}/${row.id}/${action}`;
      fields = typeof body === 'function' ? await body({ db: house.db, caseId: row.id, now: house.clock.now }) : body;
      who = await person(by);
    });

    it('leads who is not signed in to the door', async () => {
      expect((await house.stranger.get(url).expect(302)).headers.location).to.equal(
        `/sign-in?${new URLSearchParams({ returnTo: url }).toString()}`,
      );
      expect((await house.stranger.post(url, { ...envelope(), ...fields }).expect(303)).headers.location).to.match(
        /^\/sign-in/,
      );
      await unchanged();
    });

    it('is not there for who does not see the case', async () => {
      const other = await person(
        portal === 'pro' ? 'admin-tournai' : row.administration === 'liege' ? 'referent-namur' : 'referent-liege',
      );
      await other.get(url).expect(404);
      await other.post(url, { ...envelope(), ...fields }).expect(404);
      await unchanged();
    });

    it('is refused to who sees the case without the right, who learns whose it is', async () => {
      const supervisor = await person('supervisor');
      const here = url.replace('/pro/', '/office/');
      // Nobody sees it who does not act on it.
      if (procedure.process.confidential) {
        await supervisor.get(here).expect(404);
        await supervisor.post(here, { ...envelope(), ...fields }).expect(404);
        return unchanged();
      }
      expect((await supervisor.get(here).expect(403)).text).to.include('Cette action revient à');
      await supervisor.post(here, { ...envelope(), ...fields }).expect(403);
      await (await person(portal === 'pro' ? 'supervisor' : 'admin-tournai'))
        .post(url, { ...envelope(), ...fields })
        .expect(403);
      await unchanged();
    });

    it('shows its form, which changes nothing', async () => {
      const { text } = await who.get(url).expect(200);
      expect(text)
        .to.include(`action="${url}"`)
        .and.include('name="token"')
        .and.include(`name="version" value="${String(row.act_number)}"`);
      await unchanged();
    });

    it(`shows a bad form again, says what is wrong at « ${bad.fault} » and keeps what was typed`, async () => {
      const token = randomUUID();
      const { text } = await who.post(url, { token, version: String(row.act_number), ...bad.fields }).expect(422);
      expect(text).to.include('class="error-summary"');
      // What belongs to no field leads to the first; where no field is, to none.
      if (bad.fault === 'form') expect(text).to.include('un champ que cette page').and.not.include('href="#form"');
      else expect(text).to.include(`href="#${bad.fault}"`);
      expect(text, 'the same sending').to.include(token);
      if (JSON.stringify(bad.fields).includes('gardé') && bad.fault !== 'form')
        expect(text).to.include(shown).and.not.include(marker);
      await unchanged();
    });

    it('refuses a field it does not know, and a form without its envelope', async () => {
      await who.post(url, { ...envelope(), ...fields, status: 'granted' }).expect(422);
      await who.post(url, fields).expect(422);
      await who.post(url, { ...envelope(), ...fields, version: '1e3' }).expect(422);
      await unchanged();
    });

    it('refuses a stale form with 409: who did what, when, and what is possible now', async () => {
      const mover = await house
        .db('acts as a')
        .leftJoin('users as u', 'u.id', 'a.actor_id')
        .where({ case_id: row.id, number: row.moved_by })
        .first<{ at: number; name: string | null }>(
          'a.at',
          house.db.raw("u.first_name || ' ' || u.family_name as name"),
        );
      const { text } = await who.post(url, { ...envelope(), ...fields, version: '0' }).expect(409);
      expect(text).to.include(formatDateTime(mover.at));
      if (mover.name) expect(text).to.include(escaped(mover.name));
      expect(text).to.include("n'a donc pas été enregistrée");
      const typed = ['text', 'reason', 'reasons']
        .map((name) => (fields as Record<string, unknown>)[name])
        .find((value) => typeof value === 'string');
      if (typeof typed === 'string') expect(text, 'what was typed').to.include(escaped(typed.split('\n')[0] ?? ''));
      if (action !== 'write-message') expect(text, 'what is possible').to.include(`href="${url}"`);
      await unchanged();
    });

    if (binds) {
      it('sends who signed in more than 15 minutes ago to the provider, and keeps the sending', async () => {
        const tired = await person(by, { authenticatedAt: house.clock.now - 15 * minute - 1 });
        const { headers } = await tired.post(url, { ...envelope(), ...fields }).expect(303);
        expect(headers.location).to.match(/^\/sign-in\/start\?.*max_age=0/);
        await unchanged();
        const { text } = await tired.get('/sign-in/resume').expect(200);
        expect(text).to.include(`action="${url}"`);
        for (const value of Object.values(fields).flat()) expect(text).to.include(escaped(value));
      });
    }

    it('is done once when it is sent ten times at once and again later', async () => {
      const sending = { ...envelope(), ...fields };
      const rung = house.bells.length;
      const answers = await Promise.all(Array.from({ length: 10 }, () => who.post(url, sending)));
      expect(answers.map(({ status: answered }) => answered)).to.deep.equal(Array.from({ length: 10 }, () => 303));
      const again = await who.post(url, sending).expect(303);
      for (const { headers } of [...answers, again])
        if (then) expect(headers.location).to.match(then);
        else expect(headers.location).to.equal(`/${portal}/${slug}/${row.id}?done=${action}`);
      const acts = await actsOf(row.id);
      expect(acts).to.have.length(row.act_number + 1);
      expect(acts.at(-1)).to.include({ action, token: sending.token, number: row.act_number + 1 });
      expect(house.bells.length - rung, 'one bell at most').to.be.within(0, 1);
      expect((await who.get(again.headers.location!).expect(200)).text).to.include('</html>');
    });
  }
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');

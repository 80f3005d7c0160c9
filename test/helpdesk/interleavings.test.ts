/** Two persons at the helpdesk, at the same moment or one after the other, while the body and their own rights change: one answer holds, and access follows it alone. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { findViewer, type Viewer } from '../../db/access/viewer.ts';
import { answerCorrection } from '../../db/helpdesk/niss-corrections.ts';
import { answerRecovery } from '../../db/helpdesk/recoveries.ts';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { writeTicket } from './ticket.ts';

const lutins = stableId('body lutins');
const administrator = stableId('user admin-lutins');
const bodies = '/office/helpdesk/bodies';
let serial = 301;
const newNiss = (): string => makeNationalNumber({ birthOn: '1976-03-04', sequence: (serial += 2) });

describe('two persons at the helpdesk', () => {
  let house: House;
  let samira: Visitor;
  let pascal: Visitor;
  let ticket: string;
  beforeEach(async () => {
    house = await openHouse();
    [samira, pascal] = await Promise.all([house.as('Samira Oulad'), house.as('Pascal Rigaux')]);
    ticket = await writeTicket(house);
  });
  afterEach(() => house.close());

  const viewerOf = async ({ userId }: Visitor): Promise<Viewer> =>
    (await findViewer(house.db, userId!, {
      acr: 450,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    }))!;
  const statuses = (answers: { status: number }[]): number[] => answers.map(({ status }) => status).sort();
  /** Sends while somebody else holds the row, takes the helpdesk's right away, then lets go. */
  const whileRightsEnd = async (
    who: Visitor,
    held: { table: string; id: string },
    send: () => PromiseLike<{ status: number }>,
  ): Promise<number> => {
    let sent: Promise<number> | undefined;
    await house.db.transaction(async (trx) => {
      await trx(held.table).where({ id: held.id }).forUpdate().select('id');
      sent = Promise.resolve(send()).then(({ status }) => status);
      const blocked = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
      while ((await trx.raw<{ rows: object[] }>(blocked)).rows.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await trx('grants').where({ user_id: who.userId }).delete();
    });
    return sent!;
  };

  describe('who recover a body', () => {
    const niss = newNiss();
    const ask = (by: Visitor, more: Record<string, string> = {}) =>
      by.post(`${bodies}/${lutins}/recover`, {
        token: randomUUID(),
        ticket,
        letter: 'Signée par la présidente, classée sous LUT-2026-3',
        letterOn: '20/11/2026',
        called: 'La présidente, au 081 00 00 00',
        calledOn: '23/11/2026',
        firstName: 'Odile',
        familyName: 'Carton',
        email: 'odile.carton@lutins.example',
        niss,
        consent: 'oui',
        ...more,
      });
    const orphan = (): Promise<unknown> =>
      house
        .db('users')
        .where({ id: administrator })
        .update({ deactivated_at: new Date(house.clock.now) });
    const proposed = async (more: Record<string, string> = {}): Promise<string> => {
      await orphan();
      const asked = await ask(samira, more);
      expect(asked.status, asked.text).to.equal(303);
      return String(asked.headers.location);
    };
    const administrators = async (): Promise<string[]> =>
      (
        (await house
          .db('grants')
          .join('users', 'users.id', 'grants.user_id')
          .where({ organising_body_id: lutins, role: 'administrator' })
          .whereNull('users.deactivated_at')
          .select('users.family_name as name')) as { name: string }[]
      ).map(({ name }) => name);

    it('ask at the same moment: one waits, the other reads that it does', async () => {
      await orphan();
      expect(statuses(await Promise.all([ask(samira), ask(pascal)]))).to.deep.equal([303, 409]);
      expect(await house.db('recoveries').where({ organising_body_id: lutins, status: 'proposed' })).to.have.lengthOf(
        1,
      );
    });

    it('answer at the same moment: the first holds, and access follows it', async () => {
      const page = await proposed();
      const answers = await Promise.all([
        pascal.post(`${page}/confirm`),
        samira.post(`${page}/withdraw`),
        pascal.post(`${page}/refuse`),
      ]);
      expect(statuses(answers)).to.deep.equal([303, 409, 409]);
      const { status } = await house
        .db('recoveries')
        .where({ id: page.split('/').at(-1)! })
        .first<{ status: string }>('status');
      expect(await administrators()).to.deep.equal(status === 'confirmed' ? ['Carton'] : []);
    });

    it('are never one and the same, not even past the pages', async () => {
      const page = await proposed();
      const id = page.split('/').at(-1)!;
      const answered = await viewerOf(samira)
        .then((viewer) => answerRecovery(house.db, viewer, { id, bodyId: lutins, answer: 'confirm' }, house.clock.now))
        .catch((error: unknown) => String(error));
      expect(answered).to.include('two persons');
      expect(await administrators()).to.deep.equal([]);
    });

    it('are asked whether they may at the moment that counts', async () => {
      const page = await proposed();
      const status = await whileRightsEnd(pascal, { table: 'organising_bodies', id: lutins }, () =>
        pascal.post(`${page}/confirm`),
      );
      expect(status).to.equal(403);
      expect(await administrators()).to.deep.equal([]);
    });

    it('read that every place is closed meanwhile; the files of the body remain, and so does its need of somebody', async () => {
      const page = await proposed();
      expect((await pascal.get(page)).text).to.not.include('tous fermés');
      await house.db('facilities').where({ organising_body_id: lutins }).update({ closed_on: '2026-11-22' });
      expect((await pascal.get(page)).text).to.include('tous fermés');
      expect((await pascal.post(`${page}/confirm`)).status).to.equal(303);
      expect(await administrators()).to.deep.equal(['Carton']);
      expect((await pascal.get(bodies)).text).to.not.include('Lutins');
    });

    it('name nobody where somebody has been put back meanwhile, nor an agent of ONE, nor who ONE has blocked', async () => {
      const agent = nissOf(people.find(({ key }) => key === 'helpdesk-2')!);
      for (const more of [{}, { niss: agent }, { niss: newNiss() }] as Record<string, string>[]) {
        const page = await proposed(more);
        if (!more.niss) await house.db('users').where({ id: administrator }).update({ deactivated_at: null });
        else if (more.niss !== agent)
          await house.db('users').insert({
            first_name: 'Odile',
            family_name: 'Bloquée',
            email: 'o@exemple.be',
            portal: 'pro',
            niss_hash: hashNationalNumber(more.niss, house.config.nissPepper),
            deactivated_at: new Date(house.clock.now),
          });
        const before = await administrators();
        expect((await pascal.post(`${page}/confirm`)).status).to.equal(303);
        expect((await pascal.get(page)).text).to.include('ne peut pas être faite');
        expect(await administrators()).to.deep.equal(before);
        expect(
          await house.db('memberships').where({ organising_body_id: lutins, email: 'odile.carton@lutins.example' }),
        ).to.be.empty;
      }
    });

    it('give back to a person whom the body had deleted the administration alone, not what was held back', async () => {
      await house.db('users').where({ id: administrator }).update({ deactivated_at: null });
      const key = people.find((person) => person.key === 'admin-lutins')!;
      await house
        .db('memberships')
        .where({ user_id: administrator, organising_body_id: lutins })
        .update({ deleted_at: new Date(house.clock.now) });
      await house.db('grants').where({ user_id: administrator, organising_body_id: lutins }).delete();
      await house.db('suspended_grants').insert({
        user_id: administrator,
        organising_body_id: lutins,
        role: 'data-manager',
        dossier: 'team',
        valid_from: '2026-01-01',
      });
      const asked = await ask(samira, { niss: nissOf(key) });
      expect(asked.status, asked.text).to.equal(303);
      expect((await pascal.post(`${String(asked.headers.location)}/confirm`)).status).to.equal(303);
      const held = (await house
        .db('member_grants')
        .where({ user_id: administrator, organising_body_id: lutins })
        .select('role')) as { role: string }[];
      expect(held.map(({ role }) => role)).to.deep.equal(['administrator']);
    });
  });

  describe('who correct a national number', () => {
    const who = stableId('user data-chenes');
    const propose = async (by: Visitor, niss: string) =>
      by.post(`/office/helpdesk/users/${who}/correct`, {
        token: randomUUID(),
        niss,
        proof: "Carte d'identité",
        reason: 'Deux chiffres inversés.',
        ticket,
      });
    const hashOf = async (id: string): Promise<string> =>
      (await house.db('users').where({ id }).first<{ niss_hash: Buffer }>('niss_hash')).niss_hash.toString('hex');
    const hashed = (niss: string): string => hashNationalNumber(niss, house.config.nissPepper).toString('hex');

    it('ask at the same moment: one waits', async () => {
      expect(statuses(await Promise.all([propose(samira, newNiss()), propose(pascal, newNiss())]))).to.deep.equal([
        303, 409,
      ]);
    });

    it('are never one and the same, not even past the pages, and may at the moment that counts', async () => {
      const before = await hashOf(who);
      const page = String((await propose(samira, newNiss())).headers.location);
      const id = page.split('/').at(-1)!;
      const answered = await viewerOf(samira)
        .then((viewer) => answerCorrection(house.db, viewer, { id, answer: 'confirm' }, house.clock.now))
        .catch((error: unknown) => String(error));
      expect(answered).to.include('two persons');
      const status = await whileRightsEnd(pascal, { table: 'niss_corrections', id }, () =>
        pascal.post(`${page}/confirm`),
      );
      expect(status).to.equal(403);
      expect(await hashOf(who)).to.equal(before);
    });

    it('give no number that somebody has been added with meanwhile: two users never share their rights', async () => {
      const niss = newNiss();
      const before = await hashOf(who);
      const page = String((await propose(samira, niss)).headers.location);
      const nathalie = await house.as('Nathalie Servais');
      const add = nathalie.post('/pro/users', {
        body: stableId('body petits-chenes'),
        firstName: 'Louise',
        familyName: 'Arrivée',
        email: 'louise@exemple.be',
        niss,
        consent: 'oui',
      });
      const [added, confirmed] = await Promise.all([add, pascal.post(`${page}/confirm`)]);
      expect([added.status, confirmed.status]).to.deep.equal([303, 303]);
      const holders = await house.db('users').where({ niss_hash: Buffer.from(hashed(niss), 'hex') });
      expect(holders).to.have.lengthOf(1);
      // Either the correction came first and she is added as who she is, or it cannot be made any more.
      const { status } = await house.db('niss_corrections').where({ user_id: who }).first<{ status: string }>('status');
      expect(await hashOf(who)).to.equal(status === 'confirmed' ? hashed(niss) : before);
      expect(status).to.be.oneOf(['confirmed', 'impossible']);
    });

    it('leave a user without access where their body has removed them meanwhile: another number gives nothing back', async () => {
      const niss = newNiss();
      const page = String((await propose(samira, niss)).headers.location);
      const nathalie = await house.as('Nathalie Servais');
      for (const { organising_body_id: at } of (await house.db('memberships').where({ user_id: who })) as {
        organising_body_id: string;
      }[])
        if (at === stableId('body petits-chenes'))
          expect((await nathalie.post(`/pro/users/${who}/delete`, { body: at })).status).to.equal(303);
      expect((await pascal.post(`${page}/confirm`)).status).to.equal(303);
      expect(await hashOf(who)).to.equal(hashed(niss));
      const olivier = await house.asUser(who);
      expect((await olivier.get(`/pro/facilities/${stableId('facility chenes')}/authorisation`)).status).to.not.equal(
        200,
      );
      expect(await house.db('sessions').where({ user_id: who })).to.have.lengthOf(1);
    });
  });
});

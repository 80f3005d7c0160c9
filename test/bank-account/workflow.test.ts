import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { accountInUse, accountsInUse } from '../../db/bank-accounts/in-use.ts';
import { readAccountNumbers } from '../../db/bank-accounts/numbers.ts';
import { useAccount } from '../../db/bank-accounts/use.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { day, hour, minute } from '../support/times.ts';
import { addAccount, makeBody, secrets } from './history-paths.ts';

describe('an account in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const statusOf = async (caseId: string): Promise<string> => (await engine.row(caseId)).status;
  const paid = async (bodyId: string, purpose: Parameters<typeof accountInUse>[2] = 'early-childhood') =>
    (await accountInUse(engine.db, bodyId, purpose))?.id;

  it('is paid to 48 hours after the second validation, to the minute, and not before', async () => {
    const { caseId, bodyId, act } = await addAccount(engine);
    await act('subsidy-manager', 'validate');
    await act('subsidy-manager', 'validate-second');
    await engine.sleep(2 * day - hour);
    expect([await statusOf(caseId), await paid(bodyId)]).to.deep.equal(['cooling', undefined]);
    await engine.sleep(hour + minute);
    expect([await statusOf(caseId), await paid(bodyId)]).to.deep.equal(['active', caseId]);
    const acts = await engine
      .db('acts')
      .where({ case_id: caseId })
      .select<{ action: string; at: number }[]>('action', 'at');
    const instantOf = (action: string): number => acts.find((each) => each.action === action)!.at;
    expect(instantOf('cooling-ends') - instantOf('validate-second')).to.be.at.least(2 * day);
  });

  it('takes over from the one before it, which keeps what it alone was paid', async () => {
    const bodyId = await makeBody(engine);
    const first = await addAccount(engine, { bodyId, purposes: ['early-childhood', 'bonuses'] });
    await first.validate();
    await engine.sleep(2 * day + minute);
    const next = await addAccount(engine, { bodyId });
    await next.validate();
    expect(await paid(bodyId), 'until then the first').to.equal(first.caseId);
    await engine.sleep(2 * day + minute);
    await engine.settle();
    expect([await paid(bodyId), await paid(bodyId, 'bonuses')]).to.deep.equal([next.caseId, first.caseId]);
    expect([await statusOf(first.caseId), await statusOf(next.caseId)]).to.deep.equal(['active', 'active']);
    const last = await addAccount(engine, { bodyId, purposes: ['bonuses'] });
    await last.validate();
    await engine.sleep(2 * day + minute);
    await engine.settle();
    expect([await paid(bodyId, 'bonuses'), await statusOf(first.caseId)]).to.deep.equal([last.caseId, 'closed']);
  });

  it('is one at a time for each purpose, whichever of two clerks is quicker', async () => {
    const bodyId = await makeBody(engine);
    const [one, other] = [await addAccount(engine, { bodyId }), await addAccount(engine, { bodyId })];
    await one.validate();
    await other.validate();
    await engine.sleep(2 * day + hour);
    await engine.settle();
    const uses = await accountsInUse(engine.db, [bodyId], 'early-childhood');
    expect(uses.map(({ id }) => id)).to.deep.equal([other.caseId]);
    expect([await statusOf(one.caseId), await statusOf(other.caseId)]).to.deep.equal(['closed', 'active']);
    // Done again, and at once with the other's: nothing moves.
    const contexts = await Promise.all(
      [one, other].map(async ({ caseId }) => {
        const { number } = await engine
          .db('acts')
          .where({ case_id: caseId, action: 'cooling-ends' })
          .first<{ number: number }>('number');
        return (await getEffectContext(engine.db, { caseId, number, effect: 'use-account' })) as Parameters<
          typeof useAccount
        >[1];
      }),
    );
    await Promise.all(
      [...contexts, ...contexts].map((context) => engine.db.transaction((trx) => useAccount(trx, context))),
    );
    expect(await paid(bodyId)).to.equal(other.caseId);
    expect(
      await engine.db('bank_account_uses').where({ organising_body_id: bodyId }).whereNull('used_until'),
    ).to.have.length(1);
  });

  it('is not paid to from the moment it is left, contested or cancelled, whenever the clerk comes by', async () => {
    for (const [role, action] of [
      ['operator', 'close'],
      ['operator', 'contest'],
      ['helpdesk', 'cancel'],
    ] as const) {
      const account = await addAccount(engine);
      await account.validate();
      await engine.sleep(2 * day + minute);
      expect(await paid(account.bodyId)).to.equal(account.caseId);
      await account.act(role, action);
      expect(await paid(account.bodyId), action).to.equal(undefined);
    }
  });

  it('goes back to two people once it is unblocked, and is used again', async () => {
    const account = await addAccount(engine);
    await account.validate();
    await engine.sleep(2 * day + minute);
    await account.act('operator', 'contest');
    await account.act('subsidy-manager', 'unblock');
    expect(await statusOf(account.caseId)).to.equal('to-validate');
    await account.validate();
    await engine.sleep(2 * day + minute);
    expect([await statusOf(account.caseId), await paid(account.bodyId)]).to.deep.equal(['active', account.caseId]);
  });

  it('is told to each administrator by mail, who did it too, without the number', async () => {
    const account = await addAccount(engine);
    const people = ['anne@exemple.be', 'bruno@exemple.be', 'parti@exemple.be'];
    for (const [index, email] of people.entries()) {
      const [user] = await engine
        .db('users')
        .insert({
          first_name: 'Essai',
          family_name: 'Essai',
          email,
          portal: 'pro',
          niss_hash: Buffer.from(account.caseId.replaceAll('-', '') + `0${String(index)}`.repeat(16), 'hex'),
          last_sign_in_at: new Date(),
          deactivated_at: email.startsWith('parti') ? new Date() : null,
        })
        .returning<{ id: string }[]>('id');
      await engine.db('grants').insert({
        user_id: user!.id,
        organising_body_id: account.bodyId,
        role: 'administrator',
        valid_from: '2020-01-01',
      });
    }
    await engine.db('link_mails').delete();
    await account.act('operator', 'block');
    const mails = await engine.db('link_mails').orderBy('email').select('kind', 'email', 'token');
    expect(mails).to.deep.equal([
      { kind: 'account-blocked', email: 'anne@exemple.be', token: null },
      { kind: 'account-blocked', email: 'bruno@exemple.be', token: null },
    ]);
  });

  it('is told once: who gets the mail about the account gets none that there is news of the case', async () => {
    const account = await addAccount(engine);
    const id = randomUUID();
    await engine.db('users').insert({
      id,
      first_name: 'Essai',
      family_name: 'Essai',
      email: 'une-fois@exemple.be',
      portal: 'pro',
      last_sign_in_at: new Date(),
      niss_hash: randomBytes(32),
    });
    await engine.db('grants').insert({
      user_id: id,
      organising_body_id: account.bodyId,
      role: 'administrator',
      valid_from: '2020-01-01',
    });
    await account.act('subsidy-manager', 'validate');
    for (const action of ['validate-second', 'block', 'unblock'] as const) {
      await engine.db('link_mails').delete();
      await account.act(action === 'block' ? 'operator' : 'subsidy-manager', action);
      expect(await engine.db('link_mails').where({ email: 'une-fois@exemple.be' }), action).to.have.length(1);
      const mailed = await engine
        .db('notices')
        .where({ case_id: account.caseId, user_id: id })
        .where((due) => due.whereNotNull('mail_at').orWhereNotNull('mailed_at'))
        .whereIn('act_number', engine.db('acts').where({ case_id: account.caseId, action }).select('number'));
      expect(mailed, `${action}: at most a line in the portal`).to.have.length(0);
    }
  });

  it('may be blocked until the last second of the 48 hours, and then it is not used', async () => {
    const { caseId, bodyId, act, validate } = await addAccount(engine);
    await validate();
    await engine.sleep(2 * day - 5_000);
    expect(await statusOf(caseId)).to.equal('cooling');
    await act('operator', 'block');
    await engine.sleep(day);
    expect([await statusOf(caseId), await paid(bodyId)]).to.deep.equal(['blocked', undefined]);
    const uses = await engine.db('bank_account_uses').where({ account_id: caseId });
    expect(uses).to.have.length(0);
  });

  it('opens its number under its key only, and each look stays in the audit', async () => {
    const account = await addAccount(engine);
    const look = { accountIds: [account.caseId], event: 'export', actorId: null, at: await engine.now() } as const;
    expect((await readAccountNumbers(engine.db, secrets, look)).get(account.caseId)).to.equal(account.iban);
    expect(
      await engine
        .db('audit')
        .where({ subject: 'bank-account', subject_id: account.caseId })
        .select('event', 'on_behalf_of'),
    ).to.deep.equal([{ event: 'export', on_behalf_of: account.bodyId }]);
    let failure: unknown;
    await readAccountNumbers(engine.db, { nissKey: `${secrets.nissKey}!` }, look).catch((error: unknown) => {
      failure = error;
    });
    expect(String(failure)).to.include('does not open');
  });
});

/** A body that can be paid: an account whose case is active, used for a purpose. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { instant } from '../../db/connect.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { digestAccountNumber, sealAccountNumber } from '../../domain/account-number.ts';
import { makeBelgianIban, maskIban } from '../../domain/iban.ts';
import type { Purpose } from '../../workflows/bank-account/contract.ts';
import { process } from '../../workflows/bank-account/process.ts';
import type { CaseState, Role } from '../../workflows/procedure.ts';

/** @returns its number */
export async function makeAccount(
  db: Database,
  {
    body,
    number,
    nissKey,
    purposes = ['early-childhood', 'bonuses'],
    at,
  }: { body: string; number: number; nissKey: string; purposes?: Purpose[]; at: number },
): Promise<string> {
  const id = randomUUID();
  const iban = makeBelgianIban(number);
  const bodyId = stableId(`body ${body}`);
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'organising-body', id: bodyId },
    kind: 'account',
    action: 'add',
    facts: { account: id, purposes },
    token: `account ${id}`,
    actor: { role: 'operator', userId: stableId('user admin-petits-chenes') },
    at: at - 10 * 86_400_000,
  });
  const act = (action: string, role: Role, userId: string | null, deadline?: string) =>
    recordAct(db, process, caseId, {
      action,
      facts: {},
      token: deadline ?? `${action} ${id}`,
      ...(deadline ? { deadline } : {}),
      actor: { role, userId },
      at: at - 86_400_000,
    });
  await act('validate', 'subsidy-manager', stableId('user subsidy-manager'));
  await act('validate-second', 'subsidy-manager', stableId('user subsidy-manager-2'));
  const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
  const cooling = state.deadlines.find((one) => one.act === 'cooling-ends');
  if (cooling) await act('cooling-ends', 'clock', null, cooling.id);
  await db('bank_accounts').insert({
    id,
    organising_body_id: bodyId,
    case_id: caseId,
    iban_sealed: sealAccountNumber(iban, nissKey, id),
    iban_digest: digestAccountNumber(iban, nissKey),
    masked: maskIban(iban),
    country: 'BE',
    bic: 'GKCCBEBB',
    holder: 'Les Petits Chênes ASBL',
    purposes,
    added_by: stableId('user admin-petits-chenes'),
    added_at: instant(at),
  });
  // In the place of the one that the demonstration has.
  await db('bank_account_uses').where({ organising_body_id: bodyId }).delete();
  await db('bank_account_uses').insert(
    purposes.map((purpose) => ({ organising_body_id: bodyId, purpose, account_id: id, used_from: instant(at) })),
  );
  return iban;
}

/** Every act on an account that has a form, as the story of some accounts of the demonstration and of some that are made for it. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import { makeAccount } from '../../db/seeds/demonstration/bank-account/make-account.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import { makeBelgianIban } from '../../domain/iban.ts';
import type { Action } from '../../workflows/bank-account/contract.ts';
import { process } from '../../workflows/bank-account/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { marker, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';

const words = 'Vérifié auprès de la direction, au numéro de téléphone que nous avions déjà.';
const first = stableId('user subsidy-manager');

/** An account of Les Petits Chênes, taken so far. @returns its case */
export async function anAccount(
  { db, config, clock }: Pick<House, 'db' | 'config' | 'clock'>,
  ...acts: Action[]
): Promise<string> {
  const id = randomUUID();
  const at = clock.now - 3_600_000;
  await makeAccount(db, config, {
    id,
    bodyId: stableId('body petits-chenes'),
    iban: makeBelgianIban(9_992_000_000 + Math.floor(Math.random() * 999_999)),
    holder: 'Les Petits Chênes ASBL',
    purposes: ['after-school'],
    statementOn: dayOf(at),
    by: stableId('user admin-petits-chenes'),
    at,
  });
  for (const [index, action] of acts.entries()) {
    const role: Role = action === 'block' ? 'operator' : action === 'cooling-ends' ? 'clock' : 'subsidy-manager';
    const { state } = await db('cases')
      .where({ id })
      .first<{ state: { deadlines: { id: string; act: string }[] } }>('state');
    const due = state.deadlines.find(({ act }) => act === action);
    await recordAct(db, process, id, {
      action,
      facts: {},
      token: randomUUID(),
      ...(due ? { deadline: due.id } : {}),
      actor: {
        role,
        userId: role === 'clock' ? null : action === 'validate-second' ? stableId('user subsidy-manager-2') : first,
      },
      at: at + index,
    });
  }
  return id;
}

const ofChenes = { facility: 'chenes', by: 'admin-petits-chenes' };
const strange = { fields: { surprise: 'x' }, fault: 'form' };
const tooLong = { fields: { remarks: `${marker}${'x'.repeat(20_001)}` }, fault: 'remarks' };

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'validate',
    facility: 'chenes',
    status: 'to-validate',
    by: 'subsidy-manager',
    body: { remarks: words },
    bad: tooLong,
    open: (house) => anAccount(house),
  },
  {
    action: 'validate-second',
    facility: 'chenes',
    status: 'second-validation',
    by: 'subsidy-manager-2',
    binds: true,
    body: { remarks: words },
    bad: tooLong,
    open: (house) => anAccount(house, 'validate'),
  },
  {
    action: 'ask-complement',
    facility: 'chenes',
    status: 'to-validate',
    by: 'subsidy-manager',
    body: { text: words },
    bad: { fields: { text: '' }, fault: 'text' },
    open: (house) => anAccount(house),
  },
  {
    action: 'complete',
    ...ofChenes,
    status: 'complement-asked',
    body: { text: words },
    bad: { fields: { text: marker, statementOn: '31/02/2026' }, fault: 'statementOn' },
    open: (house) => anAccount(house, 'ask-complement'),
  },
  {
    action: 'refuse',
    facility: 'chenes',
    status: 'to-validate',
    by: 'subsidy-manager',
    body: { motive: 'holder', reason: words },
    bad: { fields: { reason: marker }, fault: 'motive' },
    open: (house) => anAccount(house),
  },
  { action: 'withdraw', ...ofChenes, status: 'to-validate', body: {}, bad: strange, open: (house) => anAccount(house) },
  {
    action: 'block',
    ...ofChenes,
    status: 'cooling',
    body: {},
    bad: strange,
    open: (house) => anAccount(house, 'validate', 'validate-second'),
  },
  {
    action: 'contest',
    ...ofChenes,
    status: 'active',
    body: { text: words },
    bad: { fields: { text: `${marker}${'x'.repeat(5001)}` }, fault: 'text' },
    open: (house) => anAccount(house, 'validate', 'validate-second', 'cooling-ends'),
  },
  {
    action: 'unblock',
    facility: 'chenes',
    status: 'blocked',
    by: 'subsidy-manager',
    body: { reason: words },
    bad: { fields: { reason: '' }, fault: 'reason' },
    open: (house) => anAccount(house, 'block'),
  },
  {
    action: 'close',
    ...ofChenes,
    status: 'active',
    binds: true,
    body: {},
    bad: strange,
    open: (house) => anAccount(house, 'validate', 'validate-second', 'cooling-ends'),
  },
  {
    action: 'write-message',
    ...ofChenes,
    status: 'to-validate',
    body: { text: words },
    bad: { fields: { text: '' }, fault: 'text' },
    open: (house) => anAccount(house),
  },
  {
    action: 'cancel',
    facility: 'chenes',
    status: 'to-validate',
    by: 'helpdesk',
    body: { reason: words },
    bad: { fields: { reason: '' }, fault: 'reason' },
    open: (house) => anAccount(house),
  },
];

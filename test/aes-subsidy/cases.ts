/** Cases of a quarter of after-school care, for tests: opened, and brought to the status that is asked about. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Action, SentFacts, Status } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { keepSendings } from './sent.ts';

export const digest = 'ab'.repeat(32);
export const calculation = { scale: '2026-10-01', declared: 6_412_80, retained: 6_000_00, digest };
export const envol = stableId('facility mercredis-envol');
export const castors = stableId('facility mercredis-castors');
const part: SentFacts = { places: { [envol]: digest }, left: 4, children: 1284 };
const all: SentFacts = { places: { [envol]: digest, [castors]: digest }, left: 0, children: 1986 };

export type Step = readonly [role: Role, action: Action, facts?: object];
const ended: Step = ['clock', 'quarter-ends'];
const over: readonly Step[] = [ended, ['clock', 'last-day-ends']];
const sent: readonly Step[] = [ended, ['operator', 'send', all]];
const proposed: readonly Step[] = [...sent, ['aes-manager', 'propose', { changed: 0, calculation }]];
const signed: readonly Step[] = [...proposed, ['subsidy-signatory', 'sign']];
const paidPart: readonly Step[] = [
  ended,
  ['operator', 'send', part],
  ['aes-manager', 'propose', { changed: 0, calculation }],
  ['subsidy-signatory', 'sign'],
  ['procedure', 'pay', { cents: calculation.retained, payment: '1' }],
];
/** How a quarter comes to each status, and to some places within one. */
export const ways = {
  'running': [],
  'to-send': [ended],
  'late': over,
  'to-close': [...over, ['clock', 'propose-closing']],
  'in-control': sent,
  'in-control in part': [ended, ['operator', 'send', part]],
  'correction-asked': [...sent, ['aes-manager', 'ask-correction', { corrections: [`${envol}.2040-01`] }]],
  'to-sign': proposed,
  'to-pay': signed,
  'paid': [...signed, ['procedure', 'pay', { cents: calculation.retained, payment: '1' }]],
  'paid in part': [...paidPart, ['clock', 'last-day-ends']],
} as const satisfies Record<string, readonly Step[]> & Partial<Record<Status, readonly Step[]>>;

interface Quarter {
  at: Instant;
  bodyId?: string;
  /** « 2040-01 » */
  quarter?: string;
  status?: keyof typeof ways;
  /** Done after the way there. */
  then?: readonly Step[];
  token?: string;
}
/** @returns the id of the case */
export async function openQuarter(
  db: Database,
  {
    at,
    bodyId = stableId('body mercredis'),
    quarter = '2040-01',
    status = 'running',
    then = [],
    token = randomUUID(),
  }: Quarter,
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'organising-body', id: bodyId },
    period: quarter,
    kind: 'quarter',
    action: 'open-quarter',
    facts: { quarter },
    token,
    actor: { role: 'procedure', userId: null },
    at,
  });
  for (const [role, action, facts = {}] of [...ways[status], ...then])
    await recordAct(db, process, caseId, {
      action,
      facts,
      token: randomUUID(),
      // Nobody of the demonstration: four eyes keep none of them away.
      actor: { role, userId: role === 'clock' || role === 'procedure' ? null : randomUUID() },
      at,
    });
  await keepSendings(db, caseId);
  return caseId;
}

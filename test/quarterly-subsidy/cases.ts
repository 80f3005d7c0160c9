/** Cases of a quarter, for tests: opened, and brought to the status that is asked about. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Role } from '../../workflows/procedure.ts';
import type { Action, Status } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';

export const stableOf = (facility: string): string => stableId(`facility ${facility}`);
export const digest = 'ab'.repeat(32);
export const calculation = {
  scale: '2040-1.private.1',
  declared: 77_702_47,
  retained: 71_286_59,
  advance: 0,
  digest,
};

type Step = readonly [role: Role, action: Action, facts?: object];
const ended: Step = ['clock', 'quarter-ends'];
const submitted: readonly Step[] = [ended, ['operator', 'submit', { digest, declared: 77_702_47 }]];
const proposed: readonly Step[] = [...submitted, ['subsidy-manager', 'propose', { changed: 0, calculation }]];
const signed: readonly Step[] = [...proposed, ['subsidy-signatory', 'sign']];
/** How a quarter comes to each status. */
export const ways = {
  'running': [],
  'to-submit': [ended],
  'late': [ended, ['clock', 'last-day-ends']],
  'in-control': submitted,
  'correction-asked': [...submitted, ['subsidy-manager', 'ask-correction', { corrections: ['staff'] }]],
  'awaiting-scale': [...submitted, ['subsidy-manager', 'propose', { changed: 0, calculation: null }]],
  'to-sign': proposed,
  'to-pay': signed,
  'paid': [...signed, ['procedure', 'pay', { cents: calculation.retained, payment: '1' }]],
} as const satisfies Partial<Record<Status, readonly Step[]>>;

interface Quarter {
  facilityId: string;
  at: Instant;
  quarter?: string;
  status?: keyof typeof ways;
  /** Done after the way there. */
  then?: readonly Step[];
  token?: string;
}
/** @returns the id of the case */
export async function openQuarter(
  db: Database,
  { facilityId, at, quarter = '2040-1', status = 'running', then = [], token = randomUUID() }: Quarter,
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'facility', id: facilityId },
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
  return caseId;
}

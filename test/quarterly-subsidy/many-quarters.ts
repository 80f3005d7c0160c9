/** Quarters of many creches, brought on by acts as the product records them, several at once. Shared with `bench/quarters.ts`. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import type { Instant } from '../../domain/calendar.ts';
import { lastDayOf, monthsOf, type Quarter } from '../../domain/quarter.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import type { Role } from '../../workflows/roles.ts';
import { inHands } from '../support/in-hands.ts';
import { declared } from '../subsidies/quarters.ts';
import { digest } from './cases.ts';

const act = (
  db: Database,
  caseId: string,
  {
    by,
    at,
    ...rest
  }: { action: string; facts?: object; content?: object; deadline?: string; by: [Role, string | null]; at: Instant },
): Promise<unknown> =>
  recordAct(db, process, caseId, {
    facts: {},
    ...rest,
    token: randomUUID(),
    actor: { role: by[0], userId: by[1] },
    at,
  });

/** What a month leaves beside its act: twenty-eight children. */
const month = {
  totals: {
    present: { days: 400, halfDays: 30 },
    justified: { days: 12, halfDays: 1 },
    unjustified: { days: 3, halfDays: 0 },
  },
  rows: Array.from({ length: 28 }, (_, index) => ({
    id: randomUUID(),
    childId: randomUUID(),
    position: index + 1,
    familyName: `Renard ${String(index)}`,
    firstName: 'Nora',
    birthOn: '2025-02-03',
    enteredOn: '2025-09-01',
    leftOn: null,
    contractDays: 5,
    cells: Array.from({ length: 30 }, (_unused, day) => (day % 7 < 5 ? 'P' : '')),
  })),
};

/** Each at « À soumettre », its months sent. @returns case ids, in the order of the creches */
export async function openQuarters(
  db: Database,
  { quarter, at, from = 1, hands = 8 }: { quarter: Quarter; at: Instant; from?: number; hands?: number },
): Promise<string[]> {
  const creches = (await db('facilities')
    .whereRaw("number ~ '^Q[0-9]+$' and cast(substr(number, 2) as int) >= ?", [from])
    .orderBy('id')
    .pluck('id')) as string[];
  const ids: string[] = [];
  await inHands(hands, creches, async (id) => {
    const { caseId } = await openCase(db, process, {
      subject: { kind: 'facility', id },
      period: quarter,
      kind: 'quarter',
      action: 'open-quarter',
      facts: { quarter },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at,
    });
    await act(db, caseId, {
      action: 'quarter-ends',
      deadline: `quarter-ends.1.${lastDayOf(quarter)}`,
      by: ['clock', null],
      at,
    });
    for (const one of monthsOf(quarter))
      await act(db, caseId, {
        action: 'send-attendance',
        facts: { month: one, digest, children: 28, days: 400, halfDays: 30 },
        content: month,
        by: ['operator', randomUUID()],
        at,
      });
    ids.push(caseId);
  });
  return ids;
}

/** Submitted, and controlled before the table of their lump sums is published. */
export const letWait = (
  db: Database,
  ids: readonly string[],
  { manager, at, hands = 8 }: { manager: string; at: Instant; hands?: number },
): Promise<void> =>
  inHands(hands, ids, async (id) => {
    await act(db, id, {
      action: 'submit',
      facts: { digest, declared: 0 },
      content: { declared },
      by: ['operator', randomUUID()],
      at,
    });
    await act(db, id, {
      action: 'propose',
      facts: { changed: 0, calculation: null },
      by: ['subsidy-manager', manager],
      at,
    });
  });

/** Nobody waits for the clerk, and he for nothing. */
export async function isFollowed(db: Database): Promise<boolean> {
  const { rows } = await db.raw<{ rows: object[] }>(
    `(select id from cases where engine_seq < bell_seq limit 1) union all (select case_id from effects where status = 'pending' limit 1)`,
  );
  return rows.length === 0;
}

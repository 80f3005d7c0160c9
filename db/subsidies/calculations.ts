/** Calculations as they are kept: each line with its trace, under the digest that the act bears. */
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';
import type { Change, Line, Result } from '../../domain/subsidy/calculate.ts';
import { totals } from '../../domain/subsidy/calculate.ts';
import type { KeptLine } from '../../domain/subsidy/kept-line.ts';
import { centsOf, keep } from '../../domain/traced.ts';
import type { Calculation } from '../../workflows/quarterly-subsidy/contract.ts';
import { canonical } from '../act-hash.ts';
import { instant, type Database } from '../connect.ts';

/** Of a crèche by default; a procedure whose lines are others says which. */
export interface KeptCalculation<L = KeptLine> {
  digest: string;
  revision: number;
  scale: string;
  declared: number;
  retained: number;
  advance: number;
  lines: readonly L[];
  at: Instant;
}
export type ChangeByHand = Change & { text?: string };

/** Lines that are neither declared nor kept are left out: nobody asks about them. */
const keptLines = ({ lines }: Result, changes: readonly ChangeByHand[]): KeptLine[] =>
  lines.map((line) => keptLine(line, changes)).filter(({ declared, retained }) => declared !== 0 || retained !== 0);

function keptLine({ code, declared, retained, reason, follows }: Line, changes: readonly ChangeByHand[]): KeptLine {
  const text = changes.find(({ line }) => line === code)?.text;
  return {
    code,
    declared: centsOf(declared),
    retained: centsOf(retained),
    reason,
    ...(follows ? { follows } : {}),
    ...(text ? { text } : {}),
    trace: { declared: keep(declared), retained: keep(retained) },
  };
}

/** What is kept of a calculation, whatever its lines are made of. */
interface Worked<L extends object = KeptLine> {
  calculation: Calculation;
  lines: readonly L[];
}
/** SHA-256 in hex of the lines and of what they rest on. @param advance paid so far */
export const digestOfLines = (of: { scale: string; advance: number; lines: readonly object[] }): string =>
  createHash('sha256').update(canonical(of)).digest('hex');
/** What becomes the act's fact, with its lines. @param paid so far */
export function calculationOf({
  scale,
  result,
  changes,
  paid,
}: {
  scale: string;
  result: Result;
  changes: readonly ChangeByHand[];
  paid: number;
}): Worked {
  const lines = keptLines(result, changes);
  const { declared, retained } = totals(result);
  const digest = digestOfLines({ scale, advance: paid, lines });
  return { calculation: { scale, declared, retained, advance: paid, digest }, lines };
}

/** In the transaction of the act that rests on it. */
export const keepCalculation = async <L extends object>(
  trx: Database,
  { caseId, revision, at }: { caseId: string; revision: number; at: Instant },
  { calculation: { scale, declared, retained, advance, digest }, lines }: Worked<L>,
): Promise<void> => {
  await trx('subsidy_calculations')
    .insert({
      case_id: caseId,
      digest: Buffer.from(digest, 'hex'),
      revision,
      scale,
      declared_cents: declared,
      retained_cents: retained,
      advance_cents: advance,
      lines: JSON.stringify(lines),
      at: instant(at),
    })
    // Calculated to the same again: it stands there already, and is the last once more.
    .onConflict(['case_id', 'digest'])
    .merge(['at']);
};

/**
 * The one that a case holds stands last, whatever was proposed beside it and given up; before it only what was calculated for signatures before.
 * @param digest as the case bears it
 */
export function endingWith<L>(
  calculations: readonly KeptCalculation<L>[],
  digest: string | undefined,
): readonly KeptCalculation<L>[] {
  const held = calculations.find((one) => one.digest === digest);
  return held ? [...calculations.filter(({ revision }) => revision < held.revision), held] : [];
}

interface CalculationRow<L> {
  digest: Buffer;
  revision: number;
  scale: string;
  declared_cents: number;
  retained_cents: number;
  advance_cents: number;
  lines: L[];
  at: Instant;
}
/** All of a case, the oldest first. The caller has asked whether the case may be seen. */
export async function calculationsOf<L = KeptLine>(db: Database, caseId: string): Promise<KeptCalculation<L>[]> {
  const rows = (await db('subsidy_calculations').where({ case_id: caseId }).orderBy('at')) as CalculationRow<L>[];
  return rows.map((row) => ({
    digest: row.digest.toString('hex'),
    revision: row.revision,
    scale: row.scale,
    declared: row.declared_cents,
    retained: row.retained_cents,
    advance: row.advance_cents,
    lines: row.lines,
    at: row.at,
  }));
}

/** What an agent has kept otherwise than the rules, at the last control. */
export async function changesByHand(db: Database, caseId: string): Promise<ChangeByHand[]> {
  const rows = (await db('subsidy_changes')
    .where({ case_id: caseId })
    .orderBy('line')
    .select('line', 'cents', 'reason', 'text')) as (Change & { text: string | null })[];
  return rows.map(({ text, ...change }) => ({ ...change, ...(text ? { text } : {}) }));
}
export async function keepChanges(
  trx: Database,
  { caseId, changes, by, at }: { caseId: string; changes: readonly ChangeByHand[]; by: string; at: Instant },
): Promise<void> {
  await trx('subsidy_changes').where({ case_id: caseId }).delete();
  if (changes.length > 0)
    await trx('subsidy_changes').insert(
      changes.map(({ line, cents, reason, text }) => ({
        case_id: caseId,
        line,
        cents,
        reason,
        text: text ?? null,
        changed_by: by,
        changed_at: instant(at),
      })),
    );
}

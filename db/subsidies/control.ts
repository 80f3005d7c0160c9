/** What a control rests on: what was declared, the rules of the quarter, what was kept by hand before, and the quarter before. */
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';
import { lastDayOf, quartersFurther, type Quarter } from '../../domain/quarter.ts';
import { calculate, type Declared, type Result, type Rules } from '../../domain/subsidy/calculate.ts';
import type { Regime } from '../../domain/subsidy/lump-sums.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { canonical } from '../act-hash.ts';
import type { Database } from '../connect.ts';
import {
  calculationOf,
  calculationsOf,
  changesByHand,
  type ChangeByHand,
  type KeptCalculation,
} from './calculations.ts';
import { declaredOf } from '../quarterly-subsidy/declared.ts';
import { calculatedFor, datedParameters, publishedLumpSums, rulesFor } from './rules.ts';

export interface Control {
  declared: Declared;
  rules: Rules;
  regime: Regime | null;
  /** Null: the table of the quarter is not published, and staff is worth nothing so far. */
  scale: { version: string; publishedAt: Instant } | null;
  /** Kept by hand at the control before. */
  changes: readonly ChangeByHand[];
  /** The quarter before, as it was calculated last. */
  previous: { quarter: Quarter; calculation: KeptCalculation } | null;
  /** From which share on a line is told to be far from the quarter before. */
  lineGap: number;
  /** SHA-256 of what was declared and of the table: whether it is as it was shown. */
  mark: string;
}
interface Of {
  caseId: string;
  facilityId: string;
  quarter: Quarter;
}

/** @returns undefined where nothing was submitted, or retention has erased it. The caller has looked at the rights on the case */
export async function loadControl(db: Database, { caseId, facilityId, quarter }: Of): Promise<Control | undefined> {
  const declared = await declaredOf(db, caseId);
  if (!declared) return undefined;
  const { places, regime } = await calculatedFor(db, facilityId, quarter);
  const lumpSums = regime ? await publishedLumpSums(db, quarter, regime) : undefined;
  const mark = createHash('sha256')
    .update(canonical({ declared, scale: lumpSums?.version ?? null, places }))
    .digest('hex');
  const dated = await datedParameters(db, quarter);
  return {
    declared,
    rules: rulesFor(dated, places, lumpSums),
    lineGap: dated.on('line-gap', lastDayOf(quarter)),
    regime,
    scale: lumpSums ? { version: lumpSums.version, publishedAt: lumpSums.publishedAt } : null,
    changes: await changesByHand(db, caseId),
    previous: await quarterBefore(db, { facilityId, quarter }),
    mark,
  };
}

async function quarterBefore(db: Database, { facilityId, quarter }: Omit<Of, 'caseId'>): Promise<Control['previous']> {
  const before = quartersFurther(quarter, -1);
  const row = (await db('cases').where({ slug, facility_id: facilityId, period: before }).first('id')) as
    | { id: string }
    | undefined;
  const calculation = row && (await calculationsOf(db, row.id)).at(-1);
  return calculation ? { quarter: before, calculation } : null;
}

export const resultOf = ({ declared, rules }: Control, changes: readonly ChangeByHand[]): Result =>
  calculate(declared, rules, changes);

/** Whoever proposes for the case comes one after the other: the second finds what the first has done, and begins anew. */
export const holdCase = async (trx: Database, caseId: string): Promise<void> => {
  await trx('cases').where({ id: caseId }).forUpdate().first('id');
};

/** Nothing as long as there is no table. @param paid so far */
export const workedOut = (
  control: Control,
  changes: readonly ChangeByHand[],
  paid: number,
): ReturnType<typeof calculationOf> | undefined =>
  control.scale
    ? calculationOf({ scale: control.scale.version, result: resultOf(control, changes), changes, paid })
    : undefined;

/** An advance, or what is taken back, that a file has taken and the bank not executed yet: the balance would count it twice. */
export const isInFile = async (db: Database, caseId: string): Promise<boolean> =>
  (await db('payments')
    .where({ case_id: caseId })
    .where((either) => {
      void either
        .where('status', 'in-file')
        .orWhereExists(
          db('payment_takings as t')
            .join('payments as p', 'p.id', 't.payment_id')
            .whereRaw("t.recovery_id = payments.id and p.status = 'in-file'")
            .select(db.raw('1')),
        );
    })
    .first('id')) !== undefined;

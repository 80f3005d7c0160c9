/** A table of lump sums is published: each request that waits for it is calculated, and what was calculated by the version before anew. */
import type { Quarter } from '../../domain/quarter.ts';
import type { KeptLine } from '../../domain/subsidy/kept-line.ts';
import { calculate } from '../../domain/subsidy/calculate.ts';
import type { Regime } from '../../domain/subsidy/lump-sums.ts';
import { slug, type CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { declaredOf } from '../quarterly-subsidy/declared.ts';
import { recordAct, type CaseRead } from '../record-act.ts';
import { calculationOf, calculationsOf, changesByHand, keepCalculation } from '../subsidies/calculations.ts';
import {
  calculatedFor,
  datedParameters,
  publishedLumpSums,
  rulesFor,
  type Dated,
  type LumpSums,
} from '../subsidies/rules.ts';
import { BatchRefused, ItemRefused, type BatchKind } from './batch.ts';

interface PublishLumpSums {
  tableId: string;
  quarter: Quarter;
  regime: Regime;
}
interface Prepared {
  dated: Dated;
  lumpSums: LumpSums;
}
/** Calculated by a table already: by the version before, unless a person has calculated it by this very one. */
const calculated = ['to-sign', 'to-pay', 'paid', 'settled'];

export const publishLumpSums: BatchKind<PublishLumpSums, Prepared> = {
  kind: 'publish-lump-sums',
  // 4,000 within five minutes leaves room for what else the machine does (measured in docs/performance.md).
  perSecond: 40,
  mayStart: { action: 'publish', subject: 'LumpSumTable' },

  items: (db, { quarter, regime }) =>
    db('cases')
      .join('organising_bodies as b', 'b.id', 'cases.organising_body_id')
      .where({ 'cases.slug': slug, 'cases.period': quarter, 'b.subsidy_regime': regime })
      .whereIn('cases.status', ['awaiting-scale', ...calculated])
      // What waits comes first.
      .orderByRaw("cases.status <> 'awaiting-scale', cases.status_since, cases.id")
      .select('cases.id as id'),

  async prepare(db, { parameters: { quarter, regime } }) {
    const lumpSums = await publishedLumpSums(db, quarter, regime);
    if (!lumpSums) throw new BatchRefused('no-table');
    return { dated: await datedParameters(db, quarter), lumpSums };
  },

  async work(trx, { subject_id: caseId }, { batch: { reason }, prepared: { dated, lumpSums }, token, at, ring }) {
    const row = (await trx('cases')
      .where({ id: caseId })
      .forUpdate()
      .first('slug', 'status', 'state', 'parameters', 'act_number', 'last_hash', 'facility_id')) as CaseRead & {
      status: string;
      facility_id: string;
    };
    const waits = row.status === 'awaiting-scale';
    // Sent back to control meanwhile: whoever controls it will find the table.
    if (!waits && !calculated.includes(row.status)) return null;
    const { data } = row.state as CaseState<string, CaseData>;
    if (!waits && data.calculation?.scale === lumpSums.version) return null;
    const { places } = await calculatedFor(trx, row.facility_id, dated.quarter);
    if (places === 0) throw new ItemRefused('no-places');
    const changes = await changesByHand(trx, caseId);
    const declared = await declaredOf(trx, caseId);
    if (!declared) throw new ItemRefused('nothing-declared');
    const result = calculate(declared, rulesFor(dated, places, lumpSums), changes);
    const worked = calculationOf({ scale: lumpSums.version, result, changes, paid: data.paid });
    // The same amounts by another version: nobody needs to sign them anew.
    if (!waits && !(await isOther(trx, caseId, data, worked.lines))) return { unchanged: true };
    await keepCalculation(trx, { caseId, revision: data.revision + (waits ? 0 : 1), at }, worked);
    const { calculation, lines } = worked;
    await recordAct(
      trx,
      process,
      caseId,
      {
        action: waits ? 'calculate' : 'revise',
        facts: { calculation },
        content: { lines, ...(waits ? {} : { reason: reason ?? '', before: before(data) }) },
        token,
        actor: { role: 'procedure', userId: null },
        at,
      },
      row,
    );
    ring(slug, caseId);
    return { retained: calculation.retained };
  },

  named: (db, ability, ids) =>
    accessibleBy(db('cases').whereIn('cases.id', ids), ability, 'read', 'Case').select(
      'cases.id',
      'cases.slug',
      db.raw("cases.reference || ' ' || cases.facility_name as text"),
      'cases.id as page_id',
    ),
};

const before = ({ calculation }: CaseData): object =>
  calculation ? { scale: calculation.scale, retained: calculation.retained, digest: calculation.digest } : {};

async function isOther(
  trx: Parameters<typeof calculationsOf>[0],
  caseId: string,
  { calculation }: CaseData,
  lines: readonly KeptLine[],
): Promise<boolean> {
  const last = (await calculationsOf(trx, caseId)).find(({ digest }) => digest === calculation?.digest);
  const amounts = (of: readonly KeptLine[]): string =>
    of.map(({ code, declared, retained }) => `${code} ${String(declared)} ${String(retained)}`).join('\n');
  return !last || amounts(last.lines) !== amounts(lines);
}

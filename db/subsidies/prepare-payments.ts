/** What is to be paid once a quarter is over, and once its calculation is signed: kept until the next file takes it. */
import type { Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';

type Context = EffectContext<Status, CaseData>;

/** A share of the quarter before, where there is one. */
export const prepareAdvance = async (_trx: Database, _context: Context): Promise<void> => {
  // Nothing is paid yet.
};
/** What is left of the calculation. */
export const prepareBalance = async (_trx: Database, _context: Context): Promise<void> => {
  // Nothing is paid yet.
};

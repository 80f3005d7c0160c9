/** What the pages of a quarter read of ONE's side of it: the control, the calculations, what a file of payments holds. */
import { loadControl, type Control } from '../../db/aes-subsidy/control.ts';
import { accountInUse } from '../../db/bank-accounts/in-use.ts';
import type { Database } from '../../db/connect.ts';
import { calculationsOf, endingWith, type KeptCalculation } from '../../db/subsidies/calculations.ts';
import { paidByPlace } from '../../db/aes-subsidy/paid-by-place.ts';
import { isInFile } from '../../db/subsidies/control.ts';
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { CaseData, Status } from '../../workflows/aes-subsidy/contract.ts';
import { signedDigest } from '../../workflows/aes-subsidy/rules.ts';

export interface OneSide {
  /** While it is controlled. */
  control?: Control;
  /** The oldest first; last the one that the case holds. */
  calculations: readonly KeptCalculation<KeptPlaceMonth>[];
  /** The same, up to the one that was signed: what the operator reads and contests. */
  signed: readonly KeptCalculation<KeptPlaceMonth>[];
  /** Cents paid so far, by place, while a calculation waits for its signature. */
  paid: ReadonlyMap<string, number>;
  /** A payment of it is on its way: it is not signed until the bank has executed it. */
  inFile: boolean;
  /** What is prepared cannot be paid: no account is validated for after-school care. */
  withoutAccount: boolean;
}
interface Row {
  id: string;
  organising_body_id: string;
  status: Status;
  state: { data: CaseData };
}

export async function loadOneSide(
  db: Database,
  { id, organising_body_id: bodyId, status, state: { data } }: Row,
): Promise<OneSide> {
  const control = status === 'in-control' ? await loadControl(db, { caseId: id, data }) : undefined;
  const calculations = await calculationsOf<KeptPlaceMonth>(db, id);
  return {
    ...(control ? { control } : {}),
    calculations: endingWith(calculations, data.calculation?.digest),
    signed: endingWith(calculations, signedDigest(data)),
    paid: status === 'to-sign' ? await paidByPlace(db, id) : new Map(),
    inFile: status === 'to-sign' && (await isInFile(db, id)),
    withoutAccount: status === 'to-pay' && !(await accountInUse(db, bodyId, 'after-school')),
  };
}

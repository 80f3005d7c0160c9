/** What the pages of a quarter read of ONE's side of it: the control, the calculations, what a file of payments holds. */
import { loadControl, type Control } from '../../db/aes-subsidy/control.ts';
import { placeNames } from '../../db/aes-subsidy/place-names.ts';
import { accountInUse } from '../../db/bank-accounts/in-use.ts';
import type { Database } from '../../db/connect.ts';
import { calculationsOf, type KeptCalculation } from '../../db/subsidies/calculations.ts';
import { isInFile } from '../../db/subsidies/control.ts';
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { CaseData, Status } from '../../workflows/aes-subsidy/contract.ts';

export interface OneSide {
  /** While it is controlled. */
  control?: Control;
  /** The oldest first. */
  calculations: readonly KeptCalculation<KeptPlaceMonth>[];
  /** A payment of it is on its way: it is not signed until the bank has executed it. */
  inFile: boolean;
  /** Names of the places that were sent, by id. */
  places: ReadonlyMap<string, string>;
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
  return {
    ...(control ? { control } : {}),
    calculations: await calculationsOf<KeptPlaceMonth>(db, id),
    inFile: status === 'to-sign' && (await isInFile(db, id)),
    places: await placeNames(db, Object.keys(data.sent)),
    withoutAccount: status === 'to-pay' && !(await accountInUse(db, bodyId, 'after-school')),
  };
}

/** What the pages of a quarter read of ONE's side of it: the control, the calculations, what a file of payments holds. */
import type { Database } from '../../db/connect.ts';
import { calculationsOf, endingWith, type KeptCalculation } from '../../db/subsidies/calculations.ts';
import { isInFile, loadControl, type Control } from '../../db/subsidies/control.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';

export interface OneSide {
  /** While it is controlled. */
  control?: Control;
  /** The oldest first; last the one that the case holds. */
  calculations: readonly KeptCalculation[];
  /** A payment of it is on its way: it is not signed until the bank has executed it. */
  inFile: boolean;
}
interface Row {
  id: string;
  facility_id: string | null;
  status: Status;
  state: { data: CaseData };
}

export async function loadOneSide(db: Database, { id, facility_id: facilityId, status, state }: Row): Promise<OneSide> {
  const control =
    status === 'in-control' && facilityId !== null
      ? await loadControl(db, { caseId: id, facilityId, quarter: state.data.quarter })
      : undefined;
  return {
    ...(control ? { control } : {}),
    calculations: endingWith(await calculationsOf(db, id), state.data.calculation?.digest),
    inFile: status === 'to-sign' && (await isInFile(db, id)),
  };
}

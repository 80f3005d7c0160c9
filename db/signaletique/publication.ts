/** What Premiers Pas may show of a place run by a natural person: all, all but the street of a home, or nothing. */
import type { Database } from '../connect.ts';

export interface Publication {
  refused: boolean;
  addressShown: boolean;
}

export const writePublication = async (
  trx: Database,
  facilityId: string,
  { refused, addressShown }: Publication,
): Promise<void> => {
  await trx('facilities')
    .where({ id: facilityId })
    .update({ publication_refused: refused, address_shown: addressShown });
};

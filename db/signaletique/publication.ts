/** What Premiers Pas may show of a place run by a natural person: all, all but the street of a home, or nothing. It stands on the place, and nowhere else. */
import type { Database } from '../connect.ts';
import type { Elsewhere } from '../sheet-sections.ts';

export interface Publication {
  refused: boolean;
  addressShown: boolean;
}

const find = (trx: Database, facilityId: string): Promise<Publication> =>
  trx('facilities')
    .where({ id: facilityId })
    .first({ refused: 'publication_refused', addressShown: 'address_shown' }) as unknown as Promise<Publication>;

export const publicationWritten = (facilityId: string, { refused, addressShown }: Publication): Elsewhere => ({
  async stands(trx) {
    const standing = await find(trx, facilityId);
    return standing.refused === refused && standing.addressShown === addressShown;
  },
  async write(trx) {
    const before = await find(trx, facilityId);
    await trx('facilities')
      .where({ id: facilityId })
      .update({ publication_refused: refused, address_shown: addressShown });
    return {
      ...(before.refused === refused ? {} : { 'publication.refused': { before: before.refused, after: refused } }),
      ...(before.addressShown === addressShown
        ? {}
        : { 'publication.addressShown': { before: before.addressShown, after: addressShown } }),
    };
  },
});

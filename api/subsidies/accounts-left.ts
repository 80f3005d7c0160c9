/** A file of payments whose accounts were contested, closed or replaced since it was made: it is neither released nor taken to the bank. */
import { accountsLeft } from '../../db/subsidies/accounts-left.ts';
import type { Database } from '../../db/connect.ts';
import type { PaymentFile } from '../../db/subsidies/payment-files.ts';
import { conflict } from '../problems.ts';

/** Each in a sentence; none once the file is with the bank or dropped. */
export const leftInWords = async (db: Database, { id, status }: PaymentFile): Promise<string[]> =>
  status === 'made' || status === 'released'
    ? (await accountsLeft(db, id)).map(
        ({ body, facility, masked }) =>
          `${body} (${facility}) : le compte ${masked} a été contesté, clôturé ou remplacé`,
      )
    : [];

/** @throws Problem 409 @param path of the payments */
export async function mustBeUsed(db: Database, file: PaymentFile, path: string): Promise<void> {
  const left = await leftInWords(db, file);
  if (left.length > 0)
    throw conflict({
      title: 'Un compte de ce fichier n’est plus utilisé',
      what: left.join(' ; '),
      state: 'Retirez le fichier : ses paiements attendent le prochain, et ceux-ci attendent un autre compte.',
      possible: [{ label: 'Voir le fichier', href: `${path}/files/${file.id}` }],
      backHref: path,
      backText: 'Retour aux paiements',
    });
}

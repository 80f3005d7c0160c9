/** A Belgian postal address. `number` and `box` are texts: « 12A », « bis ». */
export type Address = {
  readonly street: string;
  readonly number: string;
  readonly box?: string;
  readonly postcode: string;
  readonly locality: string;
};

/** An address in the columns of a table. */
export interface AddressRow {
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
}
export const addressOf = ({ street, number, box, postcode, locality }: AddressRow): Address => ({
  street,
  number,
  ...(box ? { box } : {}),
  postcode,
  locality,
});

/** The two lines of an envelope: « Rue de la Station 12 boîte 3 », « 5000 Namur ». */
export function addressLines(address: Address | AddressRow): [string, string] {
  const box = address.box ? ` boîte ${address.box}` : '';
  return [`${address.street} ${address.number}${box}`, `${address.postcode} ${address.locality}`];
}

/** On one line: « Rue de la Station 12 boîte 3, 5000 Namur ». */
export function formatAddress(address: Address | AddressRow): string {
  return addressLines(address).join(', ');
}

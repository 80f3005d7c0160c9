/** A Belgian postal address. `number` and `box` are texts: « 12A », « bis ». */
export type Address = {
  readonly street: string;
  readonly number: string;
  readonly box?: string;
  readonly postcode: string;
  readonly locality: string;
};

/** The two lines of an envelope: « Rue de la Station 12 boîte 3 », « 5000 Namur ». */
export function addressLines(address: Address): [string, string] {
  const box = address.box ? ` boîte ${address.box}` : '';
  return [`${address.street} ${address.number}${box}`, `${address.postcode} ${address.locality}`];
}

/** On one line: « Rue de la Station 12 boîte 3, 5000 Namur ». */
export function formatAddress(address: Address): string {
  return addressLines(address).join(', ');
}

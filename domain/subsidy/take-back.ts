/** What was paid too much is taken from the next payment of the same place: how much from which. Pure. */

export interface Owed {
  id: string;
  facilityId: string;
  /** Still to be taken back, above zero. */
  cents: number;
}
export interface ToPay {
  id: string;
  facilityId: string;
  cents: number;
}
export interface Taking {
  recoveryId: string;
  paymentId: string;
  cents: number;
}

/** @param owed and @param payments the oldest first: the oldest debt is taken first, from the oldest payment */
export function takeBack(payments: readonly ToPay[], owed: readonly Owed[]): Taking[] {
  const left = new Map(owed.map(({ id, cents }) => [id, cents]));
  return payments.flatMap((payment) => {
    let free = payment.cents;
    return owed
      .filter(({ facilityId }) => facilityId === payment.facilityId)
      .flatMap(({ id }) => {
        const cents = Math.min(free, left.get(id) ?? 0);
        if (cents <= 0) return [];
        free -= cents;
        left.set(id, (left.get(id) ?? 0) - cents);
        return [{ recoveryId: id, paymentId: payment.id, cents }];
      });
  });
}

import type { House, Visitor } from './house.ts';

/** A request to change a capacity is begun, with no answer yet. @returns the address of the draft */
export async function beginRequest({ db }: House, by: Visitor): Promise<string> {
  const facility = await db('facilities').where({ name: 'Crèche La Coccinelle' }).first<{ id: string }>('id');
  const started = await by.post('/pro/authorisation-adaptation/drafts', {
    facilityId: facility.id,
    kind: 'capacity-change',
  });
  return started.headers.location!;
}

/** Who has said something about being published: a childminder who refuses, another who shows her address. The others have said nothing. */
import type { Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';

export async function tellPublication(db: Database): Promise<void> {
  const facility = (key: string) => db('facilities').where({ id: stableId(`facility ${key}`) });
  await facility('wathelet').update({ publication_refused: true });
  await facility('petit').update({ address_shown: true });
}

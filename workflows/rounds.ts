/** What the calendar starts: the cases of a period that begins. The round writes down what is due; a batch opens it. */
import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';

export interface OpeningActivities {
  /** Makes the batches of all days that are due and have none yet, and rings for them. @returns the days */
  makeOpenings(input: { slug: string; now: number }): Promise<string[]>;
}

const { makeOpenings } = proxyActivities<OpeningActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '2s', maximumInterval: '5m' },
});

/** @param slug of a procedure with an opening */
export async function openings(slug: string): Promise<string[]> {
  const made = await makeOpenings({ slug, now: Date.now() });
  setCurrentDetails(made.length > 0 ? `Ouvert : ${made.join(', ')}.` : "Rien n'était à ouvrir.");
  return made;
}

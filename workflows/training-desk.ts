/** The desk of the agrément referents: what came is put into groups, twins of what is decided follow, what presses comes first. */
import { proxyActivities } from '@temporalio/workflow';

export interface TrainingDeskActivities {
  /** New spellings into groups, precedents to new lines, the order anew. @returns how many spellings were put */
  tendTraining(): Promise<number>;
  /** All that is not decided into groups anew. */
  regroupTraining(): Promise<number>;
}

const { tendTraining, regroupTraining } = proxyActivities<TrainingDeskActivities>({
  startToCloseTimeout: '5m',
  retry: { maximumAttempts: 3 },
});

export const trainingMinute = (): Promise<number> => tendTraining();
export async function trainingNight(): Promise<number> {
  const count = await regroupTraining();
  await tendTraining();
  return count;
}

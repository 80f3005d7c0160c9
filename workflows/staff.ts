/** What is done about the people of ONE: tasks of who has left are given on, and each working morning who wishes it gets a list by mail. */
import { proxyActivities } from '@temporalio/workflow';

export interface StaffActivities {
  /** @returns how many tasks were taken from who cannot do them any more */
  freeTasks(): Promise<number>;
  /** Puts the lists of today in the queue of mails; none on a day off. @returns how many */
  queueLists(): Promise<number>;
}

const { freeTasks, queueLists } = proxyActivities<StaffActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10 },
});

export const givingOn = (): Promise<number> => freeTasks();
export const dailyLists = (): Promise<number> => queueLists();

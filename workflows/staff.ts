/** What is done about people and places each day. The users of operators: rights that end, the review of their list. The people of ONE: tasks of who has left are given on, and each working morning who wishes it gets a list by mail. */
import { proxyActivities } from '@temporalio/workflow';

export interface StaffActivities {
  /** @returns how many tasks were taken from who cannot do them any more */
  freeTasks(): Promise<number>;
  /** Puts the lists of today in the queue of mails; none on a day off. @returns how many */
  queueLists(): Promise<number>;
  /** Asks for the reviews of the year and tells of rights that end: once each, whatever day was missed. */
  lookAfterUsers(): Promise<{ asked: number; told: number }>;
  /** At midnight: opening hours that begin today are those that everybody reads. @returns of how many places */
  putHoursInForce(): Promise<number>;
}

const { freeTasks, lookAfterUsers, putHoursInForce, queueLists } = proxyActivities<StaffActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10 },
});

export const givingOn = (): Promise<number> => freeTasks();
export const dailyLists = (): Promise<number> => queueLists();
export const users = (): Promise<{ asked: number; told: number }> => lookAfterUsers();
export const midnight = (): Promise<number> => putHoursInForce();

/** The round of the house: bells that were lost are rung again (a Temporal Schedule starts it each minute). */
import { proxyActivities } from '@temporalio/workflow';

export interface RoundActivities { ringLaggingCases(): Promise<number> }

const { ringLaggingCases } = proxyActivities<RoundActivities>({ startToCloseTimeout: '55s', retry: { maximumAttempts: 2 } });

export const sweep = (): Promise<number> => ringLaggingCases();

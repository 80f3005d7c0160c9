/**
 * What the worker runs: the rounds that the calendar opens and, for whatever other type (which is the slug of a procedure), the workflow of
 * a case. A procedure that does more in time than the clerk exports a workflow of its own here, under its slug.
 */
export { caseWorkflow as default } from './case-workflow.ts';
export { mailer } from './mailer.ts';
export { nightly, sweep } from './sweep.ts';
export { batch } from './batch.ts';
export { openings } from './rounds.ts';
export { trainingMinute, trainingNight } from './training-desk.ts';
export { dailyLists, givingOn, midnight, users } from './staff.ts';
export { webhooks } from './webhooks.ts';

/** What the worker runs: one workflow for each procedure, and the rounds that the calendar opens. */
export { authorisationAdaptation as 'authorisation-adaptation' } from './authorisation-adaptation/workflow.ts';
export { nightly, sweep } from './sweep.ts';
export { batch } from './batch.ts';
export { openings } from './rounds.ts';

/** The bundle entry with one more line. */
export * from '../../../workflows/index.ts';
export { quarterAttendance as 'quarter-attendance' } from './workflow.ts';

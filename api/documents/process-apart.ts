/** What `processes-apart.ts` starts: does one piece of work at a time, and knows nothing else of the house. */
import type { DrawnWorkbook, ReadWorkbook } from '../../domain/workbook.ts';
import type { Extension, WorkbookType } from './accepted-types.ts';
import { inspectFile, type FileFault } from './inspect-file.ts';
import type { WorkbookFault } from './workbook-rows.ts';

/** Each kind of work: what it is given, and what comes out. */
export interface Jobs {
  'inspect': { job: { path: string; extension: Extension }; result: FileFault | undefined };
  /** Inspected before. */
  'read-workbook': { job: { path: string; sheet: string; type: WorkbookType }; result: ReadWorkbook | WorkbookFault };
  'draw-workbook': { job: { workbook: DrawnWorkbook }; result: Uint8Array };
}
type AnyJob = { [Kind in keyof Jobs]: { kind: Kind } & Jobs[Kind]['job'] }[keyof Jobs];

async function done(job: AnyJob): Promise<Jobs[keyof Jobs]['result']> {
  switch (job.kind) {
    case 'inspect':
      return inspectFile(job.path, job.extension);
    case 'read-workbook':
      return job.type === 'xls'
        ? (await import('./read-old-workbook.ts')).readOldWorkbook(job.path, job.sheet)
        : (await import('./read-workbook.ts')).readWorkbook(job.path, job.sheet);
    case 'draw-workbook':
      return (await import('./draw-workbook.ts')).drawWorkbook(job.workbook);
    default:
      return job satisfies never;
  }
}

process.on('message', (job: AnyJob) => {
  done(job).then(
    (result) => process.send?.({ ok: true, result }),
    // What it is made to trip over is no file that its reader could open.
    () => process.send?.({ ok: false, fault: 'too-demanding' }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });

/** One file looked at, in a process apart. */
import type { Extension } from './accepted-types.ts';
import type { FileFault } from './inspect-file.ts';
import { doApart } from './processes-apart.ts';

export type InspectionFault = FileFault | 'too-demanding' | 'busy';

/** @returns what is wrong with the file; undefined when nothing is */
export async function inspect(path: string, extension: Extension): Promise<InspectionFault | undefined> {
  const done = await doApart({ kind: 'inspect', path, extension });
  return done.ok ? done.result : done.fault;
}

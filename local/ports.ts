import type { Say } from './binaries.ts';
import { findFreePort } from './processes.ts';

/** The usual ports where they are free, else the next free ones, said aloud. */
export async function choosePorts<Name extends string>(
  usual: Record<Name, number>,
  say: Say,
): Promise<Record<Name, number>> {
  const chosen = {} as Record<Name, number>;
  for (const name of Object.keys(usual) as Name[]) {
    const port = usual[name];
    const promised = [...Object.values<number>(usual), ...Object.values<number>(chosen)].filter(
      (other) => other !== port,
    );
    chosen[name] = await findFreePort(port, new Set(promised));
    if (chosen[name] !== port) say(`! Le port ${port} est pris (${name}) : ${chosen[name]} le remplace.`);
  }
  return chosen;
}

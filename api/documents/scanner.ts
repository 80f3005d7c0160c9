/** The antivirus, behind one method. */
import { readFile } from 'node:fs/promises';

export interface Scanner {
  /** @throws when it cannot answer: the file is then refused for now, never let through */
  scan(path: string): Promise<'clean' | 'infected'>;
}

// In two parts, or this very file would be taken for the test virus.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Knows one virus, the harmless one by which antivirus programs are tried. A real one (ClamAV) takes its place on a server. */
export const eicarScanner: Scanner = {
  scan: async (path) => ((await readFile(path)).includes(eicar) ? 'infected' : 'clean'),
};

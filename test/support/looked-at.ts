/** What the tools that look at pages have looked at, noted for the accessibility statement where a run is asked for it (`npm run accessibility`). */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Look {
  tool: string;
  version: string;
  /** `/pro/requests/:id`; absent where a page was validated without an address. */
  page?: string | undefined;
  /** Ids of rules, in the words of the tool. */
  broken: string[];
}

const variable = 'PAGES_LOOKED_AT';

/** A line of a file for each process: nobody waits for another. */
export function noteLook(look: Look): void {
  const directory = process.env[variable];
  if (directory) appendFileSync(path.join(directory, `${String(process.pid)}.jsonl`), `${JSON.stringify(look)}\n`);
}

/** The environment of a run that notes what it looks at. @param directory that exists */
export const notingIn = (directory: string): NodeJS.ProcessEnv => ({ ...process.env, [variable]: directory });

export const readLooks = (directory: string): Look[] =>
  readdirSync(directory).flatMap((file) =>
    readFileSync(path.join(directory, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Look),
  );

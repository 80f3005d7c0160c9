/** Old passwords: only to start the conversion of an account. None is ever set any more. */
import { hash, verify, type Options } from '@node-rs/argon2';

/** OWASP's figures for Argon2id, which is the library's default. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** What nobody's password gives: an unknown account takes as long as a known one. */
const nobodys = hash('the password of nobody', cost);

let running = 0;
const waiting: (() => void)[] = [];
const atOnce = 4;

/** For demonstration data and tests. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Whether the password fits; `undefined` (no such account) costs the same and never does. At most four run at once: each takes 19 MB. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  if (running >= atOnce)
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  else running++;
  try {
    const fits = await verify(stored ?? (await nobodys), password);
    return fits && stored !== undefined;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

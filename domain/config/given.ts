import { readFileSync } from 'node:fs';
import type { Problem } from './problems.ts';
import { secretVariables, variableNames, type VariableName } from './variables.ts';

export type Environment = Record<string, string | undefined>;
export type Given = Partial<Record<VariableName, string>>;

/** The variables as they are given: those left in files are read. An empty one counts as absent. */
export function readGiven(env: Environment): { given: Given; problems: Problem[] } {
  const problems: Problem[] = [];
  const given: Given = {};
  for (const name of variableNames) {
    const direct = env[name]?.trim();
    if (direct) given[name] = direct;
  }
  for (const variable of secretVariables) {
    const path = env[`${variable}_FILE`]?.trim();
    if (!path) continue;
    if (given[variable] !== undefined) {
      problems.push({ variable, reason: `donné deux fois : dans ${variable} et dans ${variable}_FILE.` });
      continue;
    }
    try {
      // Editors end a file with a line end, which is no part of a secret.
      const read = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
      if (read) given[variable] = read;
    } catch {
      problems.push({ variable, reason: `le fichier de ${variable}_FILE ne peut pas être lu.` });
    }
  }
  return { given, problems };
}

/** The address with a password that is given apart, whatever stands in it. */
export const withPassword = (url: string, password: string | undefined): string => {
  if (password === undefined) return url;
  const whole = new URL(url);
  whole.password = encodeURIComponent(password);
  return whole.href;
};

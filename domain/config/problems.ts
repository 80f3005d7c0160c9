/** What is wrong with the environment, told in French without the values. */
import { variableNames, variables, type VariableName } from './variables.ts';

export interface Problem {
  variable: VariableName;
  /** In French, without the value: a value may be a secret. */
  reason: string;
}

/** The environment does not make a configuration; the message lists each variable to correct, in French. */
export class ConfigError extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    const lines = problems.map(
      ({ variable, reason }) =>
        `  ${variable} : ${reason}\n    Ce que c’est : ${variables[variable].what}.\n    À écrire : ${variables[variable].write}.`,
    );
    super(
      `Configuration refusée : ${problems.length} point(s) à corriger dans l’environnement (voir .env.example).\n\n${lines.join('\n\n')}\n`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const reasons: Record<string, string> = {
  missing: 'manque.',
  malformed: 'valeur mal formée.',
  short: 'trop court.',
};
/** Where the password of an address that cannot be read should stand. */
const passwordOf: Partial<Record<VariableName, VariableName>> = {
  DATABASE_URL: 'DATABASE_PASSWORD',
  MIGRATION_DATABASE_URL: 'MIGRATION_DATABASE_PASSWORD',
  SMTP_URL: 'SMTP_PASSWORD',
};
/** @param code of a schema of `variables.ts` */
export const reasonOf = (variable: VariableName, code = 'malformed'): string | undefined => {
  const apart = passwordOf[variable];
  return code === 'malformed' && apart
    ? `valeur mal formée. Un mot de passe qui contient / : @ ? # ou % se donne à part, dans ${apart} ou dans un fichier (${apart}_FILE).`
    : reasons[code];
};

/** The first that was found of each, in the order of the variables. */
export function onePerVariable(problems: Problem[]): Problem[] {
  return variableNames.flatMap((name) => problems.find((problem) => problem.variable === name) ?? []);
}

/** Who did something with a case, and how sure that is. */
import type { ActView } from '../../db/cases/case-file.ts';
import { roleNames } from '../../workflows/roles.ts';
import type { Reader } from './procedure-pages.ts';

export const isFirstOfOperator = ({ number, actor_role: role }: ActView): boolean =>
  number === 1 && role === 'operator';

/** How sure the sign-in was. */
export const means = (acr: number | null): string => (acr === 500 ? ' (eID)' : acr === 450 ? ' (itsme)' : '');
/** « référent·e agrément AES » */
export const withSmallInitial = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);
/** Who opened the case, with the means; to an operator, agents are told with their function. */
export function whoOf(act: ActView, reader: Reader): string {
  const name = act.actor_name ?? "l'ONE";
  if (isFirstOfOperator(act)) return name + means(act.acr);
  return reader === 'operator' && act.actor_role !== 'operator'
    ? `${name}, ${withSmallInitial(roleNames[act.actor_role as keyof typeof roleNames] ?? '')}`
    : name;
}

/** An e-mail address as it is typed, and what is wrong with it. */
import { isEmail } from '../../domain/email.ts';
import { requiredLine } from './inputs.ts';

const reasonOf = (typed: string): string => {
  if (/\s/u.test(typed)) return 'il contient une espace';
  if ((typed.match(/@/g) ?? []).length !== 1) return 'il faut une seule arobase (@)';
  const [local = '', domain = ''] = typed.split('@');
  if (local === '' || domain === '') return "il faut un nom avant l'arobase et un domaine après";
  if (typed.endsWith('.')) return 'il finit par un point';
  if (!domain.includes('.')) return `le domaine « ${domain} » est incomplet`;
  if (/[^\u0021-\u007e]/u.test(local)) return "il contient une lettre accentuée ou un signe avant l'arobase";
  return 'un serveur de courriel le refuserait';
};

export const emailAddress = (missing: string, most = 254) =>
  requiredLine(missing, most).refine(isEmail, {
    error: ({ input }) =>
      `Le courriel doit avoir la forme nom@exemple.be ; dans « ${String(input)} », ${reasonOf(String(input))}`,
  });

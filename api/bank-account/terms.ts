/** What the form of an account is drawn with: how old a statement may be, and what is paid to which account today. */
import { parametersOn } from '../../db/parameters/parameters.ts';
import { dayOf } from '../../domain/calendar.ts';
import { slug, type Purpose } from '../../workflows/bank-account/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import type { Dependencies } from '../context.ts';

export const statementMonths = async ({ db, now }: Pick<Dependencies, 'db' | 'now'>): Promise<number> =>
  parameterOf('statement-age', await parametersOn(db, slug, dayOf(now()))).value;

/** By purpose, the account that is paid to today. */
export const paidTo = (used: readonly { purpose: Purpose; masked: string }[]): Partial<Record<Purpose, string>> =>
  Object.fromEntries(used.map(({ purpose, masked }) => [purpose, masked]));

/** The months of a quarter as choices of a form, and which of them an act may take. */
import { monthInWords, monthsOf, type Month } from '../../domain/quarter.ts';
import type { CaseData, Module, MonthSent } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Faults, Input } from '../forms/form.ts';
import { answer, radios } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import type { Row } from './own.ts';

const isSent = (sent: MonthSent | undefined): boolean => sent !== undefined && !sent.reopened;
/** Months of a module that are sent, or those that are still to be sent. */
const monthsIn = ({ quarter, ...data }: CaseData, module: Module, sent: boolean): Month[] =>
  monthsOf(quarter).filter((month) => isSent(data[module][month]) === sent);

export const monthInput = ({ state: { data } }: Row, module: Module, sent: boolean): Input =>
  radios(
    'month',
    'Mois',
    monthsIn(data, module, sent).map((month) => ({ value: month, text: monthInWords(month) })),
  );
export const month = answer('Choisissez un mois.');
export const checkMonth = ({ state: { data } }: Row, module: Module, sent: boolean, value: string): Faults =>
  monthsIn(data, module, sent).includes(value) ? {} : { month: notAChoice };

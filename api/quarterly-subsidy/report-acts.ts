/** The report of the quarter: submitted, corrected, and a derogation to its last day. */
import { z } from 'zod';
import { digest } from '../../db/act-hash.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import { titleOf, type Pages } from './own.ts';

export const statement = 'Je confirme que les données déclarées sont complètes et exactes.';

const submitted = (intro: string): ActForm<Pages, Facts['submit']> =>
  actForm<Pages>()({
    intro: ({ row }) => `${titleOf(row)}. ${intro}`,
    fields: () => [],
    schema: z.strictObject({}),
    split: (_, { row }) => {
      const { quarter, attendance, consultations } = row.state.data;
      const content = { statement, quarter, attendance, consultations };
      return { facts: { digest: digest(content).toString('hex'), declared: 0 }, content };
    },
  });

export const submit = submitted(statement);
export const answerCorrection = submitted(statement);

export const askDerogation: ActForm<Pages, Facts['ask-derogation']> = oneText<Pages>(
  'reason',
  'Les circonstances particulières',
  'Écrivez pourquoi la demande ne peut pas être soumise à temps.',
  {
    intro: ({ row }) =>
      `L'ONE peut accorder une dérogation au délai pour des circonstances particulières. ${titleOf(row)}.`,
  },
);

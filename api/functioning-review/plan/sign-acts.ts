/** Signing a plan, by either side: what is signed is the plan that was shown, by its digest. */
import { z } from 'zod';
import type { Facts } from '../../../workflows/functioning-review/contract.ts';
import { actForm, type ActForm, type Sealed } from '../../cases/act-form.ts';
import type { Pages } from '../own.ts';
import { onPlan } from './context.ts';
import { lastPanel, styles } from './plan-panel.ts';
import { statementFor } from './signatures.ts';

export const signing = (side: 'operator' | 'one'): ActForm<Pages, Facts['sign-plan']> =>
  actForm<Pages>()({
    intro: ({ row }) => `Empreinte de ce que vous signez : ${row.state.data.digest ?? ''}`,
    fields: ({ file }) => [
      {
        partial: 'field-checkbox',
        name: 'agreed',
        label: statementFor(side, file),
        required: true,
      },
    ],
    wide: true,
    styles,
    panels: lastPanel,
    schema: z.strictObject({ agreed: z.literal('oui', 'Cochez la case : sans elle, rien n’est signé.') }),
    split: async (_values, { row }, read) => ({
      facts: { digest: row.state.data.digest ?? '' },
      content: { statement: statementFor(side, (await read()).file) },
    }),
    seal: {
      mark: ({ row }) => row.state.data.digest ?? '',
      read: (_trx, { row, facts, content }, seen): Promise<Sealed<Facts['sign-plan']>> =>
        Promise.resolve(
          seen === (row.state.data.digest ?? '')
            ? { ok: true, facts, content }
            : {
                ok: false,
                moved: true,
                fault: "Le plan n'est plus celui que vous avez lu : rien n'est signé. Relisez-le, puis signez.",
              },
        ),
    },
    then: side === 'operator' ? onPlan('pro', 'sign-plan') : onPlan('office', 'countersign-plan'),
  });

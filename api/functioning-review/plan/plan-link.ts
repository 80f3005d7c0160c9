/** The way from the case to its plan, once there is one to write or to read. */
import type { Panel, Reader } from '../../cases/procedure-pages.ts';
import type { File } from '../own.ts';

const withPlan = ['plan-drafting', 'plan-review', 'arbitration', 'signing', 'follow-up', 'closed'];

export function planLink({ row }: File, reader: Reader): Panel[] {
  const { digest, defaultIn } = row.state.data;
  const isOf = withPlan.includes(row.status) || digest !== undefined || defaultIn === 'plan-drafting';
  if (!isOf || (row.status === 'closed' && digest === undefined)) return [];
  return [
    {
      partial: 'functioning-review/plan-link',
      title: "Plan d'action",
      href: `/${reader === 'operator' ? 'pro' : 'office'}/reviews/${row.id}/plan`,
      text:
        digest === undefined
          ? 'Objectifs et actions, avec qui, les moyens et les dates.'
          : 'Objectifs et actions, remarques et réponses tour par tour, signatures et suivi.',
    },
  ];
}

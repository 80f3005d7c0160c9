/** What ONE has asked to correct, on the operator's page: its words, the months that are open again, and the way to send them. */
import { casePath } from '../cases/case-context.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { sendingIn, type File } from './own.ts';
import { monthName } from './place-rows.ts';

export function correctionPanel(file: File): Panel[] {
  if (file.row.status !== 'correction-asked') return [];
  const reopened = sendingIn(file).places.flatMap(({ id, name, sent }) =>
    (sent?.reopened ?? []).map((month) => ({
      href: `/pro/after-school/${id}/attendance/${month}`,
      text: `${name}, ${monthName(month)}`,
      question: sent?.questions.get(month),
    })),
  );
  return [
    {
      partial: 'aes-subsidy/correction',
      months: reopened,
      href: `${casePath('pro', file.row)}/answer-correction`,
      label: 'Envoyer les présences corrigées',
    },
  ];
}

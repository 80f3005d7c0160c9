/** What an import of attendance has written. */
import type { AttendanceOutcome } from '../../db/attendance-import/preview.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { MonthContext } from '../attendance/month-context.ts';
import { backTo, lineOf } from './upload-page.ts';

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('fr-BE')} ${count < 2 ? one : many}`;

export function donePage(context: MonthContext, { added, changed, same, removed, cells }: AttendanceOutcome) {
  return {
    title: 'Import terminé',
    about: context.creche.name,
    back: backTo(context),
    line: lineOf(context),
    month: monthInWords(context.month),
    monthHref: context.base,
    sendHref: context.state.case
      ? `/pro/quarterly-subsidy/${context.state.case.id}/send-attendance?month=${context.month}`
      : undefined,
    importHref: `${context.base}/import`,
    text: [
      counted(added, 'enfant ajouté', 'enfants ajoutés'),
      counted(changed, 'modifié', 'modifiés'),
      counted(same, 'inchangé', 'inchangés'),
      ...(removed > 0 ? [counted(removed, 'retiré du mois', 'retirés du mois')] : []),
      counted(cells, 'cellule écrite', 'cellules écrites'),
    ].join(', '),
  };
}

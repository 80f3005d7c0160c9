/** Of a case in a list: the next day that counts, in the operator's words. */
import { formatShortDate } from '../../domain/french-dates.ts';
import { visitInWords } from './situation.ts';
import type { CaseListRow } from '../../db/cases/lists.ts';
import type { CaseData, Status } from '../../workflows/authorisation-adaptation/contract.ts';

/** « 25/11/2026, sinon classement proposé »; undefined where only the decision is awaited. */
export function nextDate({ status, due_on, state }: CaseListRow): string | undefined {
  const data = state.data as Partial<CaseData>;
  const due = due_on && formatShortDate(due_on);
  switch (status as Status) {
    case 'complement-asked':
      return due ? `${due}, sinon classement proposé` : '–';
    case 'remedy':
      return due ? `${due}, sinon refus à confirmer` : '–';
    case 'refused':
    case 'measure-in-force':
      return due ? `recours possible jusqu'au ${due}` : '–';
    case 'notice-given':
      return due ? `réponse avant le ${due}` : '–';
    case 'granted':
    case 'acknowledged':
    case 'measure-decided':
      return data.effectiveOn ? `entrée en vigueur le ${formatShortDate(data.effectiveOn)}` : '–';
    case 'period-running':
    case 'return-overdue':
      return data.plannedEndOn ? `fin prévue le ${formatShortDate(data.plannedEndOn)}` : '–';
    case 'conditions-follow-up':
      return data.conditionsDueOn ? `conditions avant le ${formatShortDate(data.conditionsDueOn)}` : '–';
    case 'instruction': {
      // Beside what ONE is doing, the operator may have a day to choose.
      const choice = state.tasks.find(({ action }) => action === 'choose-visit-date')?.dueOn;
      if (choice) return `visite à choisir avant le ${formatShortDate(choice)}`;
      return data.visit === 'planned' && data.visitOn ? `visite le ${visitInWords(data, formatShortDate)}` : undefined;
    }
    default:
      return undefined;
  }
}

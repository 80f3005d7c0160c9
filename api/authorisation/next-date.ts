/** Of a case in a list: whose turn it is, and the next day that counts, in the operator's words. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatShortDate, sinceInWords } from '../../domain/french-dates.ts';
import type { CaseData, Status } from '../../workflows/authorisation-adaptation/contract.ts';

export interface ListedCase {
  status: string;
  turn: 'operator' | 'one' | 'nobody';
  due_on: Day | null;
  target_on: Day;
  closed_at: Instant | null;
  status_since: Instant;
  state: { data: Partial<CaseData>; tasks: readonly { action: string; dueOn: Day | null }[] };
}

export function turnOf(
  { turn, closed_at, status_since }: ListedCase,
  today: Day,
): { badge?: { kind: string; text: string }; text: string } {
  if (closed_at !== null) return { text: `close ${sinceInWords(dayOf(closed_at), today)}` };
  const since = sinceInWords(dayOf(status_since), today);
  switch (turn) {
    case 'operator':
      return { badge: { kind: 'to-you', text: 'à vous' }, text: since };
    case 'one':
      return { badge: { kind: 'at-one', text: "à l'ONE" }, text: since };
    case 'nobody':
      return { text: 'rien à faire pour le moment' };
    default:
      return turn satisfies never;
  }
}

/** « 25/11/2026, sinon classement proposé » */
export function nextDateOf({ status, due_on, target_on, closed_at, state: { data, tasks } }: ListedCase): string {
  if (closed_at !== null) return '–';
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
      const choice = tasks.find(({ action }) => action === 'choose-visit-date')?.dueOn;
      if (choice) return `visite à choisir avant le ${formatShortDate(choice)}`;
      if (data.visit === 'planned' && data.visitOn) return `visite le ${formatShortDate(data.visitOn)}`;
      break;
    }
    default:
      break;
  }
  return `décision attendue le ${formatShortDate(target_on)}`;
}

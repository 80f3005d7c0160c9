/** Whose turn it is. Two sides may have something to do at the same time: each is said with who, what, and until when. */
import type { CaseRow } from '../../db/cases/case-file.ts';
import type { Day } from '../../domain/calendar.ts';
import { dueInWords, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { isRight, wordsOfAction } from '../procedure-words.ts';
import type { AnyProcedurePages, Reader, Situation } from './procedure-pages.ts';

type Procedures = readonly AnyProcedurePages[];
interface Standing {
  slug: string;
  state: { tasks: Pick<CaseState['tasks'][number], 'action' | 'role' | 'dueOn'>[] };
}

/** What one side has to do, and the first day by which. */
export interface Turn {
  side: Reader;
  what: string;
  dueOn: Day | undefined;
}

/** One for each side that has a task. What one may leave unused, an appeal, is nobody's turn. */
export function turnsOf(procedures: Procedures, { slug, state }: Standing): Turn[] {
  const tasks = state.tasks.filter(({ action }) => !isRight(procedures, slug, action));
  const side = (name: Reader): Turn[] => {
    const own = tasks.filter(({ role }) => (role === 'operator') === (name === 'operator'));
    const due = own.flatMap(({ dueOn }) => dueOn ?? []).sort();
    return own.length === 0
      ? []
      : [
          {
            side: name,
            what: own.map(({ action }) => wordsOfAction(procedures, slug, action).task).join(', '),
            dueOn: due[0],
          },
        ];
  };
  return [...side('operator'), ...side('one')];
}

/** « C'est à vous. », as each side reads it. */
export const titleOfTurn = (side: Reader, reader: Reader): string =>
  side === 'one' ? "C'est à l'ONE." : reader === 'operator' ? "C'est à vous." : "C'est à l'opérateur.";

/** The day that counts, for a sentence that says until when: « vendredi 4 décembre 2026 », « (dans 3 jours) ». */
export const untilDay = (due: Day | null | undefined, today: Day): { until: string | undefined; inWords: string } =>
  due ? { until: formatLongDate(due), inWords: ` (${dueInWords(due, today)})` } : { until: undefined, inWords: '' };

export interface Banner extends Situation {
  /** As the partial `turn-banner` knows it. */
  turn: 'you' | 'one' | 'other' | 'closed';
}

/** The sentence of the procedure; where both sides have something to do, one for each, the reader's own first. */
export function bannersOf(
  procedures: Procedures,
  procedure: AnyProcedurePages,
  { row, reader, today }: { row: CaseRow; reader: Reader; today: Day },
): Banner[] {
  const kindOf = (side: Reader): Banner['turn'] => (side === reader ? 'you' : side === 'one' ? 'one' : 'other');
  const turns = row.closed_at === null ? turnsOf(procedures, row) : [];
  if (turns.length < 2) {
    const turn = row.closed_at !== null ? 'closed' : row.turn === 'nobody' ? 'other' : kindOf(row.turn);
    return [{ turn, ...procedure.situation(row, reader, today) }];
  }
  return turns
    .sort((a, b) => Number(b.side === reader) - Number(a.side === reader))
    .map(({ side, what, dueOn }) => ({
      turn: kindOf(side),
      title: titleOfTurn(side, reader),
      text: dueOn ? `${what}, avant le` : `${what}.`,
      ...(dueOn ? { until: formatLongDate(dueOn), rest: ` (${dueInWords(dueOn, today)}).` } : {}),
    }));
}

/** In one line, for where there is no room for more. */
export const inOneLine = (banners: readonly Situation[]): string =>
  banners.map(({ title, text, until, rest }) => `${title} ${text}${until ? ` ${until}` : ''}${rest ?? ''}`).join(' ');

/** In a list: « choisir une date de visite, avant le 05/01/2027 ». */
export const turnInList = ({ what, dueOn }: Turn): string =>
  `${what.slice(0, 1).toLowerCase()}${what.slice(1)}${dueOn ? `, avant le ${formatShortDate(dueOn)}` : ''}`;

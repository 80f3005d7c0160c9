/** What comes after the plan, with its days: said before one signs. */
import { addMonths } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { parameterOf } from '../../../workflows/parameters.ts';
import { arbiterWords } from '../../../views/functioning-review/plan-words.ts';
import { durationOf, everyInWords } from '../durations.ts';
import { dataOf, type Planning } from './context.ts';

export function whatFollows({ row, story, reader, today }: Planning): string[] {
  const data = dataOf(row);
  const { parameters } = row;
  const years = parameterOf('follow-up', parameters).value;
  const signedOn = data.signedOn ?? today;
  const first = addMonths(signedOn, 12 * years);
  const cycle = `en ${data.cycleEndsOn.slice(0, 4)} : fin du cycle, le bilan suivant est planifié de lui-même.`;
  if (row.status === 'closed')
    return ['le bilan suivant est planifié : vous en recevez l’invitation avant son premier jour.'];
  if (data.signedOn)
    return [
      `la synthèse signée le ${formatLongDate(data.signedOn)} (PDF) reste avec le bilan, aussi pour les suivants\u00a0;`,
      `${everyInWords(parameters)}, ${reader === 'operator' ? 'vous dites' : "l'opérateur dit"} où en est chaque action\u00a0;`,
      cycle,
    ];
  const [used, most] = [
    parameterOf('rounds', parameters).value - data.roundsLeft,
    parameterOf('rounds', parameters).value,
  ];
  return [
    'avec les deux signatures, une synthèse (PDF) est gardée avec le bilan\u00a0;',
    ...(first < data.cycleEndsOn
      ? [
          story.agreed
            ? `${durationOf('follow-up', parameters)} après, vers le ${formatLongDate(first)} : premier suivi, chaque action dit où elle en est\u00a0;`
            : `${durationOf('follow-up', parameters)} après les signatures : premier suivi, chaque action dit où elle en est\u00a0;`,
        ]
      : []),
    ...(story.agreed
      ? []
      : [
          `${String(most)} tours au plus (${used === 0 ? 'aucun refusé jusqu’ici' : `${String(used)} refusé${used > 1 ? 's' : ''}`})\u00a0; au-delà, ${arbiterWords(data.home)} tranche${reader === 'operator' ? ' avec vous' : ''}\u00a0;`,
        ]),
    cycle,
  ];
}

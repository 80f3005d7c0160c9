/** On top of the page: whose turn it is, how long like lines have taken, and whether it weighs on the agreement. */
import type { ShownLine, Waiting } from '../../db/training/overview.ts';
import { dayInMilliseconds } from '../../domain/calendar.ts';
import { spanInWords } from '../../domain/training-delay.ts';
import { delayOfLine, isSafe, type LineContext } from './line-rows.ts';

export function waitingBanner(
  { lines, oldestAt, atOperator, bestPlace, worstPlace, total }: Waiting,
  shown: readonly ShownLine[],
  context: LineContext,
): object | undefined {
  if (lines === 0 && atOperator === 0) return undefined;
  const waiting = shown.filter(({ status }) => status === 'waiting');
  const [first] = waiting;
  const delay = first ? delayOfLine(first, context) : { known: false as const };
  const oldest = oldestAt === null ? 0 : Math.floor((context.now - oldestAt) / dayInMilliseconds);
  return {
    title:
      lines > 0
        ? `C'est à l'ONE pour ${String(lines)} ${lines === 1 ? 'module' : 'modules'}.`
        : `C'est à vous pour ${String(atOperator)} ${atOperator === 1 ? 'module' : 'modules'}.`,
    text:
      lines === 0
        ? "L'ONE vous a demandé une information."
        : delay.known
          ? `Environ ${spanInWords(delay.median)} : 9 modules semblables sur 10 ont été décidés en ${spanInWords(delay.ninth)} ces 90 derniers jours.`
          : 'Dans combien de temps ? Nous ne savons pas encore : trop peu de modules semblables ont été décidés ces 90 derniers jours.',
    place:
      bestPlace !== null && worstPlace !== null && total !== null
        ? bestPlace === worstPlace
          ? `Le vôtre est à la place ${String(bestPlace)} sur ${String(total)} dans la file de l'ONE ce matin.`
          : `Les vôtres sont entre les places ${String(bestPlace)} et ${String(worstPlace)} sur ${String(total)} dans la file de l'ONE ce matin ; un agrément qui se termine bientôt passe avant.`
        : undefined,
    // Said of all that waits, or not at all.
    safe: waiting.length > 0 && waiting.length === lines && waiting.every((line) => isSafe(line, context)),
    clocks: [
      { days: oldest, label: "chez l'ONE, le plus ancien", running: lines > 0 },
      { days: operatorDays(shown, context), label: 'chez vous', running: atOperator > 0 },
    ],
  };
}

/** Of what is asked of the operator, the oldest. */
const operatorDays = (shown: readonly ShownLine[], { now }: LineContext): number =>
  Math.max(
    0,
    ...shown
      .filter(({ status }) => status === 'information-asked')
      .map(({ statusSince }) => Math.floor((now - statusSince) / dayInMilliseconds)),
  );

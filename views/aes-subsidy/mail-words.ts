/** What a reminder says of the places as its mail leaves: counted, and of no child by name. */
import { monthInWords } from '../../domain/quarter.ts';
import type { QuarterStanding } from '../../domain/after-school/quarter-standing.ts';

interface Place {
  name: string;
  sent?: unknown;
  standing: Pick<QuarterStanding, 'missing' | 'required' | 'complete'>;
}
/** The incomplete first, each with its months; then how many are ready. */
export function missingInMail(places: readonly Place[]): string[] {
  const left = places.filter(({ sent, standing }) => !sent && standing.required > 0);
  const ready = left.filter(({ standing }) => standing.complete).length;
  return [
    ...left.flatMap(({ name, standing }) =>
      standing.missing.map(({ month, days, lacksEnrolled }) => {
        const what = [
          ...(days.length > 0 ? [`${String(days.length)} ${days.length === 1 ? 'jour' : 'jours'} à encoder`] : []),
          ...(lacksEnrolled ? ['inscrits non renseignés'] : []),
        ];
        return `${name}, ${monthInWords(month)} : ${what.join(', ')}`;
      }),
    ),
    ...(ready > 0 ? [`${String(ready)} ${ready === 1 ? 'lieu prêt à envoyer' : 'lieux prêts à envoyer'}`] : []),
  ];
}

/** Where a project stands, in one sentence, to each reader. */
import type { Day } from '../../domain/calendar.ts';
import { typeWords } from '../../views/preparatory-process/words.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import { slotInWords } from '../forms/slots.ts';
import type { Row } from './page-types.ts';

export function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const { until, inWords } = untilDay(tasks[0]?.dueOn, today);
  const operator = reader === 'operator';
  const asked = (text: string): Situation => ({
    title: titleOfTurn('operator', reader),
    text: `${text} avant le`,
    until,
    rest: `${inWords}. Sans réponse, le projet est mis en veille : rien n'est refusé, et il peut être repris.`,
  });
  const atOne = (toOperator: string, toOne: string): Situation => ({
    title: titleOfTurn('one', reader),
    text: `${operator ? toOperator : toOne} avant le`,
    until,
    rest: `${inWords}.`,
  });
  switch (status) {
    case 'to-meet':
      return atOne("L'ONE vous propose un rendez-vous", 'Un rendez-vous est à proposer');
    case 'dates-proposed':
      return asked('Une date de rendez-vous est à choisir');
    case 'dates-suggested':
      return atOne("L'ONE répond aux dates que vous proposez", "D'autres dates sont proposées : à confirmer");
    case 'appointment':
      return {
        title: data.appointmentAt ? `Rendez-vous le ${slotInWords(data.appointmentAt)}.` : 'Le rendez-vous est fixé.',
        text: `${data.type ? `${typeWords[data.type]}. ` : ''}L'ONE écrit ensuite un compte rendu.`,
      };
    case 'report':
      return atOne("L'ONE écrit le compte rendu du rendez-vous", 'Le compte rendu est à écrire');
    case 'opinion':
      return atOne("L'ONE prépare son avis", "L'avis est à rendre");
    case 'complement-asked':
      return asked('Un complément est attendu');
    case 'to-improve':
      return asked("L'avis est défavorable sur un sujet au moins. Ce qui a changé est attendu");
    case 'to-declare':
      return atOne(
        "L'avis ne s'oppose pas au projet. L'ONE dit s'il est prêt",
        'Le projet est à déclarer prêt, ou à compléter,',
      );
    case 'asleep':
      return {
        title: 'Le projet est en veille.',
        text: `${
          data.asleepBy === 'operator'
            ? operator
              ? "Vous l'avez mis en veille."
              : 'Son porteur l’a mis en veille.'
            : 'Une réponse attendue n’est pas arrivée.'
        } Rien n'est perdu ni refusé${operator ? ' : reprenez-le quand vous voulez' : ' : son porteur le reprend quand il veut'}.`,
      };
    case 'ready':
      return {
        title: 'Le projet est prêt à demander une autorisation.',
        text: operator
          ? "Une lettre vous dit ce qui vient ensuite. Tant que l'autorisation n'est pas accordée, aucun enfant ne peut être accueilli."
          : "La demande d'autorisation se fait à part.",
      };
    case 'withdrawn':
      return { title: 'Le projet est retiré.', text: 'Un autre peut être introduit à tout moment.' };
    case 'cancelled':
      return { title: 'Le projet est annulé.', text: 'Un autre peut être introduit à tout moment.' };
    default:
      return status satisfies never;
  }
}

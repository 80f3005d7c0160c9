/** Where a quarter stands, in one sentence. */
import type { Day } from '../../domain/calendar.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { lastDayOf } from '../../domain/quarter.ts';
import { correctionInWords } from '../../views/quarterly-subsidy/words.ts';
import { balanceOf } from '../../workflows/signed-sum.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { Row } from './own.ts';

const euros = (value: number): string => inWords({ value, unit: 'cents' });

export function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const due = (action: string) => untilDay(tasks.find((task) => task.action === action)?.dueOn, today);
  const operator = reader === 'operator';
  switch (status) {
    case 'running':
      return {
        title: 'Le trimestre est en cours.',
        text: `Les présences et les consultations s'envoient mois par mois. La demande peut être soumise après le ${formatPlainDate(lastDayOf(data.quarter))}.`,
      };
    case 'to-submit': {
      const { until, inWords: rest } = untilDay(data.lastDay, today);
      return {
        title: titleOfTurn('operator', reader),
        text: 'La demande est à soumettre avant le',
        until,
        rest: `${rest}.`,
      };
    }
    case 'late': {
      const { until, inWords: rest } = untilDay(data.lastDay, today);
      return {
        title: operator ? "C'est à vous, hors délai." : "C'est à l'opérateur, hors délai.",
        text: 'La demande était à soumettre avant le',
        until,
        rest: `${rest}. Elle peut encore être soumise ; rien n'est refusé du seul fait du calendrier.`,
      };
    }
    case 'in-control': {
      const { until, inWords: rest } = due('propose');
      return {
        title: titleOfTurn('one', reader),
        text: operator
          ? 'Votre gestionnaire subsides contrôle la demande, avant le'
          : 'La demande est à contrôler avant le',
        until,
        rest: `${rest}.`,
      };
    }
    case 'correction-asked': {
      const { until, inWords: rest } = due('answer-correction');
      const codes = data.corrections ?? [];
      const asked =
        codes.length > 3
          ? `${String(codes.length)} points, chacun à sa place`
          : codes.map(correctionInWords).join(' ; ');
      return {
        title: titleOfTurn('operator', reader),
        text: `À corriger : ${asked}. La demande corrigée est attendue avant le`,
        until,
        rest: `${rest}. Sans elle, le contrôle continue avec ce qui a été déclaré.`,
      };
    }
    case 'awaiting-scale':
      return {
        title: 'Le contrôle est terminé.',
        text: 'Le subside est calculé dès que le tableau des forfaits du trimestre est publié.',
      };
    case 'to-sign': {
      const { until, inWords: rest } = due('sign');
      return {
        title: titleOfTurn('one', reader),
        text: operator ? 'Le calcul est à signer avant le' : 'Le calcul attend une signature, avant le',
        until,
        rest: `${rest}.`,
      };
    }
    case 'to-pay':
      return {
        title: 'Le calcul est signé.',
        text: `${euros(balanceOf(data))} sont liquidés avec le prochain fichier de paiement, vers le compte validé.`,
      };
    case 'paid': {
      const left = balanceOf(data);
      return {
        title: 'Le subside est liquidé.',
        text: `${euros(data.paid)} ont été liquidés.${left < 0 ? ` ${euros(-left)} sont retenus sur le trimestre suivant.` : ''} Une ligne peut encore être contestée.`,
      };
    }
    case 'settled':
      return { title: 'Le trimestre est soldé.', text: `${euros(data.paid)} ont été liquidés.` };
    case 'refused':
      return { title: 'La demande est refusée.', text: 'La décision motivée se trouve parmi les documents.' };
    case 'prescribed':
      return { title: 'La demande est prescrite.', text: "Elle n'a pas été soumise à temps." };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: '' };
    default:
      return status satisfies never;
  }
}

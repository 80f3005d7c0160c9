/** Where a quarter stands, in one sentence. */
import { lastDayOfQuarter } from '../../domain/after-school/budget-year.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { hasLate, hasRest, toPayOf } from '../../workflows/aes-subsidy/rules.ts';
import { balanceOf } from '../../workflows/signed-sum.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { Row } from './own.ts';

const euros = (value: number): string => inWords({ value, unit: 'cents' });

/** What was signed and is not executed yet. */
const leftInWords = (left: number): string =>
  left < 0
    ? ` ${euros(-left)} sont retenus sur un paiement suivant.`
    : left > 0
      ? ` ${euros(left)} sont encore à liquider.`
      : '';

/** Where the case waits for others, or none came: those that were sent came too late. */
const refusedPlaces = 'Les lieux envoyés hors délai ont été refusés';

export function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const due = (action: string) => untilDay(tasks.find((task) => task.action === action)?.dueOn, today);
  const operator = reader === 'operator';
  const rest =
    operator && hasRest(data) && !data.overdue && status !== 'running' && status !== 'to-send'
      ? ` Les autres lieux sont à envoyer jusqu'au ${formatPlainDate(data.lastDay)}.`
      : '';
  switch (status) {
    case 'running':
      return {
        title: 'Le trimestre est en cours.',
        text: `Les présences s'encodent jour par jour. La demande peut être envoyée après le ${formatPlainDate(lastDayOfQuarter(data.quarter))}.`,
      };
    case 'to-send': {
      const { until, inWords: left } = untilDay(data.lastDay, today);
      return {
        title: titleOfTurn('operator', reader),
        text: operator ? "Envoyez la demande jusqu'au" : "La demande est à envoyer jusqu'au",
        until,
        rest: `${left}.${operator ? ' Vous pouvez envoyer les lieux prêts maintenant et les autres ensuite.' : ''}`,
      };
    }
    case 'late':
      return {
        title: operator ? "C'est à vous, hors délai." : "C'est à l'opérateur, hors délai.",
        text: `La demande était à envoyer jusqu'au ${formatPlainDate(data.lastDay)}. Elle peut encore être envoyée : une personne de l'ONE décide alors de l'accepter ou de la refuser.`,
      };
    case 'to-close': {
      const nothing = Object.keys(data.sent).length === 0;
      return {
        title: titleOfTurn('one', reader),
        text: operator
          ? `${nothing ? "Rien n'a été envoyé" : refusedPlaces} : l'ONE décide de clôturer ce trimestre ou de l'attendre encore. Vous pouvez encore envoyer.`
          : `${nothing ? "Rien n'a été envoyé depuis longtemps" : `${refusedPlaces}, et rien n'est venu depuis`}. À clôturer ou à laisser ouvert avant le`,
        ...(operator ? {} : { until: due('close').until, rest: `${due('close').inWords}.` }),
      };
    }
    case 'in-control': {
      const late = hasLate(data);
      const { until, inWords: left } = due(late ? 'accept-late' : 'propose');
      return {
        title: titleOfTurn('one', reader),
        text: late
          ? operator
            ? "Des lieux ont été envoyés hors délai : une personne de l'ONE décide de les accepter ou de les refuser, avant le"
            : 'Des lieux ont été envoyés hors délai : le refus est proposé, vous décidez, avant le'
          : operator
            ? 'Votre gestionnaire AES contrôle les lieux envoyés, avant le'
            : 'Les lieux envoyés sont à contrôler avant le',
        until,
        rest: `${left}.${rest}`,
      };
    }
    case 'correction-asked': {
      const { until, inWords: left } = due('answer-correction');
      return {
        title: titleOfTurn('operator', reader),
        text: 'Les présences corrigées sont attendues avant le',
        until,
        rest: `${left}. Sans elles, le contrôle continue avec ce qui a été envoyé.${rest}`,
      };
    }
    case 'to-sign': {
      const { until, inWords: left } = due('sign');
      return {
        title: titleOfTurn('one', reader),
        text: operator ? 'Le calcul est à signer avant le' : 'Le calcul attend une signature, avant le',
        until,
        rest: `${left}.${rest}`,
      };
    }
    case 'to-pay':
      return {
        title: 'Le calcul est signé.',
        text: `${euros(toPayOf(data))} sont liquidés avec le prochain fichier de paiement, vers le compte validé pour l'accueil temps libre.${rest}`,
      };
    case 'paid': {
      const left = balanceOf(data);
      return {
        title: 'Les subsides sont liquidés.',
        text: `${euros(data.paid)} ont été liquidés.${leftInWords(left)}${data.contestOver ? '' : ' Une ligne peut encore être contestée.'}${rest}`,
      };
    }
    case 'settled':
      return {
        title: 'Le trimestre est soldé.',
        text: `${euros(data.paid)} ont été liquidés.${leftInWords(balanceOf(data))}`,
      };
    case 'refused':
      return { title: 'La demande est refusée.', text: 'La décision motivée se trouve parmi les documents.' };
    case 'not-requested':
      return {
        title: 'Le trimestre est clôturé sans demande.',
        text: Object.keys(data.sent).length === 0 ? "Rien n'a été envoyé." : `${refusedPlaces}.`,
      };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: '' };
    default:
      return status satisfies never;
  }
}

/** Where a review stands, in one sentence, to each reader. */
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { Row } from './own.ts';
import type { Action } from '../../workflows/functioning-review/contract.ts';
import { arbiterWords } from '../../views/functioning-review/plan-words.ts';
import { slotInWords } from '../forms/slots.ts';

export function situationOf({ status, state }: Pick<Row, 'status' | 'state'>, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const operator = reader === 'operator';
  // The day is that of what the sentence is about: beside it others may be asked something else, by another day.
  const before = (text: string, action: Action, rest = ''): Omit<Situation, 'title'> => {
    const { until, inWords } = untilDay(tasks.find((task) => task.action === action)?.dueOn, today);
    return until ? { text: `${text}, avant le`, until, rest: `${inWords}.${rest}` } : { text: `${text}.${rest}` };
  };
  const asked = (text: string, action: Action, rest?: string): Situation => ({
    title: titleOfTurn('operator', reader),
    ...before(text, action, rest),
  });
  const atOne = (text: string, action: Action): Situation => ({
    title: titleOfTurn('one', reader),
    ...before(text, action),
  });
  switch (status) {
    case 'planned': {
      const first = untilDay(data.firstDayOn, today);
      if (data.proposedDays) return atOne("L'ONE répond aux premiers jours proposés", 'move-first-day');
      return {
        title: `Le bilan s'ouvre le ${formatLongDate(data.firstDayOn)}.`,
        text: operator
          ? `D'ici là${first.inWords}, la documentation peut être lue ; rien d'autre n'est demandé.`
          : data.invited
            ? `L'opérateur est invité${first.inWords}.`
            : `L'opérateur sera invité avant ce jour${first.inWords}.`,
      };
    }
    case 'suspended':
      return {
        title: 'Le bilan est suspendu.',
        text: `Une cessation temporaire est en cours${data.returnOn ? ` (retour prévu le ${formatLongDate(data.returnOn)})` : ''}. Il reprend à la réintégration, et les délais sont déplacés d'autant.`,
      };
    case 'self-assessment':
      return asked("L'auto-évaluation est à envoyer", 'send-self-assessment');
    case 'one-ratings':
      return atOne("L'ONE évalue les mêmes critères", 'send-ratings');
    case 'in-default':
      return {
        title: 'Le bilan est en défaut.',
        ...(operator
          ? {
              text: "Ce qui était demandé n'est pas arrivé, malgré les rappels. Vous pouvez encore l'envoyer ; l'ONE décide de la suite. Un bilan ne retire jamais une autorisation.",
            }
          : before(
              "Ce qui était demandé à l'opérateur n'est pas arrivé, malgré les rappels : donner un délai ou signaler au dossier d'autorisation",
              'extend',
            )),
      };
    case 'meeting':
      switch (data.meeting) {
        case 'proposed':
          return asked('Une date de rencontre est à choisir', 'choose-meeting');
        case 'minutes':
          return {
            ...asked('Le procès-verbal est à accepter ou à contester', 'agree-minutes'),
            ...(operator ? {} : { title: "En attente de l'accord de l'opérateur." }),
          };
        case 'confirmed':
          return {
            title: data.meetingAt ? `Rencontre le ${slotInWords(data.meetingAt)}.` : 'La rencontre est fixée.',
            text: "L'ONE écrit ensuite le procès-verbal.",
          };
        case 'contested':
          return atOne('Le procès-verbal est contesté : il est à revoir', 'record-minutes');
        case 'held':
          return atOne('Le procès-verbal de la rencontre est à écrire', 'record-minutes');
        case 'suggested':
          return atOne("L'ONE répond aux dates proposées", 'confirm-meeting');
        case 'to-plan':
          return atOne('Des dates de rencontre sont à proposer', 'propose-meeting');
        default:
          return data.meeting satisfies never;
      }
    case 'plan-drafting':
      return asked(
        data.digest === undefined
          ? "Le plan d'action est à rédiger"
          : data.arbitrated
            ? "Le plan d'action est à revoir"
            : "L'ONE a lu le plan d'action : il est à revoir",
        'submit-plan',
      );
    case 'plan-review':
      return atOne("L'ONE lit le plan d'action", 'accept-plan');
    case 'arbitration':
      return atOne(
        `Les tours prévus n'ont pas suffi : ${arbiterWords(data.home)} arrête le plan d'action`,
        'arbitrate',
      );
    case 'signing':
      return data.signedByOperator
        ? atOne("L'ONE signe le plan d'action", 'countersign-plan')
        : asked("L'ONE accepte le plan d'action : il est à signer", 'sign-plan', " L'ONE signera ensuite.");
    case 'follow-up':
      if (data.followUp === 'asked') return asked('Le suivi annuel est à envoyer', 'send-follow-up');
      if (data.followUp !== 'waiting') return atOne("L'ONE lit le suivi annuel", 'note-follow-up');
      return {
        title: "Le plan d'action est signé.",
        text: `Les suivis annuels se font jusqu'au ${formatLongDate(data.cycleEndsOn)}.`,
      };
    case 'closed':
      return { title: 'Le bilan est clôturé.', text: 'Le cycle est terminé.' };
    case 'cancelled':
      return {
        title: 'Le bilan est annulé.',
        text: 'Le déroulement dit quand et pourquoi. Rien ne vous est demandé ; ce qui a été écrit se relit ici.',
      };
    default:
      return status satisfies never;
  }
}

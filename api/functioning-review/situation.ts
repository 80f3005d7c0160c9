/** Where a review stands, in one sentence, to each reader. */
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { Row } from './own.ts';
import { arbiterWords } from '../../views/functioning-review/plan-words.ts';
import { slotInWords } from '../forms/slots.ts';

export function situationOf({ status, state }: Pick<Row, 'status' | 'state'>, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const operator = reader === 'operator';
  const own = tasks.filter(({ role }) => (role === 'operator') === operator);
  const due = (own[0] ?? tasks[0])?.dueOn;
  const { until, inWords } = untilDay(due, today);
  const asked = (text: string, rest = ''): Situation => ({
    title: titleOfTurn('operator', reader),
    text: `${text}, avant le`,
    until,
    rest: `${inWords}.${rest}`,
  });
  const atOne = (text: string): Situation => ({
    title: titleOfTurn('one', reader),
    text: until ? `${text}, avant le` : `${text}.`,
    ...(until ? { until, rest: `${inWords}.` } : {}),
  });
  switch (status) {
    case 'planned': {
      const first = untilDay(data.firstDayOn, today);
      if (data.proposedDays) return atOne("L'ONE répond aux premiers jours proposés");
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
      return asked("L'auto-évaluation est à envoyer");
    case 'one-ratings':
      return atOne("L'ONE évalue les mêmes critères");
    case 'in-default':
      return {
        title: 'Le bilan est en défaut.',
        text: operator
          ? "Ce qui était demandé n'est pas arrivé, malgré deux rappels. Vous pouvez encore l'envoyer ; l'ONE décide de la suite. Un bilan ne retire jamais une autorisation."
          : "Ce qui était demandé à l'opérateur n'est pas arrivé, malgré deux rappels : donner un délai ou signaler au dossier d'autorisation, avant le",
        ...(operator ? {} : { until, rest: `${inWords}.` }),
      };
    case 'meeting':
      switch (data.meeting) {
        case 'proposed':
          return asked('Une date de rencontre est à choisir');
        case 'minutes':
          return {
            ...asked('Le procès-verbal est à accepter ou à contester'),
            ...(operator ? {} : { title: "En attente de l'accord de l'opérateur." }),
          };
        case 'confirmed':
          return {
            title: data.meetingAt ? `Rencontre le ${slotInWords(data.meetingAt)}.` : 'La rencontre est fixée.',
            text: "L'ONE écrit ensuite le procès-verbal.",
          };
        case 'contested':
          return atOne('Le procès-verbal est contesté : il est à revoir');
        case 'held':
          return atOne('Le procès-verbal de la rencontre est à écrire');
        case 'suggested':
          return atOne("L'ONE répond aux dates proposées");
        case 'to-plan':
          return atOne('Des dates de rencontre sont à proposer');
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
      );
    case 'plan-review':
      return atOne("L'ONE lit le plan d'action");
    case 'arbitration':
      return atOne(`Trois tours n'ont pas suffi : ${arbiterWords(data.home)} arrête le plan d'action`);
    case 'signing':
      return data.signedByOperator
        ? atOne("L'ONE signe le plan d'action")
        : asked("L'ONE accepte le plan d'action : il est à signer", " L'ONE signera ensuite.");
    case 'follow-up':
      if (data.followUp === 'asked') return asked('Le suivi annuel est à envoyer');
      if (data.followUp !== 'waiting') return atOne("L'ONE lit le suivi annuel");
      return {
        title: "Le plan d'action est signé.",
        text: `Son suivi se fait une fois par an, jusqu'au ${formatLongDate(data.cycleEndsOn)}.`,
      };
    case 'closed':
      return { title: 'Le bilan est clôturé.', text: 'Le cycle est terminé.' };
    case 'cancelled':
      return { title: 'Le bilan est annulé.', text: 'Rien ne vous est demandé.' };
    default:
      return status satisfies never;
  }
}

/** Where an agreement stands, in one sentence, to each reader: the operator's first fear is answered first. */
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isInTime } from '../../workflows/agreement-renewal/rules.ts';
import { decidedWords, opinionWords } from '../../views/agreement-renewal/words.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { Row } from './own.ts';

/** What becomes of the agreement meanwhile: « votre agrément, qui vient à échéance le …, continue jusqu'à la décision ». */
export function continuityOf({ state: { data } }: Pick<Row, 'state'>, reader: Reader): string {
  const { kind, endsOn, late, ended } = data;
  if (kind !== 'renewal' || !endsOn) return '';
  const end = formatLongDate(endsOn);
  const whose = reader === 'operator' ? 'votre agrément' : "l'agrément";
  if (isInTime(data))
    return ended
      ? `Introduit à temps : ${whose}, venu à échéance le ${end}, continue jusqu'à la décision.`
      : `Introduit à temps : ${whose}, qui vient à échéance le ${end}, continue jusqu'à la décision.`;
  return late
    ? `Introduit hors délai : ${whose} ${ended ? `s'est terminé le ${end}` : `se termine le ${end}`}, et n'est pas prolongé.`
    : '';
}

/** What is closed without a decision may be asked again: a renewal is opened by ONE, the others by the operator. */
function afterwards({ kind, endsOn }: Row['state']['data'], operator: boolean): string {
  if (kind !== 'renewal' || !endsOn) return 'Une autre peut être préparée à tout moment.';
  return `Jusqu'à l'échéance de l'agrément, le ${formatLongDate(endsOn)}, ${operator ? 'votre référent·e agrément peut ouvrir à nouveau le renouvellement' : "un renouvellement s'ouvre à nouveau depuis la page d'un de ses lieux"} ; ensuite, une première demande peut être préparée.`;
}

export function situationOf({ status, state }: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = state;
  const { until, inWords } = untilDay(tasks[0]?.dueOn, today);
  const operator = reader === 'operator';
  const continuity = continuityOf({ state }, reader);
  const heard = data.opinion ? `La commission d'agrément a rendu un avis ${opinionWords[data.opinion]}` : '';
  const atOne = (toOne: string): Situation =>
    operator
      ? {
          title: titleOfTurn('one', reader),
          text: [
            ...(heard ? [`${heard} ; l'ONE décide.`] : []),
            `${continuity} ${continuity && isInTime(data) ? 'Subsides et activités ne changent pas.' : ''}`.trim() ||
              (heard ? '' : "L'ONE examine la demande."),
          ]
            .join(' ')
            .trim(),
        }
      : {
          title: titleOfTurn('one', reader),
          text: `${toOne} avant le`,
          until,
          rest: `${inWords}. ${data.prolonged ? "L'agrément est prolongé de droit jusqu'à la décision." : continuity}`,
        };
  switch (status) {
    case 'scheduled':
      return {
        title: 'Le renouvellement se prépare.',
        text: operator
          ? `Votre agrément court jusqu'au ${data.endsOn ? formatLongDate(data.endsOn) : ''}. Vous serez invité·e à le renouveler un an avant.`
          : `L'agrément court jusqu'au ${data.endsOn ? formatLongDate(data.endsOn) : ''} ; l'invitation part un an avant.`,
      };
    case 'invited':
      return {
        title: titleOfTurn('operator', reader),
        text: `Le dossier est à introduire avant le`,
        until,
        rest: `${inWords} : l'agrément continue alors jusqu'à la décision. Introduit plus tard, il se termine le ${data.endsOn ? formatLongDate(data.endsOn) : ''}.`,
      };
    case 'late':
      return {
        title: titleOfTurn('operator', reader),
        text: `Le délai d'introduction est dépassé : l'agrément se termine le ${data.endsOn ? formatLongDate(data.endsOn) : ''} et n'est pas prolongé. Un dossier introduit avant cette date est encore examiné.`,
      };
    case 'preparation':
      return {
        title: titleOfTurn('operator', reader),
        text: `La demande est en préparation. Elle se remplit par parties, à votre rythme, jusqu'au`,
        until,
        rest: `${inWords}.`,
      };
    case 'complement-asked':
      return {
        title: titleOfTurn('operator', reader),
        text: 'Un complément est attendu avant le',
        until,
        rest: `${inWords}. Sans réponse, l'examen continue avec ce qui est connu. ${continuity}`,
      };
    case 'examination':
      return atOne(data.examined ? "L'avis pour la commission est à remettre" : 'Les conditions sont à examiner');
    case 'commission':
      return atOne(
        data.sessionOn
          ? `Séance de la commission le ${formatLongDate(data.sessionOn)} ; son avis est à encoder`
          : "Le dossier est à inscrire à l'ordre du jour de la commission",
      );
    case 'decision':
      return atOne(`${heard} : la décision est à proposer`);
    case 'signature':
      return atOne(`${heard} : la décision proposée est à signer`);
    case 'granted':
      return {
        title: `L'agrément est ${decidedWords[data.outcome ?? 'renew']}.`,
        text: data.effectiveOn
          ? `Il commence le ${formatLongDate(data.effectiveOn)}, jusqu'au ${data.untilOn ? formatLongDate(data.untilOn) : ''}.`
          : '',
      };
    case 'conditions-follow-up':
      return {
        title: 'Agrément en vigueur, sous conditions.',
        text: tasks.some(({ role }) => role === 'operator')
          ? `${operator ? 'La prochaine condition est à remplir' : "La prochaine condition est à remplir par l'opérateur"} avant le`
          : "L'ONE vérifie ce qui est déclaré, avant le",
        until,
        rest: `${inWords}.`,
      };
    case 'refused':
      return {
        title: "L'agrément est refusé.",
        text: operator
          ? 'Vous pouvez introduire un recours avant le'
          : "L'opérateur peut introduire un recours avant le",
        until,
        rest: `${inWords}.`,
      };
    case 'appeal':
      return {
        title: titleOfTurn('one', reader),
        text: 'Un recours est introduit : le secrétariat des recours décide avant le',
        until,
        rest: `${inWords}.`,
      };
    case 'in-force':
      return {
        title: "L'agrément est en vigueur.",
        text: data.untilOn ? `Il court jusqu'au ${formatLongDate(data.untilOn)}.` : '',
      };
    case 'closed-refused':
      return {
        title: "L'agrément est refusé.",
        text: 'La décision est définitive ; une première demande peut être préparée.',
      };
    case 'expired':
      return {
        title: 'La demande est close.',
        text:
          data.kind === 'renewal'
            ? "L'agrément s'est terminé sans demande : une première demande peut être préparée."
            : 'Elle n’a pas été introduite.',
      };
    case 'withdrawn':
      return { title: 'La demande est retirée.', text: afterwards(data, operator) };
    case 'cancelled':
      return { title: 'La demande est annulée.', text: afterwards(data, operator) };
    default:
      return status satisfies never;
  }
}

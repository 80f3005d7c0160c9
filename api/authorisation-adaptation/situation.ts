/** Where a case stands, said to its reader in one sentence: whose turn, until when, what otherwise. */
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Reader, Situation } from '../cases/procedure-pages.ts';
import { titleOfTurn, untilDay } from '../cases/turns.ts';
import type { Row } from './page-types.ts';

/** The hour travels with its day: « lundi 4 janvier 2027 à 9 h 30 ». Visits fixed before hours were kept have none. */
export const visitInWords = (
  { visitOn = '', visitFrom }: { visitOn?: Day; visitFrom?: string },
  inWords: (day: Day) => string,
): string => inWords(visitOn) + (visitFrom ? ` à ${visitFrom.replace(/^0?(\d+):/, '$1 h ')}` : '');

/** @param due the next day that counts, if any */
export function situationOf(row: Row, reader: Reader, today: Day): Situation {
  const { data, tasks } = row.state;
  const due = tasks
    .map(({ dueOn }) => dueOn)
    .filter((day) => day !== null)
    .sort()[0];
  const { until, inWords } = untilDay(due, today);
  const operator = reader === 'operator';
  switch (row.status) {
    case 'completeness':
      return operator
        ? {
            title: "C'est à l'ONE.",
            text: 'Votre demande est vérifiée, réponse attendue avant le',
            until,
            rest: `${inWords}.`,
          }
        : { title: "C'est à l'ONE.", text: 'La demande est à vérifier avant le', until, rest: `${inWords}.` };
    case 'complement-asked':
      return operator
        ? {
            title: "C'est à vous.",
            text: "L'ONE attend votre complément avant le",
            until,
            rest: `${inWords}. Sans réponse, la demande pourra être classée sans suite.`,
          }
        : {
            title: "C'est à l'opérateur.",
            text: 'Son complément est attendu avant le',
            until,
            rest: `${inWords}. Le délai de l'ONE est arrêté.`,
          };
    case 'closing-proposed':
      return operator
        ? {
            title: 'Le délai du complément est dépassé.',
            text: "Vous pouvez encore l'envoyer tant que l'ONE n'a pas classé la demande.",
          }
        : {
            title: "C'est à l'ONE.",
            text: "Le complément n'a pas été reçu. Classez la demande sans suite, ou prolongez le délai, avant le",
            until,
            rest: `${inWords}.`,
          };
    case 'instruction':
      // Where opinions are awaited beside it, the kit says both turns.
      return data.visit === 'proposed'
        ? {
            title: titleOfTurn('operator', reader),
            text: operator ? 'Choisissez une date de visite avant le' : 'Il choisit une date de visite avant le',
            until,
            rest: `${inWords}.`,
          }
        : {
            title: "C'est à l'ONE.",
            text:
              data.visit === 'planned' && data.visitOn ? 'La visite est fixée au' : 'Les avis sont attendus avant le',
            until: data.visit === 'planned' && data.visitOn ? visitInWords(data, formatLongDate) : until,
            rest: '.',
          };
    case 'decision':
      return {
        title: "C'est à l'ONE.",
        text: operator ? 'Une décision est attendue avant le' : 'Une décision est à proposer avant le',
        until: operator ? formatLongDate(row.target_on) : until,
        rest: operator ? '.' : `${inWords}.`,
      };
    case 'signature':
      return {
        title: "C'est à l'ONE.",
        text: operator
          ? 'Une décision est attendue avant le'
          : 'La décision proposée est à signer par une autre personne avant le',
        until: operator ? formatLongDate(row.target_on) : until,
        rest: '.',
      };
    case 'granted':
      return {
        title:
          data.outcome === 'grant-with-conditions'
            ? 'Acceptée sous conditions.'
            : data.outcome === 'upheld-on-appeal'
              ? 'Recours accueilli.'
              : data.outcome === 'upheld-in-part-on-appeal'
                ? 'Recours accueilli en partie.'
                : 'Acceptée.',
        text: 'La décision entre en vigueur le',
        until: formatLongDate(data.effectiveOn ?? today),
        rest: '.',
      };
    case 'acknowledged':
      return {
        title: "L'ONE a pris acte.",
        text: "Date d'effet :",
        until: formatLongDate(data.effectiveOn ?? today),
        rest: '.',
      };
    case 'conditions-follow-up':
      return {
        title: 'En vigueur, sous conditions.',
        text: operator ? 'Les conditions sont à remplir avant le' : 'Les conditions sont à vérifier au plus tard le',
        until,
        rest: `${inWords}.`,
      };
    case 'period-running':
      return {
        title: data.extension ? "C'est à l'ONE." : 'La période est en cours.',
        text: data.extension
          ? `Une prolongation est demandée jusqu'au ${formatLongDate(data.extension.untilOn)}. Fin prévue actuelle :`
          : 'Fin prévue le',
        until: formatLongDate(data.plannedEndOn ?? today),
        rest: operator ? '. Avant cette date, demandez la réintégration des locaux ou une prolongation.' : '.',
      };
    case 'return-overdue':
      return {
        title: operator ? 'La fin prévue est dépassée.' : "C'est à l'ONE.",
        text: operator
          ? 'Introduisez une demande de réintégration des locaux, ou écrivez à votre référent·e accueil.'
          : "Le retour n'est pas confirmé. À vérifier avant le",
        until: operator ? undefined : until,
        rest: operator ? undefined : `${inWords}.`,
      };
    case 'remedy':
      return operator
        ? {
            title: "C'est à vous.",
            text: 'La demande est refusée. Vous pouvez remédier aux motifs du refus avant le',
            until,
            rest: `${inWords}. Sans réponse, le refus sera soumis à confirmation.`,
          }
        : {
            title: "C'est à l'opérateur.",
            text: 'Il peut remédier aux motifs du refus avant le',
            until,
            rest: `${inWords}.`,
          };
    case 'refused':
      return {
        title: 'Refus confirmé.',
        text: operator
          ? "Vous pouvez introduire un recours auprès du Conseil d'administration jusqu'au"
          : "L'opérateur peut introduire un recours jusqu'au",
        until,
        rest: `${inWords}.`,
      };
    case 'appeal':
      return {
        title: "C'est à l'ONE.",
        text: data.hearingOn
          ? `Audition le ${formatLongDate(data.hearingOn)}. Décision du Conseil d'administration attendue avant le`
          : "La décision du Conseil d'administration est attendue avant le",
        until,
        rest: '.',
      };
    case 'appeal-dismissed':
      return {
        title: 'Recours rejeté.',
        text: operator
          ? "La décision du Conseil d'administration vous est envoyée par recommandé."
          : "L'envoi recommandé de la décision est à poster avant le",
        until: operator ? undefined : until,
        rest: operator ? undefined : `${inWords}.`,
      };
    case 'notice-given':
      return operator
        ? { title: "C'est à vous.", text: "L'ONE vous met en demeure. Répondez avant le", until, rest: `${inWords}.` }
        : {
            title: "C'est à l'opérateur.",
            text: 'Sa réponse à la mise en demeure est attendue avant le',
            until,
            rest: `${inWords}.`,
          };
    case 'measure-decided':
      return {
        title: 'Mesure décidée.',
        text: 'Elle entre en vigueur le',
        until: formatLongDate(data.effectiveOn ?? today),
        rest: '.',
      };
    case 'measure-in-force':
      return {
        title: 'Mesure en vigueur.',
        text: "Un recours peut être introduit jusqu'au",
        until,
        rest: `${inWords}.`,
      };
    case 'closed':
      return {
        title: 'Le dossier est clôturé.',
        text: data.outcome === 'no-measure' ? "Aucune mesure n'est prise." : "Il n'y a plus rien à faire.",
      };
    case 'closed-without-follow-up':
      return {
        title: 'Classée sans suite.',
        text: "Le complément demandé n'a pas été reçu. Une nouvelle demande peut être introduite.",
      };
    case 'closed-refused':
      return { title: 'Refus définitif.', text: 'Une nouvelle demande peut être introduite si la situation change.' };
    case 'withdrawn':
      return {
        title: 'Retirée.',
        text: operator ? 'Vous avez retiré cette demande.' : "L'opérateur a retiré cette demande.",
      };
    case 'cancelled':
      return { title: 'Annulée.', text: 'Cette demande a été annulée ; le motif est dans le déroulement.' };
    default:
      return row.status satisfies never;
  }
}

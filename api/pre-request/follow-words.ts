/** What a family reads of each of its pre-requests, and what it may do. */
import type { FollowedCase } from '../../db/pre-request/families.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { dueInWords, formatLongDate } from '../../domain/french-dates.ts';
import { available, type CaseState } from '../../workflows/procedure.ts';
import { familyActs, type FamilyAct, type Status } from '../../workflows/pre-request/contract.ts';
import { process } from '../../workflows/pre-request/process.ts';
import { motiveWords } from '../../views/pre-request/words.ts';

const badges: Readonly<Partial<Record<Status, string>>> = {
  offered: 'due-soon',
  'question-asked': 'due-soon',
  confirmed: 'done',
  placed: 'done',
};
const labels: Readonly<Partial<Record<Status, string>>> = {
  'to-answer': 'En attente de réponse',
  'unanswered': 'Pas encore de réponse',
  'question-asked': 'Une question pour vous',
  'offered': 'Une place vous est proposée',
  'declined': 'Vous avez décliné la place',
  'withdrawn': 'Vous l’avez retirée',
  'placed-elsewhere': 'Retirée : vous avez une place ailleurs',
  'place-closed': "Sans objet : le lieu d'accueil ferme",
};

function sentenceOf({ status, state, due_on: due }: FollowedCase, today: Day): string {
  const { offer, motive } = state.data;
  const by = offer ? `${formatLongDate(offer.replyBy)} (${dueInWords(offer.replyBy, today)})` : '';
  const entry = offer ? formatLongDate(offer.from) : '';
  switch (status) {
    case 'to-answer':
      return due ? `Le lieu d'accueil répond avant le ${formatLongDate(due)}.` : "Le lieu d'accueil va vous répondre.";
    case 'unanswered':
      return "Le lieu d'accueil n'a pas répondu dans le délai. Il peut encore le faire ; vous pouvez lui téléphoner.";
    case 'question-asked':
      return 'Répondez pour que votre pré-demande avance.';
    case 'on-list':
      return "Vous êtes sur la liste d'attente. Un courriel vous avertit si une place se libère.";
    case 'offered':
      return `Entrée le ${entry}. Répondez au plus tard le ${by}, sinon la place redevient libre.`;
    case 'confirmed':
      return `Vous avez confirmé l'entrée le ${entry}. Le lieu d'accueil prend contact avec vous pour l'inscription.`;
    case 'placed':
      return `Entrée le ${entry}.`;
    case 'refused':
      return `Motif : ${motive ? motiveWords[motive] : ''}.`;
    case 'offer-lapsed':
      return "La place proposée n'a pas été confirmée à temps. Vous pouvez faire une nouvelle pré-demande.";
    case 'expired':
      return 'Le mois souhaité est passé. Si vous cherchez toujours, faites une nouvelle pré-demande.';
    case 'place-closed':
      return "Le lieu d'accueil cesse son activité. Vos autres pré-demandes continuent.";
    case 'cancelled':
      return "L'ONE l'a annulée.";
    case 'declined':
    case 'withdrawn':
    case 'placed-elsewhere':
      return '';
    default:
      return status satisfies never;
  }
}

export const actsOf = (followed: FollowedCase): FamilyAct[] =>
  familyActs.filter((action) => available(process, followed.state as unknown as CaseState).includes(action));

export function presentFollowed(followed: FollowedCase, today: Day): Record<string, unknown> {
  const { id, status, facility_name: name, locality, reference, act_number: version, text, said_at: saidAt } = followed;
  const acts = actsOf(followed);
  return {
    id,
    name,
    locality,
    reference,
    version,
    badge: { kind: badges[status] ?? 'neutral', text: labels[status] ?? process.statuses[status].label },
    sentence: sentenceOf(followed, today),
    ...(text && saidAt !== null ? { said: { on: formatLongDate(dayOf(saidAt)), lines: text.split(/\r?\n/) } } : {}),
    mayConfirm: acts.includes('confirm-place'),
    mayDecline: acts.includes('decline-place'),
    mayAnswer: acts.includes('answer-question'),
    mayWithdraw: acts.includes('withdraw'),
  };
}

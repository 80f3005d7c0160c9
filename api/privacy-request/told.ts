/** A request as the person reads it: signed in or with a code, the same page. */
import type { Followed, OwnRow } from '../../db/privacy-request/askers.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { AskerAct } from '../../workflows/privacy-request/contract.ts';
import { motiveWords, outcomeWords, remedies, words } from '../../views/privacy-request/words.ts';

/** What is said to the person: an act that is not named here stays at ONE. */
const titles: Readonly<Record<string, string>> = {
  'ask': 'Votre demande',
  'ask-identity': 'Question du délégué',
  'ask-precision': 'Question du délégué',
  'prolong': 'Délai prolongé',
  'answer': 'Réponse du délégué',
  'refuse': 'Refus du délégué',
  'give-reply': 'Votre réponse',
  'write-message': 'Message du délégué',
  'cancel': 'Annulation',
};
const badges: Readonly<Record<Followed['status'], { kind: string; text: string }>> = {
  'examine': { kind: 'at-one', text: 'Chez le délégué' },
  'question-asked': { kind: 'to-you', text: 'Réponse attendue de vous' },
  'late': { kind: 'due-late', text: 'Hors délai' },
  'answered': { kind: 'done', text: 'Répondue' },
  'refused': { kind: 'neutral', text: 'Refusée' },
  'withdrawn': { kind: 'neutral', text: 'Retirée' },
  'cancelled': { kind: 'neutral', text: 'Annulée' },
};

export const mayDo = ({ status }: Pick<Followed, 'status'>, action: AskerAct): boolean =>
  action === 'give-reply' ? status === 'question-asked' : ['examine', 'question-asked', 'late'].includes(status);

function sentenceOf({ status, state }: Pick<Followed, 'status' | 'state'>): string {
  const { dueOn, prolonged, outcome, motive } = state.data;
  switch (status) {
    case 'examine':
      return `Le délégué à la protection des données vous répond au plus tard le ${formatLongDate(dueOn)}${prolonged ? ' (délai prolongé, avec ses motifs ci-dessous)' : ''}.`;
    case 'question-asked':
      return "Le délégué vous pose une question. Le délai ne court pas jusqu'à votre réponse.";
    case 'late':
      return `Le délai pour vous répondre est dépassé depuis le ${formatLongDate(dueOn)}. La réponse vous reste due. ${remedies}`;
    case 'answered':
      return outcome ? outcomeWords[outcome] : '';
    case 'refused':
      return motive ? `Motif : ${motiveWords[motive]}.` : '';
    case 'withdrawn':
      return 'Vous avez retiré cette demande. Vous pouvez en faire une autre à tout moment.';
    case 'cancelled':
      return 'Cette demande est close.';
    default:
      return status satisfies never;
  }
}

export const presentFollowed = (followed: Followed): Record<string, unknown> => {
  const { id, reference, kind, act_number: version, said, documents, opened_at: openedAt } = followed;
  return {
    ...{ id, reference, version },
    name: words.kinds[kind],
    on: formatShortDate(dayOf(openedAt)),
    badge: badges[followed.status],
    sentence: sentenceOf(followed),
    said: said
      .filter(({ action, text }) => titles[action] && text !== '')
      .map(({ action, at, text }) => ({
        title: titles[action],
        on: formatShortDate(dayOf(Date.parse(at))),
        lines: text.split(/\r?\n/).filter(Boolean),
      })),
    documents,
    mayReply: mayDo(followed, 'give-reply'),
    mayWithdraw: mayDo(followed, 'withdraw'),
  };
};

export const presentOwn = ({ id, reference, kind, status, opened_at: openedAt, state }: OwnRow) => ({
  href: `/account/privacy/${id}`,
  name: words.kinds[kind],
  line: `${reference}, du ${formatShortDate(dayOf(openedAt as Instant))}`,
  badge: badges[status],
  until: status === 'examine' ? formatLongDate(state.data.dueOn as Day) : undefined,
});

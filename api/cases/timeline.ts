/** What happened to a case, newest first, after what is to come; and who did it. */
import type { ActView } from '../../db/cases/case-file.ts';
import { dayOf } from '../../domain/calendar.ts';
import { dueInWords, formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { roleNames } from '../../workflows/roles.ts';
import { wordsOfAction } from '../procedure-words.ts';
import type { Seen } from './document-titles.ts';
import type { CaseFile, Reader } from './procedure-pages.ts';

export function timelineOf({ procedures, procedure, reader, now, news }: Seen, file: CaseFile): object[] {
  const { internal, decides = [] } = procedure;
  const today = dayOf(now);
  const words = (action: string) => wordsOfAction(procedures, file.row.slug, action);
  const hidden = (list: readonly string[] | undefined, action: string): boolean =>
    (reader === 'operator' && action === 'escalate') || (!file.seesInternal && (list?.includes(action) ?? false));
  return [
    ...file.row.state.tasks
      .filter(({ dueOn }) => dueOn)
      .slice(0, 2)
      .map(({ action, role, dueOn }) => ({
        when: `avant le ${formatLongDate(dueOn ?? today)} (${dueInWords(dueOn ?? today, today)})`,
        what:
          reader === 'operator' && role !== 'operator'
            ? `ONE\u00a0: ${withSmallInitial(words(action).task)}`
            : words(action).task,
        kind: dueOn && dueOn < today ? 'late' : 'next',
      })),
    ...file.acts
      .filter(({ action }) => action !== 'write-message' && !hidden(internal?.act, action))
      .reverse()
      .map((act) => ({
        when: formatDateTime(act.at),
        what: words(act.action).done,
        by: act.actor_role === 'clock' || act.actor_role === 'procedure' ? undefined : whoOf(act, reader),
        // What opened the case is told by what was declared.
        text: isFirstOfOperator(act) || hidden(internal?.text, act.action) ? undefined : saidIn(act),
        kind: decides.includes(act.action) ? 'decided' : undefined,
        isNew: news.act(act),
      })),
  ];
}

const isFirstOfOperator = ({ number, actor_role: role }: ActView): boolean => number === 1 && role === 'operator';
const saidIn = ({ content }: ActView): string | undefined => textIn(content?.reason) ?? textIn(content?.text);
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** How sure the sign-in was. */
export const means = (acr: number | null): string => (acr === 500 ? ' (eID)' : acr === 450 ? ' (itsme)' : '');
/** « référent·e agrément AES » */
const withSmallInitial = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);
/** Who opened the case, with the means; to an operator, agents are told with their function. */
export function whoOf(act: ActView, reader: Reader): string {
  const name = act.actor_name ?? "l'ONE";
  if (isFirstOfOperator(act)) return name + means(act.acr);
  return reader === 'operator' && act.actor_role !== 'operator'
    ? `${name}, ${withSmallInitial(roleNames[act.actor_role as keyof typeof roleNames] ?? '')}`
    : name;
}

export const messagesOf = ({ reader, news }: Seen, file: CaseFile): object[] =>
  file.acts
    .filter(({ action }) => action === 'write-message')
    .map((act) => ({
      who: whoOf(act, reader),
      when: formatDateTime(act.at),
      text: textIn(act.content?.text) ?? "(texte effacé à l'échéance de conservation)",
      isNew: news.act(act),
      mine: (act.actor_role === 'operator') === (reader === 'operator'),
    }));

/** What happened to a case, newest first, after what is to come. */
import type { ActView } from '../../db/cases/case-file.ts';
import { dayOf } from '../../domain/calendar.ts';
import { dueInWords, formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { wordsOfAction } from '../procedure-words.ts';
import type { Seen } from './document-titles.ts';
import { toldBy } from './exchanges.ts';
import type { CaseFile } from './procedure-pages.ts';
import { isFirstOfOperator, whoOf, withSmallInitial } from './who.ts';

export function timelineOf(seen: Seen, file: CaseFile): object[] {
  const { procedures, procedure, reader, now, news } = seen;
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
        what:
          (hidden(internal?.text, act.action) ? undefined : toldBy(seen, file, act).title) ?? words(act.action).done,
        by: act.actor_role === 'clock' || act.actor_role === 'procedure' ? undefined : whoOf(act, reader),
        // What opened the case is told by what was declared.
        text: isFirstOfOperator(act) || hidden(internal?.text, act.action) ? undefined : saidIn(act),
        kind: decides.includes(act.action) ? 'decided' : undefined,
        isNew: news.act(act),
      })),
  ];
}

const saidIn = ({ content }: ActView): string | undefined => textIn(content?.reason) ?? textIn(content?.text);
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

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

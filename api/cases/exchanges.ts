/**
 * The last exchange of a case: what was asked, answered, decided, sent back. From the acts and what they hold, so that whoever writes the next
 * one has read it; a procedure adds its words.
 */
import type { ActView } from '../../db/cases/case-file.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { documentTitled, lettersPreparing, type Seen } from './document-titles.ts';
import type { CaseFile, Exchange, Told } from './procedure-pages.ts';
import { whoOf } from './who.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { wordsOfAction } from '../procedure-words.ts';

/** Newest first. What an operator opened the case with is told by what was declared. */
function exchangesOf(seen: Seen, file: CaseFile, messages: boolean): Exchange[] {
  const { procedures, procedure, reader, news } = seen;
  const { internal, decides = [] } = procedure;
  const preparing = lettersPreparing(seen, file);
  return file.acts
    .filter(
      ({ number, action, actor_role: role }) =>
        (number > 1 || role !== 'operator') &&
        (messages || action !== 'write-message') &&
        role !== 'clock' &&
        role !== 'procedure' &&
        (file.seesInternal || !(internal?.act.includes(action) || internal?.text.includes(action))),
    )
    .map((act): Exchange => {
      const { title, rows } = toldBy(seen, file, act);
      return {
        number: act.number,
        answers: act.action !== 'write-message',
        side: act.actor_role === 'operator' ? 'operator' : 'one',
        title: title ?? wordsOfAction(procedures, file.row.slug, act.action).done,
        who: whoOf(act, reader),
        at: act.at,
        isNew: news.act(act),
        rows: act.erased ? [erased] : rows,
        documents: file.documents
          .filter(({ act_number: number, slot }) => number === act.number && !slot.startsWith('internal'))
          .map((document) => documentTitled(seen, file, document)),
        preparing: preparing.filter(({ number }) => number === act.number).map(({ text }) => text),
        internal: (internal?.act.includes(act.action) || internal?.text.includes(act.action)) ?? false,
        decides: decides.includes(act.action),
      };
    })
    .filter(({ rows, documents, decides: decided }) => rows.length > 0 || documents.length > 0 || decided)
    .reverse();
}
const erased: SummaryRow = { field: 'erased', label: 'Contenu', value: "effacé à l'échéance de conservation" };

type ToldOf = (act: ActView, file: CaseFile, reader: Seen['reader']) => Told;
export function toldBy({ procedure, reader }: Seen, file: CaseFile, act: ActView): Told {
  const words = (procedure.exchanges as Readonly<Record<string, ToldOf | undefined>> | undefined)?.[act.action];
  return (
    words?.(act, file, reader) ?? { rows: proseOf(act, act.action === 'write-message' ? { text: 'Message' } : {}) }
  );
}

const usual = { reason: 'Motif', reasons: 'Motifs', text: 'Texte', remarks: 'Remarque' } as const;
/** What a person wrote, under the names that every procedure uses. @param called other labels */
export const proseOf = (
  { content }: Pick<ActView, 'content'>,
  called: Partial<Record<string, string>> = {},
): SummaryRow[] =>
  Object.entries({ ...usual, ...called }).flatMap(([field, label]) => {
    const values = paragraphsIn(content?.[field]);
    return values.length > 0 ? [{ field, label: label ?? field, values }] : [];
  });

const paragraphsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split(/\n+/)
        .map((line) => line.trim())
        .filter(Boolean)
    : [];

/**
 * What its reader must have read: the operator's last word, what it answered, all that was told since, and the decision that stands. What was
 * answered in an earlier stage is done with, once something was told in this one. The rest is folded away.
 * @param told newest first @param since the act that began the stage
 */
export function lastExchange(told: readonly Exchange[], since: number): { open: Exchange[]; earlier: Exchange[] } {
  const answer = told.findIndex(({ side, answers }) => side === 'operator' && answers);
  const asked =
    answer === -1
      ? -1
      : told.findIndex((each, at) => at > answer && each.side === 'one' && each.answers && !each.internal);
  const within = told.findLastIndex(({ number, answers }) => answers && number >= since);
  const chain = answer === -1 ? told.length - 1 : Math.max(answer, asked);
  const last = within >= 0 && (told[answer]?.number ?? 0) < since ? within : chain;
  const decision = told.findIndex(({ decides }) => decides);
  const isOpen = (index: number): boolean => index <= last || index === decision;
  return { open: told.filter((_, index) => isOpen(index)), earlier: told.filter((_, index) => !isOpen(index)) };
}

/** The card of a page. @param messages where they have no card of their own */
export function exchangeOf(seen: Seen, file: CaseFile, { messages = false } = {}): ReturnType<typeof lastExchange> {
  const { process } = seen.procedure;
  const stageOf = (status: string): string => rowOf(process, status).stage;
  const before = file.acts.findLastIndex(({ status }) => stageOf(status) !== stageOf(file.row.status));
  return lastExchange(exchangesOf(seen, file, messages), file.acts[before + 1]?.number ?? 1);
}

/** What a mail about a case says: what is expected of its reader and until when, or what happened; never of whom, nor with what outcome. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { kitActWords } from '../../workflows/kit-acts.ts';
import type { ActionWords, ProcedureWords } from '../words.ts';

export interface ToldByMail {
  reference: string;
  /** The acts that the mail tells of, oldest first. */
  acts: readonly { action: string; at: Instant; byReader: boolean; byClock: boolean }[];
  /** What stands open for operators in the case, soonest due first. */
  tasks: readonly { action: string; dueOn: Day | null; openedAt: Instant }[];
  /** What is still missing as the mail leaves: told where something is asked. */
  missing?: readonly string[] | undefined;
}
export interface MailText {
  subject: string;
  /** The first line says why one reads it. */
  first: string;
  lines: string[];
  /** « Il manque encore », one below the other. */
  missing?: string[];
}
/** More than these stand behind the link. */
const mostMissing = 10;
function missingTold(missing: readonly string[] | undefined): Pick<MailText, 'missing'> {
  if (!missing || missing.length === 0) return {};
  const more = missing.length - mostMissing;
  const others = `et ${String(more)} ${more > 1 ? 'autres' : 'autre'}`;
  return { missing: [...missing.slice(0, mostMissing), ...(more > 0 ? [others] : [])] };
}

/** @param words of the procedure */
export function presentNotice({ reference, acts, tasks, missing }: ToldByMail, words: ProcedureWords): MailText {
  const of = (action: string): ActionWords | undefined =>
    (words.actions as Readonly<Record<string, ActionWords | undefined>>)[action] ??
    (kitActWords as Readonly<Record<string, ActionWords | undefined>>)[action];
  const until = (dueOn: Day | null): string => (dueOn ? `, au plus tard le ${formatLongDate(dueOn)}` : '');
  const asked = ({ action, dueOn }: ToldByMail['tasks'][number]): string => {
    const { mailTask, task } = of(action) ?? {};
    return `${mailTask ?? task ?? 'Ouvrir le dossier'}${until(dueOn)}`;
  };
  const isRight = ({ action }: { action: string }): boolean =>
    (words.rights as readonly string[] | undefined)?.includes(action) ?? false;
  const expected = tasks.filter((task) => !isRight(task)).map(asked);
  const possible = tasks.filter(isRight).map(asked);
  const news = acts.filter(({ byReader }) => !byReader);
  const own = acts.filter(({ byReader }) => byReader);
  const happened = [...new Set(news.map(({ action }) => of(action)?.mail ?? 'Il y a du nouveau'))];
  // What has just been asked, or is reminded of, comes first; a message about a case where something has been expected for long does not hide behind it.
  const since = news[0]?.at ?? Infinity;
  const asks = news.some(({ byClock }) => byClock) || tasks.some(({ openedAt }) => openedAt >= since);
  const receipts = own.map(
    ({ action, at }) =>
      `Votre envoi du ${formatDateTime(at)} est bien enregistré : ${lowered(of(action)?.done ?? 'envoi')}.`,
  );
  const lines = [
    ...(possible.length > 0 ? [`Vous pouvez encore : ${lowered(possible.join(' ; '))}.`] : []),
    ...(expected.length === 0 ? ['Rien ne vous est demandé pour le moment.'] : []),
  ];
  const [soonest] = expected;
  const subject = (text: string): string => `Pro.ONE : ${text} – ${reference}`;
  if (news.length === 0)
    return {
      subject: subject(`bien reçu, ${lowered(of(own.at(-1)?.action ?? '')?.done ?? 'votre envoi')}`),
      first: receipts.join(' '),
      lines: [...expected.map((text) => `Il vous est demandé : ${lowered(text)}.`), ...lines],
    };
  if (soonest !== undefined && asks)
    return {
      subject: subject(soonest),
      first: `Il vous est demandé : ${lowered(expected.join(' ; '))}.`,
      lines: [`Ce qui s’est passé : ${lowered(happened.join(' ; '))}.`, ...receipts, ...lines],
      ...missingTold(missing),
    };
  return {
    subject: subject(happened.at(-1) ?? 'Il y a du nouveau'),
    first: `${happened.join('. ')}.`,
    lines: [...receipts, ...expected.map((text) => `Il vous est toujours demandé : ${lowered(text)}.`), ...lines],
  };
}

/** « L'ONE » keeps its capital. */
const lowered = (text: string): string =>
  /^(L['’]ONE|Pro\.ONE)/.test(text) ? text.replace(/^L/, 'l') : text.slice(0, 1).toLowerCase() + text.slice(1);

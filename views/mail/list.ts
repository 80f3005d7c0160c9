/** The mail of an agent's list: what is to be done and until when, by its reference; of whom stays in the portal. */
import type { ListOfTasks } from '../../db/list-mails.ts';
import { noDueDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { MailText } from './notice.ts';

/** @param taskOf what is to be done, in the words of its procedure */
export function presentList(
  { tasks, mine, late, thisWeek, toTake }: ListOfTasks,
  today: Day,
  taskOf: (slug: string, action: string) => string,
): MailText {
  const counted = (count: number): string => `${String(count)} ${count === 1 ? 'tâche' : 'tâches'}`;
  const first = [
    ...(late > 0 ? [`${String(late)} dépassée${late > 1 ? 's' : ''}`] : []),
    ...(thisWeek > 0 ? [`${String(thisWeek)} d'ici dimanche`] : []),
  ].join(' et ');
  const own = `${counted(mine)} pour vous${first ? `, dont ${first}` : ''}`;
  const others = `${counted(toTake)} à prendre dans votre équipe`;
  const said = [...(mine > 0 ? [own] : []), ...(toTake > 0 ? [others] : [])];
  const until = (dueOn: Day): string =>
    dueOn === noDueDay ? '' : ` · ${dueOn < today ? 'dépassé depuis le' : 'au plus tard le'} ${formatLongDate(dueOn)}`;
  return {
    subject: `Office.ONE : ${said[0] ?? 'rien à faire'}`,
    first: `Au ${formatLongDate(today)}\u00a0: ${said.join(' ; ')}.`,
    lines: [
      ...tasks.map(({ slug, action, reference, dueOn }) => `${taskOf(slug, action)} · ${reference}${until(dueOn)}`),
      ...(mine > tasks.length ? [`et ${counted(mine - tasks.length)} de plus.`] : []),
    ],
  };
}

/** What the agent is told at the head of the control: where the days have gone, and which documents they have not opened themselves. */
import { openedBy } from '../../db/subsidies/opened.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { Dependencies } from '../context.ts';
import { clocksOf } from '../cases/progress.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import type { File } from './own.ts';

/** In nobody's hands: told apart from the days of ONE. */
export const waiting = { statuses: ['awaiting-scale'], label: 'en attente du tableau' } as const;

export async function beforeDeciding(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  { userId }: Viewer,
  file: File,
  action: string,
): Promise<Panel[]> {
  if (action !== 'propose') return [];
  const sent = file.documents.filter(({ origin, act_number: number }) => origin === 'operator' && number !== null);
  const opened = await openedBy(
    db,
    userId,
    sent.map(({ id }) => id),
  );
  const unread = sent.filter(({ id }) => !opened.has(id));
  return [
    {
      partial: 'subsidies/before-deciding',
      clocks: clocksOf(file, 'one', now(), waiting),
      count: sent.length,
      unread: unread.map(({ id, name }) => ({ href: `/documents/${id}`, name })),
    },
  ];
}

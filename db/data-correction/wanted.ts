/** What a correction wants, as it was said last, and the datum as it stood when it was asked. */
import type { Database } from '../connect.ts';
import type { Datum } from './data.ts';

/** A value as it is kept, and in the words in which it was shown. */
export interface Quoted {
  value: Datum | null;
  text: string;
}
/** Of `ask`: all three. Of `give-complement`: what is wanted, where it was mended. */
export interface AskedContent {
  current?: Quoted;
  wanted?: Quoted;
  reason?: string;
}

/** @throws when nothing is told of it any more: its content was erased */
export async function getWanted(db: Database, caseId: string): Promise<{ current: Quoted; wanted: Quoted }> {
  const rows = (await db('acts as a')
    .join('act_contents as t', (on) => {
      on.on('t.case_id', 'a.case_id').andOn('t.number', 'a.number');
    })
    .where({ 'a.case_id': caseId })
    .whereIn('a.action', ['ask', 'give-complement'])
    .orderBy('a.number')
    .select('t.content')) as { content: AskedContent | null }[];
  const current = rows[0]?.content?.current;
  const wanted = rows.findLast(({ content }) => content?.wanted)?.content?.wanted;
  if (!current || !wanted) throw new Error('a correction that tells nothing');
  return { current, wanted };
}

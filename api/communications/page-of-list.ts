/** Which communication an address names, and which page of a list. */
import type { Request } from 'express';
import type { Cursor, Page } from '../../db/keyset.ts';
import { whole } from '../forms/envelope.ts';
import { notFound } from '../problems.ts';

export const communicationId = (req: Request): number => {
  const read = whole(9).safeParse(req.params.id);
  if (!read.success) throw notFound();
  return read.data;
};

/** The communication beside which a page begins or ends; what is no number begins at the start. */
export function cursorOf(req: Request): Cursor {
  const [after, before] = [whole(9).safeParse(req.query.after), whole(9).safeParse(req.query.before)];
  return {
    ...(after.success ? { after: String(after.data) } : {}),
    ...(before.success ? { before: String(before.data) } : {}),
  };
}
export const pagerOf = (address: string, { previous, next }: Page<unknown>): object => ({
  firstHref: previous ? address : undefined,
  previousHref: previous && `${address}?before=${previous}`,
  nextHref: next && `${address}?after=${next}`,
});

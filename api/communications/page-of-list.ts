/** Which communication an address names, and which page of a list. */
import type { Request } from 'express';
import type { z } from 'zod';
import type { Cursor, Page } from '../../db/keyset.ts';
import { whole } from '../forms/envelope.ts';
import { notFound } from '../problems.ts';

export const communicationId = (req: Request): number => {
  const read = whole(9).safeParse(req.params.id);
  if (!read.success) throw notFound();
  return read.data;
};

/** What a page begins after or ends before: a number, or an id; anything else begins at the start. */
export function cursorOf(req: Request, key: z.ZodType<string | number> = whole(9)): Cursor {
  const [after, before] = [key.safeParse(req.query.after), key.safeParse(req.query.before)];
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

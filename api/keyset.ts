/** Which page of a list an address asks for, and the addresses of those beside it. */
import type { Request } from 'express';
import type { z } from 'zod';
import type { Cursor, Page } from '../db/keyset.ts';

/** What a page begins after or ends before: anything but a key begins at the start. */
export function cursorOf(req: Request, key: z.ZodType<string | number>): Cursor {
  const [after, before] = [key.safeParse(req.query.after), key.safeParse(req.query.before)];
  return {
    ...(after.success ? { after: String(after.data) } : {}),
    ...(before.success ? { before: String(before.data) } : {}),
  };
}

/** For the partial `keyset-pager`. @param href the address of the list, with more in its query; or an address without query */
export function pagerOf(
  { previous, next }: Page<unknown>,
  href: string | ((more?: Record<string, string>) => string),
): object {
  const to =
    typeof href === 'string'
      ? (more: Record<string, string>) => `${href}?${new URLSearchParams(more).toString()}`
      : href;
  return {
    firstHref: previous && (typeof href === 'string' ? href : href()),
    previousHref: previous && to({ before: previous }),
    nextHref: next && to({ after: next }),
  };
}

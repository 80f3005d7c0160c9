/** What the lists of subsidies share: pages by number, forms that hold nothing. */
import type { Request } from 'express';
import { z } from 'zod';
import { whole } from '../forms/envelope.ts';

/** From 1. */
export const pageIn = (req: Request): number => Math.max(1, whole(4).safeParse(req.query.page).data ?? 1);

export function pagerOf(
  path: string,
  { page, total, perPage }: { page: number; total: number; perPage: number },
  filter: Record<string, string> = {},
): object {
  const href = (to: number): string => `${path}?${new URLSearchParams({ ...filter, page: String(to) }).toString()}`;
  const [first, last] = [(page - 1) * perPage + 1, Math.min(page * perPage, total)];
  return {
    ...(total > 0 && first <= total ? { text: `${String(first)} – ${String(last)} sur ${String(total)}` } : {}),
    ...(page > 1 ? { previousHref: href(page - 1) } : {}),
    ...(last < total ? { nextHref: href(page + 1) } : {}),
  };
}

/** A button: whatever else came with it is not from our page. */
export const nothing = (req: Request): boolean => z.strictObject({}).safeParse(req.body ?? {}).success;

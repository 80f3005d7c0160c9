/** Which communication an address names. */
import type { Request } from 'express';
import { whole } from '../forms/envelope.ts';
import { notFound } from '../problems.ts';

export const communicationId = (req: Request): number => {
  const read = whole(9).safeParse(req.params.id);
  if (!read.success) throw notFound();
  return read.data;
};

/** What a call is about: its place, its month and what it asks, each read by the schema that describes it. */
import type { Request } from 'express';
import type { Caller } from '../../db/applications/caller.ts';
import { isCountedMonth } from '../../domain/after-school/counts.ts';
import { addMonths, dayOf, type Instant } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { isMonth, monthOf, type Month } from '../../domain/quarter.ts';
import type { Dependencies } from '../context.ts';
import type { Operation } from './operations.ts';
import { pointsOf } from './points.ts';
import { CallProblem } from './problem.ts';

export interface CallOf {
  operation: Operation;
  caller: Caller;
  /** Of an address that names none: undefined. */
  facilityId: string | undefined;
  month: Month | undefined;
  query: unknown;
  /** Version of the month that the sender has seen. */
  seen: string | undefined;
  /** As its schema read it; of a write. */
  body?: unknown;
  at: Instant;
  requestId: string;
}
const firstMonth: Month = '2020-01';
/** Some software sends it without its quotes. */
const entityTag = /^(?:(?:W\/)?"(\d{1,18})(?:-[0-9a-f]+)?"|(\d{1,18})(?:-[0-9a-f]+)?)$/;

/** @throws CallProblem */
export function readCall(
  { now }: Pick<Dependencies, 'now'>,
  req: Request,
  operation: Operation,
  caller: Caller,
): CallOf {
  const { id, month } = req.params as { id?: string; month?: string };
  const places = operation.isAfterSchool ? caller.afterSchoolPlaces : caller.places;
  if (id !== undefined && (!isUuid(id) || !places.includes(id.toLowerCase()))) throw new CallProblem('no-such-place');
  if (month !== undefined && !isOurs(operation, month, now())) throw new CallProblem('no-such-month');
  const query = operation.query.safeParse(req.query);
  if (!query.success) throw new CallProblem('query-invalid', { errors: pointsOf(query.error) });
  const ifMatch = operation.method === 'put' ? req.get('if-match') : undefined;
  const [, quoted, bare] = entityTag.exec(ifMatch?.trim() ?? '') ?? [];
  const seen = quoted ?? bare;
  if (ifMatch !== undefined && seen === undefined) throw new CallProblem('if-match-unreadable');
  return {
    ...{ operation, caller, seen },
    facilityId: id?.toLowerCase(),
    month,
    query: query.data,
    at: now(),
    requestId: requestIdOf(req),
  };
}
/** The same as on the page: from 2020 to the month that follows; after school, those that the portal counts. */
const isOurs = ({ isAfterSchool }: Operation, month: string, at: Instant): boolean =>
  isMonth(month) &&
  (isAfterSchool
    ? isCountedMonth(month, dayOf(at))
    : month >= firstMonth && month <= monthOf(addMonths(`${monthOf(dayOf(at))}-01`, 1)));

/** As the log has it (`log-requests.ts`). */
export const requestIdOf = ({ id }: Pick<Request, 'id'>): string => (typeof id === 'string' ? id : '');

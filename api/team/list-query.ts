/** What the list of members shows, as it stands in its address. What makes no sense there is left out. */
import { z } from 'zod';
import type { MemberFilter } from '../../db/team/list-members.ts';
import type { Cursor } from '../../db/keyset.ts';
import { functionCodes } from '../../domain/staff/functions.ts';
import type { ContractStatus } from '../../domain/staff/team.ts';
import { id } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';

export const statuses = ['running', 'ended', 'to-come', 'none'] as const satisfies readonly ContractStatus[];
/** « En cours », « Terminé », « Pas commencé »: as the guide has it (11.3.1). */
const usual: readonly ContractStatus[] = ['running', 'ended', 'to-come'];

export interface ListQuery {
  filter: Omit<MemberFilter, 'among'>;
  /** Only who has something to be seen to. */
  toCheck: boolean;
  cursor: Cursor;
  /** Whether anything differs from what is shown at first. */
  isFiltered: boolean;
}

export function readListQuery(query: Record<string, unknown>): ListQuery {
  const facility = id.safeParse(query.facility);
  const code = z.enum(functionCodes).safeParse(query.function);
  const [after, before] = [id.safeParse(query.after), id.safeParse(query.before)];
  const text = wordsIn(query.q);
  const ticked = [query.status].flat();
  // The form says that it was sent: a list without any box ticked is not the list at first.
  const chosen = query.shown === '1' || query.status !== undefined;
  const shown = chosen ? statuses.filter((status) => ticked.includes(status)) : usual;
  const filter = {
    statuses: shown,
    ...(text === undefined ? {} : { text }),
    ...(facility.success ? { facilityId: facility.data } : {}),
    ...(code.success ? { functionCode: code.data } : {}),
    ...(query.multi === '1' ? { multi: true } : {}),
  };
  return {
    filter,
    toCheck: query.check === '1',
    cursor: after.success ? { after: after.data } : before.success ? { before: before.data } : {},
    isFiltered: Object.keys(filter).length > 1 || query.check === '1' || shown.join() !== usual.join(),
  };
}

/** The address of the same list, from another row on. */
export function listHref(
  bodyId: string,
  { filter, toCheck }: ListQuery,
  cursor: Cursor & { check?: boolean } = {},
): string {
  const { check = toCheck, after, before } = cursor;
  const parameters: [string, string | undefined][] = [
    ['body', bodyId],
    ['shown', filter.statuses.join() === usual.join() ? undefined : '1'],
    ...(filter.statuses.join() === usual.join()
      ? []
      : filter.statuses.map((status): [string, string] => ['status', status])),
    ['q', filter.text],
    ['facility', filter.facilityId],
    ['function', filter.functionCode],
    ['multi', filter.multi ? '1' : undefined],
    ['check', check ? '1' : undefined],
    ['after', after],
    ['before', before],
  ];
  return `/pro/team?${new URLSearchParams(parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString()}`;
}

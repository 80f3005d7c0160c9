/** What an inbox shows, as it stands in its address. What makes no sense there is left out: an old or mistyped link still shows a list. */
import { z } from 'zod';
import type { Cursor } from '../../db/keyset.ts';
import { dues, sorts, type TaskFilter } from '../../db/inbox/list-tasks.ts';
import { views } from '../../db/inbox/scopes.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { code, id, oneOf } from '../forms/envelope.ts';
import { words } from '../forms/inputs.ts';

const left = {
  view: z.enum(views),
  slug: code,
  kind: code,
  action: code,
  due: z.enum(dues),
  administration: oneOf(administrationNames),
  assignee: id,
  locality: words(),
  text: words(),
};

/** In the address: `view`, `sort` (with « - » for the other way round), `procedure`, `kind`, `task`, `due`, `administration`, `who`, `locality`, `q`. */
const parameterOf: Record<keyof typeof left, string> = {
  view: 'view',
  slug: 'procedure',
  kind: 'kind',
  action: 'task',
  due: 'due',
  administration: 'administration',
  assignee: 'who',
  locality: 'locality',
  text: 'q',
};
const cursorParameters = ['after', 'before'] as const;

export interface ListQuery {
  filter: TaskFilter;
  cursor: Cursor;
}

export function parseListQuery(query: unknown, defaultView: TaskFilter['view'] = 'mine'): ListQuery {
  const given =
    query instanceof URLSearchParams
      ? query
      : new URLSearchParams(
          Object.entries(query ?? {}).flatMap(([name, value]: [string, unknown]) => {
            const [first] = [value].flat();
            return typeof first === 'string' ? [[name, first]] : [];
          }),
        );
  const found = Object.entries(left).flatMap(([name, schema]) => {
    const result = schema.safeParse(given.get(parameterOf[name as keyof typeof left]) ?? undefined);
    return result.success ? [[name, result.data] as const] : [];
  });
  const wished = given.get('sort') ?? 'due';
  const sort = sorts.find((name) => name === wished.replace(/^-/, '')) ?? 'due';
  const place = (name: string): Cursor => {
    const result = id.safeParse(given.get(name));
    return result.success ? { [name]: result.data } : {};
  };
  return {
    filter: {
      view: defaultView,
      sort,
      descending: wished.startsWith('-') && wished.slice(1) === sort,
      ...Object.fromEntries(found),
    },
    cursor: { ...place('before'), ...place('after') },
  };
}

/** The address of a list; the cursor only where it is given. */
export function listQueryOf(filter: TaskFilter, cursor: Cursor = {}): string {
  const query = new URLSearchParams();
  for (const [name, parameter] of Object.entries(parameterOf)) {
    const value = filter[name as keyof typeof left];
    if (value !== undefined) query.set(parameter, value);
  }
  if (filter.sort !== 'due' || filter.descending) query.set('sort', `${filter.descending ? '-' : ''}${filter.sort}`);
  for (const name of cursorParameters) {
    const value = cursor[name];
    if (value) query.set(name, value);
  }
  return query.toString();
}
export const listHref = (filter: TaskFilter, cursor: Cursor = {}): string =>
  `/office/tasks?${listQueryOf(filter, cursor)}`;

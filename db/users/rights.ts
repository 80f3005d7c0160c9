/** The rights of one user at one body: as a form says them, as grants hold them, and how the one becomes the other. Pure. */
import type { Day } from '../../domain/calendar.ts';
import { dossiers, type Dossier } from '../access/dossiers.ts';
import type { OperatorRole } from '../access/scopes.ts';

/** `administrator`, `user-manager`, `childminder`, or a file at a place: `team.<id of the facility>`, `team.all`. */
export type Right = string;
/** Every place of the body, those to come too. */
export const everyPlace = 'all';
export const cell = (dossier: Dossier, place: string): Right => `${dossier}.${place}`;

/** What a right is given by, beside whom and when. */
export interface GrantOf {
  role: OperatorRole;
  dossier: string | null;
  facility_id: string | null;
}
export const rightOf = ({ role, dossier, facility_id: place }: GrantOf): Right =>
  role === 'data-manager' ? `${dossier ?? 'none'}.${place ?? everyPlace}` : role;
export function grantOf(right: Right): GrantOf {
  if (right === 'administrator' || right === 'user-manager' || right === 'childminder')
    return { role: right, dossier: null, facility_id: null };
  const { dossier, place } = placeOf(right);
  return { role: 'data-manager', dossier, facility_id: place === everyPlace ? null : place };
}
/** The file and the place of a right on data. */
export function placeOf(right: Right): { dossier: string; place: string } {
  const [dossier = '', place = everyPlace] = right.split('.');
  return { dossier, place };
}
export const isCell = (right: Right): boolean => Object.hasOwn(dossiers, placeOf(right).dossier);

/** A right as it is held, from and to the last day included. */
export interface Held {
  id: string;
  right: Right;
  from: Day;
  to: Day | null;
}
export interface Period {
  from: Day;
  to: Day;
}
export interface Wish {
  rights: ReadonlySet<Right>;
  /** Of what is given now, and of what was given for a time already; null: without an end. */
  period: Period | null;
  /** Whether what was held without an end ends with the period too. */
  endsAll: boolean;
}
/** What is written. `to` null: without an end. */
export interface Plan {
  remove: Held[];
  change: { held: Held; from: Day; to: Day | null }[];
  insert: { right: Right; from: Day; to: Day | null }[];
}

/** Held without an end, and already. */
export const isPermanent = ({ from, to }: Pick<Held, 'from' | 'to'>, today: Day): boolean =>
  to === null && from <= today;
/** Today, or later on. */
export const isOver = ({ to }: Pick<Held, 'to'>, today: Day): boolean => to !== null && to < today;
export const holdsOn = ({ from, to }: Pick<Held, 'from' | 'to'>, day: Day): boolean =>
  from <= day && (to === null || to >= day);

/** The widest period of what is held for a time; undefined where nothing is. */
export function periodOf(held: readonly Held[], today: Day): { from: Day; to: Day | null } | undefined {
  const timed = held.filter((one) => !isPermanent(one, today) && !isOver(one, today));
  if (timed.length === 0) return undefined;
  const ends = timed.map(({ to }) => to);
  return {
    from: timed.map(({ from }) => from).sort()[0]!,
    to: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
  };
}

/** What must be written so that the wish holds. What is over is left as it is, and so is what the body does not give (`childminder`). */
export function planOf(held: readonly Held[], { rights, period, endsAll }: Wish, today: Day): Plan {
  const plan: Plan = { remove: [], change: [], insert: [] };
  const current = held.filter((one) => !isOver(one, today) && one.right !== 'childminder');
  const wanted = new Set(rights);
  for (const right of rights) {
    const { dossier, place } = placeOf(right);
    if (!isCell(right) || place === everyPlace || !rights.has(cell(dossier as Dossier, everyPlace))) continue;
    // Every place includes this one: it is held besides only where it lasts longer.
    const outlasts =
      current.some((one) => one.right === right && isPermanent(one, today)) && period !== null && !endsAll;
    if (
      !outlasts ||
      current.some((one) => one.right === cell(dossier as Dossier, everyPlace) && isPermanent(one, today))
    )
      wanted.delete(right);
  }
  for (const one of current) if (!wanted.has(one.right)) plan.remove.push(one);
  for (const right of wanted) {
    const [first, ...others] = current.filter((one) => one.right === right).sort(byDuration(today));
    plan.remove.push(...others);
    if (!first) plan.insert.push({ right, from: period?.from ?? today, to: period?.to ?? null });
    else {
      const { from, to } = spanOf(first, period, endsAll, today);
      if (from !== first.from || to !== first.to) plan.change.push({ held: first, from, to });
    }
  }
  return plan;
}
const byDuration =
  (today: Day) =>
  (one: Held, other: Held): number =>
    Number(isPermanent(other, today)) - Number(isPermanent(one, today));

function spanOf(held: Held, period: Period | null, endsAll: boolean, today: Day): { from: Day; to: Day | null } {
  if (period === null) return { from: held.from < today ? held.from : today, to: null };
  // What has begun is not interrupted: it ends with the period.
  if (!isPermanent(held, today)) return { from: held.from <= today ? held.from : period.from, to: period.to };
  return { from: held.from, to: endsAll ? period.to : null };
}

export const isEmpty = ({ remove, change, insert }: Plan): boolean =>
  remove.length + change.length + insert.length === 0;

/** What is held once the plan is written. */
export function afterPlan(held: readonly Held[], { remove, change, insert }: Plan): Held[] {
  return [
    ...held
      .filter((one) => !remove.includes(one))
      .map((one) => {
        const changed = change.find((each) => each.held === one);
        return changed ? { ...one, from: changed.from, to: changed.to } : one;
      }),
    ...insert.map((one) => ({ ...one, id: '' })),
  ];
}

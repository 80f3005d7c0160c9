/** Crèches whose attendance is measured: each of a body of its own, with a person who encodes there. */
import { stableId } from '../db/seeds/demonstration/stable-id.ts';
import { monthOf, daysOfMonth, monthsFurther, type Month } from '../domain/quarter.ts';
import { dayOf, isWorkingDay, type Day } from '../domain/calendar.ts';
import { bookOf, childRow, titles } from '../test/attendance/sheets.ts';
import type { BenchHouse } from './house.ts';
import { signIn, type SignedIn } from './portal.ts';

export interface Encoder {
  facilityId: string;
  userId: string;
  session: SignedIn;
  /** Of the month that is encoded. */
  path: string;
}

/** The last one of 31 days that is over: nothing in it is of tomorrow. */
export function fullMonth(now: number): Month {
  const last = monthsFurther(monthOf(dayOf(now)), -1);
  return daysOfMonth(last).length === 31 ? last : monthsFurther(last, -1);
}

export async function findEncoders(house: BenchHouse, month: Month, count: number): Promise<Encoder[]> {
  const places = await house
    .db('facilities')
    .where({ kind: 'subsidised-creche' })
    .distinctOn('organising_body_id')
    .orderBy('organising_body_id')
    .limit(count)
    .select<{ id: string; body: string }[]>('id', { body: 'organising_body_id' });
  await house
    .db('authorisation_versions')
    .whereIn(
      'facility_id',
      places.map(({ id }) => id),
    )
    .update({ capacity: 520 });
  return Promise.all(
    places.map(async ({ id, body }, at) => {
      const [user] = await house
        .db('users')
        .insert({
          first_name: 'Mesure',
          family_name: `Présences ${String(at)}`,
          email: `presences-${String(at)}@exemple.example`,
          portal: 'pro',
        })
        .returning<{ id: string }[]>('id');
      const userId = user?.id ?? '';
      await house.db('grants').insert({ user_id: userId, role: 'administrator', organising_body_id: body });
      return {
        facilityId: id,
        userId,
        session: await signIn(house, userId),
        path: `/pro/facilities/${id}/attendance/${month}`,
      };
    }),
  );
}

export const children = 500;
/** « Aaa » to « Zzz »: no digit stands in a name. */
const nameOf = (index: number): string =>
  `Enfant${String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26))}`;
const codeOn = (index: number, day: Day): string =>
  isWorkingDay(day) ? (['P', 'P', '½P', 'P', 'AJ', 'P', 'AI'][(index + Number(day.slice(8))) % 7] ?? 'P') : '';

export async function insertMonth(house: BenchHouse, { facilityId }: Encoder, month: Month): Promise<void> {
  await emptyMonth(house, facilityId);
  const days = daysOfMonth(month);
  await house.db('attendance_rows').insert(
    Array.from({ length: children }, (_, index) => ({
      id: stableId(`bench attendance ${String(index)}`),
      facility_id: facilityId,
      month: `${month}-01`,
      position: index + 1,
      family_name: nameOf(index),
      first_name: 'Mesure',
      born_on: '2025-03-04',
      entered_on: '2025-09-01',
      contract_days: 5,
      cells: days.map((day) => codeOn(index, day)),
    })),
  );
}

export const emptyMonth = (house: BenchHouse, facilityId: string): Promise<number> =>
  house.db('attendance_rows').where({ facility_id: facilityId }).delete();

/** 500 lines as a program writes them. */
export function sheetOf(month: Month): Promise<Buffer> {
  const days = daysOfMonth(month);
  return bookOf(
    Array.from({ length: children }, (_, index) =>
      childRow(
        nameOf(index),
        'Mesure',
        days.map((day) => codeOn(index, day)),
      ),
    ),
    { headers: [...titles, ...days.map((_, at) => `J${String(at + 1)}`)] },
  );
}

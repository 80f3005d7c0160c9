/** Consultations of the demonstration: a month of a crèche as it was encoded and signed; one with a fault, one that waits for a doctor. */
import { isTrainingDay } from '../training-day.ts';
import { addDays, dayOf, isWorkingDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { Minute } from '../../../../domain/consultations/consultation.ts';
import { monthOf, monthsOf, quarterOf, quartersFurther, type Month } from '../../../../domain/quarter.ts';
import { instant, type Database } from '../../../connect.ts';
import { findQuarterCase } from '../../../consultations/quarter-case.ts';
import { loadMonthsToSign, signMonth } from '../../../consultations/sign.ts';
import { collaborationsOf, type NamedCollaboration } from '../../../doctors/collaborations.ts';
import { stableId } from '../stable-id.ts';

interface Encoded {
  key: string;
  facilityId: string;
  month: Month;
  /** Whoever encodes and signs. */
  userId: string;
  at: Instant;
  now: Instant;
}
type Session = readonly [day: number, from: Minute, to: Minute, doctor?: 'waiting'];
const at = (hours: number, minutes = 0): Minute => hours * 60 + minutes;

const usual: readonly Session[] = [
  [4, at(13, 30), at(15, 30)],
  [18, at(9), at(11)],
];
const four: readonly Session[] = [
  [3, at(13, 30), at(15, 30)],
  [10, at(9), at(11, 20)],
  [24, at(13, 30), at(15, 30)],
];
const waiting: readonly Session[] = [...four, [17, at(13, 30), at(15), 'waiting']];
/** Of the second one, departure and arrival changed places. */
const faulty: readonly Session[] = [
  [8, at(13, 30), at(15, 45)],
  [22, at(11), at(9)],
];

/** What one crèche has left to do: the last month of the quarter that ended waits for a doctor, the first of the one that runs has a fault. */
function sessionsOf(key: string, month: Month, now: Instant): readonly Session[] {
  if (key !== 'chenes') return usual;
  const running = quarterOf(monthOf(dayOf(now)));
  if (month === monthsOf(quartersFurther(running, -1))[2]) return waiting;
  return month === monthsOf(running)[0] ? faulty : four;
}
const isLeft = (sessions: readonly Session[]): boolean => sessions === waiting || sessions === faulty;

/** Encodes a month where doctors collaborate. @returns what its act says; undefined where it is not signed yet */
export async function tellConsultations(
  db: Database,
  encoded: Encoded,
): Promise<{ facts: object; content: object } | undefined> {
  const { key, facilityId, month, userId, at: when, now } = encoded;
  const sessions = sessionsOf(key, month, now);
  const doctors = await collaborationsOf(db, facilityId);
  const lines = sessions.flatMap(([nth, from, to, who], index) => {
    const day = openDay(`${month}-${String(nth).padStart(2, '0')}`);
    const doctor = doctors.find((one) => (who ? waitsOn(one, day) : isValid(one, day)));
    return doctor
      ? [
          {
            id: stableId(`consultation ${key} ${month} ${String(index)}`),
            held_on: day,
            from_minute: from,
            to_minute: to,
            collaboration_id: doctor.id,
          },
        ]
      : [];
  });
  const stamps = { created_at: instant(when), updated_at: instant(when), updated_by: userId };
  if (lines.length > 0)
    await db('consultations').insert(
      lines.map((line) => ({ ...line, facility_id: facilityId, month: `${month}-01`, ...stamps })),
    );
  if (isLeft(sessions) && lines.length > 0) return undefined;
  const found = await findQuarterCase(db, facilityId, quarterOf(month));
  const today = dayOf(when);
  const [toSign] = await loadMonthsToSign(db, facilityId, [month], { today, found });
  const signing = await signMonth(db, found!, { month, seen: toSign!.mark, today, at: when });
  return signing.outcome === 'signed' ? signing : undefined;
}

/** That day, or the first one after it on which the crèche is open. */
const openDay = (day: Day): Day => (isWorkingDay(day) && !isTrainingDay(day) ? day : openDay(addDays(day, 1)));
const covers = ({ from, until }: { from: Day; until: Day | null }, day: Day): boolean =>
  from <= day && (until === null || day <= until);
const isValid = (one: NamedCollaboration, day: Day): boolean =>
  covers(one, day) && one.valid.some((period) => covers(period, day));
const waitsOn = (one: NamedCollaboration, day: Day): boolean => one.status === 'to-validate' && covers(one, day);

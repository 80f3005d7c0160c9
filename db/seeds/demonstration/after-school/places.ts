/** Places after school in the demonstration: who leads their projects, who at ONE pays their subsidies, the hours of last year, one change with its comment. */
import { addMonths } from '../../../../domain/calendar.ts';
import { readOpeningSentence } from '../../../../domain/signaletique/opening-sentence.ts';
import { instant, type Database } from '../../../connect.ts';
import { recordScheduleChange } from '../../../after-school/schedule-changes.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { collaborationId } from '../training-recognition/trainees.ts';
import { startOfDay } from '../../../../domain/calendar.ts';

const facility = (key: string): string => stableId(`facility ${key}`);
const lastYear =
  'lundi, mardi, jeudi, vendredi 7 h 00 – 8 h 15 et 15 h 30 – 17 h 30 ; mercredi 7 h 00 – 8 h 15 et 12 h 00 – 16 h 00';
const thisYear =
  'lundi, mardi, jeudi 7 h 00 – 8 h 15 et 15 h 30 – 18 h 00 ; mercredi 7 h 00 – 8 h 15 et 12 h 00 – 17 h 00 ; vendredi 7 h 00 – 8 h 15 et 15 h 30 – 17 h 30';
const mercredis = ['envol', 'castors', 'nid', 'cabane', 'preau'].map((key) => `mercredis-${key}`);

/** Told once teams and hours are there. */
export async function tellAfterSchoolPlaces(db: Database, { times }: { times: Times }): Promise<void> {
  const { today } = times;
  await db('facility_agents').insert(
    mercredis.map((key) => ({
      facility_id: facility(key),
      role: 'aes-manager',
      user_id: stableId('user aes-manager'),
    })),
  );
  const samira = stableId('user admin-mercredis');
  await db('project_leaders').insert([
    {
      facility_id: facility('mercredis-envol'),
      from_on: addMonths(today, -30),
      collaboration_id: collaborationId('marchal'),
      phone: '081 00 00 00',
      email: 'responsable@les-mercredis.example',
      changed_by: samira,
      changed_at: instant(startOfDay(times.officeDay(-84)) + 10 * 3_600_000),
    },
    {
      facility_id: facility('gembloux-aes'),
      from_on: addMonths(today, -24),
      collaboration_id: collaborationId('hanssens'),
      phone: '081 00 00 01',
      email: null,
      changed_by: null,
      changed_at: instant(startOfDay(times.officeDay(-300)) + 9 * 3_600_000),
    },
  ]);
  // The school year that runs has its hours since the end of August; the one before had others.
  const august = `${String(Number(today.slice(0, 4)) - (today.slice(5) < '08-24' ? 1 : 0))}-08-24`;
  for (const key of mercredis) {
    const id = facility(key);
    const week = readOpeningSentence(lastYear);
    const [now] = (await db('opening_hours').where({ facility_id: id }).orderBy('valid_from', 'desc').limit(1)) as {
      week: object;
    }[];
    await db('opening_hours')
      .insert(
        [
          { facility_id: id, valid_from: addMonths(august, -12), week: JSON.stringify(week) },
          { facility_id: id, valid_from: august, week: JSON.stringify(now?.week ?? week) },
        ].map((row) => ({ ...row, changed_at: instant(startOfDay(times.officeDay(-120)) + 9 * 3_600_000) })),
      )
      .onConflict(['facility_id', 'valid_from'])
      .ignore();
  }
  const castors = facility('mercredis-castors');
  await recordScheduleChange(db, {
    facilityId: castors,
    validFrom: august,
    before: lastYear,
    after: thisYear,
    comment: "L'école nous laisse le réfectoire jusqu'à 17 h 00 le mercredi.",
    reason: null,
    by: samira,
    at: startOfDay(times.officeDay(-100)) + 15 * 3_600_000,
  });
  await db('schedule_change_readers').update({ read_at: instant(startOfDay(times.officeDay(-99)) + 9 * 3_600_000) });
  // What waits to be read: hours to come, with why.
  const next = thisYear.replace('12 h 00 – 17 h 00', '12 h 00 – 18 h 00');
  const later = times.workday(42);
  const at = startOfDay(times.officeDay(-3)) + 15 * 3_600_000;
  await db('opening_hours').insert({
    facility_id: castors,
    valid_from: later,
    week: JSON.stringify(readOpeningSentence(next)),
    changed_by: samira,
    changed_at: instant(at),
  });
  await recordScheduleChange(db, {
    facilityId: castors,
    validFrom: later,
    before: thisYear,
    after: next,
    comment: 'Le mercredi, les parents demandent une heure de plus depuis la rentrée.',
    reason: null,
    by: samira,
    at,
  });
}

/** Sessions of the commission d'agrément: those that the dossiers of the demonstration speak of, held and signed or still to come, and one after them. */
import { addMonths, startOfDay, type Day } from '../../../../domain/calendar.ts';
import { slug } from '../../../../workflows/agreement-renewal/contract.ts';
import { instant, type Database } from '../../../connect.ts';
import { reportsByOf } from '../../../agreement-commission/sessions.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';

interface Heard {
  case_id: string;
  session_on: Day;
  opinion: string | null;
}
const place = "Direction de l'accueil temps libre, salle du 2e étage";
const secretary = stableId('user aes-referent');

export async function tellCommission(db: Database, { times: { today, workday } }: { times: Times }): Promise<void> {
  const heard = (await db('cases')
    .where({ slug })
    .whereRaw("state -> 'data' ->> 'sessionOn' is not null")
    .orderBy('opened_at')
    .select({
      case_id: 'id',
      session_on: db.raw("state -> 'data' ->> 'sessionOn'"),
      opinion: db.raw("state -> 'data' ->> 'opinion'"),
    })) as unknown as Heard[];
  const days = [...new Set([...heard.map(({ session_on: on }) => on), workday(75)])].sort();
  for (const heldOn of days)
    await tellSession(
      db,
      heldOn,
      heard.filter(({ session_on: on }) => on === heldOn),
      today,
    );
}

async function tellSession(db: Database, heldOn: Day, heard: readonly Heard[], today: Day): Promise<void> {
  const id = stableId(`commission session ${heldOn}`);
  const isOver = heldOn < today;
  const at = (hours: number): string => instant(startOfDay(heldOn) + hours * 3_600_000);
  await db('commission_sessions').insert({
    id,
    held_on: heldOn,
    held_at: '09:30',
    place,
    reports_by: await reportsByOf(db, heldOn, today),
    written_by: secretary,
    written_at: instant(startOfDay(addMonths(isOver ? heldOn : today, -2))),
    ...(isOver
      ? {
          status: 'signed',
          present:
            'Bernadette Collin, direction, présidente\nDeux représentantes des opérateurs\nUn représentant des coordinations ATL',
          ended_by: secretary,
          ended_at: at(12),
          signed_by: stableId('user atl-director'),
          signed_at: at(30),
        }
      : {}),
  });
  if (heard.length > 0)
    await db('commission_agenda').insert(
      heard.map(({ case_id: caseId, opinion }, index) => ({
        session_id: id,
        case_id: caseId,
        position: index + 1,
        ...(isOver
          ? {
              opinion,
              reasons: 'La commission suit la proposition de la référente.',
              noted_by: secretary,
              noted_at: at(11),
              settled_at: at(12),
              outcome: 'told',
            }
          : {}),
      })),
    );
}

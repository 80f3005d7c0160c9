/** A group, a decision, an organisation to ask about: of nobody in particular. */
import type { Database } from '../../db/connect.ts';
import { instant } from '../../db/connect.ts';
import { regroup } from '../../db/training-desk/regroup.ts';
import type { Instant } from '../../domain/calendar.ts';
import { openLine } from '../training-recognition/open-line.ts';

export async function ofTrainingDesk(
  db: Database,
  path: string,
  { facility, userId, at }: { facility: { id: string; organising_body_id: string }; userId: string; at: Instant },
): Promise<string> {
  const first = async (table: string, row: object): Promise<string> => {
    const [made] = (await db(table).insert(row).returning('id')) as { id: string }[];
    if (!made) throw new Error(`nothing in ${table}`);
    return made.id;
  };
  if (path.includes('/organisations/'))
    return first('training_organisations', { name: 'Essai', kind: 'unknown', status: 'to-examine' });
  const caseId = await openLine(db, { organisingBodyId: facility.organising_body_id, facilityId: facility.id }, { at });
  await regroup(db, { whole: false });
  const { group_id: groupId } = (await db('training_line_spellings as line')
    .join('training_spellings as spelling', 'spelling.id', 'line.spelling_id')
    .where('line.case_id', caseId)
    .first('spelling.group_id')) as { group_id: string };
  if (!path.includes('/decisions/')) return groupId;
  return first('training_decisions', {
    kind: 'recognise',
    group_id: groupId,
    organisation: 'Horizon Enfance',
    module: 'Gestion des conflits',
    decided_by: userId,
    decided_at: instant(at),
  });
}

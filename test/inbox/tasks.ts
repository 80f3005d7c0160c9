/** Open tasks beside those of the demonstration, as many as a test needs. */
import type { Database } from '../../db/connect.ts';
import { instant } from '../../db/connect.ts';

export interface TaskSeed {
  key: string;
  due_on?: string;
  facility_name?: string;
  locality?: string;
  opened_at?: number;
  role?: string;
  assignee_id?: string | null;
  administration?: string;
  action?: string;
}

/** On the first open case of an administration. @returns their ids, in the order given */
export async function addTasks(db: Database, seeds: readonly TaskSeed[], administration = 'namur'): Promise<string[]> {
  const row = (await db('cases')
    .where({ administration })
    .whereNull('closed_at')
    .orderBy('reference')
    .first()) as Record<string, unknown>;
  const common = Object.fromEntries(
    [
      'slug',
      'kind',
      'reference',
      'facility_name',
      'postcode',
      'locality',
      'organising_body_id',
      'facility_id',
      'administration',
    ].map((name) => [name, row[name]]),
  );
  const inserted = (await db('tasks')
    .insert(
      seeds.map(({ opened_at: opened, ...seed }) => ({
        ...common,
        case_id: row.id,
        action: 'declare-complete',
        role: 'referent',
        due_on: '2026-12-01',
        opened_at: instant(opened ?? Date.parse('2026-11-20T09:00:00Z')),
        ...seed,
      })),
    )
    .returning(['id', 'key'])) as { id: string; key: string }[];
  const byKey = new Map(inserted.map(({ id, key }) => [key, id]));
  return seeds.map(({ key }) => byKey.get(key)!);
}

/** Whether a subject has a case of a period, whatever became of it. The caller has looked at the rights on the subject. */
import type { Database } from '../connect.ts';

export const hasCase = async (
  db: Database,
  { slug, kind, subjectId, period }: { slug: string; kind: string; subjectId: string; period: string },
): Promise<boolean> =>
  (await db('cases').where({ slug, kind, subject_id: subjectId, period }).first('id')) !== undefined;

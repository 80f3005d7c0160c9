/** What an operator has declared, as it was sealed when it was submitted last. */
import type { Declared } from '../../domain/subsidy/calculate.ts';
import type { Database } from '../connect.ts';

export async function declaredOf(db: Database, caseId: string): Promise<Declared | undefined> {
  const row = (await db('act_contents')
    .where({ case_id: caseId })
    .whereRaw("content -> 'declared' is not null")
    .orderBy('number', 'desc')
    .first('content')) as { content: { declared: Declared } } | undefined;
  return row?.content.declared;
}

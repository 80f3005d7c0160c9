/** How long an answer may take, in words, as the parameters of the day say. */
import type { Database } from '../../db/connect.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import type { Day } from '../../domain/calendar.ts';
import { inWords } from '../../domain/quantity.ts';
import { slug } from '../../workflows/privacy-request/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';

export async function termsOn(db: Database, day: Day): Promise<{ answer: string; prolongation: string }> {
  const parameters = await parametersOn(db, slug, day);
  return {
    answer: inWords(parameterOf('answer', parameters)),
    prolongation: inWords(parameterOf('prolongation', parameters)),
  };
}

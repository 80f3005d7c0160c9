/** Evaluations for tests, written as the pages write them. */
import type { Database } from '../../../db/connect.ts';
import type { Side } from '../../../db/functioning-review/assessment/evaluations.ts';
import { keepQuestionnaire, questionnaireOf } from '../../../db/functioning-review/assessment/questionnaires.ts';
import { saveAnswers } from '../../../db/functioning-review/assessment/save-answer.ts';
import { readEvaluation } from '../../../db/functioning-review/assessment/sealed.ts';
import { stableId } from '../../../db/seeds/demonstration/stable-id.ts';
import type { Day, Instant } from '../../../domain/calendar.ts';
import type { Criterion, Questionnaire, Score } from '../../../domain/functioning-review/questionnaire.ts';

const firstDay = async (db: Database, caseId: string): Promise<Day> =>
  ((await db('cases').where({ id: caseId }).first('state')) as { state: { data: { firstDayOn: Day } } }).state.data
    .firstDayOn;
const usual = { operator: 'admin-petits-chenes', one: 'coordinator-namur' } as const;

interface Answering {
  at: Instant;
  /** Key of the person. */
  by?: string;
  score?: (criterion: Criterion) => Score | null;
  evidence?: (criterion: Criterion) => string;
}
/** Every criterion that is not said yet, 3 unless told otherwise; those of which the score is null are left out. */
export async function answerAll(
  db: Database,
  caseId: string,
  side: Side,
  { at, by = usual[side], score = () => 3, evidence = () => '' }: Answering,
): Promise<Questionnaire> {
  const on = await firstDay(db, caseId);
  const questionnaire = await questionnaireOf(db, { caseId, on });
  await db.transaction(async (trx) => {
    await keepQuestionnaire(trx, { caseId, on });
    await saveAnswers(
      trx,
      { caseId, side },
      questionnaire.criteria.flatMap((criterion) => {
        const given = score(criterion);
        return given === null
          ? []
          : [
              {
                criterion: criterion.id,
                score: given,
                evidence: evidence(criterion),
                remark: '',
                asObjective: false,
                seen: 0,
              },
            ];
      }),
      { userId: stableId(`user ${by}`), at },
    );
  });
  return questionnaire;
}

/** What the page of the act shows of what would be sealed. */
export const sealOf = async (db: Database, caseId: string, side: Side): Promise<string> =>
  (await readEvaluation(db, { caseId, on: await firstDay(db, caseId), side })).digest;

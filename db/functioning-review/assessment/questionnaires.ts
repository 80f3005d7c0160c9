/** Versions of the questionnaire, and the one that a bilan keeps from its first day on. */
import type { Day } from '../../../domain/calendar.ts';
import {
  isReviewDomain,
  reviewDomains,
  type Criterion,
  type Level,
  type Questionnaire,
} from '../../../domain/functioning-review/questionnaire.ts';
import type { Database } from '../../connect.ts';

interface Row {
  version: string;
  valid_from: Day;
  levels: Level[];
  criteria: Criterion[];
}
const findOf = `
select q.version, q.valid_from, q.levels, (
  select json_agg(json_build_object('id', c.criterion, 'domain', c.domain, 'position', c.position, 'wording', c.wording,
    'hint', c.hint, 'mayNotApply', c.may_not_apply)) from review_criteria c where c.questionnaire = q.version) as criteria
from review_questionnaires q
where q.version = coalesce(
  (select questionnaire from review_assessments where case_id = cast(:caseId as uuid)),
  (select version from review_questionnaires where valid_from <= cast(:on as date) order by valid_from desc limit 1))`;

/**
 * That of a bilan: the one it was opened with; before it is opened, the one that holds on the day.
 * @throws when no version holds on the day
 */
export async function questionnaireOf(
  db: Database,
  { caseId, on }: { caseId: string; on: Day },
): Promise<Questionnaire> {
  const { rows } = await db.raw<{ rows: Row[] }>(findOf, { caseId, on });
  if (!rows[0]) throw new Error('no questionnaire holds on the day');
  return toQuestionnaire(rows[0]);
}

/**
 * Done once: what the bilan was opened with stays. Written anew with each change: who seals an evaluation waits here for who writes in it, and
 * reads anew what was written meanwhile. Always before the case is locked.
 */
export const keepQuestionnaire = (db: Database, { caseId, on }: { caseId: string; on: Day }): Promise<unknown> =>
  db.raw(
    `insert into review_assessments (case_id, questionnaire)
     select cast(:caseId as uuid), version from review_questionnaires where valid_from <= cast(:on as date) order by valid_from desc limit 1
     on conflict (case_id) do update set questionnaire = review_assessments.questionnaire`,
    { caseId, on },
  );

/** In the transaction of an act: nobody writes in either evaluation until it is recorded. */
export const lockEvaluations = (trx: Database, caseId: string): Promise<unknown> =>
  trx('review_assessments').where({ case_id: caseId }).forUpdate().first('case_id');

const toQuestionnaire = ({ version, valid_from: validFrom, levels, criteria }: Row): Questionnaire => ({
  version,
  validFrom,
  levels,
  // A domain that these pages do not know could not be answered.
  criteria: criteria
    .filter(({ domain }) => isReviewDomain(domain))
    .sort(
      (one, other) =>
        reviewDomains.indexOf(one.domain) - reviewDomains.indexOf(other.domain) || one.position - other.position,
    ),
});

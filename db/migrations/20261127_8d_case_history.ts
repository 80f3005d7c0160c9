/** The whole history of a case on one page: its acts, and what the audit says of it, of its files and of its tasks. Joined, not copied. */
import type { Knex } from 'knex';

const audited = (subject: string, from: string, caseId: string, id: string): string => `
select ${caseId} as case_id, a.id as line, a.at, a.actor_id, a.on_behalf_of, a.acr, a.event, null as action, null as actor_role, a.subject, a.subject_id, a.change
from ${from} join audit a on a.subject = '${subject}' and a.subject_id = cast(${id} as text)`;

const view = `
create view case_history as
select case_id, cast(number as bigint) as line, at, actor_id, on_behalf_of, acr, 'act' as event, action, actor_role, 'case' as subject,
  cast(case_id as text) as subject_id, cast(null as jsonb) as change
from acts
union all ${audited('case', 'cases c', 'c.id', 'c.id')}
union all ${audited('document', 'documents d', 'd.case_id', 'd.id')}
union all ${audited('task', 'tasks t', 't.case_id', 't.id')};
`;

export const up = (knex: Knex): Promise<void> => knex.raw(view).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop view case_history').then(() => undefined);

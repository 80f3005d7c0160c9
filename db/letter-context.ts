/** Reads what a letter is drawn from. */
import type { LetterAct, LetterContext } from '../domain/letter.ts';
import { dayOf, noDueDay } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';

const postalOf = (kind: string, id: string): string =>
  `(select s.data from sheet_sections s where s.subject_kind = '${kind}' and s.subject_id = ${id} and s.section = 'postal-address')`;
const findCase = `
select json_build_object('id', c.id, 'slug', c.slug, 'reference', c.reference, 'kind', c.kind, 'administration', c.administration,
    'targetOn', c.target_on, 'parameters', c.parameters) as "case",
  c.opened_at as "openedAt",
  json_build_object('name', b.name, 'street', b.street, 'number', b.number, 'box', b.box, 'postcode', b.postcode, 'locality', b.locality) as body,
  json_build_object('facilityNumber', f.number, 'name', coalesce(f.name, c.facility_name), 'kind', f.kind, 'capacity', v.capacity,
    'street', coalesce(v.street, b.street), 'number', coalesce(v.number, b.number), 'box', case when v.street is null then b.box else v.box end,
    'postcode', coalesce(v.postcode, b.postcode), 'locality', coalesce(v.locality, b.locality)) as facility,
  json_build_object('place', ${postalOf('facility', 'f.id')}, 'body', ${postalOf('organising-body', 'b.id')}) as postal,
  (select u.first_name || ' ' || u.family_name from contacts_of(f.id, cast(:today as date)) a join users u on u.id = a.user_id
    where a.role = 'referent') as referent
from cases c
join organising_bodies b on b.id = c.organising_body_id
left join facilities f on f.id = c.facility_id
left join lateral (select * from authorisation_versions
  where facility_id = f.id and valid_from <= :today and case_id is distinct from c.id order by valid_from desc, created_at desc limit 1) v on true
where c.id = :caseId`;

const findActs = `
select a.number, a.action, a.facts, t.content, a.at, a.actor_role as "actorRole", a.acr, encode(a.hash, 'hex') as hash,
  u.first_name || ' ' || u.family_name as "actorName"
from acts a
left join act_contents t on t.case_id = a.case_id and t.number = a.number
left join users u on u.id = a.actor_id
where a.case_id = :caseId and a.number <= :upTo
order by a.number`;

/**
 * The case as it stood at one act, for its letter; without `upTo`, at its last act.
 * @throws Error when there is no such case, or no such act
 */
export async function getLetterContext(db: Database, caseId: string, upTo?: number): Promise<LetterContext> {
  const { rows: acts } = await db.raw<{ rows: LetterAct[] }>(findActs, { caseId, upTo: upTo ?? 2_147_483_647 });
  const act = acts.at(-1);
  if (!act || (upTo !== undefined && act.number !== upTo)) throw new Error('act not found');
  const [
    {
      rows: [row],
    },
    documents,
    tasks,
  ] = await Promise.all([
    db.raw<{ rows: (Omit<LetterContext, 'acts' | 'documents' | 'tasks'> & { openedAt: number })[] }>(findCase, {
      caseId,
      today: dayOf(act.at),
    }),
    db('documents')
      .where({ case_id: caseId, origin: 'operator' })
      .whereNull('withdrawn_at')
      .where('act_number', '<=', act.number)
      .orderBy(['uploaded_at', 'id'])
      .select('slot', 'name', 'act_number as actNumber') as Promise<
      { slot: string; name: string; actNumber: number }[]
    >,
    db('tasks')
      .where({ case_id: caseId })
      .where('opened_at', '<=', instant(act.at))
      .orderBy(['opened_at', 'key'])
      .select('action', 'due_on as dueOn') as Promise<{ action: string; dueOn: string }[]>,
  ]);
  if (!row) throw new Error('case not found');
  return {
    ...row,
    case: { ...row.case, openedAt: row.openedAt },
    acts,
    documents,
    tasks: tasks.map(({ action, dueOn }) => ({ action, dueOn: dueOn === noDueDay ? null : dueOn })),
  };
}

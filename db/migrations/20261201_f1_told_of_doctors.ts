/**
 * What was told of a doctor stands in the acts of its case and, to be read at once, beside the collaboration: where retention erases the first, the copy
 * goes with it. The address and telephones go too, once nobody collaborates with the doctor any more and nothing else that was told is kept.
 */
import type { Knex } from 'knex';

const told = `
create function forget_told_of_doctor() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  left_over text[] := array['inami', 'function', 'from', 'kilometres'];
begin
  update public.doctor_collaborations c set
    asked = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(c.asked) where key = any(left_over)),
    accepted = case when c.accepted is not null then
      (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(c.accepted) where key = any(left_over)) end
  where c.case_id = new.case_id;
  if not found then return null; end if;
  update public.doctors d set street = null, house_number = null, box = null, postcode = null, locality = null, mobile = null, office_phone = null, email = null
  where d.id = (select doctor_id from public.doctor_collaborations where case_id = new.case_id)
    and not exists (select from public.doctor_collaborations o where o.doctor_id = d.id
      and (o.status not in ('ended', 'refused', 'withdrawn', 'cancelled') or o.asked -> 'familyName' is not null));
  return null;
end $$;
create trigger erased_told_of_doctors after update on act_contents for each row
  when (old.erased_at is null and new.erased_at is not null) execute function forget_told_of_doctor();
comment on column doctor_collaborations.asked is 'what the operator has sent last: identity, contact, function, kilometres; the columns beside it hold what counts; names and contact go when retention erases the acts';
`;

export const up = (knex: Knex): Promise<void> => knex.raw(told).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw('drop trigger erased_told_of_doctors on act_contents; drop function forget_told_of_doctor;')
    .then(() => undefined);

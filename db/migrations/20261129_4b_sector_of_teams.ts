/** Who works in after-school care is read by those who follow that sector: rights look at the sector of the place. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create or replace view collaboration_places as
select c.id, c.person_id, c.organising_body_id, s.id as contract_id, s.facility_id, f.administration,
  case when f.kind in ('after-school-1', 'after-school-2') then 'atl' when f.kind is not null then 'ape' end as sector
from collaborations c
left join staff_contracts s on s.collaboration_id = c.id
left join facilities f on f.id = s.facility_id;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop view collaboration_places;
create view collaboration_places as
select c.id, c.person_id, c.organising_body_id, s.id as contract_id, s.facility_id, f.administration
from collaborations c
left join staff_contracts s on s.collaboration_id = c.id
left join facilities f on f.id = s.facility_id;
comment on view collaboration_places is 'what rights look at: each contract of a person at a body, and who has none once, nowhere';
`)
    .then(() => undefined);

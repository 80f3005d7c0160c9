/** What is held about a person is found by their account or by their address without reading whole tables. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create index acts_by_actor on acts (actor_id, at desc) where actor_id is not null;
create index contact_messages_by_address on contact_messages (lower(email)) where user_id is null;
create index privacy_askers_by_address on privacy_askers (lower(email)) where user_id is null;
create index doctors_by_address on doctors (lower(email)) where email is not null;
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw(`
drop index doctors_by_address, privacy_askers_by_address, contact_messages_by_address, acts_by_actor;
`);
};

/** The minutes of a session as a document of the house: drawn once they are signed, and never again. */
import type { Knex } from 'knex';

const added = `
alter table commission_sessions add column minutes_digest bytea check (octet_length(minutes_digest) = 32);
alter table commission_sessions add column minutes_size int check (minutes_size > 0);
alter table commission_sessions add constraint commission_sessions_minutes
  check ((minutes_digest is null) = (minutes_size is null) and (minutes_digest is null or status = 'signed'));
comment on column commission_sessions.minutes_digest is 'SHA-256 of the signed minutes as a PDF; null until they are drawn';
`;

export const up = (knex: Knex): Promise<void> => knex.raw(added).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(
      'alter table commission_sessions drop constraint commission_sessions_minutes, drop column minutes_digest, drop column minutes_size',
    )
    .then(() => undefined);

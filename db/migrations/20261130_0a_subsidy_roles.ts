/** Who works on the subsidies of crèches, and the regime of a body, which says what table of lump sums it falls under. */
import type { Knex } from 'knex';

const operators = ['administrator', 'user-manager', 'data-manager', 'childminder'];
const agents = ['referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'aes-referent'];
const others = ['appeal-secretariat', 'supervisor', 'helpdesk', 'dpo'];
const subsidies = ['subsidy-manager', 'subsidy-signatory'];
const only = (roles: string[]): string => `
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in (${roles.map((role) => `'${role}'`).join(', ')}));`;

const added = `${only([...operators, ...agents, ...subsidies, ...others])}
alter table organising_bodies add column subsidy_regime text
  check (subsidy_regime in ('official-statutory', 'official-contractual', 'private'));
comment on column organising_bodies.subsidy_regime is 'officiel statutaire, officiel non statutaire, privé; null: not told yet';
`;
const removed = `
alter table organising_bodies drop column subsidy_regime;
delete from grants where role in (${subsidies.map((role) => `'${role}'`).join(', ')});
${only([...operators, ...agents, ...others])}
`;

export const up = (knex: Knex): Promise<void> => knex.raw(added).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw(removed).then(() => undefined);

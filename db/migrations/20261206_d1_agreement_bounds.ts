/**
 * Agreements of one body that run at the same time are one agreement; a decision that is in force and followed does not stand in the way of the
 * next renewal; delays of a renewal that is opened late, and of a refusal.
 */
import type { Knex } from 'knex';

const slug = 'agreement-renewal';
const added: [code: string, value: number, unit: string, label: string][] = [
  ['submission-least', 60, 'days', "Introduction d'un renouvellement ouvert tard : jours laissés depuis l'ouverture"],
  ['refusal-latest', 12, 'months', "Prise d'effet d'un refus de renouvellement, au plus tard"],
];

/**
 * Of agreements that run at the same time without a case that decided them: one, from the first day to the nearest end, so that all places are
 * renewed before the first of them has no agreement any more. Each place keeps its own days.
 */
export const joined = `
create temporary table joined_agreements as
select a.id, a.from_on, a.to_on,
  first_value(a.id) over (partition by a.organising_body_id
    order by exists (select from cases c where c.slug = '${slug}' and c.state -> 'data' ->> 'agreementId' = a.id::text) desc, a.from_on) as kept
from agreements a
where a.case_id is null and a.to_on >= current_date
  and exists (select from agreements o where o.organising_body_id = a.organising_body_id and o.id <> a.id and o.case_id is null
    and o.to_on >= current_date and o.from_on <= a.to_on and o.to_on >= a.from_on);
update aes_agreements p set agreement_id = j.kept from joined_agreements j where p.agreement_id = j.id;
delete from agreements a using joined_agreements j where a.id = j.id and j.id <> j.kept;
update agreements a set from_on = one.from_on, to_on = one.to_on
  from (select kept, min(from_on) as from_on, min(to_on) as to_on from joined_agreements group by kept) one where a.id = one.kept;
drop table joined_agreements;`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(joined);
  await knex.raw(`
drop index cases_one_open_per_subject;
create unique index cases_one_open_per_subject on cases (subject_id, slug, kind)
  where closed_at is null and period is null and not several and not (slug = 'agreement-renewal' and status = 'conditions-follow-up');
`);
  await knex('parameters').insert(
    added.map(([code, value, unit, label]) => ({
      slug,
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: "hypothèse, à confirmer par l'ONE",
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters')
    .where({ slug })
    .whereIn(
      'code',
      added.map(([code]) => code),
    )
    .delete();
  await knex.raw(`
drop index cases_one_open_per_subject;
create unique index cases_one_open_per_subject on cases (subject_id, slug, kind) where closed_at is null and period is null and not several;
`);
};

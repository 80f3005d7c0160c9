/**
 * The calendar of holidays and that of the schools, as dated tables. The legal holidays of 2015 to 2045 are those of date-holidays
 * (Belgium, CC BY 3.0), written out here so that a new version of the package changes no deadline.
 */
import type { Knex } from 'knex';

const easterMondays = [
  '2015-04-06 2016-03-28 2017-04-17 2018-04-02 2019-04-22 2020-04-13 2021-04-05 2022-04-18 2023-04-10 2024-04-01',
  '2025-04-21 2026-04-06 2027-03-29 2028-04-17 2029-04-02 2030-04-22 2031-04-14 2032-03-29 2033-04-18 2034-04-10',
  '2035-03-26 2036-04-14 2037-04-06 2038-04-26 2039-04-11 2040-04-02 2041-04-22 2042-04-07 2043-03-30 2044-04-18',
  '2045-04-10',
].flatMap((line) => line.split(' '));
const fixed = [
  ['01-01', 'Nouvel An'],
  ['05-01', 'Fête du travail'],
  ['07-21', 'Fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'Armistice'],
  ['12-25', 'Noël'],
] as const;
const afterEasterMonday = [
  [0, 'Lundi de Pâques'],
  [38, 'Ascension'],
  [49, 'Lundi de Pentecôte'],
] as const;
const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const legal = { kind: 'legal', source: 'public', reference: 'date-holidays, Belgique (CC BY 3.0)' };
const community = {
  kind: 'community',
  name: 'Fête de la Communauté française',
  source: 'public',
  reference: 'calendriers scolaires publiés (academieamay.com)',
};
const holidays = easterMondays.flatMap((monday) => {
  const year = monday.slice(0, 4);
  return [
    ...fixed.map(([on, name]) => ({ day: `${year}-${on}`, name, ...legal })),
    ...afterEasterMonday.map(([days, name]) => ({ day: later(monday, days), name, ...legal })),
    { day: `${year}-09-27`, ...community },
  ];
});

const published = {
  source: 'public',
  reference: 'calendrier 2025-2026 (academieamay.com, ecole-libre-de-nassogne.com, radiocontact.be)',
};
const assumed = { source: 'assumption', reference: "rythme de sept et deux semaines, à confirmer par l'ONE" };
const schoolHolidays = [
  ['2025-10-20', '2025-11-02', "Vacances d'automne", published],
  ['2025-12-22', '2026-01-04', "Vacances d'hiver", published],
  ['2026-02-16', '2026-03-01', 'Vacances de détente', published],
  ['2026-04-27', '2026-05-10', 'Vacances de printemps', published],
  [
    '2026-07-04',
    '2026-08-23',
    "Vacances d'été",
    { ...assumed, reference: `début publié, fin supposée : ${assumed.reference}` },
  ],
  ['2026-10-19', '2026-11-01', "Vacances d'automne", assumed],
  ['2026-12-21', '2027-01-03', "Vacances d'hiver", assumed],
  ['2027-02-22', '2027-03-07', 'Vacances de détente', assumed],
  ['2027-04-26', '2027-05-09', 'Vacances de printemps', assumed],
  ['2027-07-03', '2027-08-22', "Vacances d'été", assumed],
] as const;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table holidays (
  id bigint generated always as identity primary key,
  day date not null,
  name text not null,
  kind text not null check (kind in ('legal', 'community')),
  source text not null check (source in ('document', 'public', 'assumption')),
  reference text not null,
  counts_from date,
  counts_until date,
  check (counts_from < counts_until)
);
create unique index holidays_one_a_day on holidays (day) where counts_until is null;
comment on column holidays.kind is 'a legal one moves deadlines; one of the community only frees schools';
comment on column holidays.counts_from is 'delays that start before it are counted without this holiday; null: it always counted';
comment on column holidays.counts_until is 'delays that start from it on are counted without this holiday again';

create table school_holidays (
  id uuid primary key default gen_random_uuid(),
  from_on date not null,
  to_on date not null,
  name text not null,
  source text not null check (source in ('document', 'public', 'assumption')),
  reference text not null,
  check (from_on <= to_on),
  constraint school_holidays_do_not_overlap exclude using gist (daterange(from_on, to_on, '[]') with &&)
);
`);
  await knex('holidays').insert(holidays);
  await knex('school_holidays').insert(
    schoolHolidays.map(([from, to, name, origin]) => ({ from_on: from, to_on: to, name, ...origin })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop table school_holidays, holidays');
};

/** Who is told by name in the teams of the demonstration: one of each thing that a team may have to see to. Days are counted from today. */
import type { DocumentKind, FunctionCode, LinkCode } from '../../../../domain/staff/functions.ts';

interface ToldContract {
  at: string;
  function: FunctionCode;
  link?: LinkCode;
  percent?: number;
  hours?: number;
  employer?: string;
  from: number;
  to?: number;
}
export interface Told {
  body: string;
  /** First name, then family name. */
  name: readonly [string, string];
  born: string;
  contracts: readonly ToldContract[];
  diplomas?: readonly (readonly [title: string, on: string])[];
  /** Days ago. */
  record?: number;
  documents?: readonly { kind: DocumentKind; on: number; until?: number }[];
  absences?: readonly { from: number; to?: number }[];
}

const puericulture = ['Puériculture (CESS)', '2008-06-30'] as const;
const social = ['Bachelier assistant social', '2011-06-24'] as const;
const chenes = (
  name: readonly [string, string],
  born: string,
  contracts: readonly ToldContract[],
  more: Partial<Told> = {},
): Told => ({ body: 'petits-chenes', name, born, contracts, record: 420, ...more });

export const told: readonly Told[] = [
  chenes(['Fatima', 'Adam'], '1987-03-02', [{ at: 'chenes', function: 'nursery-nurse', percent: 100, from: -2640 }], {
    diplomas: [puericulture],
  }),
  // Her contract ends soon, and nothing follows it.
  chenes(
    ['Laura', 'Baudoin'],
    '1995-11-20',
    [{ at: 'glands', function: 'childcare', percent: 80, from: -322, to: 12 }],
    {
      diplomas: [["Formation d'accueillante d'enfants", '2019-06-28']],
    },
  ),
  chenes(['Benoît', 'Charlier'], '1979-05-12', [{ at: 'glands', function: 'direction', percent: 100, from: -1925 }], {
    diplomas: [social],
  }),
  chenes(['Sandrine', 'Colard'], '1984-09-30', [
    { at: 'chenes', function: 'nursery-nurse', percent: 100, from: -3520, to: -24 },
  ]),
  // 120 % for two months.
  chenes(
    ['Inès', 'Delvaux'],
    '1989-06-14',
    [
      { at: 'coccinelle', function: 'social-worker', percent: 30, from: -1540, to: -1027 },
      { at: 'chenes', function: 'social-worker', percent: 50, from: -1026 },
      { at: 'glands', function: 'social-worker', percent: 70, from: -22, to: 38 },
    ],
    {
      diplomas: [social, ['Premiers secours, enfants', '2025-03-18']],
      documents: [
        { kind: 'medical', on: 305, until: -60 },
        { kind: 'rubella', on: 1540 },
      ],
      absences: [
        { from: -629, to: -513 },
        { from: -139, to: -121 },
      ],
    },
  ),
  chenes(['Marie', 'Dupuis'], '1958-01-25', [
    { at: 'coccinelle', function: 'other', link: 'volunteer', hours: 6, from: -315 },
  ]),
  chenes(
    ['Céline', 'Henrion'],
    '1992-08-08',
    [{ at: 'chenes', function: 'nursery-nurse', percent: 50, from: 8, to: 189 }],
    {
      diplomas: [puericulture],
    },
  ),
  // Away until next spring; Élise stands in for her.
  chenes(
    ['Julie', 'Lefèvre'],
    '1983-04-17',
    [{ at: 'chenes', function: 'deputy-direction', percent: 100, from: -4830 }],
    {
      diplomas: [social],
      absences: [{ from: -12, to: 189 }],
    },
  ),
  chenes(['Élise', 'Moreau'], '1990-02-11', [
    { at: 'chenes', function: 'deputy-direction', percent: 100, from: 8, to: 189 },
  ]),
  chenes(['Paul', 'Marchal'], '1972-10-03', [
    { at: 'chenes', function: 'logistics', hours: 19, from: -2394 },
    { at: 'coccinelle', function: 'logistics', hours: 19, from: -2394 },
  ]),
  // Her extract is five years old in three weeks.
  chenes(['Linh', 'Nguyen'], '1986-12-24', [{ at: 'glands', function: 'nurse', percent: 50, from: -1805 }], {
    diplomas: [['Bachelier en soins infirmiers', '2009-06-26']],
    record: 1805,
  }),
  chenes(['Nathalie', 'Servais'], '1974-07-19', [{ at: 'chenes', function: 'direction', percent: 100, from: -5746 }], {
    diplomas: [social],
  }),
  chenes(
    ['Aurélie', 'Simonis'],
    '1981-03-27',
    [{ at: 'coccinelle', function: 'direction', percent: 100, from: -2140 }],
    {
      diplomas: [social],
    },
  ),
  // Paid by the CPAS, at work here.
  chenes(['Mourad', 'Belkacem'], '1998-05-05', [
    {
      at: 'chenes',
      function: 'logistics',
      link: 'other-employer',
      employer: 'CPAS de Namur',
      percent: 50,
      from: -140,
      to: 225,
    },
  ]),
  // A sheet without a contract yet.
  chenes(['Anaïs', 'Thirion'], '1999-09-09', []),
  {
    body: 'delvaux',
    name: ['Émilie', 'Delvaux'],
    born: '1982-02-14',
    contracts: [{ at: 'delvaux', function: 'childcare', link: 'self-employed', percent: 100, from: -2200 }],
    diplomas: [["Formation d'accueillante d'enfants", '2018-10-12']],
    record: 300,
    documents: [{ kind: 'first-aid', on: 500 }],
  },
  // He lives where the children are received.
  {
    body: 'delvaux',
    name: ['Marc', 'Lorent'],
    born: '1980-08-30',
    contracts: [{ at: 'delvaux', function: 'other', link: 'household', from: -2200 }],
    record: 1700,
  },
  {
    body: 'bensalah',
    name: ['Karim', 'Bensalah'],
    born: '1985-06-06',
    contracts: [{ at: 'bensalah', function: 'childcare', link: 'self-employed', percent: 100, from: -1500 }],
    diplomas: [["Formation d'accueillant d'enfants", '2021-06-18']],
    record: 200,
  },
];

/**
 * The demonstration's grids of participation, of this year and of the next. Official rates were not found: this year's is calibrated on two
 * published points (6 200 € → 36 €, 7 500 € → 45 €), the next one moves its bounds by two per cent.
 */
import type { Day } from '../../../domain/calendar.ts';
import type { Database } from '../../connect.ts';

const bands = [
  [0, 0.003],
  [150_000, 0.0062],
  [300_000, 0.0069],
  [500_000, 0.00696],
] as const;

export async function insertScales(db: Database, today: Day): Promise<void> {
  const year = Number(today.slice(0, 4));
  const scales = [
    { from: year, factor: 1 },
    { from: year + 1, factor: 1.02 },
  ];
  const inserted = (await db('scales')
    .insert(
      scales.map(({ from }) => ({
        slug: 'shared',
        code: 'participation',
        label: 'Participation financière des parents, par jour',
        unit: 'cents',
        value_unit: 'rate',
        valid_from: `${String(from)}-01-01`,
        source: 'assumption',
        reference: 'grille de démonstration, calibrée sur deux montants publiés',
      })),
    )
    .returning('id')) as { id: number }[];
  await db('scale_bands').insert(
    scales.flatMap(({ factor }, index) =>
      bands.map(([from, value]) => ({ scale_id: inserted[index]?.id, from_value: Math.round(from * factor), value })),
    ),
  );
}

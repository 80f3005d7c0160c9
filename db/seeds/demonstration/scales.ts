/** The demonstration's grid of participation: no calculation reads it yet. Official rates were not found; calibrated on two published points. */
import type { Database } from '../../connect.ts';

const bands = [
  [0, 0.003],
  [150_000, 0.0062],
  [300_000, 0.0069],
  [500_000, 0.00696],
] as const;

export async function insertScales(db: Database): Promise<void> {
  const [scale] = (await db('scales')
    .insert({
      slug: 'shared',
      code: 'participation',
      label: 'Participation financière des parents, par jour',
      unit: 'cents',
      value_unit: 'rate',
      valid_from: '2025-01-01',
      source: 'assumption',
      reference: "grille de démonstration ; aucun calcul ne l'emploie encore",
    })
    .returning('id')) as { id: number }[];
  await db('scale_bands').insert(bands.map(([from, value]) => ({ scale_id: scale?.id, from_value: from, value })));
}

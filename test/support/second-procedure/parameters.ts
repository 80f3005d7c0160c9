/** The delays of the tests' second procedure, as rows. */
import type { Database } from '../../../db/connect.ts';
import { slug } from './contract.ts';

const days = { target: 60, sending: 30, reminder: 7, checking: 15 };

export async function insertQuarterParameters(db: Database): Promise<void> {
  await db('parameters').insert(
    Object.entries(days).map(([code, value]) => ({
      slug,
      code,
      value,
      unit: 'days',
      label: 'essai',
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: 'hypothèse',
    })),
  );
}

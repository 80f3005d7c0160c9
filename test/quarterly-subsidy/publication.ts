/** A table of lump sums that is published, and what it has done to the quarters that waited for it. */
import { findViewer, type Viewer } from '../../db/access/viewer.ts';
import type { Database } from '../../db/connect.ts';
import { encodeTable, publishTable } from '../../db/subsidies/lump-sums.ts';
import type { Quarter } from '../../domain/quarter.ts';

/** Encoded by one person, published by another. @returns the batch to ring for */
export async function publish(
  db: Database,
  { manager, signatory }: { manager: string; signatory: string },
  quarter: Quarter,
): Promise<{ batchId: string; total: number }> {
  const now = Date.now();
  const viewerOf = async (id: string): Promise<Viewer> =>
    (await findViewer(db, id, { acr: 450, authenticatedAt: now, now }))!;
  const euros = { direction: 14_850, pms: 13_920, childcare: 11_640 };
  const encoded = await encodeTable(db, await viewerOf(manager), { quarter, regime: 'private', euros }, now);
  if ('refused' in encoded) throw new Error(encoded.refused);
  const published = await publishTable(db, await viewerOf(signatory), encoded.id, {
    told: {
      kind: 'information',
      title: 'Tableau des forfaits',
      text: 'Le tableau des forfaits est publié.',
      audience: { portals: ['pro'], sectors: ['early-childhood'], kinds: null, administrations: null },
      waits: false,
      from: now,
      until: now + 86_400_000,
    },
    at: now,
  });
  if (!published) throw new Error('not published');
  return published;
}

/** How many quarters have how many acts that calculate them, how many calculations kept, and which status. */
export async function calculatedEach(
  db: Database,
  quarter: Quarter,
): Promise<{ acts: number; kept: number; status: string; quarters: number }[]> {
  const { rows } = await db.raw<{ rows: { acts: number; kept: number; status: string; quarters: number }[] }>(
    `
select acts, kept, status, cast(count(*) as int) as quarters from (
  select c.status,
    (select cast(count(*) as int) from acts a where a.case_id = c.id and a.action = 'calculate') as acts,
    (select cast(count(*) as int) from subsidy_calculations s where s.case_id = c.id) as kept
  from cases c where c.slug = 'quarterly-subsidy' and c.period = :quarter) each
group by acts, kept, status order by acts, kept, status`,
    { quarter },
  );
  return rows;
}

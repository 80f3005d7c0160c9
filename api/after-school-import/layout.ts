/** What the columns of a sheet of a body are, as somebody there has said it once. */
import type { DaysWaiting } from '../../db/after-school-import/preview.ts';
import type { Database } from '../../db/connect.ts';
import { findLayout, rememberLayout } from '../../db/sheet-imports/layouts.ts';
import { isMeaning } from '../../domain/after-school/sheet/columns.ts';
import { meaningsOf, signatureOf, withMeanings, type DaysSheet } from '../../domain/after-school/sheet/recognise.ts';
import type { Instant } from '../../domain/calendar.ts';

/** @param organisingBodyId null: not known yet, and nothing is known of its sheets */
export async function asKnown(
  db: Database,
  organisingBodyId: string | null,
  { sheet, report }: Pick<DaysWaiting, 'sheet' | 'report'>,
): Promise<Pick<DaysWaiting, 'sheet' | 'isKnownLayout'>> {
  const signature = report || organisingBodyId === null ? undefined : signatureOf(sheet);
  const layout =
    signature !== undefined && organisingBodyId !== null
      ? await findLayout(db, { kind: 'after-school', organisingBodyId, signature }, isMeaning)
      : undefined;
  return {
    sheet: layout ? withMeanings(sheet, layout.meanings) : sheet,
    isKnownLayout: layout !== undefined,
  };
}

/** For the next one; nothing is learnt of cells without titles, nor for nobody. */
export async function remember(
  db: Database,
  organisingBodyId: string | null,
  sheet: DaysSheet,
  by: { userId: string; at: Instant },
): Promise<void> {
  const signature = signatureOf(sheet);
  if (signature === undefined || organisingBodyId === null) return;
  await rememberLayout(
    db,
    { kind: 'after-school', organisingBodyId, signature },
    { meanings: meaningsOf(sheet), words: {} },
    by,
  );
}

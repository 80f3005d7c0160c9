/** Signing a month, and reopening it: in the transaction of the act, so that what is signed is what was seen, and nothing slips in between. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Standing } from '../../domain/consultations/month.ts';
import { firstDayOfMonth, lastDayOfMonth, type Month } from '../../domain/quarter.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { instant, type Database } from '../connect.ts';
import { loadMonths, type EncodedMonth } from './month.ts';
import { sentIn, type QuarterCase } from './quarter-case.ts';
import { signedMonths } from './sent.ts';
import {
  changesSince,
  centsOfLine,
  digestOf,
  markOf,
  toSign,
  type ChangeSeen,
  type SignedLine,
  type SignedMonth,
} from './signed-month.ts';

export interface MonthToSign extends EncodedMonth {
  /** What was sent of it, and stands; nothing where it was reopened, for then all of it is signed anew. */
  before: readonly SignedLine[];
  /** What was sent last, reopened or not. */
  last: readonly SignedLine[];
  sent: ReturnType<typeof sentIn>;
  mark: string;
}

/** @param found none: no quarter is open yet, and nothing was sent */
export async function loadMonthsToSign(
  db: Database,
  facilityId: string,
  months: readonly Month[],
  { today, found }: { today: Day; found: Pick<QuarterCase, 'id' | 'consultations'> | undefined },
): Promise<MonthToSign[]> {
  const anySent = months.some((month) => sentIn(found, month) !== 'never');
  const signed = found && anySent ? await signedMonths(db, found.id) : new Map<Month, SignedMonth>();
  const loaded = await loadMonths(db, facilityId, months, { today, sent: signed });
  return loaded.map((month) => {
    const sent = sentIn(found, month.month);
    const last = signed.get(month.month)?.lines ?? [];
    const before = sent === 'sent' ? last : [];
    return { ...month, before, last, sent, mark: markOf(month, before) };
  });
}

export type Signing =
  | { outcome: 'signed'; facts: Facts['sign-consultations']; content: SignedMonth }
  /** Not any more as it was seen. */
  | { outcome: 'moved'; changes: readonly ChangeSeen[]; month: MonthToSign }
  /** `faulty`: what is to be mended; `waiting`: nothing but what waits for ONE; `already`: all of it is signed; `running`: too early for « none ». */
  | { outcome: Extract<Standing, 'faulty' | 'waiting'> | 'already' | 'running'; month: MonthToSign };

/** Locks what it signs. @param seen the mark of the month, as the page showed it */
export async function signMonth(
  trx: Database,
  found: Pick<QuarterCase, 'id' | 'facilityId' | 'consultations'>,
  { month: which, seen, today, at }: { month: Month; seen: string; today: Day; at: Instant },
): Promise<Signing> {
  const [month] = await loadMonthsToSign(trx, found.facilityId, [which], { today, found });
  if (!month) throw new Error('a month was asked for');
  const changes = changesSince(seen, month, month.before);
  if (changes) return { outcome: 'moved', changes, month };
  const { ready, waiting, faulty } = month.looked;
  if (faulty > 0) return { outcome: 'faulty', month };
  if (ready.consultations === 0 && month.sent === 'sent') return { outcome: 'already', month };
  if (ready.consultations === 0 && waiting.consultations > 0) return { outcome: 'waiting', month };
  if (ready.consultations === 0 && lastDayOfMonth(which) > today) return { outcome: 'running', month };
  const content = toSign(month, month.before);
  await trx('consultations')
    .whereIn(
      'id',
      content.lines.map(({ id }) => id),
    )
    .whereNull('signed_at')
    .update({ signed_at: instant(at) });
  const facts = {
    month: which,
    digest: digestOf(content),
    consultations: content.lines.length,
    cents: centsIn(content),
  };
  return { outcome: 'signed', facts, content };
}

export const centsIn = ({ lines }: SignedMonth): number =>
  lines.reduce((sum, line) => {
    const { fees, travel } = centsOfLine(line);
    return sum + fees + travel;
  }, 0);

/** What was sent may be written again. */
export const reopenMonth = (trx: Database, facilityId: string, month: Month): Promise<unknown> =>
  trx('consultations')
    .where({ facility_id: facilityId, month: firstDayOfMonth(month) })
    .whereNotNull('signed_at')
    .update({ signed_at: null });

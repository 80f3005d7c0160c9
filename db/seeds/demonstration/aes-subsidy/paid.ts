/**
 * Older quarters of Les Mercredis: one that is paid and over; one signed lately and paid, of which Les Castors in its second month are contested.
 * Their amounts are what the attendance that is told comes to.
 */
import { createHash } from 'node:crypto';
import { budgetQuarterOf, lastDayOfQuarter, type BudgetQuarter } from '../../../../domain/after-school/budget-year.ts';
import { lineOf } from '../../../../domain/after-school/calculation.ts';
import {
  addDays,
  dayOf,
  hourOn,
  nextWorkingDay,
  subtractDays,
  type Day,
  type Instant,
} from '../../../../domain/calendar.ts';
import { makeBelgianIban } from '../../../../domain/iban.ts';
import { monthOf, monthsFurther } from '../../../../domain/quarter.ts';
import { seal } from '../../../../domain/sealed.ts';
import { periodInShort } from '../../../../domain/subsidy/period.ts';
import { pain001 } from '../../../../domain/subsidy/sepa/pain001.ts';
import type { Action, CaseData } from '../../../../workflows/aes-subsidy/contract.ts';
import { process } from '../../../../workflows/aes-subsidy/process.ts';
import type { Role } from '../../../../workflows/roles.ts';
import {
  keepDecided,
  loadControl,
  nothingDecided,
  resultOf,
  revisionOf,
  workedOut,
} from '../../../aes-subsidy/control.ts';
import { preparePayments } from '../../../aes-subsidy/prepare-payments.ts';
import { instant, type Database } from '../../../connect.ts';
import { getEffectContext } from '../../../effect-context.ts';
import { recordAct } from '../../../record-act.ts';
import { keepCalculation } from '../../../subsidies/calculations.ts';
import { stableId } from '../stable-id.ts';
import { open, passUntil, quarterId, send } from './stories.ts';

const castors = stableId('facility mercredis-castors');
const [manager, signatory, operator] = ['aes-manager', 'subsidy-signatory', 'admin-mercredis'].map((key) =>
  stableId(`user ${key}`),
) as [string, string, string];
interface Days {
  sent: Day;
  proposed: Day;
  signed: Day;
  paid: Day;
}

export async function tellPaidQuarters(
  db: Database,
  { now, nissKey }: { now: Instant; nissKey: string },
): Promise<void> {
  const running = budgetQuarterOf(monthOf(dayOf(now)));
  const [older, old] = [monthsFurther(running, -12), monthsFurther(running, -9)];
  const after = (quarter: BudgetQuarter, days: number): Day => nextWorkingDay(addDays(lastDayOfQuarter(quarter), days));
  const ago = (days: number): Day => subtractDays(dayOf(now), days);
  await tell(
    db,
    older,
    { sent: after(older, 19), proposed: after(older, 40), signed: after(older, 45), paid: after(older, 55) },
    { now, nissKey },
  );
  await tell(
    db,
    old,
    { sent: after(old, 22), proposed: ago(27), signed: ago(25), paid: ago(13) },
    { now, nissKey, lessOf: lineOf({ facilityId: castors, month: monthsFurther(old, 1) }) },
  );
}

async function tell(
  db: Database,
  quarter: BudgetQuarter,
  days: Days,
  { now, nissKey, lessOf }: { now: Instant; nissKey: string; lessOf?: string },
): Promise<void> {
  const caseId = quarterId(quarter);
  const act = async (
    role: Role,
    userId: string | null,
    action: Action,
    at: Instant,
    { facts = {}, content, name = action }: { facts?: object; content?: object; name?: string } = {},
  ): Promise<void> => {
    await passUntil(db, quarter, at);
    await recordAct(db, process, caseId, {
      action,
      facts,
      ...(content ? { content } : {}),
      token: `${name} mercredis ${quarter}`,
      actor: { role, userId, ...(userId ? { acr: 450 } : {}) },
      at,
    });
  };
  await open(db, quarter, now);
  await send(db, quarter, hourOn(days.sent, '15:00'), now);
  const { data } = await stateOf(db, caseId);
  if (Object.keys(data.sent).length === 0) return;

  const at = hourOn(days.proposed, '10:00');
  const control = await loadControl(db, { caseId, data });
  const less = resultOf(control, nothingDecided).lines.find(({ code }) => code === lessOf);
  const decided = less
    ? {
        accepted: [],
        changes: [
          {
            line: less.code,
            cents: less.declared.value.times(0.9).round().toNumber(),
            reason: 'no-register' as const,
            text: 'Trois mercredis du mois ne sont pas au registre transmis.',
          },
        ],
      }
    : nothingDecided;
  const { calculation, advance, lines } = workedOut(control, decided, { paid: 0, byPlace: new Map() });
  await keepDecided(db, { caseId, decided, by: manager, at });
  await keepCalculation(
    db,
    { caseId, revision: await revisionOf(db, caseId), at },
    { calculation: { ...calculation, advance }, lines },
  );
  await act('aes-manager', manager, 'propose', at, {
    facts: { changed: decided.changes.length, calculation },
    content: { decided, checks: ['agreement', 'enrolment', 'year', 'red-days'], advance, lines, paid: {} },
  });
  await act('subsidy-signatory', signatory, 'sign', hourOn(days.signed, '11:00'), { content: {} });
  const { number } = (await db('acts').where({ case_id: caseId, action: 'sign' }).first('number')) as {
    number: number;
  };
  const context = await getEffectContext(db, { caseId, number, effect: 'prepare-payment' });
  await db.transaction((trx) => preparePayments(trx, context as unknown as Parameters<typeof preparePayments>[1]));
  const { file, payments } = await tellFile(db, { caseId, quarter, on: days.paid, nissKey });
  for (const { id, cents } of payments)
    await act('procedure', null, 'pay', hourOn(days.paid, '16:00'), {
      facts: { cents, payment: file },
      name: `pay ${id}`,
    });
  if (less)
    await act('operator', operator, 'contest', hourOn(subtractDays(dayOf(now), 3), '09:00'), {
      facts: { line: less.code, cents: less.declared.value.times(0.1).round().toNumber() },
      content: { reason: 'Les registres des trois mercredis étaient dans un autre classeur : les voici.' },
    });
  await passUntil(db, quarter, now);
}

const stateOf = async (db: Database, caseId: string): Promise<{ data: CaseData }> =>
  ((await db('cases').where({ id: caseId }).first('state')) as { state: { data: CaseData } }).state;

/** One that the bank has executed: a payment for each place. */
async function tellFile(
  db: Database,
  { caseId, quarter, on, nissKey }: { caseId: string; quarter: BudgetQuarter; on: Day; nissKey: string },
): Promise<{ file: string; payments: { id: string; cents: number }[] }> {
  const id = stableId(`payment file after school ${quarter}`);
  const payments = (await db('payments')
    .where({ case_id: caseId, status: 'prepared' })
    .orderBy('key')
    .select('id', 'cents')) as { id: string; cents: number }[];
  const made = instant(hourOn(subtractDays(on, 4), '14:00'));
  const messageId = `PROONE-${on.replaceAll('-', '')}-AES-${quarter}`;
  const xml = pain001({
    messageId,
    createdAt: made,
    executionOn: on,
    from: { name: "Office de la Naissance et de l'Enfance", iban: makeBelgianIban(910_002_777) },
    transfers: payments.map((one) => ({
      endToEndId: one.id.replaceAll('-', ''),
      cents: one.cents,
      to: { name: 'Les Mercredis ASBL', iban: makeBelgianIban(100_900) },
      communication: `subside ${periodInShort(quarter)}`,
    })),
  });
  const maker = stableId('user subsidy-manager');
  const [row] = (await db('payment_files')
    .insert({
      id,
      token: stableId(`payment file token after school ${quarter}`),
      message_id: messageId,
      execution_on: on,
      status: 'executed',
      count: payments.length,
      cents: payments.reduce((sum, { cents }) => sum + cents, 0),
      digest: createHash('sha256').update(xml).digest(),
      xml_sealed: seal(xml, { secret: nissKey, purpose: 'payment file', boundTo: id }),
      made_by: maker,
      made_at: made,
      released_by: signatory,
      released_at: made,
      executed_by: maker,
      executed_at: instant(hourOn(on, '15:00')),
      executed_on: on,
    })
    .returning('number')) as { number: number }[];
  await db('payments')
    .whereIn(
      'id',
      payments.map((one) => one.id),
    )
    .update({ status: 'paid', file_id: id, settled_on: on });
  return { file: String(row?.number ?? 0), payments };
}
